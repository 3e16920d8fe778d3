from django.utils.translation import gettext_lazy as _

from integrity.screening.declarations import BRANCH, INTEREST
from portal.privacy.declarations import WITH_DOSSIER, declare

declare(
    "integrity.Undertaking",
    purpose=_("De bewilligingsverklaring tussen kandidaten en de afdeling"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WITH_DOSSIER,
    personal="id tenant dossier edition language text_hash version offered_at",
    confidential="status signed_at void_signed_at talk_asked_at countersigned_at countersigned_by",
    endangers="text",
)

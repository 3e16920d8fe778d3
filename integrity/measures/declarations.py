from django.utils.translation import gettext_lazy as _

from integrity.screening.declarations import BRANCH, INTEREST
from portal.privacy.declarations import WITH_DOSSIER, declare

declare(
    "integrity.Measure",
    purpose=_("Afspraken met kandidaten nakomen die een risico kleiner maken"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WITH_DOSSIER,
    personal="id tenant dossier version made_at reminded_on",
    confidential="owner due_on review_on status talk_asked_at",
    endangers="risk text",
)

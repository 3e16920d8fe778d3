from django.utils.translation import gettext_lazy as _

from integrity.screening.declarations import BRANCH, INTEREST
from portal.privacy.declarations import WITH_DOSSIER, declare

declare(
    "integrity.Consultation",
    purpose=_("Vastleggen welke openbare bronnen zijn geraadpleegd"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WITH_DOSSIER,
    personal="id tenant dossier consulted_on made_at",
    confidential="source_type consulted_by",
    endangers="where",
)
declare(
    "integrity.Finding",
    purpose=_("Bevindingen uit openbare bronnen bespreken met kandidaten"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WITH_DOSSIER,
    personal="id tenant dossier version discussed_on made_at",
    confidential="consultation status made_by",
    endangers="text response",
)
declare(
    "integrity.Certificate",
    purpose=_("Weten of een VOG is gevraagd en gezien, zonder de VOG te bewaren"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WITH_DOSSIER,
    personal="id tenant dossier version",
    confidential="status requested_on as_group seen_on talked_on",
)
declare(
    "integrity.Reference",
    purpose=_("Nagaan of klopt wat kandidaten vertellen"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WITH_DOSSIER,
    personal="id tenant dossier version made_at",
    confidential="status spoken_on",
    endangers="name relation contact summary",
)

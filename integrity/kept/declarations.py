from django.utils.translation import gettext_lazy as _

from integrity.screening.declarations import BRANCH, INTEREST
from portal.privacy.declarations import WITH_DOSSIER, declare

declare(
    "integrity.KeptFile",
    purpose=_("De feiten van een kandidatuur tot het einde van de zittingsperiode"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WITH_DOSSIER,
    personal="id tenant dossier round language",
    confidential="office listed_on rules_edition rules_read_on questionnaire_returned_on sources_checked_on "
    "references_spoken_on interviewed_on",
    endangers="name email",
)

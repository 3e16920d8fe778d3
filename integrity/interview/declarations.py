from django.utils.translation import gettext_lazy as _

from integrity.screening.declarations import BRANCH, INTEREST
from portal.privacy.declarations import WITH_DOSSIER, declare

declare(
    "integrity.Interview",
    purpose=_("Het selectiegesprek plannen en voeren met twee gesprekspartners"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WITH_DOSSIER,
    personal="id tenant dossier edition minutes version sequence reminded_on other_time_asked_at",
    confidential="at first_interviewer second_interviewer status held_on",
    endangers="place",
)
declare(
    "integrity.Topic",
    purpose=_("Het selectiegesprek voorbereiden"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WITH_DOSSIER,
    personal="id tenant dossier position version",
    confidential="interview source key only_in_conversation",
    endangers="note",
)

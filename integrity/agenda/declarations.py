from django.utils.translation import gettext_lazy as _

from integrity.screening.declarations import BRANCH, INTEREST
from portal.privacy.declarations import WHILE_IN_USE, declare

declare(
    "integrity.Talk",
    purpose=_("Gesprekken over integriteit plannen na de verkiezing, zonder wie wat zei"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WHILE_IN_USE,
    personal="id tenant round edition themes cards at minutes status version sequence held_on reminded_on",
)

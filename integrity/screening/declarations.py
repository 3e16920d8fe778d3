from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import WHILE_IN_USE, WITH_DOSSIER, declare

BRANCH = _("de partijafdeling")

declare(
    "integrity.SelectionRound",
    purpose=_("Een kandidatenlijst voorbereiden"),
    owner=BRANCH,
    ground=_("gerechtvaardigd belang van de afdeling (AVG artikel 6 lid 1 onder f)"),
    clock=WHILE_IN_USE,
    personal="id tenant name body nomination_day made_at",
)
declare(
    "integrity.Candidacy",
    purpose=_("Kandidaten toetsen op integriteit, samen met de kandidaat"),
    owner=BRANCH,
    ground=_(
        "gerechtvaardigd belang van de afdeling (AVG artikel 6 lid 1 onder f, artikel 9 lid 2 onder d, "
        "UAVG artikel 22 en 32)"
    ),
    clock=WITH_DOSSIER,
    personal="id tenant round language version invited_at",
    confidential="dossier office status self_assessed_on",
    endangers="name email",
)
declare(
    "integrity.Acknowledgement",
    purpose=_("Vastleggen dat een kandidaat de vuistregels heeft gelezen"),
    owner=BRANCH,
    ground=_("gerechtvaardigd belang van de afdeling (AVG artikel 6 lid 1 onder f)"),
    clock=WITH_DOSSIER,
    personal="id tenant dossier edition at",
)

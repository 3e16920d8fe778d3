from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import WHILE_IN_USE, WITH_DOSSIER, declare

BRANCH = _("de partijafdeling")
INTEREST = _(
    "gerechtvaardigd belang van de afdeling (AVG artikel 6 lid 1 onder f, artikel 9 lid 2 onder d, "
    "UAVG artikel 22 en 32)"
)

declare(
    "integrity.SelectionRound",
    purpose=_("Een kandidatenlijst voorbereiden"),
    owner=BRANCH,
    ground=_("gerechtvaardigd belang van de afdeling (AVG artikel 6 lid 1 onder f)"),
    clock=WHILE_IN_USE,
    personal="id tenant name body nomination_day offices interviews_from interviews_until irrevocable_on term_ends_on "
    "version made_at",
)
declare(
    "integrity.RoundInstrument",
    purpose=_("Vastleggen welke instrumenten een ronde gebruikt, en waarom niet"),
    owner=BRANCH,
    ground=_("gerechtvaardigd belang van de afdeling (AVG artikel 6 lid 1 onder f)"),
    clock=WHILE_IN_USE,
    personal="id tenant round instrument used reason edition due_on",
)
declare(
    "integrity.RoundMember",
    purpose=_("Vastleggen wie in de selectiecommissie zit en de spelregels kent"),
    owner=BRANCH,
    ground=_("gerechtvaardigd belang van de afdeling (AVG artikel 6 lid 1 onder f)"),
    clock=WHILE_IN_USE,
    personal="id tenant round person named_at rules_confirmed_at ties_declared_at",
)
declare(
    "integrity.Candidacy",
    purpose=_("Kandidaten toetsen op integriteit, samen met hen"),
    owner=BRANCH,
    ground=INTEREST,
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
declare(
    "integrity.CommitteeQuestion",
    purpose=_("Vragen van de selectiecommissie over de antwoorden"),
    owner=BRANCH,
    ground=INTEREST,
    clock=WITH_DOSSIER,
    personal="id tenant dossier version asked_at answered_at",
    confidential="about status asked_by",
    endangers="text answer",
)
declare(
    "integrity.Reminder",
    purpose=_("Niemand twee keer dezelfde herinnering sturen"),
    owner=BRANCH,
    ground=_("gerechtvaardigd belang van de afdeling (AVG artikel 6 lid 1 onder f)"),
    clock=WITH_DOSSIER,
    personal="id tenant dossier instrument moment sent_on",
)

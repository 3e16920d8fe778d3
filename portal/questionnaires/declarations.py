from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import PERMANENT, WITH_DOSSIER, Clock, declare

OWNER = _("de organisatie die de vragenlijst uitzet")
GROUND = _(
    "gerechtvaardigd belang bij integere kandidaten; politieke opvatting binnen de eigen partij "
    "(AVG artikel 6 lid 1 onder f en artikel 9 lid 2 onder d)"
)
HELD_DAYS = 7

declare(
    "questionnaires.Edition",
    purpose=_("De inhoud van een instrument vastleggen"),
    owner=_("ministerie"),
    ground=_("geen persoonsgegevens"),
    clock=PERMANENT,
    public="id slug number kind status source content text checksum"
    " origin phase version loaded_at published_at withdrawn_at",
)
declare(
    "questionnaires.EditionUse",
    purpose=_("Tellen hoe vaak een editie is begonnen"),
    owner=_("ministerie"),
    ground=_("geen persoonsgegevens"),
    clock=PERMANENT,
    public="edition started",
)
declare(
    "questionnaires.Response",
    purpose=_("Bijhouden hoe ver iemand is met een vragenlijst"),
    owner=OWNER,
    ground=GROUND,
    clock=WITH_DOSSIER,
    personal="id tenant dossier edition office status version started_at submitted_at submissions",
)
declare(
    "questionnaires.SectionAnswers",
    purpose=_("Antwoorden van kandidaten bewaren"),
    owner=OWNER,
    ground=GROUND,
    clock=WITH_DOSSIER,
    personal="id tenant dossier response section version saved_at complete",
    endangers="answers",
)
declare(
    "questionnaires.AnswerChange",
    purpose=_("Laten zien wat na het versturen is verbeterd"),
    owner=OWNER,
    ground=GROUND,
    clock=WITH_DOSSIER,
    personal="id tenant dossier response submission edition question at by_role",
    endangers="old",
)
declare(
    "questionnaires.HeldSubmission",
    purpose=_("Niet kwijtraken wat iemand typte toen de sessie verliep"),
    owner=OWNER,
    ground=GROUND,
    clock=Clock(_("zeven dagen, of eerder na een keuze"), field="held_at", days=HELD_DAYS, with_dossier=True),
    personal="id tenant dossier response section because held_at",
    endangers="answers",
)

"""What the undertaking tells at the desk, on the candidate's page and in the own task list."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrity.screening.enums import CandidacyStatus, Instrument
from integrity.screening.models import Candidacy
from integrity.screening.steps import BOARD, CANDIDATE, DESK, NOBODY, NOT_YET, Fact, FactRows, Facts, State, Step, Task
from integrity.undertaking.enums import UndertakingStatus as S
from integrity.undertaking.models import Undertaking
from integrity.undertaking.presenting import TONES
from integrity.undertaking.workflow import UNDERTAKING
from portal.walls.actor import Actor

WAITS_FOR = {S.OFFERED: CANDIDATE, S.SIGNED: BOARD, S.COUNTERSIGNED: NOBODY, S.TAKEN_BACK: DESK}
SIGNED = gettext_lazy("ondertekend")
SHORT = {S.OFFERED: gettext_lazy("ligt klaar"), S.SIGNED: SIGNED, S.COUNTERSIGNED: SIGNED, S.TAKEN_BACK: ""}


def _facts(actor: Actor) -> FactRows:
    return [(Undertaking.objects.visible_to(actor), {"status": "status", "talk_asked_at": "talk_asked_at"})]


def _state(candidacy: Candidacy, offered: Sequence[Fact]) -> State | None:
    if candidacy.status == CandidacyStatus.ADDED:
        return None
    if not offered:
        return State(_("nog niet aangeboden"), short=NOT_YET)
    if offered[0]["talk_asked_at"] is not None:
        return State(_("gesprek gevraagd"), "active", DESK, _("De kandidaat wil praten voor het ondertekenen."))
    status = S(offered[0]["status"])
    return State(UNDERTAKING.state(status).inside, TONES[status], WAITS_FOR[status], short=SHORT[status])


def _page(candidacy: Candidacy) -> str:
    return reverse("undertaking", args=[candidacy.dossier.reference])


def _task(candidacy: Candidacy) -> Task | None:
    undertaking = Undertaking.objects.filter(dossier_id=candidacy.dossier_id).defer("text").first()
    if undertaking is None:
        return None
    return Task(
        _("Bewilligingsverklaring"),
        reverse("my_undertaking"),
        _("Wat u en de afdeling met elkaar afspreken. Dit is niet model H 9."),
        capfirst(UNDERTAKING.state(undertaking.status).outside),
        TONES[S(undertaking.status)],
        asked=undertaking.status == S.OFFERED and undertaking.talk_asked_at is None,
    )


STEP = Step(Instrument.UNDERTAKING, Facts(_facts, _state), page=_page, task=_task, lasting=True)

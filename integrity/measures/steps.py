"""What the measures tell at the desk, on the candidate's page and in the own task list."""

from collections import Counter
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from integrity.measures.enums import MeasureStatus
from integrity.measures.models import Measure
from integrity.screening.enums import CandidacyStatus, Instrument
from integrity.screening.models import Candidacy
from integrity.screening.steps import CANDIDATE, DESK, Fact, FactRows, Facts, State, Step, Task
from portal.walls.actor import Actor


def _facts(actor: Actor) -> FactRows:
    return [(Measure.objects.visible_to(actor), {"status": "status", "talk_asked_at": "talk_asked_at"})]


def _state(candidacy: Candidacy, measures: Sequence[Fact]) -> State | None:
    if candidacy.status == CandidacyStatus.ADDED:
        return None
    count = Counter(measure["status"] for measure in measures)
    if any(measure["talk_asked_at"] for measure in measures):
        return State(_("gesprek gevraagd"), "active", DESK, _("De kandidaat wil over een maatregel praten."))
    if count[MeasureStatus.PROPOSED]:
        return State(_proposals(count), "neutral", CANDIDATE)
    if count[MeasureStatus.AGREED]:
        return State(_("%(n)s afgesproken") % {"n": count[MeasureStatus.AGREED]}, "active")
    return State(_("gedaan"), "done") if count[MeasureStatus.DONE] else State(_("geen"))


def _page(candidacy: Candidacy) -> str:
    return reverse("measures", args=[candidacy.dossier.reference])


def _task(candidacy: Candidacy) -> Task | None:
    measures = Measure.objects.filter(dossier_id=candidacy.dossier_id)
    if candidacy.status != CandidacyStatus.INVITED:
        # What was only proposed when the list was decided binds nobody.
        measures = measures.exclude(status=MeasureStatus.PROPOSED)
    count = Counter(measures.values_list("status", flat=True))
    if not count:
        return None
    hint = _("Wat u met de afdeling afspreekt om een risico kleiner te maken.")
    if count[MeasureStatus.PROPOSED]:
        return Task(_("Maatregelen"), reverse("my_measures"), hint, _proposals(count))
    label, tone = (_("Afgesproken"), "active") if count[MeasureStatus.AGREED] else (_("Klaar"), "done")
    return Task(_("Maatregelen"), reverse("my_measures"), hint, label, tone)


def _proposals(count: Counter[str]) -> str:
    number = count[MeasureStatus.PROPOSED]
    return ngettext("%(n)s voorstel", "%(n)s voorstellen", number) % {"n": number}


STEP = Step(
    None,
    Facts(_facts, _state),
    page=_page,
    task=_task,
    name=gettext_lazy("maatregelen"),
    before=Instrument.UNDERTAKING,
    lasting=True,
)

"""The interview on the pages that show every instrument."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from integrity.interview.enums import InterviewStatus
from integrity.interview.models import Interview
from integrity.interview.pages import TONES, day_of, hours_of
from integrity.interview.rules import cannot_hold
from integrity.screening.enums import CandidacyStatus, Instrument
from integrity.screening.models import Candidacy
from integrity.screening.steps import DESK, NOBODY, Fact, FactRows, Facts, State, Step, Task, as_day, as_moment
from portal.walls.actor import Actor


def _facts(actor: Actor) -> FactRows:
    names = {name: name for name in ("status", "at", "minutes", "held_on", "other_time_asked_at")}
    return [
        (
            Interview.objects.visible_to(actor),
            {**names, "wanting": cannot_hold("first_interviewer") | cannot_hold("second_interviewer")},
        )
    ]


def _told(candidacy: Candidacy, facts: Sequence[Fact]) -> State | None:
    if candidacy.status == CandidacyStatus.ADDED:
        return None
    if not facts:
        return _state(None, False)
    fact = facts[0]
    interview = Interview(
        status=fact["status"],
        at=as_moment(fact["at"]),
        minutes=fact["minutes"],
        held_on=as_day(fact["held_on"]),
        other_time_asked_at=as_moment(fact["other_time_asked_at"]),
    )
    return _state(interview, fact["wanting"])


def _state(interview: Interview | None, wanting: bool) -> State:
    if interview is None:
        return State(_("te plannen"), waits_for=DESK)
    if interview.status == InterviewStatus.PLANNED:
        return _planned(interview, wanting)
    if interview.status == InterviewStatus.CANCELLED:
        return State(_("afgezegd"), waits_for=DESK, hint=_("Plan een nieuw gesprek."))
    told = _("Gehouden op %(day)s.") % {"day": date_format(interview.held_on, "j F Y")}
    if interview.status == InterviewStatus.HELD:
        closing = _("Rond het gesprek af.")
        return State(_("gehouden"), "active", DESK, f"{told} {closing}")
    return State(_("afgerond"), TONES[InterviewStatus.CONCLUDED], hint=told)


def _planned(interview: Interview, wanting: bool) -> State:
    at = timezone.localtime(interview.at)
    label, short = _("gepland op %(day)s") % {"day": date_format(at, "j F")}, date_format(at, "j b")
    if wanting:
        return State(label, "urgent", DESK, _("Er is een andere gesprekspartner nodig."), short)
    if interview.other_time_asked_at is not None:
        return State(label, "active", DESK, _("De kandidaat vraagt een ander moment."), short)
    if interview.ends_at < timezone.now():
        return State(label, "active", DESK, _("Is het gesprek geweest? Leg dat vast."), short)
    return State(label, "active", NOBODY, f"{day_of(interview.at)}, {hours_of(interview)}.", short)


def _task(candidacy: Candidacy) -> Task:
    interview = Interview.objects.filter(dossier_id=candidacy.dossier_id).first()
    title, url = _("Selectiegesprek"), reverse("my_interview")
    if interview is None:
        return Task(title, url, _("De afdeling spreekt een moment met u af. U krijgt bericht."), _("Nog niet gepland"))
    when = capfirst(f"{day_of(interview.at)}, {hours_of(interview)}")
    rows = {
        InterviewStatus.PLANNED: Task(title, url, when, _("Gepland"), "active"),
        InterviewStatus.CANCELLED: Task(title, url, _("U krijgt bericht bij een nieuw moment."), _("Afgezegd")),
        InterviewStatus.HELD: Task(title, url, _("De afdeling legt de afspraken vast."), _("Geweest"), "done"),
        InterviewStatus.CONCLUDED: Task(title, url, _("Alleen de afspraken blijven bewaard."), _("Geweest"), "done"),
    }
    return rows[InterviewStatus(interview.status)]


STEP = Step(
    Instrument.INTERVIEW,
    Facts(_facts, _told),
    page=lambda candidacy: reverse("interview", args=[candidacy.dossier.reference]),
    task=_task,
)

"""What the pages about an interview say: when it is, what can be done, and what people should know."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrity.interview.enums import InterviewStatus
from integrity.interview.models import Interview
from integrity.interview.rules import can_be_held, may_plan, may_prepare, may_read_sheet
from integrity.interview.workflow import INTERVIEW
from integrity.screening.models import Candidacy
from integrity.screening.presenting import Button
from integrity.screening.rules import is_running
from portal.calendars import Entry
from portal.retention.kinds import erased_on
from portal.walls.actor import Actor
from portal.workflow.door import refusal

CANDIDATE_READS = gettext_lazy(
    "De kandidaat kan lezen welke onderwerpen op dit blad staan en wat u erbij opschrijft, ook voor het gesprek. Dat "
    "is het recht op inzage (AVG artikel 15)."
)
TONES = {
    InterviewStatus.PLANNED: "active",
    InterviewStatus.CANCELLED: "neutral",
    InterviewStatus.HELD: "active",
    InterviewStatus.CONCLUDED: "done",
}


def day_of(moment: datetime) -> str:
    """A moment as a day in words."""
    return date_format(timezone.localtime(moment), "l j F Y")


def hours_of(interview: Any) -> str:
    """From when until when, of an interview or an appointment."""
    ends = [date_format(timezone.localtime(moment), "H.i") for moment in (interview.at, interview.ends_at)]
    return _("%(start)s tot %(end)s uur") % {"start": ends[0], "end": ends[1]}


def rows_of(interview: Interview) -> list[dict[str, Any]]:
    """An interview as rows of a summary list."""
    people = [interview.first_interviewer.name, interview.second_interviewer.name]
    rows = [
        {"key": _("Stand"), "value": capfirst(INTERVIEW.state(interview.status).inside)},
        {"key": _("Dag"), "value": day_of(interview.at)},
        {"key": _("Tijd"), "value": hours_of(interview)},
        {"key": _("Waar"), "value": interview.place},
        {"key": _("Gesprekspartners"), "value": _(" en ").join(people)},
    ]
    if interview.held_on:
        rows[1:3] = [{"key": _("Gehouden op"), "value": date_format(interview.held_on, "l j F Y")}]
    return [row for row in rows if row["value"]]


def buttons_for(actor: Actor, candidacy: Candidacy, interview: Interview | None) -> list[Button]:
    """What `actor` can do with the interview of a candidate now, the likeliest first."""
    if interview is None:
        return (
            [Button(_("Gesprek plannen"), plan_url(candidacy), "primary")] if may_plan(actor, candidacy) is None else []
        )
    return [*_next(actor, interview), *_planning(actor, candidacy, interview)]


def _next(actor: Actor, interview: Interview) -> list[Button]:
    page = [interview.dossier.reference]
    buttons = []
    if interview.status == InterviewStatus.HELD:
        buttons.append(Button(_("Gesprek afronden"), reverse("interview_conclude_confirm", args=page), "primary"))
    elif interview.status == InterviewStatus.PLANNED and can_be_held(actor, interview) is None:
        buttons.append(Button(_("Vastleggen dat het is gehouden"), reverse("interview_held", args=page), "primary"))
    if interview.status != InterviewStatus.CANCELLED and may_read_sheet(actor, interview) is None:
        buttons.append(Button(_("Gespreksblad"), reverse("interview_sheet", args=page)))
    return buttons


def _planning(actor: Actor, candidacy: Candidacy, interview: Interview) -> list[Button]:
    buttons = []
    if refusal(INTERVIEW, INTERVIEW.move("plan"), actor, interview) is None:
        moved = interview.status == InterviewStatus.PLANNED
        buttons.append(Button(_("Verplaatsen") if moved else _("Opnieuw plannen"), plan_url(candidacy)))
    if refusal(INTERVIEW, INTERVIEW.move("cancel"), actor, interview) is None:
        url = reverse("interview_cancel_confirm", args=[interview.dossier.reference])
        buttons.append(Button(_("Afzeggen"), url, "subtle"))
    return buttons


def plan_url(candidacy: Candidacy) -> str:
    """Where one interview is planned, or moved."""
    return f"{reverse('interviews_plan', args=[candidacy.round_id])}?candidate={candidacy.dossier.reference}"


def entry_of(interview: Interview, path: str) -> Entry:
    """The interview for somebody's own calendar. path: their page about it."""
    return Entry(
        uid=interview.pk,
        sequence=interview.sequence,
        summary=_("Gesprek (kenmerk %(reference)s)") % {"reference": interview.dossier.reference},
        path=path,
        starts=interview.at,
        ends=interview.ends_at,
        cancelled=interview.status == InterviewStatus.CANCELLED,
    )


def facts_of(candidacy: Candidacy, interview: Interview | None) -> dict[str, str]:
    """Told at the desk: who sees the appointment, until when, and what comes next."""
    return {
        "who": _("De kandidaat, de secretaris en de selectiecommissie. In agenda’s en e-mails staat geen naam."),
        "erased": erased_on(candidacy.dossier),
        "next": _what_follows(candidacy, interview.status if interview else ""),
    }


def _what_follows(candidacy: Candidacy, status: str) -> str:
    if status == InterviewStatus.HELD:
        return _("Leg de afspraken vast als maatregelen, en rond het gesprek af.")
    if is_running(candidacy):
        return _("Het portaal wist het dossier vanzelf. U hoeft niets te doen.")
    if status == InterviewStatus.CONCLUDED:
        return _("Bel de referenties. Daarna legt de secretaris de beslissing vast.")
    return _("Maak voor het gesprek het gespreksblad. Leg na het gesprek op deze pagina vast dat het is gehouden.")


def sheet_facts(actor: Actor, interview: Interview) -> dict[str, str]:
    """Told at the desk about the conversation sheet."""
    prepared = may_prepare(actor, interview) is None
    return {
        "who": _(
            "De secretaris en de selectiecommissie. De kandidaat ziet dat u dit blad opent, en leest het terug bij "
            "“Wat er over u bewaard wordt”."
        ),
        "erased": _("Zodra u het gesprek afrondt: het hele blad, met de voorbereiding en de PDF."),
        "next": _("Print het blad voor beide gesprekspartners. Vernietig het papier na het gesprek.")
        if prepared
        else _("Rond het gesprek af. Dan wist het portaal dit blad."),
    }

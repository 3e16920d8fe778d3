"""Interviews for the demo: one that was held today, and one to come with a sheet and a question of the committee."""

import calendar
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from integrity.interview.holding import conclude, hold, open_findings
from integrity.interview.models import Interview
from integrity.interview.planning import Appointment, plan
from integrity.interview.preparing import add, note
from integrity.interview.queries import find_interview
from integrity.interview.sheet import sheet_of
from integrity.screening.demo import BRANCH, INTERVIEWS_IN, ROUND, SECRETARY
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.queries import candidates_of
from integrity.screening.questions import ask
from portal.organisations.demo_seeds import DemoWorld

TALKED, CANDIDATE, INTERVIEWERS = "Amber Veenstra", "Bilal Aydin", ("a_member", "a_second_member")
PLACE = "Buurthuis De Sluis, bovenzaal"
TOPICS = ("guide:getting_acquainted", "guide:time_and_home", "guide:several_hats", "card:14", "guide:blackmail")
NOTED = "several_hats"
NOTE = "Begin bij de zwemclub: wat doet hij daar graag? Vraag pas daarna naar de subsidie."
QUESTION = "U bent penningmeester van zwemclub De Otters. Hoeveel avonden per maand kost dat?"


def seed(world: DemoWorld) -> None:
    """Hold the interview of one candidate and prepare that of another; does nothing when there is an interview."""
    with world.acting(SECRETARY, BRANCH) as actor:
        selection = SelectionRound.objects.visible_to(actor).filter(name=ROUND).first()
        if selection is None or Interview.objects.visible_to(actor).exists():
            return
        known = {row.name: row for row in candidates_of(actor, selection)}
        if not {TALKED, CANDIDATE} <= known.keys():
            return
    _hold(world, known[TALKED])
    _plan(world, known[CANDIDATE], _first_tuesday(timezone.localdate() + INTERVIEWS_IN))
    _prepare(world, known[CANDIDATE])


def _hold(world: DemoWorld, candidacy: Candidacy) -> None:
    _plan(world, candidacy, timezone.localdate() + timedelta(days=1))
    with world.acting(INTERVIEWERS[0], BRANCH) as actor:
        interview = find_interview(actor, candidacy)
        # Nobody plans in the past. The first to be done with everything talked before the others.
        interview.at -= timedelta(days=1)
        interview.save(update_fields=["at"])
        hold(actor, interview, None, timezone.localdate(), open_findings(candidacy.dossier))
        conclude(actor, interview, None)


def _first_tuesday(day: date) -> date:
    return day + timedelta(days=(calendar.TUESDAY - day.weekday()) % 7)


def _plan(world: DemoWorld, candidacy: Candidacy, day: date) -> None:
    at = timezone.make_aware(datetime.combine(day, time(19, 30)))
    first, second = (world.people[key] for key in INTERVIEWERS)
    with world.acting(SECRETARY, BRANCH) as actor:
        plan(actor, [Appointment(candidacy, at, 60, PLACE, (first, second))])


def _prepare(world: DemoWorld, candidacy: Candidacy) -> None:
    with world.acting(INTERVIEWERS[0], BRANCH) as actor:
        ask(actor, candidacy, "outside_positions", QUESTION)
        interview = find_interview(actor, candidacy)
        add(actor, interview, TOPICS)
        noted = next(item for item in sheet_of(interview).items if item.key == NOTED)
        note(actor, interview, noted.pk, NOTE, 1)

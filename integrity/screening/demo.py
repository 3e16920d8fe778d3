"""A fictional round for the demo: candidates in every state, one with a filled-in questionnaire."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from integrity.screening.candidates import add_candidate, add_round, invite_all
from integrity.screening.committee import join, name_member
from integrity.screening.enums import Instrument
from integrity.screening.instruments import edition_for, rows_of_round
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.own_part import acknowledge
from integrity.screening.planning import suggested_days
from integrity.screening.queries import newest_response
from integrity.screening.round_instruments import Wanted, change_instruments
from portal.organisations.demo_seeds import DemoWorld
from portal.privacy.models import Dossier
from portal.questionnaires.branching import visible_questions
from portal.questionnaires.content import CHOICE, CHOICES, CONVERSATION, DATE, ROWS, SCALE, YES_NO, Column, Question
from portal.questionnaires.filling import save_section, submit
from portal.questionnaires.models import Response
from portal.questionnaires.sheet import open_sheet
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within

BRANCH, SECRETARY, BODY = "branch_a", "a_secretary", "waterlinge"
ROUND = "Herindelingsverkiezing Waterlinge"
# Counted from the day the demo is made, which is the day of the invitations: there is a week for the rules of thumb.
INTERVIEWS_IN, INTERVIEWS_LAST, NOMINATION_IN = timedelta(days=28), timedelta(days=37), timedelta(days=56)
# Who is in the committee, and with whom they have a tie.
COMMITTEE = (("a_member", ()), ("a_second_member", ("Daan Hoekstra",)))
READ_THE_RULES = ("Amber Veenstra", "Bilal Aydin", "Carla de Wit")
# Name, and how far they are: sections filled in (None: not invited yet, -1: all, and sent in).
CANDIDATES: tuple[tuple[str, int | None], ...] = (
    ("Amber Veenstra", -1),
    ("Bilal Aydin", -1),
    ("Carla de Wit", 4),
    ("Daan Hoekstra", 1),
    ("Esra Yildirim", 0),
    ("Floris van Dam", 0),
    ("Gwen Pengel", None),
    ("Henk Mulder", None),
)
FILLED_IN: dict[str, Any] = {
    "has_outside_positions": {"value": "yes", "explanation": ""},
    "outside_positions": [
        {
            "organisation": "Zwemclub De Otters",
            "role": "penningmeester",
            "paid": "no",
            "since": "2021-09-01",
            "continues": "yes",
            "ex_officio": "no",
        }
    ],
}


def seed(world: DemoWorld) -> None:
    """Add the demo's round, its candidates and their answers; does nothing when the round is there."""
    with world.acting(SECRETARY, BRANCH) as actor:
        if SelectionRound.objects.visible_to(actor).exists():
            return
        selection = _start(world, actor)
        known = {name: _add(actor, selection, name, sections is not None) for name, sections in CANDIDATES}
    for name, sections in CANDIDATES:
        if sections:
            fill_in(known[name].dossier, sections)
    for name in READ_THE_RULES:
        _read_rules(known[name])
    for key, tied in COMMITTEE:
        with world.acting(key, BRANCH) as actor:
            join(actor, selection, [known[name] for name in tied], timezone.now())


def _start(world: DemoWorld, actor: Actor) -> SelectionRound:
    """A round with dates for everything, and a committee that was named."""
    today = timezone.localdate()
    selection = add_round(
        actor,
        name=ROUND,
        body=world.organisations[BODY],
        nomination_day=today + NOMINATION_IN,
        interviews_from=today + INTERVIEWS_IN,
        interviews_until=today + INTERVIEWS_LAST,
    )
    days = suggested_days(selection)
    rows = rows_of_round(selection)
    wanted = {one: Wanted.of(row)._replace(due_on=days.get(one)) for one, row in rows.items()}
    change_instruments(actor, selection, selection.version, wanted)
    for key, _tied in COMMITTEE:
        name_member(actor, selection, world.people[key])
    return selection


def _read_rules(candidacy: Candidacy) -> None:
    actor = Actor(tenant_id=candidacy.tenant_id, dossier_id=candidacy.dossier_id)
    with within(Scope(tenant=candidacy.tenant_id, dossier=candidacy.dossier_id)):
        acknowledge(actor, candidacy, edition_for(candidacy.round, Instrument.RULES))


def fill_in(dossier: Dossier, sections: int, *, send: bool = True) -> None:
    """Answer the first `sections` sections as the candidate; -1: all of them, and send it in if `send`."""
    actor = Actor(tenant_id=dossier.tenant_id, dossier_id=dossier.pk)
    with within(Scope(tenant=dossier.tenant_id, dossier=dossier.pk)):
        response = newest_response(dossier)
        for section in response.questionnaire.sections[: None if sections < 0 else sections]:
            seen = open_sheet(response).version_of(section.id)
            save_section(actor, response, section.id, _answers(response, section.id), seen, finish=True)
        if sections < 0 and send:
            submit(actor, response, open_sheet(response).stamp)


def _add(actor: Actor, selection: SelectionRound, name: str, invite: bool) -> Candidacy:
    address = f"{name.lower().replace(' ', '.')}@kandidaat.example"
    candidacy = add_candidate(actor, selection, name=name, email=address, office="councillor")
    if invite:
        invite_all(actor, [candidacy])
    return candidacy


def _answers(response: Response, section_id: str) -> dict[str, Any]:
    """Plain answers to every question that becomes visible, one after the other."""
    questionnaire, section = response.questionnaire, response.questionnaire.section(section_id)
    known, here = open_sheet(response).answers, {}
    for _question in section.questions:
        for question in visible_questions(questionnaire, section, {**known, **here}, response.office):
            if question.type != CONVERSATION:
                here.setdefault(question.id, _answer(question))
    return here


def _answer(question: Question) -> Any:
    return FILLED_IN.get(question.id) or _plain(question)


def _plain(question: Question) -> Any:
    explanation = "Dat bespreek ik graag in het gesprek." if question.explain_when == "no" else ""
    plain: dict[str, Callable[[], Any]] = {
        YES_NO: lambda: {"value": "no", "explanation": explanation},
        CHOICE: lambda: question.options[0].id,
        CHOICES: lambda: [question.options[0].id],
        SCALE: lambda: question.scale.last,
        DATE: lambda: "2020-05-01",
        ROWS: lambda: [{column.id: _cell(column) for column in question.columns}],
    }
    return plain.get(question.type, lambda: "Geen bijzonderheden.")()


def _cell(column: Column) -> str:
    cells = {YES_NO: "no", DATE: "2020-05-01"}
    return column.options[0].id if column.options else cells.get(column.type, "Voorbeeld")

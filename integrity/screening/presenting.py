"""What the desk's page about one candidate says: the next step, the state, who sees it and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from integrity.screening.desk import WHO, at_hand, short_of, still_open
from integrity.screening.enums import UNDECIDED, CandidacyStatus, Instrument
from integrity.screening.instruments import due_for, in_use, is_asked
from integrity.screening.models import Candidacy, RoundInstrument, SelectionRound
from integrity.screening.queries import ending_of
from integrity.screening.rules import has_talked, is_running
from integrity.screening.steps import BOARD, CANDIDATE, DESK, State, Step, Task, steps
from integrity.screening.workflow import CANDIDACY
from portal.audit.reading import roles_in_words
from portal.organisations.enums import Role
from portal.questionnaires.enums import ResponseStatus
from portal.questionnaires.models import Response
from portal.retention.kinds import erased_on
from portal.walls.actor import Actor
from portal.workflow.door import open_moves

States = Sequence[tuple[Step, State]]
DECISIONS = ("list", "pass_over")


@dataclass(frozen=True)
class Button:
    """A way on. post: sends a form, with the fields of `hidden`."""

    label: str
    url: str
    kind: str = "secondary"
    post: bool = False
    hidden: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NextStep:
    """What is asked of the reader now, with the buttons for it."""

    title: str
    text: str
    tone: str = "info"
    buttons: list[Button] = field(default_factory=list)


def next_step(actor: Actor, candidacy: Candidacy, states: States) -> NextStep:
    """Say what `actor` can do now for this candidate. states: see desk.at_hand."""
    if candidacy.status == CandidacyStatus.ADDED:
        return _to_invite(actor, candidacy.dossier.reference)
    if candidacy.status == CandidacyStatus.INVITED:
        return _while_running(actor, candidacy, states)
    return NextStep(
        _("De procedure is afgerond"),
        str(CANDIDACY.state(candidacy.status).inside).capitalize() + ".",
        "ok",
        _after(candidacy, states),
    )


def _after(candidacy: Candidacy, states: States) -> list[Button]:
    """What can still be read once the procedure ended; of who withdrew nothing."""
    if candidacy.status == CandidacyStatus.WITHDRAWN or not _may_print(states):
        return []
    reference = candidacy.dossier.reference
    return _reading(reference, "secondary") if _is_returned(states) else [_as_pdf(reference)]


def _while_running(actor: Actor, candidacy: Candidacy, states: States) -> NextStep:
    """First what came in and waits for the desk, then the candidate, then what the desk may begin, then the board."""
    waiting = {who: [(step, state) for step, state in states if state.waits_for == who] for who in WHO}
    came_in = [(step, state) for step, state in waiting[DESK] if state.tone != "neutral"]
    pdf = [_as_pdf(candidacy.dossier.reference)] if _may_print(states) else []
    if came_in:
        return _for_the_desk(candidacy, *came_in[0], pdf, states)
    if waiting[CANDIDATE]:
        return _to_wait(actor, candidacy, waiting, pdf)
    if waiting[DESK]:
        return _for_the_desk(candidacy, *waiting[DESK][0], pdf, states)
    if waiting[BOARD]:
        text = _("Het bestuur is aan zet: %(what)s.") % {"what": _titles(waiting[BOARD])}
        return NextStep(_("Wachten op het bestuur"), text, buttons=pdf)
    return NextStep(_("Alles is klaar"), _("Bespreek de beslissing met de kandidaat en leg die vast."), "ok", pdf)


def _for_the_desk(candidacy: Candidacy, step: Step, state: State, pdf: list[Button], states: States) -> NextStep:
    if step.instrument == Instrument.QUESTIONNAIRE:
        return _to_read(candidacy, talk=_uses(states, Instrument.INTERVIEW))
    text = f"{capfirst(str(state.label))}. {state.hint}".strip()
    page = [Button(_("Ga verder"), step.page(candidacy), "primary")] if step.page else []
    return NextStep(_("U bent aan zet: %(what)s") % {"what": step.title}, text, buttons=[*page, *pdf])


def _is_returned(states: States) -> bool:
    return any(step.instrument == Instrument.QUESTIONNAIRE and state.tone == "done" for step, state in states)


def _may_print(states: States) -> bool:
    """The dossier is there once the answers are, or at once when the round asks no questionnaire."""
    return _is_returned(states) or not _uses(states, Instrument.QUESTIONNAIRE)


def _uses(states: States, instrument: Instrument) -> bool:
    return any(step.instrument == instrument for step, _state in states)


def _page(candidacy: Candidacy, step: Step, state: State) -> str:
    """Where the desk goes on with a step; nowhere while the answers are still the candidate's own."""
    unsent = step.instrument == Instrument.QUESTIONNAIRE and not _is_returned([(step, state)])
    return "" if unsent or step.page is None else step.page(candidacy)


def _titles(states: States) -> str:
    return ", ".join(short_of(step) for step, _state in states)


def alerts_before(actor: Actor, candidacy: Candidacy, decision: str) -> list[dict[str, Any]]:
    """Return what to think of before a decision: what is still open, and what an instrument has to say."""
    states = at_hand(actor, candidacy)
    asked = [step.before_listing(candidacy) for step, _state in states if step.before_listing and decision == "list"]
    alerts = [{"title": _("Praat eerst met de kandidaat"), "text": text} for text in asked if text]
    if unready := still_open(candidacy, states):
        text = _("U kunt toch beslissen. Daarna vraagt het portaal niemand meer om dit te doen.")
        alerts.append({"title": _("Nog niet klaar"), "text": text, "points": unready})
    return alerts


def decisions_for(actor: Actor, candidacy: Candidacy) -> list[Button]:
    """The decisions `actor` can take now."""
    ask = reverse("candidate_confirm", args=[candidacy.dossier.reference])
    return [
        Button(str(move.label), ask, post=True, hidden={"step": move.name})
        for move in open_moves(CANDIDACY, actor, candidacy)
        if move.name in DECISIONS
    ]


def trail(selection: SelectionRound, candidacy: Candidacy | None = None) -> list[tuple[str, str]]:
    """Breadcrumbs down to a round, or to one of its candidates."""
    steps = [(_("Selectierondes"), reverse("rounds")), (selection.name, reverse("round_desk", args=[selection.pk]))]
    if candidacy is not None:
        steps.append((candidacy.name, reverse("candidate", args=[candidacy.dossier.reference])))
    return steps


def rows_of(candidacy: Candidacy) -> list[dict[str, str]]:
    """The state of a candidacy as rows of a summary list."""
    invited = date_format(candidacy.invited_at, "j F Y") if candidacy.invited_at else _("nog niet")
    return [
        {"key": _("Stand"), "value": stand_of(candidacy)},
        {"key": _("E-mailadres"), "value": candidacy.email},
        {"key": _("Uitgenodigd"), "value": invited},
    ]


def stand_of(candidacy: Candidacy, *, own: bool = False) -> str:
    """Say how a candidacy stands, and when and by whom it ended; to the candidate in the words for outside."""
    state = CANDIDACY.state(candidacy.status)
    stand = str(state.outside if own else state.inside)
    ending = None if candidacy.status in UNDECIDED else ending_of(candidacy.dossier)
    if ending is None:
        return stand
    told = {"stand": stand, "day": date_format(localtime(ending.at), "j F Y"), "who": roles_in_words(ending.role)}
    return _("%(stand)s, vastgelegd op %(day)s (%(who)s)") % told


def facts_of(candidacy: Candidacy, states: States) -> dict[str, str]:
    """Told at the desk: who sees a candidacy, until when, and what comes next."""
    who = _("De kandidaat, de secretaris en de selectiecommissie van uw afdeling.")
    told = _("De kandidaat ziet elke keer dat iemand dit dossier opent.")
    return {
        "who": f"{who} {told}",
        "erased": erased_on(candidacy.dossier),
        "next": _what_follows(candidacy, states),
    }


def _what_follows(candidacy: Candidacy, states: States) -> str:
    if candidacy.status == CandidacyStatus.ADDED:
        return _("Na de uitnodiging begint de kandidaat met wat deze ronde vraagt.")
    if candidacy.status != CandidacyStatus.INVITED:
        return _("Het portaal wist het dossier vanzelf. U hoeft niets te doen.")
    if not _may_print(states):
        return _("De secretaris krijgt bericht als de kandidaat de vragenlijst verstuurt.")
    if _uses(states, Instrument.INTERVIEW) and not has_talked(candidacy):
        return _("De selectiecommissie praat met de kandidaat. Daarna legt de secretaris de beslissing vast.")
    return _("Is alles klaar? Dan legt de secretaris de beslissing vast.")


def own_facts_of(candidacy: Candidacy) -> dict[str, str]:
    """Told to the candidate: who sees the own file, until when, and what comes next."""
    return {
        "who": _("U, de secretaris en de selectiecommissie van de afdeling. Niet de gemeente en niet het ministerie."),
        "erased": erased_on(candidacy.dossier),
        "next": _what_follows_for_you(candidacy),
    }


def _what_follows_for_you(candidacy: Candidacy) -> str:
    if candidacy.status not in UNDECIDED:
        return _("Het portaal wist uw dossier vanzelf. U hoeft niets te doen.")
    if is_asked(candidacy, Instrument.INTERVIEW) is None and not has_talked(candidacy):
        return _("Als alles binnen is, praat de selectiecommissie met u. Daarna beslist de afdeling.")
    return _("Als alles klaar is, beslist de afdeling. U ziet de beslissing in uw dossier.")


def _to_invite(actor: Actor, reference: str) -> NextStep:
    if not actor.has(Role.PARTY_SECRETARY):
        return NextStep(_("Nog niet uitgenodigd"), _("De secretaris nodigt de kandidaat uit."))
    button = Button(_("Uitnodigen"), reverse("candidate_invite", args=[reference]), "primary", post=True)
    text = _("De kandidaat krijgt een e-mail met een persoonlijke link. In de e-mail staat geen naam en geen inhoud.")
    return NextStep(_("Nodig de kandidaat uit"), text, buttons=[button])


def _to_wait(actor: Actor, candidacy: Candidacy, waiting: Mapping[str, States], pdf: list[Button]) -> NextStep:
    reference, buttons = candidacy.dossier.reference, []
    if actor.has(Role.PARTY_SECRETARY):
        buttons = [
            Button(_("Herinnering sturen"), reverse("candidate_remind", args=[reference]), post=True),
            Button(_("Nieuwe link sturen"), reverse("candidate_link", args=[reference]), post=True),
        ]
    text = _("De kandidaat is aan zet: %(what)s.") % {"what": _titles(waiting[CANDIDATE])}
    if waiting[DESK]:
        meanwhile = _("Intussen kunt u aan de slag met: %(what)s.") % {"what": _titles(waiting[DESK])}
        text = f"{text} {meanwhile}"
    return NextStep(_("Wachten op de kandidaat"), text, buttons=[*buttons, *pdf])


def _to_read(candidacy: Candidacy, *, talk: bool) -> NextStep:
    ahead = talk and not has_talked(candidacy)
    text = _("Lees de antwoorden en bereid het gesprek voor.") if ahead else _("Lees de antwoorden.")
    return NextStep(_("De vragenlijst is binnen"), text, "ok", _reading(candidacy.dossier.reference, "primary"))


def _reading(reference: str, kind: str) -> list[Button]:
    return [
        Button(_("Antwoorden lezen"), reverse("candidate_answers", args=[reference]), kind),
        _as_pdf(reference),
    ]


def _as_pdf(reference: str) -> Button:
    return Button(_("Dossier als PDF"), reverse("candidate_report", args=[reference]), post=True)


def steps_of(candidacy: Candidacy, states: States) -> list[dict[str, Any]]:
    """The instruments of the round as rows of the task list component, for the desk. states: see desk.at_hand."""
    return [
        {
            "title": capfirst(step.title),
            "url": _page(candidacy, step, state),
            "hint": state.hint,
            "label": capfirst(state.label),
            "tone": state.tone,
        }
        for step, state in states
    ]


def tasks_of(candidacy: Candidacy) -> list[Task]:
    """What the round asks of the candidate, in order; of who is listed only what goes on after the decision."""
    if candidacy.status not in (CandidacyStatus.INVITED, CandidacyStatus.LISTED):
        return []
    used = in_use(candidacy.round)
    asked = [step for step in steps() if step.is_used(used) and (step.lasting or is_running(candidacy) is None)]
    tasks = [(step.task(candidacy), used.get(step.instrument)) for step in asked if step.task]
    return [_with_day(candidacy, task, row) for task, row in tasks if task is not None]


def _with_day(candidacy: Candidacy, task: Task, row: RoundInstrument | None) -> Task:
    day = due_for(candidacy, row.due_on) if row and task.asked else None
    return replace(task, due=_due(day)) if day else task


def _due(day: date) -> str:
    told = {"day": date_format(day, "j F")}
    if day < timezone.localdate():
        return _("Dit moest klaar zijn op %(day)s. U kunt het nog doen.") % told
    return _("Graag klaar op %(day)s.") % told


def step_of(candidacy: Candidacy, response: Response | None, tasks: Sequence[Task]) -> Button | None:
    """The candidate's one button: first the rules, then the questionnaire; None when neither waits for them."""
    rules = reverse("my_rules")
    if any(task.url == rules and task.tone != "done" for task in tasks):
        return Button(_("Begin met de vuistregels"), rules)
    if response is None or response.status == ResponseStatus.SUBMITTED or is_asked(candidacy, Instrument.QUESTIONNAIRE):
        return None
    started = response.status != ResponseStatus.NOT_STARTED
    label = _("Ga verder met de vragenlijst") if started else _("Begin met de vragenlijst")
    return Button(label, reverse("my_questionnaire"))

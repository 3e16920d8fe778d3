"""Changing what a round uses, also halfway."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrity.screening.enums import CandidacyStatus, Instrument
from integrity.screening.instruments import edition_for, questionnaire_fits
from integrity.screening.models import Candidacy, RoundInstrument, SelectionRound
from integrity.screening.queries import lock_round
from integrity.screening.rules import is_secretary
from integrity.screening.steps import State, Step, step_for
from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.dossiers import lock_files
from portal.questionnaires.filling import start_responses
from portal.questionnaires.models import Edition, Response
from portal.walls.actor import Actor, demand
from portal.walls.scope import Scope, within
from portal.workflow.door import ChangedMeanwhile


class Wanted(NamedTuple):
    """How a round should use an instrument."""

    used: bool
    reason: str
    edition_id: int | None
    due_on: date | None

    @classmethod
    def of(cls, row: RoundInstrument) -> "Wanted":
        return cls(row.used, row.reason, row.edition_id, row.due_on)


def change_instruments(
    actor: Actor, selection: SelectionRound, version: int | None, wanted: Mapping[str, Wanted]
) -> bool:
    """Change what a round uses; who was invited already gets a questionnaire that comes into use now.

    version: of the round, as the actor saw it. Returns False when everything stands there already (a
    double click). Raises ChangedMeanwhile, and Refused for a non-secretary.
    """
    demand(is_secretary(actor))
    with transaction.atomic():
        lock_round(selection)
        locked = SelectionRound.objects.get(pk=selection.pk)
        rows = {row.instrument: row for row in locked.instruments.all()}
        changed = {one: new for one, new in wanted.items() if one in rows and Wanted.of(rows[one]) != new}
        if not changed:
            return False
        if locked.version != version:
            raise ChangedMeanwhile
        locked.version += 1
        locked.save(update_fields=["version"])
        for instrument, new in changed.items():
            _change(actor, rows[instrument], new)
        if Instrument.QUESTIONNAIRE in changed and changed[Instrument.QUESTIONNAIRE].used:
            _ask_questionnaire(locked)
    return True


def _change(actor: Actor, row: RoundInstrument, new: Wanted) -> None:
    event = "round.instrument_changed"
    if row.used != new.used:
        event = "round.instrument_used" if new.used else "round.instrument_left_out"
    row.used, row.reason, row.edition_id, row.due_on = new
    row.save()
    record(actor, Act.WROTE, event, subject=str(row.pk))


def _ask_questionnaire(selection: SelectionRound) -> None:
    # As a task of the branch: also for somebody with whom the secretary has a tie.
    with within(Scope(tenant=selection.tenant_id)):
        living = Candidacy.objects.filter(round=selection, dossier__erased_at=None)
        # Also of who is not invited yet: that may happen at this moment.
        lock_files(living.values_list("dossier_id", flat=True))
        invited = living.filter(status=CandidacyStatus.INVITED)
        asked = Response.objects.filter(dossier__candidacy__round=selection).values("dossier")
        waiting = {row.dossier: row.office for row in invited.exclude(dossier__in=asked).select_related("dossier")}
        if waiting:
            demand(questionnaire_fits(selection, waiting.values()))
            edition = edition_for(selection, Instrument.QUESTIONNAIRE)
            start_responses(Actor(tenant_id=selection.tenant_id), edition, waiting)


def meanings(actor: Actor, selection: SelectionRound, wanted: Mapping[str, Wanted]) -> list[str]:
    """Say in words what a change means for who is under way already; empty when it means nothing."""
    rows = {row.instrument: row for row in selection.instruments.select_related("edition")}
    everybody = list(Candidacy.objects.visible_to(actor).named().filter(round=selection, dossier__erased_at=None))
    told = []
    for instrument, new in wanted.items():
        if instrument in rows and Wanted.of(rows[instrument]) != new:
            label = capfirst(str(Instrument(instrument).label))
            told += [f"{label}: {text}" for text in _meaning(actor, rows[instrument], new, everybody)]
    return told


def _meaning(actor: Actor, row: RoundInstrument, new: Wanted, everybody: list[Candidacy]) -> Iterator[str]:
    step = step_for(row.instrument)
    running = [candidacy for candidacy in everybody if candidacy.status == CandidacyStatus.INVITED]
    if step is None:
        return
    states = step.states(actor, everybody)
    if row.used and not new.used:
        yield from _of_leaving_out(step, states, running)
    elif new.used and not row.used:
        yield from _of_using(step, states, running)
    elif row.edition_id != new.edition_id and row.edition is not None:
        yield from _of_edition(row.edition, states)


def _of_leaving_out(step: Step, states: Mapping[UUID, State], running: list[Candidacy]) -> Iterator[str]:
    done = {dossier for dossier, state in states.items() if state.tone == "done"}
    if done:
        yield ngettext(
            "%(n)s kandidaat is hiermee klaar. Wat er is, blijft in het dossier tot het einde van de bewaartermijn.",
            "%(n)s kandidaten zijn hiermee klaar. Wat er is, blijft in het dossier tot het einde van de bewaartermijn.",
            len(done),
        ) % {"n": len(done)}
    busy = sum(1 for candidacy in running if candidacy.dossier_id in states.keys() - done)
    if busy and step.task:
        yield ngettext(
            "%(n)s kandidaat is nog niet klaar en krijgt deze taak niet meer te zien.",
            "%(n)s kandidaten zijn nog niet klaar en krijgen deze taak niet meer te zien.",
            busy,
        ) % {"n": busy}
    elif busy:
        yield ngettext(
            "Bij %(n)s kandidaat is dit nog niet klaar. Niemand hoeft het meer te doen.",
            "Bij %(n)s kandidaten is dit nog niet klaar. Niemand hoeft het meer te doen.",
            busy,
        ) % {"n": busy}


def _of_using(step: Step, states: Mapping[UUID, State], running: list[Candidacy]) -> Iterator[str]:
    done = {dossier for dossier, state in states.items() if state.tone == "done"}
    asked = sum(1 for candidacy in running if candidacy.dossier_id not in done)
    if asked and step.task:
        told = ngettext(
            "%(n)s kandidaat is al uitgenodigd en krijgt deze taak erbij.",
            "%(n)s kandidaten zijn al uitgenodigd en krijgen deze taak erbij.",
            asked,
        ) % {"n": asked}
        unsent = _("Er gaat geen e-mail uit. Stuur zo nodig een herinnering.")
        yield f"{told} {unsent}"
    elif asked:
        yield ngettext(
            "Bij %(n)s kandidaat die al is uitgenodigd, komt dit erbij.",
            "Bij %(n)s kandidaten die al zijn uitgenodigd, komt dit erbij.",
            asked,
        ) % {"n": asked}


def _of_edition(edition: Edition, states: Mapping[UUID, State]) -> Iterator[str]:
    begun = sum(1 for state in states.values() if state.tone != "neutral")
    if begun:
        yield ngettext(
            "%(n)s kandidaat is al begonnen met editie %(number)s en houdt die. Wie nu begint, krijgt de andere.",
            "%(n)s kandidaten zijn al begonnen met editie %(number)s en houden die. Wie nu begint, krijgt de andere.",
            begun,
        ) % {"n": begun, "number": edition.number}

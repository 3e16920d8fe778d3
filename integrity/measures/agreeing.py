"""Proposing measures, changing them, and talking about them."""

from typing import Any
from uuid import uuid5

from django.db import transaction
from django.utils import timezone

from integrity.measures.announcing import announce_proposal, announce_talk
from integrity.measures.enums import MeasureStatus
from integrity.measures.models import Measure
from integrity.measures.queries import File, file_of, lock_file
from integrity.measures.rules import may_add, may_ask_to_talk, may_change, may_review
from integrity.measures.workflow import MEASURE
from integrity.screening.rules import is_reader
from portal.audit.models import Act
from portal.audit.record import record
from portal.walls.actor import Actor, demand
from portal.workflow.door import ChangedMeanwhile, perform


def propose(actor: Actor, file: File, token: str, facts: dict[str, Any]) -> Measure:
    """Propose a measure to the candidate, who is told unless a proposal waited already. Raises Refused.

    token: of the form it was typed in; the same measure from the same form is one measure, so that a
    double click proposes it once. facts: risk, text, owner, due_on and review_on.
    """
    with transaction.atomic():
        lock_file(file)
        demand(may_add(actor, file))
        others = Measure.objects.visible_to(actor).filter(dossier=file.dossier, status=MeasureStatus.PROPOSED)
        waiting = others.exists()
        measure, made = Measure.objects.get_or_create(
            pk=uuid5(file.dossier.pk, f"{token}|{sorted(facts.items())}"),
            defaults={"tenant_id": actor.tenant_id, "dossier": file.dossier, **facts},
        )
        if made:
            _record(actor, measure, "measure.proposed")
            if not waiting:
                announce_proposal(file.dossier)
    return measure


def change(actor: Actor, measure: Measure, version: int | None, facts: dict[str, Any]) -> None:
    """Change a measure that the candidate did not agree to yet. Raises Refused, or ChangedMeanwhile."""
    with transaction.atomic():
        lock_file(file_of(measure))
        row = Measure.objects.visible_to(actor).select_for_update().get(pk=measure.pk)
        row.dossier = measure.dossier
        demand(may_change(actor, row))
        if all(getattr(row, name) == value for name, value in facts.items()):
            return
        if row.version != version:
            raise ChangedMeanwhile
        for name, value in facts.items():
            setattr(row, name, value)
        answers_talk = row.talk_asked_at is not None
        row.version, row.talk_asked_at = row.version + 1, None
        row.save()
        _record(actor, row, "measure.changed")
        if answers_talk:
            announce_proposal(row.dossier)


def plan_review(actor: Actor, measure: Measure, version: int | None, facts: dict[str, Any]) -> None:
    """Choose when to look at an agreed measure again; nothing that was agreed changes. Raises as `change`."""
    with transaction.atomic():
        lock_file(file_of(measure))
        row = Measure.objects.visible_to(actor).select_for_update().get(pk=measure.pk)
        row.dossier = measure.dossier
        demand(may_review(actor, row))
        if row.review_on == facts["review_on"]:
            return
        if row.version != version:
            raise ChangedMeanwhile
        row.review_on, row.version = facts["review_on"], row.version + 1
        row.save(update_fields=["review_on", "version"])
        _record(actor, row, "measure.review_planned")


def take(actor: Actor, measure: Measure, move: str, version: int | None) -> bool:
    """Take a move of MEASURE; it answers a question to talk as well. Raises as `perform`."""
    return perform(MEASURE, move, measure, actor, version=version, talk_asked_at=None)


@transaction.atomic
def ask_to_talk(actor: Actor, measure: Measure) -> bool:
    """Note that the candidate wants to talk about a measure first; asking twice is asking once. Raises Refused."""
    lock_file(file_of(measure))
    measure.refresh_from_db(fields=["status"])
    demand(may_ask_to_talk(actor, measure))
    asked = Measure.objects.visible_to(actor).filter(pk=measure.pk, talk_asked_at=None)
    if not asked.update(talk_asked_at=timezone.now()):
        return False
    _record(actor, measure, "measure.talk_asked")
    announce_talk(measure.dossier)
    return True


@transaction.atomic
def note_talk(actor: Actor, measure: Measure) -> None:
    """Note that the talk was held and the measure stays as it is. Raises Refused."""
    lock_file(file_of(measure))
    demand(is_reader(actor))
    held = Measure.objects.visible_to(actor).filter(pk=measure.pk, talk_asked_at__isnull=False)
    if held.update(talk_asked_at=None):
        _record(actor, measure, "measure.talk_held")


def _record(actor: Actor, measure: Measure, what: str) -> None:
    record(actor, Act.WROTE, what, dossier_id=measure.dossier_id, subject=str(measure.pk))

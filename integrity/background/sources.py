"""Open sources: what was looked at, what it said, and what the candidate says to that (section 3.4)."""

from datetime import date

from django.db import transaction

from integrity.background.announcing import announce_finding, announce_response
from integrity.background.models import Consultation, Finding
from integrity.background.rules import (
    consultation_can_go,
    finding_can_go,
    is_discussion_day,
    is_recent,
    may_look,
    may_respond,
    text_is_open,
)
from integrity.background.workflow import FINDING
from integrity.screening.models import Candidacy
from integrity.screening.queries import lock_candidacy
from portal.audit.models import Act
from portal.audit.record import record
from portal.walls.actor import Actor, demand
from portal.workflow.door import ChangedMeanwhile, perform


@transaction.atomic
def consult(actor: Actor, candidacy: Candidacy, *, source_type: str, where: str, consulted_on: date) -> Consultation:
    """Note that `actor` looked at a source; noting the same one twice keeps one. Raises Refused."""
    lock_candidacy(candidacy)
    demand(may_look(actor, candidacy) or is_recent(consulted_on))
    mine = Consultation.objects.filter(
        dossier_id=candidacy.dossier_id,
        source_type=source_type,
        consulted_on=consulted_on,
        consulted_by_id=actor.user_id,
    )
    for same in mine:
        if same.where == where:
            return same
    made = Consultation.objects.create(
        tenant_id=candidacy.tenant_id,
        dossier_id=candidacy.dossier_id,
        source_type=source_type,
        where=where,
        consulted_on=consulted_on,
        consulted_by_id=actor.user_id,
    )
    _record(actor, candidacy, "consultation.added")
    return made


@transaction.atomic
def remove_consultation(actor: Actor, candidacy: Candidacy, consultation: Consultation) -> None:
    """Take away a source that was noted by mistake. Raises Refused when a finding stands under it."""
    lock_candidacy(candidacy)
    demand(may_look(actor, candidacy) or consultation_can_go(actor, consultation))
    consultation.delete()
    _record(actor, candidacy, "consultation.removed")


@transaction.atomic
def note_finding(actor: Actor, candidacy: Candidacy, consultation: Consultation, text: str) -> Finding:
    """Note what a source said, for the candidate to see at once; the same text twice keeps one. Raises Refused."""
    lock_candidacy(candidacy)
    demand(may_look(actor, candidacy))
    for same in Finding.objects.filter(consultation=consultation):
        if same.text == text:
            return same
    made = Finding.objects.create(
        tenant_id=candidacy.tenant_id,
        dossier_id=candidacy.dossier_id,
        consultation=consultation,
        text=text,
        made_by_id=actor.user_id,
    )
    _record(actor, candidacy, "finding.noted")
    announce_finding(candidacy.dossier)
    return made


@transaction.atomic
def change_finding(actor: Actor, candidacy: Candidacy, finding: Finding, text: str, version: int | None) -> bool:
    """Put the text right; False when it stood there already. Raises Refused, or ChangedMeanwhile."""
    row = _locked(candidacy, finding)
    demand(may_look(actor, candidacy) or text_is_open(row))
    if row.text == text:
        return False
    _save(row, version, "text", text)
    _record(actor, candidacy, "finding.changed")
    return True


@transaction.atomic
def remove_finding(actor: Actor, candidacy: Candidacy, finding: Finding, version: int | None) -> None:
    """Take away what its maker noted by mistake, with the response to it. Raises Refused, or ChangedMeanwhile."""
    row = _locked(candidacy, finding)
    demand(may_look(actor, candidacy) or finding_can_go(actor, row))
    if row.version != version:
        raise ChangedMeanwhile
    row.delete()
    _record(actor, candidacy, "finding.removed")


@transaction.atomic
def respond(actor: Actor, candidacy: Candidacy, finding: Finding, text: str, version: int | None) -> bool:
    """Keep what the candidate says to a finding; False when it stood there already.

    Raises Refused, or ChangedMeanwhile when the committee changed the text: the answer would be to another one.
    """
    row = _locked(candidacy, finding)
    demand(may_respond(actor, candidacy, row))
    if row.response == text:
        return False
    _save(row, version, "response", text)
    _record(actor, candidacy, "finding.responded")
    announce_response(candidacy.dossier)
    return True


def discuss(actor: Actor, finding: Finding, day: date, version: int | None) -> bool:
    """Note on which day the finding was put to the candidate. Raises Refused, or ChangedMeanwhile."""
    demand(is_discussion_day(finding, day))
    return perform(FINDING, "discuss", finding, actor, version=version, discussed_on=day)


def close(actor: Actor, finding: Finding, version: int | None) -> bool:
    """Close a finding that was discussed (section 7, rule 7). Raises Refused, or ChangedMeanwhile."""
    return perform(FINDING, "close", finding, actor, version=version)


def _locked(candidacy: Candidacy, finding: Finding) -> Finding:
    lock_candidacy(candidacy)
    return Finding.objects.select_for_update().get(pk=finding.pk)


def _save(row: Finding, version: int | None, field: str, text: str) -> None:
    if row.version != version:
        raise ChangedMeanwhile
    setattr(row, field, text)
    row.version += 1
    row.save(update_fields=[field, "version"])


def _record(actor: Actor, candidacy: Candidacy, what: str) -> None:
    record(actor, Act.WROTE, what, dossier_id=candidacy.dossier_id, subject=candidacy.dossier.reference)

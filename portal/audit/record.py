"""Writing the log. Every write, and every read of class 3 or 4, goes through `record`."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from portal.audit.models import Act, Event
from portal.walls.actor import Actor

SYSTEM_ROLE = "system"
CANDIDATE_ROLE = "candidate"


def record(actor: Actor, act: Act, what: str, *, dossier_id: UUID | None = None, subject: str = "") -> None:
    """Append one event in the running transaction.

    what: the step or document, as a fixed name ("questionnaire.answers"); subject: the public id
    of the object. Neither may hold content.
    """
    _event(actor, act, what, dossier_id or actor.dossier_id, subject).save(force_insert=True)


def record_each(actor: Actor, act: Act, what: str, subjects: Mapping[UUID, str]) -> None:
    """Append an event for each dossier of `subjects` (dossier id to public id of the object), in one query."""
    Event.objects.bulk_create(_event(actor, act, what, dossier_id, subject) for dossier_id, subject in subjects.items())


def record_all(actor: Actor, act: Act, what: str, objs: Iterable[Model]) -> None:
    """Append an event for each object, with the dossier it belongs to if any, in one query."""
    Event.objects.bulk_create(_event(actor, act, what, getattr(obj, "dossier_id", None), str(obj.pk)) for obj in objs)


def record_daily(actor: Actor, act: Act, what: str, dossier_ids: Collection[UUID]) -> None:
    """Append an event for each dossier of a list, once a day per person: a list of 300 is looked at often."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    known = Event.objects.filter(
        person_id=actor.user_id, act=act, what=what, at__gte=today, dossier_id__in=dossier_ids
    ).values_list("dossier_id", flat=True)
    new = set(dossier_ids) - set(known)
    Event.objects.bulk_create(_event(actor, act, what, dossier_id, "") for dossier_id in new)


def _event(actor: Actor, act: Act, what: str, dossier_id: UUID | None, subject: str) -> Event:
    return Event(
        tenant_id=actor.tenant_id,
        dossier_id=dossier_id,
        person_id=actor.user_id,
        role=role_of(actor),
        act=act,
        what=what,
        subject=subject,
    )


def role_of(actor: Actor) -> str:
    """Return the roles of `actor` as the log keeps them, with commas between."""
    if actor.dossier_id is not None:
        return CANDIDATE_ROLE
    return ",".join(sorted(actor.roles)) if actor.user_id is not None else SYSTEM_ROLE

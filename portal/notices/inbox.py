"""What a person reads and sets about their own notices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from portal.notices.kinds import Kind, kind_of, kinds, path_of
from portal.notices.models import Notice, NoticeQuerySet, Preference
from portal.walls.actor import Actor


@dataclass(frozen=True)
class Line:
    """A notice as the list shows it."""

    notice: Notice
    text: str
    path: str


@dataclass(frozen=True)
class Choice:
    """A kind of notice with what the person chose for it."""

    kind: Kind
    mail: bool


def unread_count(actor: Actor) -> int:
    """Return how many notices `actor` has not read."""
    return Notice.objects.visible_to(actor).unread().count()


def lines(notices: Iterable[Notice]) -> list[Line]:
    return [Line(notice, str(kind_of(notice.kind).inside_label), path_of(notice)) for notice in notices]


def mark_read(notices: NoticeQuerySet) -> None:
    """Mark these notices as read; those read before keep their moment."""
    notices.unread().update(read_at=timezone.now())


def choices(actor: Actor) -> list[Choice]:
    """Return every kind, compulsory ones first, with whether `actor` gets it by mail."""
    chosen = dict(Preference.objects.filter(person_id=actor.user_id).values_list("kind", "mail"))
    every = sorted(kinds(), key=lambda kind: (kind.optional, str(kind.inside_label)))
    return [Choice(kind, not kind.optional or chosen.get(kind.name, True)) for kind in every]


def choose(actor: Actor, mails: Mapping[str, bool]) -> None:
    """Store for each optional kind named in `mails` whether `actor` wants it by mail."""
    for kind in kinds():
        if kind.optional and kind.name in mails:
            Preference.objects.update_or_create(
                person_id=actor.user_id, kind=kind.name, defaults={"mail": mails[kind.name]}
            )

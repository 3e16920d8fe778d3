"""What the pages of this room show."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.audit.reading import roles_in_words
from portal.privacy.declarations import Text
from portal.privacy.models import Dossier
from portal.retention.register import Entry
from portal.rights.desks import desk_of
from portal.rights.enums import ObjectionStatus
from portal.rights.facts import in_words
from portal.rights.held import Group
from portal.rights.models import Objection
from portal.rights.objections import answered_before
from portal.rights.queries import objections_about
from portal.rights.rules import may_answer
from portal.rights.workflow import OBJECTION
from portal.walls.actor import Actor

TONES = {ObjectionStatus.MADE: "active"}


@dataclass(frozen=True)
class ShownGroup:
    """A kind of record with its rows, each as rows of the summary list component."""

    entry: Entry
    rows: list[list[dict[str, str]]]


@dataclass(frozen=True)
class ShownObjection:
    """An objection as its own person or the desk reads it. rows: of the summary list component."""

    objection: Objection
    label: Text
    tone: str
    rows: list[dict[str, str]]

    @property
    def is_open(self) -> bool:
        return self.objection.status == ObjectionStatus.MADE


@dataclass(frozen=True)
class Sign:
    """What the page of a dossier tells of its newest objection; url: for who may read it, else empty."""

    is_open: bool
    who: Text
    until: str
    url: str


def shown(group: Group) -> ShownGroup:
    """Return a group for the page."""
    rows = [[{"key": capfirst(fact.label), "value": in_words(fact.value)} for fact in row] for row in group.rows]
    return ShownGroup(group.entry, rows)


def for_the_person(objection: Objection) -> ShownObjection:
    """Return an objection as the person who made it reads it."""
    state = OBJECTION.state(objection.status)
    return ShownObjection(objection, capfirst(state.outside), TONES.get(objection.status, "done"), _rows(objection))


def for_the_desk(objection: Objection) -> ShownObjection:
    """Return an objection as those who answer it read it."""
    state = OBJECTION.state(objection.status)
    return ShownObjection(objection, capfirst(state.inside), TONES.get(objection.status, "done"), _rows(objection))


def sign_of(actor: Actor, dossier: Dossier) -> Sign | None:
    """Return what the page of a dossier tells its readers; None when no objection stands."""
    standing = [one for one in objections_about(actor, dossier) if one.status != ObjectionStatus.TAKEN_BACK]
    if not standing:
        return None
    newest = standing[0]
    url = reverse("objection", args=[newest.pk]) if may_answer(actor, newest) is None else ""
    return Sign(newest.status == ObjectionStatus.MADE, desk_of(dossier).who, last_day(newest), url)


def last_day(objection: Objection) -> str:
    """Return the last day for an answer, in words."""
    return day_in_words(answered_before(localdate(objection.made_at)))


def day_in_words(day: object) -> str:
    return date_format(day, "j F Y")


def _rows(objection: Objection) -> list[dict[str, str]]:
    rows = [{"key": _("Bezwaar"), "value": objection.text}]
    if objection.status == ObjectionStatus.MADE:
        return [*rows, {"key": _("Antwoord uiterlijk op"), "value": last_day(objection)}]
    if objection.answered_at is None:
        return rows
    answered = _("%(day)s, door: %(role)s") % {
        "day": day_in_words(localdate(objection.answered_at)),
        "role": roles_in_words(objection.answered_by_role),
    }
    return [*rows, {"key": _("Antwoord"), "value": objection.answer}, {"key": _("Beantwoord op"), "value": answered}]

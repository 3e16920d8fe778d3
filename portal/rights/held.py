"""Everything that is held about one person in one organisation (AVG articles 15 and 20).

It follows from the declarations, so a room that starts to hold something shows up here by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Event
from portal.audit.reading import Line, lines_of, roles_in_words
from portal.organisations.models import Membership
from portal.privacy.declarations import Declaration, Text, declarations
from portal.privacy.encryption import Unreadable
from portal.privacy.keys import fetch_keys
from portal.privacy.models import Dossier
from portal.retention.register import Entry, entry_of
from portal.rights.facts import Colleague, Fact, facts_of, oldest_first, relations_of
from portal.walls.actor import Actor

Presenter = Callable[[Any], list[Fact]]
NEVER_SHOWN = (
    _("Namen van mensen die voor de organisatie werken. U ziet hun rol."),
    _(
        "Berichten aan die mensen dat er in uw dossier iets te doen is. Daarin staat alleen uw kenmerk, geen naam en "
        "geen inhoud."
    ),
)
NO_LONGER_THERE = _("iemand die hier geen rol meer heeft")


@dataclass(frozen=True)
class Presentation:
    """How the rows of a model read. related: what a row needs from other tables, as for prefetch_related."""

    present: Presenter
    related: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The rows of one kind of record, with what the register of processing says of it."""

    entry: Entry
    rows: list[list[Fact]] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """All that is held. left_out: sentences on what is not shown, and why."""

    dossier: Dossier
    groups: list[Group]
    log: list[Line]
    left_out: list[str]

    @property
    def filled(self) -> list[Group]:
        return [group for group in self.groups if group.rows]

    @property
    def empty(self) -> list[Group]:
        return [group for group in self.groups if not group.rows]


_presentations: dict[str, Presentation] = {}
_withheld: dict[str, Text] = {}


def register_presenter(label: str, present: Presenter, related: tuple[str, ...] = ()) -> None:
    """Let `present` say what a row of model `label` ("app.Model") holds; without it `facts_of` does."""
    _presentations[label.lower()] = Presentation(present, related)


def withhold(label: str, reason: Text) -> None:
    """Leave model `label` out, because its rows are not about the person or would harm others; `reason` is shown."""
    _withheld[label.lower()] = reason


def shown_declarations() -> list[Declaration]:
    """Return what is looked through: the dossier itself, then every model of a dossier, programmes first."""
    found = [one for one in declarations() if _is_of_a_dossier(one.model) and not is_withheld(one.model)]
    order = list(dict.fromkeys(one.model._meta.app_label for one in declarations()))
    return sorted(found, key=lambda one: (one.model is not Dossier, -order.index(one.model._meta.app_label)))


def is_withheld(model: type[Model]) -> bool:
    """Say whether `model` is left out, with a reason."""
    return model._meta.label_lower in _withheld


def is_presented(model: type[Model]) -> bool:
    """Say whether a room wrote how `model` reads."""
    return model._meta.label_lower in _presentations


def everything_held(actor: Actor, dossier: Dossier) -> Held:
    """Return all that is held of `dossier`, in a number of queries that depends on the models alone.

    The caller has fetched `dossier` through visible_to. Rows are taken as erasing takes them, not through
    their own visible_to: that one tells who works with them, and a person has a right to all of them.
    """
    fetch_keys([dossier.pk])
    groups = [Group(entry_of(one), _rows(one.model, dossier)) for one in shown_declarations()]
    roles = _roles_in(dossier.tenant_id)
    told = [Group(group.entry, [_told(row, roles) for row in group.rows]) for group in groups]
    return Held(dossier, told, lines_of(actor, dossier.pk, limit=None), _left_out())


def _is_of_a_dossier(model: type[Model]) -> bool:
    # The log is told in sentences.
    named = any(one.name == "dossier" for one in model._meta.concrete_fields)
    return model is Dossier or (named and model is not Event)


def _rows(model: type[Model], dossier: Dossier) -> list[list[Fact]]:
    how = _presentations.get(model._meta.label_lower, Presentation(facts_of, ()))
    rows = model._base_manager.filter(**{"pk" if model is Dossier else "dossier_id": dossier.pk})
    # Not by a join: that would drop a row which points at something the person may not see.
    rows = rows.prefetch_related(*relations_of(model), *how.related).order_by(*oldest_first(model))
    return [_presented(how.present, row) for row in rows]


def _presented(present: Presenter, row: Model) -> list[Fact]:
    try:
        return present(row)
    except Unreadable:
        # Field by field, so that what can be read is there.
        return facts_of(row)


def _roles_in(tenant_id: int) -> Mapping[int, str]:
    roles: dict[int, list[str]] = {}
    for person, role in Membership.objects.current().filter(tenant_id=tenant_id).values_list("person_id", "role"):
        roles.setdefault(person, []).append(role)
    return {person: roles_in_words(",".join(sorted(held))) for person, held in roles.items()}


def _told(row: list[Fact], roles: Mapping[int, str]) -> list[Fact]:
    """The facts with a role in the place of each colleague: nobody's name is shown."""
    return [Fact(fact.label, _without_names(fact.value, roles)) for fact in row]


def _without_names(value: Any, roles: Mapping[int, str]) -> Any:
    if isinstance(value, list):
        return [_without_names(one, roles) for one in value]
    return roles.get(value.user_id, str(NO_LONGER_THERE)) if isinstance(value, Colleague) else value


def _left_out() -> list[str]:
    purposes = {one.model._meta.label_lower: one.purpose for one in declarations()}
    return [*map(str, NEVER_SHOWN), *(f"{purposes[label]}. {reason}" for label, reason in _withheld.items())]

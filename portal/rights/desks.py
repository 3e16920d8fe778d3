"""Who answers objections about which kind of dossier. Programmes register theirs from `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.privacy.declarations import Text
from portal.privacy.models import Dossier
from portal.walls.actor import Actor, Reason


@dataclass(frozen=True)
class Desk:
    """Those who answer for one kind of dossier.

    kind: as `Dossier.kind`; may_answer: over an actor, None or the sentence why not; who: they, in
    words ("de secretaris van de afdeling"); page: where they work on a dossier, as a path. Who hears
    of a new objection is `DossierKind.colleagues`.
    """

    kind: str
    may_answer: Callable[[Actor], Reason]
    who: Text
    page: Callable[[Dossier], str]


_desks: dict[str, Desk] = {}


def register_desk(desk: Desk) -> None:
    """Add the desk of one kind of dossier."""
    _desks[desk.kind] = desk


def desk_of(dossier: Dossier) -> Desk:
    """Return the desk of a dossier; raises KeyError for a kind without one."""
    return _desks[dossier.kind]


def kinds_answered_by(actor: Actor) -> list[str]:
    """Return the kinds of dossier whose objections `actor` may answer."""
    return [kind for kind, desk in _desks.items() if desk.may_answer(actor) is None]

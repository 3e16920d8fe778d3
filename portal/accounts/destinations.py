"""Where a candidate lands and who they are, per kind of dossier. Programmes register theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.privacy.models import Dossier


@dataclass(frozen=True)
class Recipient:
    """The person a dossier is about."""

    email: str
    name: str
    language: str = "nl"


@dataclass(frozen=True)
class Destination:
    url: Callable[[Dossier], str]
    address: Callable[[Dossier], Recipient]


_destinations: dict[str, Destination] = {}


def register_destination(kind: str, *, url: Callable[[Dossier], str], address: Callable[[Dossier], Recipient]) -> None:
    """Register for dossiers of `kind` where the person lands (`url`, a path) and who that is."""
    _destinations[kind] = Destination(url, address)


def url_for_dossier(dossier: Dossier) -> str:
    """Return the first page of the person's own dossier; raises KeyError for an unknown kind."""
    return _destinations[dossier.kind].url(dossier)


def address(dossier: Dossier) -> Recipient:
    """Return the person a dossier is about.

    Raises KeyError for an unknown kind and privacy.encryption.Unreadable after erasure.
    """
    return _destinations[dossier.kind].address(dossier)

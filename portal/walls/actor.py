"""Who acts: a person in one organisation, or a candidate in one file."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise

# A predicate returns None when allowed, else the sentence that tells the user why not.
Reason = str | Promise | None
Predicate = Callable[..., Reason]


@dataclass(frozen=True)
class Actor:
    """The person behind a request, in the one organisation or file they act in now.

    `tenant_id` is the organisation whose wall they stand behind. A candidate has no `user_id`
    and is held to one file by `dossier_id`.
    """

    name: str = ""
    user_id: int | None = None
    tenant_id: int | None = None
    tenant_name: str = ""
    roles: frozenset[str] = frozenset()
    dossier_id: UUID | None = None

    @property
    def is_known(self) -> bool:
        return self.user_id is not None or self.dossier_id is not None

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


NOBODY = Actor()


class Refused(PermissionDenied):
    """An insider may not do this; `reason` is the sentence for the page (403)."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


def demand(reason: Reason) -> None:
    """Go on when a predicate allowed it; raise Refused with its sentence when not."""
    if reason is not None:
        raise Refused(reason)

"""What programmes add to the demo. They register here from `apps.py`; only `seed_demo` calls them.

def seed(world: DemoWorld) -> None:          # safe to repeat
    branch = world.organisations["branch_a"]
    with world.acting("a_secretary", "branch_a") as actor:
        add_candidate(actor, …)
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from portal.accounts.models import User
from portal.organisations.acting import actor_in
from portal.organisations.models import Organisation
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within


@dataclass(frozen=True)
class DemoWorld:
    """The fictional organisations and people, by the keys of portal/demo/personas.py."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    @contextmanager
    def acting(self, person: str, organisation: str) -> Iterator[Actor]:
        """Work as a person in an organisation, behind the wall their requests would have."""
        user, tenant = self.people[person], self.organisations[organisation]
        with within(Scope(tenant=tenant.pk, person=user.pk)):
            yield actor_in(user, tenant.pk)


Seeder = Callable[[DemoWorld], None]
_seeders: dict[str, Seeder] = {}


def register_seeder(name: str, seed: Seeder) -> None:
    """Let `seed` add its own to the demo, after the organisations and people are there."""
    _seeders[name] = seed


def seeders() -> dict[str, Seeder]:
    """Return the seeders by name, in the order of registration."""
    return dict(_seeders)

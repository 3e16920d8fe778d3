"""What else happens once somebody is a colleague. Programmes register theirs from `apps.py`."""

from collections.abc import Callable

from portal.organisations.models import Membership
from portal.walls.scope import Scope, within

# Over the ids of an organisation and a person, in the scope of the organisation.
Arrival = Callable[[int, int], None]
_arrivals: list[Arrival] = []


def register_arrival(arrival: Arrival) -> None:
    """Run `arrival` for everybody who gets a role, and for a colleague who proves to own one more address."""
    _arrivals.append(arrival)


def after_arrival(tenant_id: int, person_id: int) -> None:
    """Run what was registered for somebody who got a role in an organisation."""
    # As a task of the organisation: what is closed to whoever gives the role counts as well.
    with within(Scope(tenant=tenant_id)):
        for arrival in _arrivals:
            arrival(tenant_id, person_id)


def after_proof(person_id: int) -> None:
    """Run the same in every organisation where somebody has a role: they have one more address there."""
    with within(Scope(person=person_id)):
        held = Membership.objects.not_ended().filter(person_id=person_id).order_by("tenant_id")
        tenants = list(held.values_list("tenant_id", flat=True).distinct())
    for tenant_id in tenants:
        after_arrival(tenant_id, person_id)

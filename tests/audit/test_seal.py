"""The log shows every edit, deletion and cut (security.md goal 18)."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction

from portal.audit.models import Act, Event, Seal
from portal.audit.record import record
from portal.audit.seal import seal_events, verify
from portal.organisations.models import Organisation
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within
from tests.owner import owner_connection

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


@pytest.fixture
def ten_events() -> list[Event]:
    branch = Organisation.objects.create(kind="party_branch", name="Afdeling A")
    with within(Scope(tenant=branch.pk)):
        for number in range(10):
            record(Actor(tenant_id=branch.pk), Act.WROTE, f"step.{number}")
    seal_events()
    with within(Scope(system=True)):
        return list(Event.objects.order_by("at"))


def as_owner(statement: str) -> None:
    """What an attacker with the owner's rights would do: lift the triggers and the wall, then act."""
    with owner_connection() as owner:
        for table in ("audit_event", "audit_seal"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        owner.execute("ALTER TABLE audit_event NO FORCE ROW LEVEL SECURITY")
        owner.execute(statement)
        owner.execute("ALTER TABLE audit_event FORCE ROW LEVEL SECURITY")
        for table in ("audit_event", "audit_seal"):
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")


def test_a_whole_log_verifies(ten_events: list[Event]) -> None:
    assert verify() == []
    call_command("verify_audit")


def test_sealing_twice_adds_nothing(ten_events: list[Event]) -> None:
    assert seal_events() == 0
    assert Seal.objects.count() == 10


@pytest.mark.parametrize(
    ("attack", "found"),
    [
        (lambda e: f"UPDATE audit_event SET what = 'step.99' WHERE id = '{e[3].pk}'", "was edited"),
        (lambda e: f"DELETE FROM audit_event WHERE id = '{e[4].pk}'", "was deleted"),
        (
            lambda e: (
                "DELETE FROM audit_event WHERE at >= (SELECT at FROM audit_event ORDER BY at OFFSET 7 LIMIT 1);"
                "DELETE FROM audit_seal WHERE number > 7"
            ),
            "the log was cut",
        ),
        (lambda e: "DELETE FROM audit_seal WHERE number = 5", "seals 5 to 5 are missing"),
        (lambda e: "UPDATE audit_seal SET hash = repeat('a', 64) WHERE number = 10", "does not follow"),
    ],
)
def test_verification_finds(ten_events: list[Event], attack: Callable[[list[Event]], str], found: str) -> None:
    as_owner(attack(ten_events))
    assert any(found in fault.sentence for fault in verify())
    with pytest.raises(CommandError):
        call_command("verify_audit")


@pytest.mark.parametrize("statement", ["update", "delete"])
def test_the_application_cannot_change_the_log(ten_events: list[Event], statement: str) -> None:
    with within(Scope(system=True)), pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        rows = Event.objects.filter(pk=ten_events[0].pk)
        rows.update(what="x") if statement == "update" else rows._raw_delete("default")


def test_an_event_that_nobody_sealed_is_found(ten_events: list[Event]) -> None:
    as_owner("UPDATE audit_event SET at = at - interval '1 hour'; DELETE FROM audit_seal WHERE number > 5")
    assert any("are not sealed" in fault.sentence for fault in verify())

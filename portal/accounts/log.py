"""What the audit log says about accounts: names of steps, under the account they happened to."""

from portal.audit.models import Act
from portal.audit.record import record
from portal.walls.actor import NOBODY, Actor
from portal.walls.scope import Scope, within

SIGN_IN = "account.sign_in"
SIGN_OUT = "account.sign_out"


def log_account(user_id: int | None, act: Act, what: str) -> None:
    """Append an event under account `user_id`; None when no account is known by what was typed."""
    if user_id is None:
        with within(Scope(system=True)):
            record(NOBODY, act, what)
    else:
        with within(Scope(person=user_id)):
            record(Actor(user_id=user_id), act, what)


def account_subject(user_id: int) -> str:
    """Return what `Event.subject` holds for someone else's act on an account."""
    return f"account:{user_id}"

"""Whose an e-mail address is. An account has one, and its person may have proved to own others."""

from collections.abc import Callable, Collection

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from portal.accounts.models import User

# Over the id of the person who proved to own one more address.
Proof = Callable[[int], None]
_proofs: list[Proof] = []


def register_proof(proof: Proof) -> None:
    """Run `proof` for everybody who proves to own one more address. Rooms register theirs from `apps.py`."""
    _proofs.append(proof)


def after_proof(person_id: int) -> None:
    """Run what was registered for somebody who proved to own one more address."""
    for proof in _proofs:
        proof(person_id)


def addresses_of(people: Collection[int] | QuerySet) -> set[tuple[int, str]]:
    """Return (person, address in small letters) for each address of `people`, which are ids; in one query."""
    accounts = User.objects.filter(pk__in=people).values_list("pk", "email")
    proven = EmailAddress.objects.filter(user__in=people, verified=True).values_list("user_id", "email")
    return {(person_id, address.casefold()) for person_id, address in accounts.union(proven)}

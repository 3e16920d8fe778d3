"""The database lets through what the scope opens, for one transaction."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from portal.organisations.enums import Role
from portal.organisations.models import Membership, Organisation
from portal.privacy.dossiers import open_dossier
from portal.privacy.models import Dossier
from portal.walls.scope import Scope, within
from tests.cast import UserFactory, give_role

BOTH = ["default", "keys"]


@pytest.fixture
def branches() -> tuple[Organisation, Organisation]:
    return (
        Organisation.objects.create(kind="party_branch", name="Afdeling A"),
        Organisation.objects.create(kind="party_branch", name="Afdeling B"),
    )


def dossier_of(branch: Organisation) -> Dossier:
    with within(Scope(tenant=branch.pk)):
        return open_dossier(branch.pk, "test")


@pytest.mark.django_db(databases=BOTH)
def test_one_branch_sees_its_own_rows_only(branches: tuple[Organisation, Organisation]) -> None:
    own, other = dossier_of(branches[0]), dossier_of(branches[1])
    with within(Scope(tenant=branches[0].pk)):
        assert list(Dossier.objects.all()) == [own]
        assert Dossier.objects.filter(pk=other.pk).update(hold_reason="x") == 0


@pytest.mark.django_db(databases=BOTH)
def test_without_scope_there_are_no_rows(branches: tuple[Organisation, Organisation]) -> None:
    dossier_of(branches[0])
    assert list(Dossier.objects.all()) == []


@pytest.mark.django_db(databases=BOTH)
def test_a_candidate_is_held_to_one_file(branches: tuple[Organisation, Organisation]) -> None:
    own, neighbour = dossier_of(branches[0]), dossier_of(branches[0])
    with within(Scope(tenant=branches[0].pk, dossier=own.pk)):
        assert list(Dossier.objects.all()) == [own]
    with within(Scope(tenant=branches[0].pk)):
        assert set(Dossier.objects.all()) == {own, neighbour}


@pytest.mark.django_db(databases=BOTH)
def test_a_row_for_another_branch_is_refused(branches: tuple[Organisation, Organisation]) -> None:
    with (
        within(Scope(tenant=branches[0].pk)),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Dossier.objects.create(tenant=branches[1], kind="test")


@pytest.mark.django_db(databases=BOTH)
def test_an_inner_scope_gives_way_to_the_outer_one(branches: tuple[Organisation, Organisation]) -> None:
    own = dossier_of(branches[0])
    with within(Scope(tenant=branches[0].pk)):
        with within(Scope(tenant=branches[1].pk)):
            assert list(Dossier.objects.all()) == []
        assert list(Dossier.objects.all()) == [own]
        with pytest.raises(RuntimeError), within(Scope(tenant=branches[1].pk)):
            raise RuntimeError
        assert list(Dossier.objects.all()) == [own]


@pytest.fixture
def pooled(django_db_blocker: object) -> Iterator[None]:
    """The connection as a pool would hand it on: the same session, request after request."""
    connection.ensure_connection()
    yield
    connection.close()


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_the_tenant_never_survives_its_transaction(branches: tuple[Organisation, Organisation], pooled: None) -> None:
    dossier_of(branches[0])
    leaks = 0
    for request in range(1_000):
        if request % 2:
            with within(Scope(tenant=branches[0].pk)):
                assert Dossier.objects.count() == 1
        else:
            leaks += Dossier.objects.count()
    assert leaks == 0


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_scopes_of_parallel_requests_do_not_mix(branches: tuple[Organisation, Organisation]) -> None:
    for branch in branches:
        dossier_of(branch)

    def request(number: int) -> bool:
        branch = branches[number % 2]
        with within(Scope(tenant=branch.pk)):
            right = [d.tenant_id for d in Dossier.objects.all()] == [branch.pk]
        connection.close()
        return right

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(request, range(80)))


@pytest.mark.django_db(databases=BOTH)
def test_what_a_person_reads_of_elsewhere_they_cannot_change_or_delete(
    branches: tuple[Organisation, Organisation],
) -> None:
    person = UserFactory()
    give_role(person, branches[0], Role.BOARD_MEMBER)
    with within(Scope(person=person.pk)):
        own = Membership.objects.filter(person=person)
        assert own.count() == 1
        assert (own.update(role=Role.MANAGER), own.delete()[0]) == (0, 0)
        assert own.count() == 1

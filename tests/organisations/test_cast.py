import pytest

from portal.organisations.models import Membership
from tests.cast import Cast

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_everyone_of_the_cast_acts_in_the_own_house(cast: Cast) -> None:
    for person in cast.people().values():
        assert person.actor.tenant_id == person.house.pk
        assert len(person.actor.roles) == 1


def test_the_wall_of_a_branch_shows_its_own_members_only(cast: Cast) -> None:
    with cast.branch_a.scope():
        own = {cast.a_manager.user, cast.a_secretary.user, cast.a_member.user, cast.a_board.user}
        assert {membership.person for membership in Membership.objects.all()} == own

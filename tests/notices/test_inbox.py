"""The list of notices, and what people choose about them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from portal.notices.inbox import unread_count
from portal.notices.models import Notice, Preference
from portal.notices.send import notify_person
from tests.cast import Cast, Person

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def tell(person: Person, kind: str, path: str = "/", reference: str = "") -> Notice:
    return notify_person(person.user.pk, person.house.pk, kind, path=path, reference=reference)


def test_the_list_shows_unread_notices_first(cast: Cast, plain_kind: str) -> None:
    first, second = tell(cast.a_manager, plain_kind, reference="AAAA-2222"), tell(cast.a_manager, plain_kind)
    with cast.a_manager.scope():
        Notice.objects.filter(pk=second.pk).update(read_at=second.made_at)
        assert unread_count(cast.a_manager.actor) == 1
    page = cast.a_manager.client().get(reverse("notices"))
    assert [line.notice for line in page.context["lines"]] == [first, second]
    assert "AAAA-2222" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_an_empty_list_says_so(cast: Cast) -> None:
    assert "U hebt geen berichten" in cast.a_manager.client().get(reverse("notices")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    count: int, cast: Cast, plain_kind: str, django_assert_max_num_queries: object
) -> None:
    for _number in range(count):
        tell(cast.a_manager, plain_kind)
    client = cast.a_manager.client()
    with django_assert_max_num_queries(25):
        client.get(reverse("notices"))


def test_opening_marks_as_read_and_leads_on(cast: Cast, plain_kind: str) -> None:
    notice = tell(cast.a_manager, plain_kind, path="/berichten/voorkeuren/")
    answer = cast.a_manager.client().post(reverse("notice_open", args=[notice.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/berichten/voorkeuren/")
    with cast.a_manager.scope():
        notice.refresh_from_db()
    assert notice.read_at is not None


@pytest.mark.parametrize("outsider", ["a_secretary", "b_manager", "registrar"])
def test_nobody_opens_the_notice_of_another(outsider: str, cast: Cast, plain_kind: str) -> None:
    notice = tell(cast.a_manager, plain_kind)
    client = getattr(cast, outsider).client()
    assert client.post(reverse("notice_open", args=[notice.pk])).status_code == 404
    assert client.post(reverse("notice_open", args=[uuid4()])).status_code == 404


def test_everything_is_marked_as_read_at_once(cast: Cast, plain_kind: str) -> None:
    mine, other = tell(cast.a_manager, plain_kind), tell(cast.a_secretary, plain_kind)
    cast.a_manager.client().post(reverse("notices_read"))
    with cast.branch_a.scope():
        unread = Notice.objects.unread()
        assert [mine in unread, other in unread] == [False, True]


def test_a_visitor_is_asked_to_sign_in(cast: Cast, client: object) -> None:
    for name in ("notices", "notice_preferences"):
        assert "next=" in client.get(reverse(name))["Location"]


def test_a_person_chooses_which_mails_come(cast: Cast, plain_kind: str) -> None:
    client = cast.a_manager.client()
    page = client.get(reverse("notice_preferences")).content.decode()
    assert "Er is iets nieuws" in page
    assert "Hierover krijgt u altijd e-mail" in page
    assert client.post(reverse("notice_preferences"), {}).status_code == 302
    with cast.a_manager.scope():
        assert not Preference.objects.get(person=cast.a_manager.user, kind=plain_kind).mail
    client.post(reverse("notice_preferences"), {plain_kind: "on", "password_reset": ""})
    with cast.a_manager.scope():
        chosen = dict(Preference.objects.filter(person=cast.a_manager.user).values_list("kind", "mail"))
    assert chosen[plain_kind] is True
    assert "password_reset" not in chosen

"""The switch between Dutch and English stays with the account."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_the_choice_is_kept_on_the_account(cast: Cast) -> None:
    client = cast.a_board.client()
    response = client.post(reverse("set_language"), {"language": "en", "next": "/start/"})
    assert response.url == "/start/"
    cast.a_board.user.refresh_from_db()
    assert cast.a_board.user.language == "en"


def test_a_language_the_portal_does_not_speak_is_not_kept(cast: Cast) -> None:
    cast.a_board.client().post(reverse("set_language"), {"language": "de"})
    cast.a_board.user.refresh_from_db()
    assert cast.a_board.user.language == "nl"


def test_a_visitor_only_gets_a_cookie() -> None:
    response = Client().post(reverse("set_language"), {"language": "en", "next": "/"})
    assert response.cookies["django_language"].value == "en"

"""Recognising subversion: to be read by anyone, with no place to put a name."""

import html
import re

import pytest
from django.apps import apps
from django.test import Client

from integrity.screening.subversion import SUBVERSION_SLUG
from portal.questionnaires.models import Edition
from tests.cast import Cast

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAGE = "/ondermijning/"


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_each_signal_says_what_to_do_and_whom_to_call(cast: Cast) -> None:
    page, tree = html.unescape(Client().get(PAGE).text), Edition.objects.get(slug=SUBVERSION_SLUG).tree
    assert len(tree.signals) >= 12 and len(tree.cases) >= 3
    for signal in tree.signals:
        assert all(str(text) in page for text in (signal.title, signal.explanation, signal.innocent, signal.what_to_do))
        assert all(f"#contact-{contact.id}" in page for contact in signal.contacts)
    for case in tree.cases:
        assert str(case.situation) in page and str(case.afterwards) in page
    assert 'href="tel:112"' in page


def test_every_link_on_the_page_leads_somewhere(cast: Cast) -> None:
    page = main_of(Client().get(PAGE).text)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_the_steps_open_without_javascript(cast: Cast) -> None:
    tree, page = Edition.objects.get(slug=SUBVERSION_SLUG).tree, main_of(Client().get(PAGE).text)
    assert page.count("<details") == 3 * len(tree.cases) == page.count("<summary")


def test_there_is_no_form_and_no_model_for_a_suspicion(cast: Cast) -> None:
    for client in (Client(), cast.a_secretary.client(), cast.a_member.client()):
        page = main_of(client.get(PAGE).text)
        assert not re.search("<(form|input|textarea|select|button)", page)
    assert Client().post(PAGE, {"naam": "iemand"}).status_code == 405
    assert not any("subversion" in m.__name__.lower() or "signal" in m.__name__.lower() for m in apps.get_models())


def test_committee_and_secretary_find_it_from_their_start_page(cast: Cast) -> None:
    for person in (cast.a_secretary, cast.a_member):
        assert PAGE in person.client().get("/start/", follow=True).text
    assert PAGE in Client().get("/").text

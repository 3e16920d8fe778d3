"""The own pages speak to the candidate: who reads them is “u”, nowhere “de kandidaat”."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.template.loader import render_to_string

from integrity.screening.reports import OWN_COPY
from integrity.undertaking.models import Undertaking
from tests.addresses import addresses
from tests.world import World, build

# What is signed, and under which names, is one text for both sides.
SIGNED = re.compile(r'<div class="(?:undertaking__intro|undertaking__limits|signatures)">.*?</div>', re.S)
WHO = re.compile(r"^(Wie|wie doet het): ")
OF_THE_READER = re.compile(r"[^.>]*\bde kandidaat\b[^.<]*", re.I)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic("default"), transaction.atomic("keys"):
        yield build()
        transaction.set_rollback(True, "default")
        transaction.set_rollback(True, "keys")


@pytest.mark.parametrize("file", ["candidacy", "neighbour", "kept"])
def test_no_own_page_speaks_of_the_reader(world: World, file: str) -> None:
    client, told = world.a.session(file).client(), {}
    for name, corner, address in addresses(world):
        if name.startswith(("my_", "held")) and corner is not world.b:
            page = client.get(address)
            if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
                told[name] = speaking_of_the_reader(world, page.text)
    assert len(told) > 3
    assert {name: said for name, said in told.items() if said} == {}


def speaking_of_the_reader(world: World, html: str) -> list[str]:
    with world.a.secretary.scope():
        signed = " ".join(str(undertaking.text) for undertaking in Undertaking.objects.all())
    found = (match.strip() for match in OF_THE_READER.findall(SIGNED.sub("", html)))
    return [said for said in found if WHO.sub("", said) not in signed]


def test_the_own_copy_speaks_to_the_reader(world: World) -> None:
    report = world.a.own_report
    with world.a.session("candidacy").scope():
        context = {**OWN_COPY.context(report), "report": report, "title": OWN_COPY.title}
        html = render_to_string(OWN_COPY.template, context)
    assert "Een antwoord is nooit vanzelf een reden om u af te wijzen." in html
    assert speaking_of_the_reader(world, html) == []

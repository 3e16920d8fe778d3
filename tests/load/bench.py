"""What `bin/bench` prints: the portal against itself, as ratios. Nothing here is part of the test run."""

import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from weasyprint import HTML

from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, SelectionRound
from portal.questionnaires.enums import ResponseStatus
from portal.reports import pdf
from portal.reports.models import Report, Status
from portal.reports.order import order_report
from portal.reports.render import render
from portal.walls.scope import Scope, within
from tests.cast import Cast, Person
from tests.load.nation import BRANCHES, CANDIDATES, fill_nation, fill_round, newcomers
from tests.owner import owner_connection
from tests.screening import publish_questionnaires, start_round
from tests.services import Celery, RedisServer, Web, broker, running, wait_until

ROUND, TIMES, REPORTS = 300, 25, 80
DOSSIER = "integrity.dossier"
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    server = RedisServer()
    with running(server), broker(server):
        yield server


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
    def line(*cells: object) -> None:
        with capsys.disabled():
            print("| " + " | ".join(map(str, cells)) + " |", flush=True)

    return line


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    publish_questionnaires()
    selection = start_round(cast, cast.a_secretary)
    with cast.a_secretary.scope():
        fill_round(cast.a_secretary.actor, selection, ROUND)
    return selection


class Visitor:
    """A signed-in person who asks pages of a web worker, one after the other."""

    def __init__(self, person: Person, address: str) -> None:
        self._client, self._address = person.client(), address

    def milliseconds(self, pages: dict[str, str]) -> dict[str, float]:
        """The best time of each page: what else the machine does can only make it slower.

        They take turns, so that what it does meanwhile falls on all of them.
        """
        turns = [{name: self._fetch(path) for name, path in pages.items()} for _turn in range(TIMES)]
        return {name: min(turn[name] for turn in turns) * 1000 for name in pages}

    def queries(self, path: str) -> int:
        self._client.get(path)
        with CaptureQueriesContext(connections["default"]) as on, CaptureQueriesContext(connections["keys"]) as keys:
            assert self._client.get(path).status_code == 200
        return len(on) + len(keys)

    def _fetch(self, path: str) -> float:
        session = self._client.cookies["sessionid"].value
        request = urllib.request.Request(self._address + path, headers={"Cookie": f"sessionid={session}"})
        start = time.perf_counter()
        with urllib.request.urlopen(request) as response:
            response.read()
        return time.perf_counter() - start


def test_pages(
    cast: Cast, selection: SelectionRound, redis: RedisServer, tmp_path: Path, say: Any, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.load.bare"
    with cast.branch_a.scope():
        reference = selection.candidacies.select_related("dossier").first().dossier.reference
    pages = {
        "bare page": "/bare/",
        f"round, {ROUND} candidates": reverse("round_desk", args=[selection.pk]),
        "candidate": reverse("candidate", args=[reference]),
        "start page": reverse("home"),
    }
    web = Web(redis, tmp_path / "web.log", "tests.load.settings")
    with running(web):
        visitor = Visitor(cast.a_secretary, web.address)
        alone = visitor.milliseconds(pages)
        fill_nation(cast.waterlinge.body)
        # As the database does by itself in the hours that this takes in life.
        with owner_connection() as owner:
            owner.execute("ANALYZE")
        among = visitor.milliseconds(pages)
    say("page", "queries", "ms", "× bare page", f"ms with {BRANCHES} branches, {CANDIDATES} candidates", "change")
    say(*["---"] * 6)
    for name, path in pages.items():
        change = f"{among[name] / alone[name] - 1:+.0%}"
        ratio = f"{alone[name] / alone['bare page']:.1f}"
        say(name, visitor.queries(path), f"{alone[name]:.1f}", ratio, f"{among[name]:.1f}", change)


def test_import(cast: Cast, say: Any) -> None:
    publish_questionnaires()
    selection, client = start_round(cast, cast.a_secretary), cast.a_secretary.client()
    text = "\n".join(f"{one.name};{one.email};raadslid" for one in newcomers(ROUND))
    start = time.perf_counter()
    page = client.post(reverse("round_import", args=[selection.pk]), {"text": text, "office": "councillor"})
    looked = time.perf_counter()
    client.post(reverse("round_import_confirm", args=[selection.pk]), {"sealed": page.context["sealed"]})
    added = time.perf_counter()
    with cast.branch_a.scope():
        assert Candidacy.objects.count() == ROUND
    say(f"import of {ROUND} rows", f"preview {looked - start:.2f} s", f"adding {added - looked:.2f} s")


def _sent_in(cast: Cast, selection: SelectionRound) -> list[Candidacy]:
    """Candidates with every question answered, as many as reports are asked for."""
    with cast.branch_a.scope():
        untouched = selection.candidacies.filter(dossier__questionnaires__status=ResponseStatus.NOT_STARTED)
        chosen = list(untouched.select_related("dossier")[:REPORTS])
    for candidacy in chosen:
        fill_in(candidacy.dossier, -1)
    return chosen


def _order(person: Person, candidacies: list[Candidacy], subject: str = "") -> list[Report]:
    with person.scope():
        return [order_report(person.actor, DOSSIER, candidacy.dossier, subject) for candidacy in candidacies]


def test_one_report(cast: Cast, selection: SelectionRound, say: Any, monkeypatch: Any) -> None:
    candidacies, pages = _sent_in(cast, selection)[:1], []
    real = pdf.html_to_pdf
    monkeypatch.setattr(pdf, "html_to_pdf", lambda page: pages.append(page) or real(page))
    took = [_time(lambda n=n: render(_order(cast.a_secretary, candidacies, str(n))[0].pk)) for n in range(6)]
    bare = [_time(lambda: _weasyprint(pages[0])) for _time_again in range(6)]
    ours, theirs = min(took), min(bare)
    say("one report", f"{ours:.2f} s", "bare WeasyPrint", f"{theirs:.2f} s", f"× {ours / theirs:.2f}")


def _weasyprint(page: str) -> bytes:
    html = HTML(string=page, url_fetcher=pdf.OwnFilesOnly(), base_url=pdf.OWN_FILES)
    return html.write_pdf(pdf_variant="pdf/ua-1")


@pytest.mark.parametrize("workers", [1, 2])
def test_reports_per_minute(
    workers: int, cast: Cast, selection: SelectionRound, redis: RedisServer, tmp_path: Path, say: Any
) -> None:
    candidacies = _sent_in(cast, selection)
    options = ("--pool=prefork", "--concurrency=1")
    with running(*[Celery(redis, tmp_path / "celery.log", "worker", *options) for _worker in range(workers)]):
        # Everybody makes one first: starting up is not what is measured.
        warm = _order(cast.a_member, candidacies[: 3 * workers])
        wait_until(lambda: _done() == len(warm), 120)
        start = time.perf_counter()
        _order(cast.a_secretary, candidacies)
        wait_until(lambda: _done() == len(warm) + len(candidacies), 300)
        took = time.perf_counter() - start
    say(f"{workers} worker(s)", f"{60 * len(candidacies) / took:.0f} reports a minute")


def _time(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _done() -> int:
    with within(Scope(system=True)):
        return Report.objects.filter(status=Status.DONE).count()

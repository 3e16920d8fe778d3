"""What is confidential stays inside (security.md goal 10): one candidacy is walked to its end, with the real
worker, Redis and mail server; then everything that could be stolen or read along is searched for its texts.
"""

import base64
import logging
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integrity.background.models import Consultation, Finding
from integrity.interview.models import Interview
from integrity.measures.models import Measure
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, CommitteeQuestion, SelectionRound
from integrity.screening.queries import newest_response
from integrity.undertaking.models import Undertaking
from portal.questionnaires.held import hold_token
from portal.reports.files import read_file
from portal.reports.models import Report, Status
from portal.rights.models import Objection
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within
from tests.cast import Cast, assemble
from tests.dumps import dump
from tests.filled import QUESTION, SECTION, TOPIC
from tests.interviews import in_days, interview_of, name_all, second_member, topic_on, typed
from tests.owner import OWNERS
from tests.screening import decide, publish_questionnaires
from tests.services import Celery, MailCatcher, RedisServer, broker, running, wait_until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
# One word that each of them begins with, so that one search finds them all.
CANARY = "Kanarie"
NAME, EMAIL = f"{CANARY}naam", f"{CANARY}.adres@voorbeeld.example"
ANSWERS = {kind: f"{CANARY}{kind}" for kind in ("antwoord", "concept", "verlopen", "botsing")}
OBJECTION, ANSWER = f"{CANARY}bezwaar", f"{CANARY}weerwoord"
WORDS = ("vraag", "toelichting", "bron", "bevinding", "reactie", "referent", "plaats", "voorbereiding", "risico")
SAID = {word: f"{CANARY}{word}" for word in (*WORDS, "maatregel")}
LATE = 30


@dataclass
class Stage:
    """The processes, and what was heard of them."""

    post: MailCatcher
    worker_log: Path
    redis_said: bytearray = field(default_factory=bytearray)
    answers: list[HttpResponse] = field(default_factory=list)

    def letter(self, number: int) -> Any:
        wait_until(lambda: len(self.post.raw) >= number, LATE)
        return self.post.messages[number - 1]


@pytest.fixture
def stage(settings: Any, tmp_path: Path) -> Iterator[Stage]:
    redis, found = RedisServer(), Stage(MailCatcher(), tmp_path / "celery.log")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.post.port
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": redis.url}}
    with ExitStack() as stack:
        stack.enter_context(running(redis, found.post))
        stack.enter_context(broker(redis))
        stack.enter_context(overheard(redis, found.redis_said))
        worker = Celery(redis, found.worker_log, "worker", "--loglevel=INFO", "--concurrency=1")
        stack.enter_context(running(worker))
        yield found


@contextmanager
def overheard(redis: RedisServer, said: bytearray) -> Iterator[None]:
    """Add to `said` every command that anyone gives Redis: at least what a dump of it could hold."""
    line = socket.create_connection(("127.0.0.1", redis.port))
    line.sendall(b"MONITOR\r\n")

    def listen() -> None:
        while heard := line.recv(1 << 16):
            said.extend(heard)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield
    finally:
        line.shutdown(socket.SHUT_RDWR)
        listener.join()
        line.close()


class Visitor:
    """A browser whose answers are kept, to look at addresses and headers afterwards."""

    def __init__(self, stage: Stage, client: Client) -> None:
        self._stage, self._client = stage, client

    def post(self, address: str, data: dict[str, Any] | None = None, **headers: str) -> HttpResponse:
        return self._keep(self._client.post(address, data or {}, headers=headers))

    def get(self, address: str) -> HttpResponse:
        return self._keep(self._client.get(address))

    def leave(self) -> None:
        self._client.cookies.clear()

    def _keep(self, answer: HttpResponse) -> HttpResponse:
        assert answer.status_code < 500
        self._stage.answers.append(answer)
        return answer


def walk(stage: Stage, cast: Cast) -> Candidacy:
    """Past every instrument, to four PDFs, with text that was held on the way and a page that was refused."""
    desk, candidate = Visitor(stage, cast.a_secretary.client()), Visitor(stage, Client())
    candidacy = invite(desk, cast)
    come_in(stage, candidate, 1)
    fill_in(candidacy.dossier, -1, send=False)
    type_and_lose(candidate, cast, candidacy)
    come_in(stage, candidate, 2, asked_by=desk, reference=candidacy.dossier.reference)
    finish(candidate)
    object_and_take_along(stage, candidate, desk, cast)
    look_into(candidate, desk, cast, candidacy)
    interview(stage, candidate, desk, cast, candidacy)
    agree(stage, candidate, desk, cast, candidacy)
    fetch_pdf(candidate, reverse("my_report"))
    reference = candidacy.dossier.reference
    for name in ("candidate", "candidate_answers"):
        assert NAME in desk.get(reverse(name, args=[reference])).text
    desk.get(reverse("round_desk", args=[candidacy.round_id]) + "?status=invited")
    fetch_pdf(desk, reverse("candidate_report", args=[reference]))
    Visitor(stage, cast.b_secretary.client()).get(reverse("candidate", args=[reference]))
    decide(desk, reference, "list")
    return candidacy


def invite(desk: Visitor, cast: Cast) -> Candidacy:
    facts = {"name": "Raad 2030", "body": cast.waterlinge.pk, "nomination_day": date(2030, 1, 31)}
    desk.post(reverse("round_new"), facts)
    with cast.branch_a.scope():
        selection = SelectionRound.objects.get()
    desk.post(reverse("candidate_add", args=[selection.pk]), {"name": NAME, "email": EMAIL, "office": "councillor"})
    with cast.branch_a.scope():
        candidacy = Candidacy.objects.select_related("dossier").get()
    desk.post(reverse("candidate_invite", args=[candidacy.dossier.reference]))
    return candidacy


def come_in(
    stage: Stage, candidate: Visitor, letter: int, asked_by: Visitor | None = None, reference: str = ""
) -> None:
    if asked_by is not None:
        asked_by.post(reverse("candidate_link", args=[reference]))
    body = stage.letter(letter).get_payload(0).get_payload(decode=True).decode()
    link = re.search(r"https?://\S+", body)
    assert link is not None
    assert candidate.post(urlsplit(link.group()).path).url == reverse("my_file")


def type_and_lose(candidate: Visitor, cast: Cast, candidacy: Candidacy) -> None:
    """Saved in the background, typed in two windows, typed after the session ended."""
    page = reverse("my_section", args=[SECTION])
    with cast.branch_a.scope():
        response = newest_response(candidacy.dossier)
        person = Actor(tenant_id=candidacy.tenant_id, dossier_id=candidacy.dossier_id)
        token = hold_token(person, response, SECTION)
    typed = {"seen_version": 1, "hold": token}
    candidate.post(page, {**typed, QUESTION: ANSWERS["concept"]}, **{"X-Autosave": "yes"})
    assert candidate.post(page, {**typed, QUESTION: ANSWERS["botsing"]}, **{"X-Autosave": "yes"}).status_code == 409
    candidate.leave()
    assert candidate.post(page, {**typed, QUESTION: ANSWERS["verlopen"]}).url == reverse("typed_text_held")


def finish(candidate: Visitor) -> None:
    page = reverse("my_section", args=[SECTION])
    assert ANSWERS["botsing"] in candidate.get(reverse("my_held_text", args=[SECTION])).text
    candidate.post(page, {"seen_version": 2, "next": "continue", QUESTION: ANSWERS["antwoord"]})
    stamp = candidate.get(reverse("my_check")).context["stamp"]
    candidate.post(reverse("my_submit"), {"stamp": stamp})


def object_and_take_along(stage: Stage, candidate: Visitor, desk: Visitor, cast: Cast) -> None:
    candidate.post(reverse("my_objection_new"), {"text": OBJECTION})
    with cast.branch_a.scope():
        page = reverse("objection", args=[Objection.objects.get().pk])
    assert OBJECTION in desk.get(page).text
    desk.post(page, {"decision": "uphold", "answer": ANSWER, "sure": "on", "version": "1"})
    assert ANSWER in candidate.get(reverse("my_objections")).text
    taken = b"".join(candidate.get(reverse("held_download")).streaming_content).decode()
    assert OBJECTION in taken and ANSWER in taken
    stage.letter(4)  # one to the desk, one to the candidate


def look_into(candidate: Visitor, desk: Visitor, cast: Cast, candidacy: Candidacy) -> None:
    """A question, a finding in a public source and a referee."""
    own = [candidacy.dossier.reference]
    done(desk.post(reverse("question_ask", args=own), {"text": SAID["vraag"]}))
    question = reverse("my_question", args=[only(cast, CommitteeQuestion).pk])
    done(candidate.post(question, {"answer": SAID["toelichting"], "version": "1"}))
    source = {"source_type": "news", "where": SAID["bron"], "consulted_on": str(timezone.localdate())}
    done(desk.post(reverse("consultation_add", args=own), source))
    page = reverse("finding_add", args=[*own, only(cast, Consultation).pk])
    done(desk.post(page, {"text": SAID["bevinding"], "checked": "on"}))
    page = reverse("my_response", args=[only(cast, Finding).pk])
    done(candidate.post(page, {"response": SAID["reactie"], "version": "1"}))
    referee = {"name": SAID["referent"], "relation": "oud-collega", "contact": "06 1234 0000", "asked": "on"}
    done(candidate.post(reverse("my_referee_add"), referee))
    pages = [reverse(name, args=own) for name in ("candidate_answers", "open_sources", "references")]
    shown = "".join(desk.get(page).text for page in pages)
    assert [word for word in WORDS[:6] if SAID[word] not in shown] == []


def interview(stage: Stage, candidate: Visitor, desk: Visitor, cast: Cast, candidacy: Candidacy) -> None:
    """Planned, prepared on a sheet that goes to paper, and held."""
    own, second = [candidacy.dossier.reference], second_member(cast)
    with cast.branch_a.scope():
        name_all(cast, candidacy.round)
        planned = typed(cast, second, in_days(3), candidacy, place=SAID["plaats"])
    done(desk.post(reverse("interviews_confirm", args=[candidacy.round_id]), planned))
    done(desk.post(reverse("interview_sheet_add", args=own), {"topic": [f"guide:{TOPIC}"]}))
    page = reverse("interview_topic", args=[*own, topic_on(interview_of(cast, candidacy), f"guide:{TOPIC}")])
    done(desk.post(page, {"note": SAID["voorbereiding"], "version": "1"}))
    assert SAID["plaats"] in candidate.get(reverse("my_interview")).text
    assert SAID["voorbereiding"] in desk.get(reverse("interview_sheet", args=own)).text
    desk.get(reverse("interview_calendar", args=own))
    fetch_pdf(desk, reverse("interview_sheet_pdf", args=own))
    with cast.branch_a.scope():
        Interview.objects.update(at=timezone.now())
    held = {"held_on": str(timezone.localdate()), "both": "on", "version": "1"}
    done(desk.post(reverse("interview_held", args=own), held))


def agree(stage: Stage, candidate: Visitor, desk: Visitor, cast: Cast, candidacy: Candidacy) -> None:
    """A measure, and an undertaking with it that both sides sign."""
    own, board = [candidacy.dossier.reference], Visitor(stage, cast.a_board.client())
    measure = {
        "token": "een",
        "risk": SAID["risico"],
        "text": SAID["maatregel"],
        "owner": "candidate",
        "review_on": "2030-09-01",
    }
    done(desk.post(reverse("measure_new", args=own), measure))
    done(candidate.post(reverse("my_measure_agree", args=[only(cast, Measure).pk]), {"version": "1"}))
    done(desk.post(reverse("undertaking_offer", args=own)))
    signed = {"text_hash": only(cast, Undertaking).text_hash, "agreed": "on"}
    done(candidate.post(reverse("my_undertaking"), signed))
    page = reverse("board_undertaking", args=own)
    assert SAID["maatregel"] in board.get(page).text
    done(board.post(page, signed))
    assert SAID["risico"] in candidate.get(reverse("my_measures")).text
    fetch_pdf(board, reverse("board_undertaking_pdf", args=own))


def only(cast: Cast, model: type[Model]) -> Any:
    with cast.branch_a.scope():
        return model.objects.get()


def done(answer: HttpResponse) -> None:
    """A form that was right leads on."""
    assert answer.status_code == 302, answer.text


def fetch_pdf(who: Visitor, order: str) -> None:
    status = who.post(order).url
    report = Report(pk=status.strip("/").rpartition("/")[2])
    wait_until(lambda: state_of(report) == Status.DONE, LATE)
    answer = who.get(reverse("report_download", args=[report.pk]))
    assert answer.content.startswith(b"%PDF-")


def state_of(report: Report) -> str:
    with within(Scope(system=True)):
        return Report.objects.values_list("status", flat=True).get(pk=report.pk)


def disguises() -> list[bytes]:
    """The canary as it stands, as bytea in a dump, and in base64 however it falls."""
    found = []
    for word in (CANARY.encode(), CANARY.lower().encode()):
        found += [word, word.hex().encode()]
        for before in range(3):
            coded = base64.b64encode(b"\x00" * before + word)
            found.append(coded[(0, 2, 3)[before] : len(coded) - (4 if (before + len(word)) % 3 else 0)])
    return found


def holds_canary(content: bytes) -> bool:
    return any(word in content for word in disguises())


def without_recipient(raw: bytes) -> bytes:
    """A mail without the line that says to whom, which no mail can do without."""
    return re.sub(rb"(?im)^(To|X-RcptTo): .*$", b"", raw)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("hidden", [f"x{CANARY}", CANARY.lower(), base64.b64encode(f"ab{CANARY}!".encode()).decode()])
def test_the_search_finds_what_is_disguised(hidden: str) -> None:
    assert holds_canary(hidden.encode())


def test_nothing_confidential_is_found_outside(stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    publish_questionnaires()
    cast = assemble()
    with caplog.at_level(logging.INFO):
        candidacy = walk(stage, cast)
    # What the search must not find is there for whoever holds the keys.
    with cast.branch_a.scope():
        assert (candidacy.name, candidacy.email) == (NAME, EMAIL)
        assert [read_file(report)[:5] for report in Report.objects.all()] == [b"%PDF-"] * 4
    dumps = {alias: dump(alias) for alias in OWNERS}
    assert candidacy.dossier.reference.encode() in dumps["default"]
    assert str(candidacy.dossier_id).encode() in dumps["keys"]
    assert b"reports.render" in stage.redis_said
    assert b"reports.render" in stage.worker_log.read_bytes()
    searched = {
        **{f"dump of {alias}": content for alias, content in dumps.items()},
        **{f"session {one.pk}": repr(one.get_decoded()).encode() for one in Session.objects.all()},
        **{f"file {path}": path.read_bytes() for path in files_in(tmp_path)},
        **{f"mail {number}": without_recipient(raw) for number, raw in enumerate(stage.post.raw)},
        "names of files": " ".join(map(str, files_in(tmp_path))).encode(),
        "Redis": bytes(stage.redis_said),
        "log of the web process": caplog.text.encode(),
        "addresses and headers": " ".join(
            f"{answer.request['PATH_INFO']} {answer.request['QUERY_STRING']} {answer.headers}"
            for answer in stage.answers
        ).encode(),
    }
    assert [where for where, content in searched.items() if holds_canary(content)] == []

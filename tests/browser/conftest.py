"""A real Chromium against a real server; axe looks at every page."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.cast import Person
from tests.services import Celery, MailCatcher, RedisServer, broker, running

# Playwright's own event loop runs in the test's thread; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOT = Path(__file__).parents[2]
# A page of a few hundred milliseconds takes longer while the other tests use the same processors.
expect.set_options(timeout=20_000)
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Wide screen, phone, and the narrowest width of WCAG 1.4.10 (also 400% zoom at 1280).
WIDTHS = (1280, 390, 320)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Someone at a browser window of one width; `complaints` holds what the browser's console said."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, person: Person) -> None:
        """Act as `person`, without the sign-in page."""
        cookie = person.client().cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.address}])

    def faults(self) -> list[str]:
        """What axe finds on the page, what sticks out of it sideways, and what the console said."""
        # A click waits until the answer begins to come in; on a busy machine the page is still empty then.
        self.page.wait_for_load_state()
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        rules = [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]
        return [*rules, *self._sticking_out(), *self.complaints]

    def _sticking_out(self) -> list[str]:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return [f"page is {wide} pixels too wide"] if wide > 0 else []


@pytest.fixture
def visit(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Visitor]]:
    """Return a function that opens a window of a given width."""
    contexts: list[BrowserContext] = []

    def open_window(width: int = 1280, **options: Any) -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="nl-NL", **options)
        contexts.append(context)
        visitor = Visitor(context.new_page(), live_server.url)
        visitor.page.on("console", lambda message: _note(visitor, message))
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        return visitor

    yield open_window
    for context in contexts:
        context.close()


def _note(visitor: Visitor, message: ConsoleMessage) -> None:
    # A page that is meant to answer 403, 404 or 410 is noted by the browser as well.
    if message.type == "error" and "status of 4" not in message.text:
        visitor.complaints.append(message.text)


@pytest.fixture
def mails(settings: Any, live_server: Any, tmp_path: Path) -> Iterator[MailCatcher]:
    """A mail server, and a worker that mails through it and makes the PDFs."""
    redis, catcher = RedisServer(), MailCatcher()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.PORTAL_URL = "127.0.0.1", catcher.port, live_server.url
    with running(redis, catcher), broker(redis):
        worker = Celery(redis, tmp_path / "worker.log", "worker", "--pool=solo")
        with running(worker):
            yield catcher


def link_in(message: Message) -> str:
    """The personal link in a mail."""
    text = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    return re.search(r"https?://\S+/link/\S+/", text.get_payload(decode=True).decode()).group()

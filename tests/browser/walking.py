"""People walking through a selection round: what they do at their browser windows, by the names on the page."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, expect

from portal.privacy.models import Dossier
from tests.browser.conftest import Visitor
from tests.cast import Person

Visit = Callable[..., Visitor]
ROUND = "Gemeenteraad 2030"


@dataclass
class Own:
    """A candidate at a browser window: with a mouse, by keyboard alone, or without JavaScript."""

    name: str
    visitor: Visitor
    dossier: Dossier | None = None
    by_keyboard: bool = False
    script: bool = True

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@kandidaat.example"

    def use(self, element: Locator) -> None:
        """Click something, or go there with Tab and press the key that works it."""
        if self.by_keyboard:
            self._tab_to(element)
        if element.evaluate("element => ['checkbox', 'radio', 'text', 'textarea'].includes(element.type)"):
            element.page.keyboard.press("Space") if self.by_keyboard else element.click()
            return
        with element.page.expect_navigation():
            element.page.keyboard.press("Enter") if self.by_keyboard else element.click()

    def link(self, name: str) -> None:
        self.use(self.visitor.page.get_by_role("link", name=name).first)

    def button(self, name: str) -> None:
        self.use(self.visitor.page.get_by_role("button", name=re.compile(name)).first)

    def tick(self, label: str) -> None:
        self.use(self.visitor.page.get_by_label(label))

    def write(self, label: str, text: str) -> None:
        field = self.visitor.page.get_by_label(label)
        self.use(field) if not self.by_keyboard else self._tab_to(field)
        field.page.keyboard.type(text)

    def home(self) -> None:
        self.visitor.go("/integriteit/mijn-dossier/")
        self.look()

    def look(self) -> None:
        """Axe needs scripts: without them only what stands on the page counts."""
        if self.script:
            look(self.visitor)

    def sees(self, text: str) -> None:
        expect(self.visitor.page.get_by_text(text).first).to_be_visible()

    def _tab_to(self, element: Locator) -> None:
        expect(element).to_be_visible()
        for _step in range(150):
            if element.evaluate("element => element === document.activeElement"):
                return
            element.page.keyboard.press("Tab")
        raise AssertionError(f"{element} is out of reach of the keyboard")


def look(visitor: Visitor) -> None:
    assert visitor.faults() == [], visitor.page.url


def at(visit: Visit, person: Person) -> Visitor:
    visitor = visit(1280)
    visitor.sign_in(person)
    return visitor


def press(visitor: Visitor, name: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=name).first.click()


def follow(visitor: Visitor, name: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name=name).first.click()


def sees(visitor: Visitor, text: str) -> None:
    expect(visitor.page.get_by_text(text).first).to_be_visible()


def open_round(visitor: Visitor) -> None:
    visitor.go("/integriteit/rondes/")
    follow(visitor, ROUND)


def open_candidate(visitor: Visitor, own: Own) -> None:
    open_round(visitor)
    follow(visitor, own.name)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(own.name)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()

"""What every template keeps to, so that the content security policy never stands in its way."""

import json
import re
from pathlib import Path

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
# Mail and PDF are no pages: they have no policy and carry their own style.
PAGES = sorted(
    path for path in TEMPLATES.rglob("*.html") if path.parts[len(TEMPLATES.parts)] not in {"mail", "reports"}
)
ICON = re.compile(r'components/icon\.html" with name=(?:icon\|default:)?"([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"')
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*=|<style\b"),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx that needs eval": re.compile(r"\shx-on[:=-]|hx-vals=[\"']js:"),
}
OUTSIDE = re.compile(r"(?:src|href|action|srcset|url)\s*[=(]\s*[\"']?(?:https?:)?//", re.IGNORECASE)


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def test_base_template_stays_under_150_lines() -> None:
    assert len((TEMPLATES / "portal" / "base.html").read_text().splitlines()) < 150


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_page_needs_what_the_policy_forbids(fault: str) -> None:
    assert [name(path) for path in PAGES if FORBIDDEN[fault].search(path.read_text())] == []


def test_no_template_asks_anything_of_another_origin() -> None:
    assert [name(path) for path in sorted(TEMPLATES.rglob("*.html")) if OUTSIDE.search(path.read_text())] == []


def test_every_icon_of_a_template_is_in_the_sprite() -> None:
    sprite = set(json.loads((ROOT / "static" / "src" / "icons.json").read_text()))
    used = {found for path in PAGES for pair in ICON.findall(path.read_text()) for found in pair if found}
    assert used - sprite == set()


def test_lock_file_names_no_registry() -> None:
    assert "resolved" not in (ROOT / "package-lock.json").read_text()


def test_npm_packages_have_exact_versions() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert {key: value for key, value in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", value)} == {}


def test_words_of_an_instrument_are_no_markup_in_a_form() -> None:
    told = {"label": "<b>Nooit</b>", "help_text": "<i>Echt</i>"}
    choices = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, **told)
    fields = {"number": forms.IntegerField(**told), "tick": forms.BooleanField(**told), "choice": choices}
    page = render_crispy_form(type("Asked", (forms.Form,), fields)())
    assert (page.count("&lt;b&gt;Nooit"), page.count("&lt;i&gt;Echt")) == (3, 3)
    assert ("<b>" in page, "<i>" in page) == (False, False)

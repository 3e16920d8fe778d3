"""Editions in an editor's hands, for tests."""

import html
import re
from pathlib import Path

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.questionnaires import publishing
from portal.questionnaires.editing import take_in
from portal.questionnaires.models import Edition
from portal.questionnaires.publishing import OPERATOR
from portal.questionnaires.source import read_content
from portal.walls.scope import Scope, within

TRIAL = (Path(__file__).parent / "questionnaires" / "content" / "proef-1.yaml").read_text()


def trial(number: int = 2, *edits: tuple[str, str]) -> str:
    """The text of the trial questionnaire as a file of another edition."""
    text = TRIAL.replace("edition: 1", f"edition: {number}", 1)
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def hand_in(client: Client, text: str = "", file: bytes | None = None, **more: object) -> HttpResponse:
    """Send the form of a new edition; with `pk` and `version`, of one that is loaded already."""
    address = reverse("edition_replace", args=[more.pop("pk")]) if "pk" in more else reverse("edition_new")
    files = {} if file is None else {"file": SimpleUploadedFile("editie.yaml", file)}
    return client.post(address, {"text": text, **files, **more})


def loaded(client: Client, text: str) -> Edition:
    """Hand in a file that is right."""
    answer = hand_in(client, text)
    assert answer.status_code == 302, plain(answer.text)
    return Edition.objects.order_by("-pk")[0]


def publish(client: Client, edition: Edition, version: int | None = None) -> HttpResponse:
    stamp = edition.version if version is None else version
    return client.post(reverse("edition_publish", args=[edition.pk]), {"version": stamp})


def publish_second(slug: str, **changes: object) -> Edition:
    """Publish edition 2 of an instrument, as at the command line, with `changes` at the top of its file."""
    data = {**Edition.objects.get(slug=slug, number=1).content, "edition": 2, **changes}
    with within(Scope(system=True)):
        edition = take_in(OPERATOR, read_content(yaml.safe_dump(data, allow_unicode=True).encode(), slug))
        publishing.publish(OPERATOR, edition)
    return edition


def plain(page: str) -> str:
    """The page without the marks on words that differ."""
    return html.unescape(re.sub("</?(ins|del)>", "", page))

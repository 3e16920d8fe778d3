"""What every answer tells the browser: take nothing from elsewhere, run nothing inline, keep nothing personal."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.world import World, build

BOTH = ["default", "keys"]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE
)


def pages(world: World) -> list[tuple[Client, str]]:
    secretary, candidate = world.cast.a_secretary.client(), world.a.session("candidacy").client()
    reference = world.a.candidacy.dossier.reference
    return [
        (Client(), reverse("landing")),
        (Client(), reverse("account_login")),
        (Client(), "/bestaat-niet/"),
        (secretary, reverse("home")),
        (secretary, reverse("round_desk", args=[world.a.selection.pk])),
        (secretary, reverse("candidate", args=[reference])),
        (secretary, reverse("candidate_answers", args=[reference])),
        (secretary, reverse("report_status", args=[world.a.report.pk])),
        (candidate, reverse("my_file")),
        (candidate, reverse("my_section", args=["remarks"])),
        (world.cast.b_secretary.client(), reverse("candidate", args=[reference])),
    ]


@pytest.mark.django_db(databases=BOTH)
def test_every_page_forbids_what_it_does_not_need() -> None:
    for client, address in pages(build()):
        answer = client.get(address, follow=True)
        policy = {part.split(" 'nonce-")[0].strip() for part in answer.headers["Content-Security-Policy"].split(";")}
        assert policy >= POLICY, address
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert INLINE.findall(answer.text) == [], address


@pytest.mark.django_db(databases=BOTH)
def test_nothing_personal_is_kept_by_browser_or_proxy() -> None:
    for client, address in pages(build())[3:]:
        assert is_not_kept(client.get(address, follow=True)), address


def is_not_kept(answer: HttpResponse) -> bool:
    return "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_over_https_the_browser_is_told_to_stay_there(settings: object, cast: Cast) -> None:
    settings.SECURE_HSTS_SECONDS = 63_072_000
    assert "max-age=63072000" in Client().get("/", secure=True).headers["Strict-Transport-Security"]

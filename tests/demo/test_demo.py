"""In demo mode, and only then, anyone signs in as anyone of the fictional cast."""

import mailbox
import os
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from portal.accounts.models import User
from portal.audit.models import Event
from portal.demo.personas import PERSONAS
from portal.organisations.enums import Kind, Role
from portal.organisations.models import AdmissionRequest, Invitation, Membership, Organisation
from portal.walls.scope import Scope, within
from tests.cast import Cast, behind
from tests.screening import publish_questionnaires

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def demo() -> None:
    publish_questionnaires()
    call_command("seed_demo", verbosity=0)


def totals() -> dict[str, int]:
    counts = {"users": User.objects.count(), "organisations": Organisation.objects.count()}
    for organisation in Organisation.objects.all():
        with behind(organisation):
            counts[f"members of {organisation}"] = Membership.objects.count()
            counts[f"invitations of {organisation}"] = Invitation.objects.count()
            counts[f"requests to {organisation}"] = AdmissionRequest.objects.count()
    return counts


def test_every_role_has_a_persona() -> None:
    assert {role for one in PERSONAS for _house, role in one.offices} == set(Role)


def test_every_kind_of_organisation_is_there_and_branches_and_municipalities_are_two(demo: None) -> None:
    assert set(Organisation.objects.values_list("kind", flat=True)) == set(Kind)
    for kind in (Kind.PARTY_BRANCH, Kind.MUNICIPALITY):
        assert Organisation.objects.filter(kind=kind, admission="admitted").count() == 2


def test_the_demo_is_not_in_the_official_list(demo: None) -> None:
    assert not Organisation.objects.official().exists()


def test_the_page_lists_every_persona(demo: None) -> None:
    page = Client().get("/demo/").content.decode()
    assert [one.name for one in PERSONAS if one.name not in page] == []
    assert page.count('action="/demo/') == len(PERSONAS)


def test_every_persona_comes_in_with_one_post_and_lands_on_a_page(demo: None) -> None:
    for one in PERSONAS:
        page = Client().post(f"/demo/{one.key}/", follow=True)
        assert page.status_code == 200, one.key
        expected = "/werken-voor/" if one.key == "several" else "/start/"
        assert page.redirect_chain[-1][0] == expected, one.key
        assert page.context["actor"].name == one.name


def test_following_a_link_does_not_sign_in(demo: None) -> None:
    assert Client().get("/demo/a_manager/").status_code == 405


def test_nobody_else_comes_in_this_way(demo: None, cast: Cast) -> None:
    client = Client()
    assert client.post("/demo/onbekend/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_candidate_who_becomes_a_persona_leaves_the_own_file(demo: None) -> None:
    client = Client()
    session = client.session
    session["personal_dossier"] = str(uuid4())
    session["personal_tenant"] = Organisation.objects.get(name="Partij voor Morgen Waterlinge").pk
    session.save()
    client.post("/demo/a_board/")
    assert "personal_dossier" not in client.session


def test_signing_in_is_in_the_log(demo: None) -> None:
    Client().post("/demo/a_board/")
    user = User.objects.get(email="a.board@demo.example")
    with within(Scope(person=user.pk)):
        assert Event.objects.filter(what="account.sign_in", person=user).count() == 1


def test_the_manager_and_the_registrar_find_work(demo: None) -> None:
    registrar, manager = Client(), Client()
    waiting = registrar.post("/demo/registrar/", follow=True).context["waiting"]
    assert str(waiting[0].title) == "Een partijafdeling wacht op toelating"
    manager.post("/demo/a_manager/")
    assert "Lotte Hazelaar" in manager.get("/collegas/").content.decode()


def test_seeding_again_changes_nothing_and_leaves_changes_alone(demo: None) -> None:
    branch = Organisation.objects.get(name="Partij voor Morgen Waterlinge")
    with behind(branch):
        Membership.objects.filter(role=Role.COMMITTEE_MEMBER).update(valid_until="2026-01-01", valid_from="2026-01-01")
    before = totals()
    call_command("seed_demo", verbosity=0)
    assert totals() == before


def test_the_post_page_shows_caught_mail_with_a_link_into_this_portal(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["To"], letter["Subject"] = "amber@kandidaat.example", "Er staat iets voor u klaar"
    letter["Date"] = "Mon, 23 Nov 2026 10:00:00 +0100"
    letter.set_content("Met deze link gaat u verder.\n\nhttp://elders:8000/link/abc/\n\nKenmerk: 1234-5678")
    mailbox.Maildir(tmp_path / "mail", create=True).add(letter)
    page = Client().get("/demo/post/").content.decode()
    assert "amber@kandidaat.example" in page
    assert 'href="/link/abc/"' in page
    assert "http://elders" not in page


def test_without_mail_the_page_says_how_to_get_some() -> None:
    assert "Er is nog geen e-mail" in Client().get("/demo/post/").content.decode()


def test_outside_demo_mode_the_addresses_do_not_exist() -> None:
    program = (
        "import django; django.setup()\n"
        "from django.apps import apps\n"
        "from django.urls import Resolver404, resolve\n"
        "assert not apps.is_installed('portal.demo')\n"
        "for path in ('/demo/', '/demo/post/', '/demo/a_manager/'):\n"
        "    try: resolve(path)\n"
        "    except Resolver404: continue\n"
        "    raise SystemExit(path)\n"
    )
    environment = {**os.environ, "DEMO": "false", "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0

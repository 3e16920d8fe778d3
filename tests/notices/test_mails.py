"""No mail says anything: every kind, both languages, through a real SMTP server."""

from dataclasses import replace
from email.header import decode_header, make_header
from email.message import Message

import pytest
from django.utils.translation import override

from portal.accounts.destinations import Recipient, register_destination
from portal.accounts.models import User
from portal.notices import kinds as registry
from portal.notices.delivery import Outcome, deliver
from portal.notices.kinds import Kind, kinds, register
from portal.notices.models import Notice, Status
from portal.notices.send import notify_address, notify_dossier, notify_person
from portal.organisations.models import Organisation
from portal.privacy.dossiers import open_dossier
from portal.walls.scope import Scope, within
from tests.cast import Cast, OrganisationFactory, UserFactory
from tests.services import MailCatcher

CANARY = "kanarie"
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def someone() -> User:
    return UserFactory(name=f"{CANARY} naam", email="iemand@voorbeeld.example")


@pytest.fixture
def house() -> Organisation:
    return OrganisationFactory(name=f"{CANARY} organisatie")


def texts_of(message: Message) -> dict[str, str]:
    parts = {part.get_content_type(): part for part in message.walk() if not part.is_multipart()}
    return {kind: part.get_payload(decode=True).decode() for kind, part in parts.items()}


def everything_in(message: Message) -> str:
    headers = [f"{name}: {make_header(decode_header(value))}" for name, value in message.items()]
    return "\n".join([*headers, *texts_of(message).values()])


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", [kind.name for kind in kinds()])
def test_a_mail_holds_a_reference_and_a_link_and_nothing_else(
    name: str, language: str, someone: User, house: Organisation, post: MailCatcher, registered: None
) -> None:
    kind = registry.kind_of(name)
    if kind.mint is not None:
        register(replace(kind, mint=lambda notice: "http://localhost:8000/link/eenmalig/"))
    someone.language = language
    someone.save(update_fields=["language"])
    notice = notify_person(someone.pk, house.pk, name, path="/dossier/", reference="7F3K-9Q2M", subject_id=CANARY)
    assert deliver(notice.pk) == Outcome.SENT
    [message] = post.messages
    assert CANARY not in everything_in(message).lower()
    texts = texts_of(message)
    assert set(texts) == {"text/plain", "text/html"}
    for text in texts.values():
        assert "7F3K-9Q2M" in text
        assert "http://localhost:8000/" in text
        assert "src=" not in text
    assert f'<html lang="{language}">' in texts["text/html"]
    assert message["Reply-To"] is None
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["To"] == "iemand@voorbeeld.example"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", [kind.name for kind in kinds()])
def test_a_subject_is_one_line_and_names_no_one(name: str, language: str) -> None:
    with override(language):
        subject = str(registry.kind_of(name).subject)
    assert subject and "\n" not in subject and "%" not in subject


def test_the_person_of_a_dossier_gets_it_in_their_language(
    house: Organisation, post: MailCatcher, registered: None
) -> None:
    register(Kind("test.dossier", "Er is iets"))
    recipient = Recipient("kandidaat@voorbeeld.example", f"{CANARY} naam", "en")
    register_destination("test.kind", url=lambda dossier: "/mijn/", address=lambda dossier: recipient)
    with within(Scope(tenant=house.pk)):
        notice = notify_dossier(open_dossier(house.pk, "test.kind"), "test.dossier", path="/mijn/")
    assert deliver(notice.pk) == Outcome.SENT
    [message] = post.messages
    assert message["To"] == "kandidaat@voorbeeld.example"
    assert '<html lang="en">' in texts_of(message)["text/html"]
    assert CANARY not in everything_in(message).lower()


def test_a_plain_address_is_forgotten_once_the_mail_left(
    house: Organisation, post: MailCatcher, registered: None
) -> None:
    register(Kind("test.address", "Uitnodiging", mint=lambda notice: f"http://localhost:8000/{notice.subject_id}/"))
    notice = notify_address("nieuw@voorbeeld.example", house.pk, "test.address", subject_id="7")
    assert deliver(notice.pk) == Outcome.SENT
    with within(Scope(system=True)):
        kept = Notice.objects.get(pk=notice.pk)
    assert (kept.address, kept.status) == ("", Status.SENT)
    assert post.messages[0]["To"] == "nieuw@voorbeeld.example"
    assert "http://localhost:8000/7/" in texts_of(post.messages[0])["text/plain"]


def test_someone_in_another_organisation_can_be_told(cast: Cast) -> None:
    with cast.ministry.scope():
        notice = notify_person(cast.a_manager.user.pk, cast.branch_a.pk, kinds()[0].name, path="/")
    with cast.a_manager.scope():
        assert Notice.objects.visible_to(cast.a_manager.actor).get() == notice

"""Kept facts are for the secretary and the person; both find why they are there and until when."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.kept.demo import WITH_MEASURE, WITHOUT
from integrity.kept.models import KeptFile
from integrity.measures.models import Measure
from integrity.undertaking.models import Undertaking
from integrity.undertaking.text import in_groups, is_intact
from portal.accounts.destinations import address, url_for_dossier
from portal.accounts.links import KIND as LINK
from portal.accounts.links import mint_personal_link
from portal.audit.models import Act, Event
from portal.notices.mail import compose
from portal.notices.models import Notice
from portal.organisations.models import Organisation
from portal.privacy.keys import forget_keys
from portal.privacy.models import Tie
from portal.retention.erasure import erase_dossier
from portal.retention.holds import hold
from portal.rights.models import Objection
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within
from tests.cast import Cast, behind
from tests.kept import distilled, listed
from tests.measures import FACTS
from tests.screening import CandidateSession, publish_questionnaires

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def kept(cast: Cast) -> KeptFile:
    return distilled(cast)


def told_of(cast: Cast, kept: KeptFile) -> list[str]:
    """Everything that a page about kept facts should show."""
    with cast.branch_a.scope():
        undertaking = Undertaking.objects.get(dossier=kept.dossier_id)
        assert is_intact(undertaking)
    texts = [FACTS["text"], "Meldt het belang bij de griffier", " ".join(in_groups(undertaking.text_hash))]
    return [*texts, "Kim Janssen", "kim.janssen@voorbeeld.example"]


def session_of(cast: Cast, kept: KeptFile) -> CandidateSession:
    return CandidateSession(cast.branch_a, kept.dossier_id)


def test_the_secretary_finds_the_facts_by_round(cast: Cast, kept: KeptFile) -> None:
    client = cast.a_secretary.client()
    page = client.get(reverse("kept_files", args=[kept.round_id])).text
    assert "Kim Janssen" in page and "1 loopt nog" in page and "ondertekend door beide" in page
    assert reverse("kept_file", args=[kept.dossier.reference]) in page


def test_one_page_tells_everything_that_is_kept(cast: Cast, kept: KeptFile) -> None:
    page = cast.a_secretary.client().get(reverse("kept_file", args=[kept.dossier.reference])).text
    assert [told for told in told_of(cast, kept) if told not in page] == []


def test_the_person_reads_the_same_and_why_it_is_kept(cast: Cast, kept: KeptFile) -> None:
    page = session_of(cast, kept).client().get(reverse("my_kept_file")).text
    everything = [*told_of(cast, kept), "Waarom?", "Het portaal wiste de kandidatuur"]
    assert [told for told in everything if told not in page] == []
    assert reverse("held") in page


def test_measures_and_undertaking_go_on_from_there_on_both_sides(cast: Cast, kept: KeptFile) -> None:
    client, own, reference = cast.a_secretary.client(), session_of(cast, kept).client(), kept.dossier.reference
    page, mine = client.get(reverse("kept_file", args=[reference])).text, own.get(reverse("my_kept_file")).text
    for name in ("measures", "undertaking", "undertaking_pdf"):
        assert reverse(name, args=[reference]) in page and reverse(f"my_{name}") in mine
    for answer in (
        client.get(reverse("measures", args=[reference])),
        client.get(reverse("undertaking", args=[reference])),
        client.post(reverse("undertaking_pdf", args=[reference]), follow=True),
        own.get(reverse("my_measures")),
        own.get(reverse("my_undertaking")),
        own.post(reverse("my_undertaking_pdf"), follow=True),
        own.get(reverse("held")),
        own.get(reverse("my_objections")),
    ):
        assert answer.status_code == 200, answer.request["PATH_INFO"]


def test_the_round_leads_to_what_is_kept_of_it(cast: Cast, kept: KeptFile) -> None:
    link = reverse("kept_files", args=[kept.round_id])
    page = reverse("round_desk", args=[kept.round_id])
    at_desk, committee = cast.a_secretary.client().get(page).text, cast.a_member.client().get(page).text
    assert "De dossiers van deze ronde zijn gewist" in at_desk and "De dossiers van deze ronde zijn gewist" in committee
    assert link in at_desk and link not in committee


def test_no_page_says_that_the_committee_still_sees_it(cast: Cast, kept: KeptFile) -> None:
    client, own, reference = cast.a_secretary.client(), session_of(cast, kept).client(), kept.dossier.reference
    pages = [client.get(reverse(name, args=[reference])) for name in ("kept_file", "measures", "undertaking")]
    pages += [own.get(reverse(f"my_{name}")) for name in ("kept_file", "measures", "undertaking")]
    assert ["Niet de selectiecommissie" in page.context["facts"]["who"] for page in pages] == [True] * 6


def test_the_person_sees_that_the_secretary_looked(cast: Cast, kept: KeptFile) -> None:
    client = cast.a_secretary.client()
    client.get(reverse("kept_files", args=[kept.round_id]))
    client.get(reverse("kept_file", args=[kept.dossier.reference]))
    page = session_of(cast, kept).client().get(reverse("my_kept_file")).text
    assert "Secretaris opende de bewaarde feiten" in page
    assert "Secretaris zag de naam in de lijst van bewaarde feiten" in page


def test_the_link_leads_to_the_page_and_to_the_address_that_is_kept(cast: Cast, kept: KeptFile) -> None:
    with cast.branch_a.scope():
        assert url_for_dossier(kept.dossier) == reverse("my_kept_file")
        assert (address(kept.dossier).email, address(kept.dossier).name) == (
            "kim.janssen@voorbeeld.example",
            "Kim Janssen",
        )


def test_the_mail_names_nobody_and_its_link_opens_the_facts(cast: Cast, kept: KeptFile) -> None:
    with within(Scope(system=True)):
        notice = Notice.objects.get(dossier=kept.dossier_id, kind=LINK)
    mail = compose(notice)
    assert mail.to == ["kim.janssen@voorbeeld.example"]
    text = f"{mail.subject} {mail.body} {mail.alternatives[0].content}"
    assert kept.dossier.reference in text
    assert [word for word in ("Kim", "Janssen", "Raad 2030", "Partij", "maatregel") if word in text] == []
    answer = Client().post(urlsplit(re.search(r"https?://\S+", mail.body).group()).path)
    assert answer.url == reverse("my_kept_file")


def test_a_link_to_the_candidacy_says_that_it_may_be_erased(cast: Cast) -> None:
    candidacy = listed(cast)
    with within(Scope(tenant=cast.branch_a.pk)):
        path = urlsplit(mint_personal_link(Notice(dossier=candidacy.dossier))).path
        erase_dossier(Actor(tenant_id=cast.branch_a.pk), candidacy.dossier)
    answer = Client().post(path)
    assert (answer.status_code, "of het dossier is gewist" in answer.text) == (403, True)


def test_the_secretary_sends_a_new_link(cast: Cast, kept: KeptFile) -> None:
    cast.a_secretary.client().post(reverse("kept_file_link", args=[kept.dossier.reference]))
    with within(Scope(system=True)):
        assert Notice.objects.filter(dossier=kept.dossier_id, kind=LINK).count() == 2


def test_five_links_an_hour_are_enough(cast: Cast, kept: KeptFile) -> None:
    client, url = cast.a_secretary.client(), reverse("kept_file_link", args=[kept.dossier.reference])
    assert [client.post(url).status_code for _click in range(6)] == [302] * 5 + [429]


@pytest.mark.parametrize("who", ["a_member", "a_board", "a_manager"])
def test_colleagues_in_other_roles_are_refused(cast: Cast, kept: KeptFile, who: str) -> None:
    client = getattr(cast, who).client()
    reference = kept.dossier.reference
    assert client.get(reverse("kept_files", args=[kept.round_id])).status_code == 403
    assert client.get(reverse("kept_file", args=[reference])).status_code == 403
    assert client.post(reverse("kept_file_link", args=[reference])).status_code == 403
    with getattr(cast, who).scope():
        assert not KeptFile.objects.visible_to(getattr(cast, who).actor).exists()


def test_another_branch_does_not_find_it(cast: Cast, kept: KeptFile) -> None:
    client = cast.b_secretary.client()
    assert client.get(reverse("kept_files", args=[kept.round_id])).status_code == 404
    assert client.get(reverse("kept_file", args=[kept.dossier.reference])).status_code == 404
    assert client.post(reverse("kept_file_link", args=[kept.dossier.reference])).status_code == 404


def test_a_secretary_with_a_tie_does_not_find_it(cast: Cast, kept: KeptFile) -> None:
    with cast.branch_a.scope():
        Tie.objects.create(tenant_id=cast.branch_a.pk, dossier=kept.dossier, person=cast.a_secretary.user)
    client = cast.a_secretary.client()
    assert "Kim Janssen" not in client.get(reverse("kept_files", args=[kept.round_id])).text
    assert client.get(reverse("kept_file", args=[kept.dossier.reference])).status_code == 404


def test_somebody_elses_session_sees_only_their_own(cast: Cast, kept: KeptFile) -> None:
    other = distilled(cast, "Sam Bakker")
    page = session_of(cast, other).client().get(reverse("my_kept_file")).text
    assert "Sam Bakker" in page and "Kim Janssen" not in page


def test_the_session_of_a_candidacy_has_no_kept_facts(cast: Cast) -> None:
    candidacy = listed(cast)
    client = CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    assert client.get(reverse("my_kept_file")).url == reverse("my_clocks")


def test_pages_of_a_candidacy_open_nothing_with_kept_facts(cast: Cast, kept: KeptFile) -> None:
    client, desk = session_of(cast, kept).client(), cast.a_secretary.client()
    assert {client.get(reverse(name)).status_code for name in ("my_file", "my_check", "my_withdrawal")} == {404}
    assert desk.get(reverse("candidate", args=[kept.dossier.reference])).status_code == 404


def test_when_the_facts_are_erased_too_both_sides_read_so(cast: Cast, kept: KeptFile) -> None:
    client = session_of(cast, kept).client()
    with cast.branch_a.scope():
        erase_dossier(Actor(tenant_id=cast.branch_a.pk), kept.dossier)
        assert not Measure.objects.exists() and not Undertaking.objects.exists()
    assert client.get(reverse("my_kept_file")).status_code == 410
    assert cast.a_secretary.client().get(reverse("kept_file", args=[kept.dossier.reference])).status_code == 410


def test_a_longer_list_takes_no_more_queries(cast: Cast, kept: KeptFile) -> None:
    with cast.branch_a.scope():
        others = [distilled(cast, name) for name in ("Sam Bakker", "Bo Al")]
        for other in others:
            other.round = kept.round
            other.save(update_fields=["round"])
    client, url = cast.a_secretary.client(), reverse("kept_files", args=[kept.round_id])
    assert _queries(client, url) == _queries(client, reverse("kept_files", args=[distilled(cast, "Jo Li").round_id]))


def _queries(client: Any, url: str) -> int:
    client.get(url)
    forget_keys()
    with CaptureQueriesContext(connection) as data, CaptureQueriesContext(connections["keys"]) as keys:
        client.get(url)
    return len(data) + len(keys)


def test_reading_is_logged_each_time(cast: Cast, kept: KeptFile) -> None:
    client = cast.a_secretary.client()
    for _time in range(2):
        client.get(reverse("kept_file", args=[kept.dossier.reference]))
    with cast.branch_a.scope():
        assert Event.objects.filter(act=Act.READ, what="kept", dossier=kept.dossier_id).count() == 2


# --- erasing before the term is over ----------------------------------------------------------


def objection_of(cast: Cast, kept: KeptFile, status: str) -> None:
    with cast.branch_a.scope():
        Objection.objects.create(tenant_id=cast.branch_a.pk, dossier=kept.dossier, text="Weg ermee", status=status)


def test_once_an_objection_is_upheld_the_secretary_erases_everything(cast: Cast, kept: KeptFile) -> None:
    objection_of(cast, kept, "upheld")
    client, at = cast.a_secretary.client(), [kept.dossier.reference]
    confirm = reverse("kept_file_confirm", args=at)
    assert confirm in client.get(reverse("kept_file", args=at)).text
    assert "niet terugdraaien" in client.get(confirm).text
    answer = client.post(reverse("kept_file_erase", args=at), follow=True)
    assert f"Alles van dossier {at[0]} is gewist." in answer.text
    with cast.branch_a.scope():
        assert not KeptFile.objects.exists() and not Measure.objects.exists() and not Undertaking.objects.exists()
        assert Event.objects.filter(act=Act.ERASED, dossier=kept.dossier_id).get().role == "party_secretary"
    assert client.post(reverse("kept_file_erase", args=at)).status_code == 410


@pytest.mark.parametrize("status", ["made", "rejected", "taken_back"])
def test_without_an_upheld_objection_nobody_erases_early(cast: Cast, kept: KeptFile, status: str) -> None:
    objection_of(cast, kept, status)
    client, at = cast.a_secretary.client(), [kept.dossier.reference]
    assert reverse("kept_file_confirm", args=at) not in client.get(reverse("kept_file", args=at)).text
    assert client.get(reverse("kept_file_confirm", args=at)).status_code == 403
    refused = client.post(reverse("kept_file_erase", args=at))
    assert (refused.status_code, "Eerder wissen kan alleen" in refused.text) == (403, True)
    with cast.branch_a.scope():
        assert KeptFile.objects.count() == 1


def test_a_legal_hold_keeps_the_facts_also_then(cast: Cast, kept: KeptFile) -> None:
    objection_of(cast, kept, "upheld")
    with cast.a_manager.scope():
        hold(cast.a_manager.actor, kept.dossier, "Er loopt een rechtszaak.")
    refused = cast.a_secretary.client().post(reverse("kept_file_erase", args=[kept.dossier.reference]))
    assert (refused.status_code, "wettelijke reden" in refused.text) == (403, True)
    with cast.branch_a.scope():
        assert KeptFile.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("b_secretary", 404), ("a_member", 403), ("a_board", 403)])
def test_others_erase_nothing(cast: Cast, kept: KeptFile, who: str, status: int) -> None:
    objection_of(cast, kept, "upheld")
    client, at = getattr(cast, who).client(), [kept.dossier.reference]
    assert client.get(reverse("kept_file_confirm", args=at)).status_code == status
    assert client.post(reverse("kept_file_erase", args=at)).status_code == status
    assert session_of(cast, kept).client().post(reverse("kept_file_erase", args=at)).status_code == 403


def test_the_demo_has_kept_facts_and_keeps_them_once() -> None:
    publish_questionnaires()
    for _time in range(2):
        call_command("seed_demo", verbosity=0)
    branch = Organisation.objects.get(name="Partij voor Morgen Waterlinge")
    with behind(branch):
        assert {kept.name for kept in KeptFile.objects.all()} == {WITH_MEASURE, WITHOUT}
        assert Measure.objects.filter(dossier__kept_file__isnull=False).count() == 1
        assert {row.status for row in Undertaking.objects.filter(dossier__kept_file__isnull=False)} == {"countersigned"}

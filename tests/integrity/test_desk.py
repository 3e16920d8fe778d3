"""What the desk shows: what waits, what was corrected, and the way back."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, SelectionRound
from portal.questionnaires.filling import reopen, save_section, submit
from portal.questionnaires.models import Response
from portal.questionnaires.sheet import open_sheet
from tests.cast import assemble
from tests.screening import CandidateSession, add, decide, publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def cast() -> Any:
    publish_questionnaires()
    return assemble()


def _sent_in(cast: Any) -> Candidacy:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    fill_in(candidacy.dossier, -1)
    return candidacy


def _correct(cast: Any, candidacy: Candidacy, section: str, question: str, answer: Any) -> None:
    own = CandidateSession(cast.branch_a, candidacy.dossier_id)
    with own.scope():
        response = Response.objects.get()
        reopen(own.actor, response)
        sheet = open_sheet(response)
        answers = {**sheet.answers_of(section), question: answer}
        save_section(own.actor, response, section, answers, sheet.version_of(section), finish=True)
        submit(own.actor, response, open_sheet(response).stamp)


def test_secretary_and_committee_find_returned_questionnaires_on_their_start_page(cast: Any) -> None:
    candidacy = _sent_in(cast)
    for person in (cast.a_secretary, cast.a_member):
        page = person.client().get(reverse("home"))
        waiting = next(one for one in page.context["waiting"] if "binnen" in one.title)
        assert waiting.title == "1 vragenlijst is binnen"
        assert waiting.url == reverse("round_desk", args=[candidacy.round_id])
    assert "binnen" not in str(cast.b_member.client().get(reverse("home")).context["waiting"])


def test_a_candidates_page_leads_to_no_page_that_is_refused(cast: Any) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    client = cast.a_secretary.client()
    page = client.get(reverse("candidate", args=[candidacy.dossier.reference])).text
    links = set(re.findall(rf'href="(/integriteit/kandidaten/{candidacy.dossier.reference}/[^"#]+)"', page))
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    assert reverse("interview", args=[candidacy.dossier.reference]) in links


def test_a_rounds_own_pages_open_for_everyone_who_is_offered_them(cast: Any) -> None:
    selection = start_round(cast, cast.a_secretary)
    desk = reverse("round_desk", args=[selection.pk])
    for person in (cast.a_secretary, cast.a_member):
        client = person.client()
        links = set(re.findall(rf'href="({desk}[^"#?]+)"', client.get(desk).text))
        assert links
        assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_what_was_changed_after_sending_is_shown(cast: Any) -> None:
    candidacy = _sent_in(cast)
    url = reverse("candidate_answers", args=[candidacy.dossier.reference])
    client = cast.a_member.client()
    assert "Gewijzigd na versturen" not in client.get(url).text
    _correct(cast, candidacy, "remarks", "questions_for_committee", "Wie leest dit?")
    page = client.get(url).text
    changed = page[page.index("Gewijzigd na versturen") :]
    assert "Geen bijzonderheden." in changed
    assert "Wie leest dit?" in changed


def test_a_day_means_the_same_in_every_language(cast: Any) -> None:
    client = cast.a_secretary.client()
    facts = {"name": "Raad 2030", "body": cast.waterlinge.pk, "nomination_day": "2030-02-01"}
    client.post(reverse("round_new"), facts, headers={"accept-language": "en"})
    with cast.branch_a.scope():
        assert SelectionRound.objects.get().nomination_day == date(2030, 2, 1)


def test_a_round_starts_with_the_branchs_own_body(cast: Any) -> None:
    page = cast.a_secretary.client().get(reverse("round_new"))
    assert page.context["form"].initial["body"] == cast.branch_a.body.parent_id
    assert 'type="date"' in page.text


def test_opening_a_file_twice_a_day_is_one_line_at_the_desk(cast: Any) -> None:
    candidacy = _sent_in(cast)
    client = cast.a_secretary.client()
    url = reverse("candidate", args=[candidacy.dossier.reference])
    texts = [[line.text for line in client.get(url).context["events"]] for _time in range(2)][-1]
    assert texts.count("Secretaris opende het dossier") == 1


def test_the_page_of_a_report_leads_back(cast: Any) -> None:
    reference = _sent_in(cast).dossier.reference
    client = cast.a_member.client()
    page = client.post(reverse("candidate_report", args=[reference]), follow=True)
    assert page.context["breadcrumbs"][0][1] == reverse("candidate", args=[reference])


def test_answers_stay_in_reach_after_the_decision(cast: Any) -> None:
    reference = _sent_in(cast).dossier.reference
    client = cast.a_secretary.client()
    decide(client, reference, "list")
    assert reverse("candidate_answers", args=[reference]) in client.get(reverse("candidate", args=[reference])).text

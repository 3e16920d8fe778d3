"""The certificate of conduct: a status and days, asked in time, by the secretary, and nothing more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.background.certificates import ask_certificate
from integrity.background.models import Certificate
from integrity.screening.models import Candidacy
from integrity.screening.ties import declare_tie
from portal.notices.models import Notice
from portal.walls.actor import Refused
from tests.background import certificate, today
from tests.cast import Cast
from tests.screening import CandidateSession, add, decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def address(name: str, candidacy: Candidacy) -> str:
    return reverse(name, args=[candidacy.dossier.reference])


def version_on(client: Client, candidacy: Candidacy) -> int:
    return client.get(address("certificate", candidacy)).context["certificate"].version


def ask(client: Client, candidacy: Candidacy) -> int:
    stamp = {"version": version_on(client, candidacy)}
    return client.post(address("certificate_request", candidacy), stamp).status_code


def step(client: Client, candidacy: Candidacy, name: str) -> int:
    stamp = {"version": version_on(client, candidacy), "step": name}
    return client.post(address("certificate_step", candidacy), stamp).status_code


def note(client: Client, candidacy: Candidacy, name: str, day: str = "") -> str:
    answer = client.post(
        address(name, candidacy), {"day": day or str(today()), "version": version_on(client, candidacy)}
    )
    return answer.text


def test_it_is_asked_and_seen_and_nothing_else_is_kept(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    client, own = cast.a_secretary.client(), session.client()
    assert "De afdeling heeft u geen VOG gevraagd." in own.get(reverse("my_certificate")).text
    for _click in range(2):
        client.post(address("certificate_request", candidacy), {"version": 1})
    assert certificate(cast, candidacy) == ("requested", False)
    with cast.branch_a.scope():
        assert [notice.path for notice in Notice.objects.filter(kind="certificate_asked")] == [
            reverse("my_certificate")
        ]
    page = own.get(reverse("my_certificate")).text
    assert "Vraag de VOG zelf aan" in page and "Stuur geen foto of kopie." in page and "<form" not in main(page)
    for _click in range(2):
        client.post(address("certificate_seen", candidacy), {"day": str(today()), "version": 2})
    assert certificate(cast, candidacy) == ("seen", False)
    assert "De afdeling heeft uw VOG gezien." in own.get(reverse("my_certificate")).text


def main(page: str) -> str:
    return page[page.index('<main id="main"') : page.index("</main>")]


def test_no_form_takes_a_number_a_file_or_a_ground(cast: Cast, candidacy: Candidacy) -> None:
    client = cast.a_secretary.client()
    ask(client, candidacy)
    form = client.get(address("certificate_seen", candidacy)).context["form"]
    assert [field.name for field in form.visible_fields()] == ["day"]
    page = main(client.get(address("certificate_seen", candidacy)).text)
    assert 'type="file"' not in page and "<textarea" not in page
    kept = {field.name for field in Certificate._meta.fields}
    assert kept == {
        "id", "tenant", "dossier", "status", "version", "requested_on", "as_group", "seen_on", "talked_on",
    }  # fmt: skip


def test_the_page_explains_the_limits_of_the_law(cast: Cast, candidacy: Candidacy) -> None:
    page = cast.a_member.client().get(address("certificate", candidacy)).text
    assert "Een gemeente mag geen VOG eisen van gekozen raadsleden." in page
    assert "voordat de lijst vaststaat" in page and "1 januari 2023" in page and "in het geheim voor criminelen" in page


@pytest.mark.parametrize(("days", "sentence"), [(1, "Deze dag moet nog komen"), (-1, "De VOG is gevraagd op")])
def test_the_day_it_was_seen_is_true(cast: Cast, candidacy: Candidacy, days: int, sentence: str) -> None:
    client = cast.a_secretary.client()
    ask(client, candidacy)
    assert sentence in note(client, candidacy, "certificate_seen", str(today(days)))
    assert certificate(cast, candidacy) == ("requested", False)


def test_not_provided_decides_nothing_and_the_board_talks(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    client = cast.a_secretary.client()
    ask(client, candidacy)
    step(client, candidacy, "not_provide")
    page = client.get(address("certificate", candidacy)).text
    assert "Is er geen VOG? Dan is daarmee nog niets beslist." in page
    assert "Dit beslist niets vanzelf." in session.client().get(reverse("my_certificate")).text
    assert "Op de lijst zetten" in client.get(address("candidate", candidacy)).text
    note(client, candidacy, "certificate_talked")
    assert "Niet verstrekt, besproken" in client.get(address("candidate", candidacy)).text
    assert "Het bestuur sprak met u op" in session.client().get(reverse("my_certificate")).text
    ask(client, candidacy)
    assert certificate(cast, candidacy) == ("requested", False)


def test_a_talk_is_only_noted_when_it_was_not_provided(cast: Cast, candidacy: Candidacy) -> None:
    client = cast.a_secretary.client()
    ask(client, candidacy)
    assert client.get(address("certificate_talked", candidacy)).status_code == 403
    assert "Dat is nu niet zo." in note(client, candidacy, "certificate_talked")


def test_a_mistake_is_put_right_with_its_date(cast: Cast, candidacy: Candidacy) -> None:
    client = cast.a_secretary.client()
    ask(client, candidacy)
    note(client, candidacy, "certificate_seen")
    step(client, candidacy, "correct")
    assert "Gezien op" not in client.get(address("certificate", candidacy)).text
    step(client, candidacy, "take_back")
    assert certificate(cast, candidacy) == ("not_asked", False)


def test_after_the_day_of_nomination_nobody_is_asked(cast: Cast, candidacy: Candidacy) -> None:
    with cast.a_secretary.scope():
        candidacy.round.nomination_day = today(-1)
        candidacy.round.save()
    client = cast.a_secretary.client()
    answer = client.post(address("certificate_request", candidacy), {"version": 1})
    assert answer.status_code == 403 and "De dag van kandidaatstelling is geweest." in answer.text
    page = client.get(address("certificate", candidacy)).text
    assert "De dag van kandidaatstelling is geweest." in page and address("certificate_request", candidacy) not in page
    answer = client.post(
        reverse("certificates_request", args=[candidacy.round_id]), {"candidate": candidacy.dossier.reference}
    )
    assert answer.status_code == 403
    assert certificate(cast, candidacy) is None


def test_who_becomes_an_executive_needs_one_after_the_list_too(cast: Cast, candidacy: Candidacy) -> None:
    with cast.a_secretary.scope():
        candidacy.round.nomination_day = today(-1)
        candidacy.round.save()
        Candidacy.objects.filter(pk=candidacy.pk).update(office="alderman")
    client = cast.a_secretary.client()
    assert "Bij de benoeming is een VOG dan verplicht." in client.get(address("certificate", candidacy)).text
    assert candidacy.dossier.reference in client.get(reverse("certificates", args=[candidacy.round_id])).text
    assert ask(client, candidacy) == 302


def test_on_the_day_of_nomination_it_can_still_be_asked(cast: Cast, candidacy: Candidacy) -> None:
    with cast.a_secretary.scope():
        candidacy.round.nomination_day = today()
        candidacy.round.save()
    assert ask(cast.a_secretary.client(), candidacy) == 302


def test_only_the_secretary_notes_it(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    member = cast.a_member.client()
    assert ask(member, candidacy) == 403
    ask(cast.a_secretary.client(), candidacy)
    assert member.get(address("certificate_seen", candidacy)).status_code == 403
    assert step(member, candidacy, "not_provide") == 403
    assert "De secretaris legt de stand vast." in member.get(address("certificate", candidacy)).text
    for client in (cast.a_board.client(), cast.a_manager.client(), session.client(), cast.waterlinge_mayor.client()):
        assert client.get(address("certificate", candidacy)).status_code == 403
        assert client.post(address("certificate_seen", candidacy), {"day": str(today())}).status_code == 403
    with session.scope(), pytest.raises(Refused):
        ask_certificate(session.actor, candidacy)
    assert certificate(cast, candidacy) == ("requested", False)


def test_another_branch_and_who_has_a_tie_find_nothing(cast: Cast, candidacy: Candidacy) -> None:
    ask(cast.a_secretary.client(), candidacy)
    with cast.a_member.scope():
        declare_tie(cast.a_member.actor, candidacy.dossier)
    for client in (cast.b_secretary.client(), cast.a_member.client()):
        assert client.get(address("certificate", candidacy)).status_code == 404
        note = {"version": 2, "step": "not_provide"}
        assert client.post(address("certificate_step", candidacy), note).status_code == 404
    assert cast.b_secretary.client().get(reverse("certificates", args=[candidacy.round_id])).status_code == 404
    assert certificate(cast, candidacy) == ("requested", False)


def test_several_are_asked_in_one_go_by_somebody_they_authorised(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    second = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    third = add(cast.a_secretary, candidacy.round, "Cas Dijk", invite=True)
    early = add(cast.a_secretary, candidacy.round, "Dia Post")
    client, page = cast.a_secretary.client(), reverse("certificates", args=[candidacy.round_id])
    ask(client, third)
    ticks = [row.dossier.reference for row in (candidacy, second, third, early)]
    assert [ticked(client.get(page).text, tick) for tick in ticks] == [True, True, False, False]
    answer = client.post(
        reverse("certificates_request", args=[candidacy.round_id]),
        {"candidate": [*ticks, "7F3K-9Q2M"], "as_group": "on"},
        follow=True,
    )
    assert "Van 2 kandidaten is een VOG gevraagd." in answer.text
    asked = [certificate(cast, row) for row in (candidacy, second, third, early)]
    assert asked == [("requested", True), ("requested", True), ("requested", False), None]
    assert "als u die persoon hebt gemachtigd" in session.client().get(reverse("my_certificate")).text
    answer = client.post(reverse("certificates_request", args=[candidacy.round_id]), follow=True)
    assert "Er is niemand gevraagd." in answer.text


def ticked(page: str, reference: str) -> bool:
    return f'value="{reference}"' in page


def test_a_candidate_of_another_round_is_not_asked_along(cast: Cast, candidacy: Candidacy) -> None:
    client = cast.a_secretary.client()
    client.post(
        reverse("round_new"),
        {"name": "Raad 2034", "body": cast.waterlinge.pk, "nomination_day": str(today() + timedelta(days=90))},
    )
    with cast.a_secretary.scope():
        other = type(candidacy.round).objects.get(name="Raad 2034")
    client.post(reverse("certificates_request", args=[other.pk]), {"candidate": candidacy.dossier.reference})
    assert certificate(cast, candidacy) is None


def test_after_the_decision_nothing_is_noted(cast: Cast, candidacy: Candidacy) -> None:
    client = cast.a_secretary.client()
    ask(client, candidacy)
    decide(client, candidacy.dossier.reference, "list")
    assert step(client, candidacy, "not_provide") == 403
    assert "De procedure is afgerond." in note(client, candidacy, "certificate_seen")
    assert certificate(cast, candidacy) == ("requested", False)


def test_the_page_for_many_takes_no_more_queries_for_more(cast: Cast, candidacy: Candidacy) -> None:
    client, counts = cast.a_secretary.client(), []
    page = reverse("certificates", args=[candidacy.round_id])
    for names in ([], ["Twee", "Drie"]):
        for name in names:
            add(cast.a_secretary, candidacy.round, name, invite=True)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]

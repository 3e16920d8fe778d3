"""The rules of thumb: read by anyone, acknowledged by the candidate alone, one sheet to hand out."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from integrity.screening.models import Acknowledgement, Candidacy, RoundInstrument
from integrity.screening.own_part import acknowledge
from integrity.screening.rules_of_thumb import RULES_SLUG
from portal.audit.models import Event
from portal.questionnaires.models import Edition
from portal.reports.files import read_file
from portal.reports.models import Report
from portal.reports.render import render
from portal.retention.erasure import erase_dossier
from portal.walls.actor import Refused
from portal.walls.scope import Scope, within
from tests.cast import Cast
from tests.editions import publish_second
from tests.screening import CandidateSession, add, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ACT = {"edition": "1", "read": "on"}


def kept(cast: Cast) -> list[tuple[str, int]]:
    with cast.branch_a.scope():
        rows = Acknowledgement.objects.select_related("dossier", "edition")
        return [(row.dossier.reference, row.edition.number) for row in rows]


def test_anyone_reads_the_rules_with_their_examples(cast: Cast) -> None:
    page = Client().get("/vuistregels/").text
    tree = Edition.objects.get(slug=RULES_SLUG).tree
    assert len(tree.rules) >= 10
    assert all(str(rule.title) in page and str(rule.example) in page for rule in tree.rules)
    assert "Editie 1, model." in page and "niet die van de officiële handreiking" in page


def test_without_a_published_edition_there_is_no_page(db: None) -> None:
    assert Client().get("/vuistregels/").status_code == 404


def test_the_candidate_confirms_by_an_act_of_their_own(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    client = session.client()
    page = client.get(reverse("my_file"))
    assert "Nog niet begonnen" in page.text
    assert page.context["next_step"].url == reverse("my_rules")
    assert kept(cast) == []
    assert "Vink dit aan" in client.post(reverse("my_rules"), {"edition": "1"}).text
    assert kept(cast) == []
    assert client.post(reverse("my_rules"), ACT).url == reverse("my_file")
    assert kept(cast) == [(candidacy.dossier.reference, 1)]
    page = client.get(reverse("my_file"))
    assert "Gelezen op" in page.text
    assert page.context["next_step"].label == "Begin met de vragenlijst"
    page = client.get(reverse("my_rules")).text
    assert "U hebt op" in page and "Ik bevestig dit" not in page
    with cast.branch_a.scope():
        assert Event.objects.filter(what="rules.acknowledged", dossier_id=candidacy.dossier_id).count() == 1


def test_confirming_twice_keeps_one(cast: Cast, session: CandidateSession) -> None:
    for _time in range(2):
        session.client().post(reverse("my_rules"), ACT)
    assert len(kept(cast)) == 1


@pytest.mark.parametrize("edition", ["7", "", "een", "1" * 400])
def test_only_the_edition_on_the_page_can_be_confirmed(cast: Cast, session: CandidateSession, edition: str) -> None:
    answer = session.client().post(reverse("my_rules"), {"edition": edition, "read": "on"})
    assert (answer.status_code, kept(cast)) == (200, [])


def test_who_is_under_way_reads_the_edition_of_the_round(session: CandidateSession) -> None:
    publish_second(RULES_SLUG)
    assert "Editie 1, model." in session.client().get(reverse("my_rules")).text


def test_an_edition_that_came_in_between_is_read_first(cast: Cast, session: CandidateSession) -> None:
    publish_second(RULES_SLUG)
    with cast.branch_a.scope():
        newest = Edition.objects.get(slug=RULES_SLUG, number=2)
        RoundInstrument.objects.filter(instrument="rules").update(edition=newest)
    assert "net vernieuwd" in session.client().post(reverse("my_rules"), ACT).text
    assert kept(cast) == []


def test_a_confirmed_edition_stays_the_candidates_own(cast: Cast, session: CandidateSession) -> None:
    session.client().post(reverse("my_rules"), ACT)
    publish_second(RULES_SLUG)
    assert "Editie 1, model." in session.client().get(reverse("my_rules")).text
    assert "Editie 2, model." in Client().get("/vuistregels/").text


def test_nobody_confirms_for_another(cast: Cast, candidacy: Candidacy) -> None:
    assert cast.a_secretary.client().post(reverse("my_rules"), ACT).status_code == 403
    assert Client().post(reverse("my_rules"), ACT).status_code == 302
    with cast.a_secretary.scope(), pytest.raises(Refused):
        acknowledge(cast.a_secretary.actor, candidacy, Edition.objects.get(slug=RULES_SLUG))
    assert kept(cast) == []


def test_after_the_procedure_nothing_is_confirmed(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    client = session.client()
    client.post(reverse("my_withdraw"), {"version": candidacy.version})
    assert client.post(reverse("my_rules"), ACT).status_code == 403
    assert "Ik bevestig dit" not in client.get(reverse("my_rules")).text
    assert kept(cast) == []


def test_the_desk_sees_it_as_done(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    desk, page = (
        reverse("round_desk", args=[candidacy.round_id]),
        reverse("candidate", args=[candidacy.dossier.reference]),
    )
    client = cast.a_secretary.client()
    assert "Nog niet gelezen" in client.get(page).text and ">gelezen<" not in client.get(desk).text
    session.client().post(reverse("my_rules"), ACT)
    assert "(editie 1)" in client.get(page).text and ">gelezen<" in client.get(desk).text


def test_another_candidate_and_another_branch_stand_behind_the_wall(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    session.client().post(reverse("my_rules"), ACT)
    other = add(cast.a_secretary, candidacy.round, "Bo de Boer", invite=True)
    with within(Scope(tenant=cast.branch_a.pk, dossier=other.dossier_id)):
        assert Acknowledgement.objects.count() == 0
    with cast.branch_b.scope():
        assert Acknowledgement.objects.count() == 0


def test_it_goes_with_the_dossier(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    session.client().post(reverse("my_rules"), ACT)
    with cast.a_secretary.scope():
        erase_dossier(cast.a_secretary.actor, candidacy.dossier)
    assert kept(cast) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pdf_is_one_sheet(cast: Cast, session: CandidateSession, language: str) -> None:
    session.client().post(reverse("my_rules"), ACT)
    with override(language):
        client = session.client()
        client.cookies["django_language"] = language
        assert client.post(reverse("my_rules_pdf")).status_code == 302
    with session.scope():
        report = Report.objects.get(kind="integrity.rules")
    assert report.language == language
    render(report.pk)
    with within(Scope(tenant=report.tenant_id, dossier=report.dossier_id)):
        report.refresh_from_db()
        with pikepdf.open(BytesIO(read_file(report))) as document:
            assert len(document.pages) == 1


def test_the_desk_orders_the_sheet_and_others_do_not(cast: Cast) -> None:
    assert cast.a_member.client().post(reverse("rules_of_thumb_pdf")).status_code == 302
    assert cast.waterlinge_mayor.client().post(reverse("rules_of_thumb_pdf")).status_code == 403
    with cast.a_member.scope():
        assert [(row.kind, row.dossier_id) for row in Report.objects.all()] == [("integrity.rules", None)]


def test_the_desk_takes_the_same_number_of_queries_for_more_candidates(cast: Cast) -> None:
    selection, client, counts = start_round(cast, cast.a_secretary), cast.a_secretary.client(), []
    for names in (["Een"], ["Twee", "Drie"]):
        for name in names:
            one = add(cast.a_secretary, selection, name, invite=True)
            CandidateSession(cast.branch_a, one.dossier_id).client().post(reverse("my_rules"), ACT)
        client.get(reverse("round_desk", args=[selection.pk]))
        with CaptureQueriesContext(connection) as queries:
            page: Any = client.get(reverse("round_desk", args=[selection.pk]))
        counts.append(len(queries))
    assert page.text.count(">gelezen<") == 3
    assert counts[0] == counts[1]

"""Measures and undertaking live on with the facts that are kept of who was listed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.kept.models import KeptFile
from integrity.measures.models import Measure
from integrity.measures.reminding import remind
from portal.notices.models import Notice
from portal.walls.scope import Scope, within
from tests.cast import Cast, give_role
from tests.kept import distilled
from tests.measures import FACTS
from tests.screening import CandidateSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def kept(cast: Cast) -> KeptFile:
    return distilled(cast)


def at(name: str, kept: KeptFile) -> str:
    return reverse(name, args=[kept.dossier.reference])


def measure_of(cast: Cast, kept: KeptFile) -> Measure:
    with cast.branch_a.scope():
        return Measure.objects.select_related("dossier").get(dossier=kept.dossier, status="agreed")


def test_the_secretary_goes_on_with_the_measures(cast: Cast, kept: KeptFile) -> None:
    measure, client = measure_of(cast, kept), cast.a_secretary.client()
    page = client.get(at("measures", kept))
    assert FACTS["text"] in page.text and "Maatregel voorstellen" not in page.text
    one = [kept.dossier.reference, measure.pk]
    client.post(reverse("measure_review", args=one), {"review_on": "2031-01-01", "version": measure.version})
    assert client.post(reverse("measure_finish", args=one)).status_code == 302
    with cast.branch_a.scope():
        assert [row.status for row in Measure.objects.all()] == ["done", "done"]
    refused = client.get(at("measure_new", kept))
    assert (refused.status_code, "geen maatregel meer toevoegen" in refused.text) == (403, True)


def test_the_person_goes_on_too(cast: Cast, kept: KeptFile) -> None:
    client = CandidateSession(cast.branch_a, kept.dossier_id).client()
    page = client.get(reverse("my_measures"))
    assert FACTS["text"] in page.text and page.context["back"] == reverse("my_kept_file")
    client.post(reverse("my_measure_finish", args=[measure_of(cast, kept).pk]))
    with cast.branch_a.scope():
        assert not Measure.objects.filter(status="agreed").exists()
    text = client.get(reverse("my_undertaking"))
    assert "ondertekend" in text.text and "Ik onderteken" not in text.text
    assert client.post(reverse("my_undertaking_pdf")).status_code == 302


def test_the_list_of_the_round_has_them_and_reminders_go_on(cast: Cast, kept: KeptFile) -> None:
    page = cast.a_secretary.client().get(reverse("round_measures", args=[kept.round_id]))
    assert "Kim Janssen" in page.text and reverse("measures", args=[kept.dossier.reference]) in page.text
    assert [remind(FACTS["due_on"]), remind(FACTS["due_on"] + timedelta(days=1))] == [1, 0]
    with within(Scope(system=True)):
        assert Notice.objects.get(kind="measure_own_due").dossier_id == kept.dossier_id


def test_the_secretary_reads_the_undertaking_and_changes_nothing(cast: Cast, kept: KeptFile) -> None:
    client = cast.a_secretary.client()
    page = client.get(at("undertaking", kept)).text
    assert "Ondertekend door beide" in page and "Intrekken" not in page and "anbieden" not in page
    assert client.post(at("undertaking_pdf", kept)).status_code == 302
    assert client.post(at("undertaking_take_back_confirm", kept)).status_code == 403
    assert client.post(at("undertaking_offer", kept)).status_code == 404


def test_committee_and_board_see_it_no_more(cast: Cast, kept: KeptFile) -> None:
    give_role(cast.a_member.user, cast.branch_a.body, "board_member")
    for who in (cast.a_member, cast.a_board):
        client = who.client()
        assert client.get(at("board_undertaking", kept)).status_code == 404
        assert "Kim Janssen" not in client.get(reverse("board_undertakings")).text
    assert cast.a_member.client().get(at("measures", kept)).status_code == 404
    assert cast.a_member.client().get(at("undertaking", kept)).status_code == 404


def test_more_kept_files_take_no_more_queries(cast: Cast, kept: KeptFile) -> None:
    client, page, counts = cast.a_secretary.client(), reverse("round_measures", args=[kept.round_id]), []
    for names in ([], ["Twee", "Drie"]):
        for name in names:
            other = distilled(cast, name)
            with cast.branch_a.scope():
                KeptFile.objects.filter(pk=other.pk).update(round=kept.round)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(page).context["rows"]
        counts.append((len(queries), len(shown)))
    assert [number for _queries, number in counts] == [2, 6]
    assert counts[0][0] == counts[1][0]

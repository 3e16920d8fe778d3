"""The undertaking on paper: for the candidate, the secretary and the board; it says when it is a draft or void."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from integrity.measures.models import Measure
from integrity.screening.models import Candidacy
from integrity.screening.report_sections import parts_of
from integrity.screening.ties import declare_tie
from integrity.undertaking.reports import FOR_BOARD, UNDERTAKING_PDF, UNDERTAKING_REPORT
from integrity.undertaking.signing import take_back
from integrity.undertaking.text import in_groups
from portal.reports.files import read_file
from portal.reports.models import Report
from portal.reports.order import order_report
from portal.reports.render import render
from portal.walls.actor import Refused
from portal.walls.scope import Scope, within
from tests.cast import Cast, Person, give_role
from tests.measures import FACTS, agreed
from tests.screening import CandidateSession
from tests.undertaking import countersigned, offered, signed

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def order(person: Person | CandidateSession, candidacy: Candidacy, subject: str = "") -> Report:
    with person.scope():
        return order_report(person.actor, UNDERTAKING_PDF, dossier=candidacy.dossier, subject=subject)


def page_of(report: Report) -> str:
    """What the PDF is made of, as a worker would have it."""
    with within(Scope(tenant=report.tenant_id, dossier=report.dossier_id)), override("nl"):
        context = UNDERTAKING_REPORT.context(report)
        from_template = {**context, "report": report, "title": "x", "organisation_name": "x"}
        return render_to_string("reports/undertaking.html", from_template)


def test_each_side_orders_its_own(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    undertaking = countersigned(cast, candidacy)
    reports = [order(session, candidacy), order(cast.a_secretary, candidacy), order(cast.a_board, candidacy, FOR_BOARD)]
    reference = candidacy.dossier.reference
    with cast.branch_a.scope():
        back = [UNDERTAKING_REPORT.back(report)[1] for report in reports]
    assert back == [
        reverse("my_undertaking"),
        reverse("undertaking", args=[reference]),
        reverse("board_undertaking", args=[reference]),
    ]
    for report in reports:
        assert render(report.pk)
        with within(Scope(tenant=report.tenant_id, dossier=report.dossier_id)):
            report.refresh_from_db()
            with pikepdf.open(BytesIO(read_file(report))) as document:
                assert str(document.docinfo.Title) == undertaking.text["title"]
        assert report.edition == "Bewilligingsverklaring, 1 (model)"


def test_others_do_not(cast: Cast, candidacy: Candidacy) -> None:
    offered(cast.a_secretary, candidacy)
    for person, subject, reason in (
        (cast.a_member, "", "Alleen de secretaris"),
        (cast.a_board, "", "Alleen de secretaris"),
        (cast.a_board, FOR_BOARD, "pas als de kandidaat"),
        (cast.a_secretary, FOR_BOARD, "pas als de kandidaat"),
    ):
        with pytest.raises(Refused, match=reason):
            order(person, candidacy, subject)


def test_a_tie_declared_since_closes_the_pdf(cast: Cast, candidacy: Candidacy) -> None:
    signed(cast, candidacy)
    give_role(cast.a_member.user, cast.branch_a.body, "board_member")
    report = order(cast.a_member, candidacy, FOR_BOARD)
    assert render(report.pk)
    with cast.a_member.scope():
        declare_tie(cast.a_member.actor, candidacy.dossier)
    assert cast.a_member.client().get(reverse("report_status", args=[report.pk])).status_code == 404


def test_taking_back_closes_what_the_board_ordered(cast: Cast, candidacy: Candidacy) -> None:
    undertaking = signed(cast, candidacy)
    report = order(cast.a_board, candidacy, FOR_BOARD)
    assert render(report.pk)
    with cast.a_secretary.scope():
        take_back(cast.a_secretary.actor, undertaking, None)
    download = cast.a_board.client().get(reverse("report_download", args=[report.pk]))
    assert (download.status_code, "pas als de kandidaat" in download.text) == (403, True)


def test_it_says_when_it_is_a_draft_or_void(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    agreed(cast.a_secretary, session, candidacy, text="<b>Legt neer</b>", risk="Het verhaal erachter")
    undertaking = offered(cast.a_secretary, candidacy)
    page = page_of(order(session, candidacy))
    assert "Concept." in page and "Nog niemand heeft ondertekend" in page
    assert "&lt;b&gt;Legt neer" in page and "Het verhaal erachter" not in page
    assert all(group in page for group in in_groups(undertaking.text_hash))
    assert "Dit is niet model H 9" in page and "Een zetel is persoonlijk" in page
    undertaking = signed(cast, candidacy)
    assert "het bestuur nog niet" in page_of(order(session, candidacy))
    with cast.a_secretary.scope():
        take_back(cast.a_secretary.actor, undertaking, None)
    assert "Deze tekst geldt niet meer" in page_of(order(session, candidacy))


def test_a_new_state_is_a_new_pdf(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    offered(cast.a_secretary, candidacy)
    first, same = order(session, candidacy), order(session, candidacy)
    signed(cast, candidacy)
    assert (first.pk == same.pk, first.pk == order(session, candidacy).pk) == (True, False)


def test_the_measures_stand_in_the_own_copy_with_their_risk(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    agreed(cast.a_secretary, session, candidacy)
    with session.scope():
        first = order_report(session.actor, "integrity.own_copy", dossier=candidacy.dossier)
    parts = _measures_in(first)
    assert FACTS["text"] in parts and FACTS["risk"] in parts and "afgesproken" in parts
    with cast.branch_a.scope():
        Measure.objects.update(version=9)
    with session.scope():
        assert order_report(session.actor, "integrity.own_copy", dossier=candidacy.dossier).pk != first.pk


def _measures_in(report: Report) -> str:
    with within(Scope(tenant=report.tenant_id, dossier=report.dossier_id)), override("nl"):
        part = next(part for part in parts_of(report) if part.template == "reports/section_measures.html")
        return render_to_string(part.template, {"part": part.content})


def test_the_text_says_whose_it_is_and_which_edition(cast: Cast, candidacy: Candidacy) -> None:
    countersigned(cast, candidacy)
    reference, model = candidacy.dossier.reference, "niet die van de officiële handreiking"
    own = CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    pages = [
        own.get(reverse("my_undertaking")),
        cast.a_secretary.client().get(reverse("undertaking", args=[reference])),
        cast.a_board.client().get(reverse("board_undertaking", args=[reference])),
    ]
    assert [(model in page.text, "Editie 1, model." in page.text) for page in pages] == [(True, True)] * 3
    assert model in page_of(order(cast.a_secretary, candidacy))

"""The background check on the pages that show every instrument, and in the dossier as PDF."""

from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.background.certificates import ask_certificate
from integrity.background.reports import content_of, fingerprint_of
from integrity.background.steps import STEPS
from integrity.screening.demo import fill_in
from integrity.screening.desk import at_hand
from integrity.screening.models import Candidacy
from portal.reports.files import read_file
from portal.reports.models import Report
from portal.reports.order import order_report
from portal.reports.render import render
from portal.walls.scope import Scope, within
from tests.background import find, hold_interview, look, name, today
from tests.cast import Cast
from tests.screening import CandidateSession, add

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def labels(cast: Cast, candidacies: list[Candidacy]) -> list[list[tuple[str, str]]]:
    with cast.a_secretary.scope():
        states = [step.states(cast.a_secretary.actor, candidacies) for step in STEPS]
        return [
            [(str(one[row.dossier_id].label), one[row.dossier_id].waits_for) for one in states] for row in candidacies
        ]


def test_each_step_says_how_far_it_is_and_who_has_the_next_move(cast: Cast, candidacy: Candidacy) -> None:
    assert labels(cast, [candidacy]) == [
        [("nog niet bekeken", "desk"), ("nog niet opgegeven", "candidate"), ("niet gevraagd", "desk")]
    ]
    find(cast.a_member, candidacy)
    name(cast.a_member, candidacy)
    with cast.a_secretary.scope():
        ask_certificate(cast.a_secretary.actor, candidacy)
    assert labels(cast, [candidacy]) == [
        [("1 bevinding open", "desk"), ("nog te weinig", "candidate"), ("gevraagd", "candidate")]
    ]


def test_nothing_found_is_done_too(cast: Cast, candidacy: Candidacy) -> None:
    look(cast.a_member, candidacy)
    assert labels(cast, [candidacy])[0][0] == ("bekeken", "")


def test_after_the_decision_it_waits_for_nobody(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    look(cast.a_member, candidacy)
    session.client().post(reverse("my_withdraw"))
    with cast.a_secretary.scope():
        candidacy.refresh_from_db()
        states = at_hand(cast.a_secretary.actor, candidacy)
    told = {step.instrument: (str(state.label), state.waits_for) for step, state in states}
    assert [told[instrument] for instrument in ("open_sources", "references", "certificate")] == [
        ("bekeken", ""),
        ("niet afgerond", ""),
        ("niet afgerond", ""),
    ]


def test_who_was_not_invited_is_not_asked(cast: Cast, candidacy: Candidacy) -> None:
    early = add(cast.a_secretary, candidacy.round, "Bo de Boer")
    with cast.a_secretary.scope():
        assert [step.states(cast.a_secretary.actor, [early]) for step in STEPS] == [{}, {}, {}]


def test_states_of_many_take_no_more_queries(cast: Cast, candidacy: Candidacy) -> None:
    everybody, counts = [candidacy], []
    for who in ([], ["Twee", "Drie"]):
        everybody += [add(cast.a_secretary, candidacy.round, one, invite=True) for one in who]
        for one in everybody[-2:]:
            find(cast.a_member, one)
            name(cast.a_member, one)
        with CaptureQueriesContext(connection) as queries:
            labels(cast, everybody)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def made(report: Report) -> str:
    """Render a report and return the text that a reader of the PDF hears, as far as it is tagged."""
    assert render(report.pk)
    with within(Scope(tenant=report.tenant_id, dossier=report.dossier_id, person=report.requested_by_id)):
        report.refresh_from_db()
        with pikepdf.open(BytesIO(read_file(report))) as document:
            assert document.Root.MarkInfo.Marked
            return f"{len(document.pages)} pages"


def test_committee_and_candidate_get_it_in_their_pdf(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    fill_in(candidacy.dossier, -1)
    hold_interview(cast, candidacy)
    find(cast.a_member, candidacy)
    name(cast.a_member, candidacy)
    with session.scope():
        own = order_report(session.actor, "integrity.own_copy", dossier=candidacy.dossier)
        assert made(own).endswith("pages")
    with cast.a_member.scope():
        theirs = order_report(cast.a_member.actor, "integrity.dossier", dossier=candidacy.dossier)
        assert made(theirs).endswith("pages")
        part = content_of(theirs)
    assert [len(row.findings) for row in part["sources"]] == [1]
    assert [row.reference.name for row in part["referees"]] == ["Noor Bakker"]


def test_a_pdf_is_made_anew_after_each_change(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    def stamp() -> str:
        with cast.branch_a.scope():
            return fingerprint_of(Candidacy.objects.get(pk=candidacy.pk).dossier)

    seen = [stamp()]
    row = find(cast.a_member, candidacy)
    seen.append(stamp())
    session.client().post(reverse("my_response", args=[row.pk]), {"response": "Klopt.", "version": row.version})
    seen.append(stamp())
    name(cast.a_member, candidacy)
    seen.append(stamp())
    with cast.a_secretary.scope():
        ask_certificate(cast.a_secretary.actor, candidacy)
    seen.append(stamp())
    assert len(set(seen)) == len(seen)
    assert not any("Klopt." in one or "Noor" in one or str(today()) in one for one in seen)


def test_a_round_that_uses_none_of_it_has_no_section(cast: Cast, candidacy: Candidacy) -> None:
    parts = ["open_sources", "certificate", "references"]
    with cast.a_secretary.scope():
        candidacy.round.instruments.filter(instrument__in=parts).update(used=False, reason="Te klein")
        assert content_of(Report(dossier=candidacy.dossier)) == {}

"""The file says what stays and what goes, per instrument, with the days: of both decisions, then of the one taken."""

import subprocess
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from integrity.kept.clock_table import TEXTS, clock_table
from integrity.kept.models import KeptFile
from integrity.screening.enums import Instrument
from integrity.screening.models import Candidacy
from integrity.screening.ties import declare_tie
from integrity.screening.workflow import CANDIDACY
from portal.audit.models import Act, Event
from portal.privacy.models import Dossier
from portal.reports.files import read_file
from portal.reports.models import Report
from portal.reports.order import order_report
from portal.reports.render import render
from portal.retention.holds import hold
from portal.retention.kinds import dates_of, erased_on
from portal.retention.night import run_night
from portal.walls.actor import Actor
from portal.workflow.door import perform
from tests.cast import Cast
from tests.kept import listed
from tests.reports.pdf_checks import faults_of
from tests.screening import CandidateSession, add, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _in_february() -> Iterator[None]:
    with time_machine.travel("2030-02-04 12:00+01:00", tick=True):
        yield


def in_round(cast: Cast, invite: bool = True, **dates: date) -> Candidacy:
    selection = start_round(cast, cast.a_secretary)
    with cast.branch_a.scope():
        for name, value in {"irrevocable_on": date(2030, 2, 14), "term_ends_on": date(2034, 3, 30), **dates}.items():
            setattr(selection, name, value)
        selection.save()
    return add(cast.a_secretary, selection, "Kim Janssen", invite=invite)


def decide(cast: Cast, candidacy: Candidacy, move: str) -> Candidacy:
    own = Actor(tenant_id=cast.branch_a.pk, dossier_id=candidacy.dossier_id)
    with cast.branch_a.scope():
        perform(CANDIDACY, move, candidacy, own if move == "withdraw" else cast.a_secretary.actor)
        return Candidacy.objects.named().get(pk=candidacy.pk)


def table_of(cast: Cast, candidacy: Candidacy):  # noqa: ANN201
    with cast.branch_a.scope():
        return clock_table(Candidacy.objects.named().get(pk=candidacy.pk))


def test_before_the_decision_both_outcomes_are_told(cast: Cast) -> None:
    table = table_of(cast, in_round(cast))
    on_the_list, not_on_it = table.outcomes
    # 28 days after 14 February 2030, and 28 days after 30 March 2034.
    assert (on_the_list.goes_on, on_the_list.stays_until) == ("14 maart 2030", "27 april 2034")
    assert "Die dag is nu 14 februari 2030" in on_the_list.text
    assert not_on_it.text.startswith("28 dagen na de beslissing of het terugtrekken")
    assert (not_on_it.rows, not_on_it.stays_until) == ([], "")
    assert "4 februari 2031" in table.undecided


def test_of_who_is_listed_only_that_is_told_with_the_days(cast: Cast) -> None:
    table = table_of(cast, decide(cast, in_round(cast), "list"))
    (outcome,) = table.outcomes
    assert (outcome.title, outcome.goes_on, outcome.stays_until) == ("Op de lijst", "14 maart 2030", "27 april 2034")
    assert table.undecided == ""


@pytest.mark.parametrize("move", ["pass_over", "withdraw"])
def test_of_who_is_not_listed_everything_goes(cast: Cast, move: str) -> None:
    (outcome,) = table_of(cast, decide(cast, in_round(cast), move)).outcomes
    assert outcome.text.startswith("Het portaal wist alles op 4 maart 2030.")
    assert outcome.rows == []


def test_somebody_listed_after_the_list_was_irrevocable_counts_from_the_decision(cast: Cast) -> None:
    (outcome,) = table_of(cast, decide(cast, in_round(cast, irrevocable_on=date(2030, 2, 1)), "list")).outcomes
    assert outcome.goes_on == "4 maart 2030"


def test_when_the_term_is_over_by_then_nothing_stays(cast: Cast) -> None:
    table = table_of(cast, in_round(cast, term_ends_on=date(2030, 3, 1)))
    assert table.outcomes[0].rows == []
    assert "Er blijft niets over" in table.outcomes[0].text


def test_the_sentence_in_the_file_names_the_same_day(cast: Cast) -> None:
    candidacy = decide(cast, in_round(cast), "list")
    assert erased_on(candidacy.dossier) == "Op 14 maart 2030. Twee weken ervoor komt er een bericht."
    page = cast.a_secretary.client().get(reverse("candidate", args=[candidacy.dossier.reference])).text
    assert "Op 14 maart 2030." in page


def test_the_day_is_the_one_of_the_calendar_also_when_summer_time_begins(cast: Cast) -> None:
    candidacy = decide(cast, in_round(cast, irrevocable_on=date(2030, 3, 15)), "list")
    assert erased_on(candidacy.dossier).startswith("Op 12 april 2030.")
    assert table_of(cast, candidacy).outcomes[0].goes_on == "12 april 2030"


def test_the_day_in_the_table_is_the_day_on_which_it_happens(cast: Cast) -> None:
    candidacy = decide(cast, in_round(cast), "list")
    dates = dates_of(candidacy.dossier)
    run_night(dates.warn_on)
    run_night(dates.erase_on - timedelta(minutes=1))
    with cast.branch_a.scope():
        assert Dossier.objects.get(pk=candidacy.dossier_id).erased_at is None
    run_night(dates.erase_on)
    with cast.branch_a.scope():
        kept = KeptFile.objects.named().get()
    assert erased_on(kept.dossier).startswith("Op 27 april 2034.")


def test_the_list_of_periods_names_the_same_day(cast: Cast) -> None:
    decide(cast, in_round(cast), "list")
    page = cast.a_manager.client().get(reverse("retention_list")).text
    assert "14 maart 2030" in page and "de termijn loopt nog niet" not in page


def test_every_instrument_has_its_words() -> None:
    assert set(TEXTS) == set(Instrument)


def test_only_what_the_round_uses_is_in_it(cast: Cast) -> None:
    candidacy = in_round(cast)
    with cast.branch_a.scope():
        candidacy.round.instruments.exclude(instrument="rules").update(used=False, reason="niet nodig")
    names = [row.name for row in table_of(cast, candidacy).outcomes[0].rows]
    assert names == ["Persoon en functie", "Vuistregels integriteit", "Maatregelen", "Al het andere"]


def test_nothing_stays_of_the_certificate_the_test_and_signals() -> None:
    silent = {Instrument.SELF_ASSESSMENT, Instrument.SUBVERSION, Instrument.CERTIFICATE, Instrument.CARDS}
    assert {instrument for instrument, (stays, _goes) in TEXTS.items() if not stays} == silent


def test_a_legal_hold_is_told_with_its_reason(cast: Cast) -> None:
    candidacy = in_round(cast)
    with cast.a_manager.scope():
        hold(cast.a_manager.actor, candidacy.dossier, "Er loopt een inzageverzoek.")
    page = CandidateSession(cast.branch_a, candidacy.dossier_id).client().get(reverse("my_clocks")).text
    assert "Dit dossier blijft langer bewaard" in page and "Er loopt een inzageverzoek." in page


@pytest.mark.parametrize("invite", [True, False])
def test_both_sides_read_it_and_find_it_from_the_file(cast: Cast, invite: bool) -> None:
    candidacy = in_round(cast, invite=invite)
    at_desk = reverse("candidate_clocks", args=[candidacy.dossier.reference])
    client, own = cast.a_member.client(), CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    for page in (client.get(at_desk).text, own.get(reverse("my_clocks")).text):
        assert "Blijft tot 27 april 2034" in page and "Verdwijnt op 14 maart 2030" in page
    assert at_desk in client.get(reverse("candidate", args=[candidacy.dossier.reference])).text
    assert reverse("my_clocks") in own.get(reverse("my_file")).text


def test_who_opens_it_at_the_desk_is_on_record(cast: Cast) -> None:
    candidacy = in_round(cast)
    cast.a_member.client().get(reverse("candidate_clocks", args=[candidacy.dossier.reference]))
    with cast.branch_a.scope():
        assert Event.objects.filter(act=Act.READ, what="candidacy.name", dossier=candidacy.dossier_id).count() == 1


def test_others_do_not_find_it(cast: Cast) -> None:
    candidacy = in_round(cast)
    at_desk = reverse("candidate_clocks", args=[candidacy.dossier.reference])
    assert cast.b_secretary.client().get(at_desk).status_code == 404
    assert cast.a_board.client().get(at_desk).status_code == 403
    with cast.a_member.scope():
        declare_tie(cast.a_member.actor, candidacy.dossier)
    assert cast.a_member.client().get(at_desk).status_code == 404
    other = CandidateSession(cast.branch_a, candidacy.dossier_id)
    assert other.client().get(at_desk).status_code == 403


def test_the_confirmation_of_a_decision_says_what_it_does_to_the_file(cast: Cast) -> None:
    candidacy = in_round(cast)
    client, reference = cast.a_secretary.client(), candidacy.dossier.reference
    on_the_list = client.post(reverse("candidate_confirm", args=[reference]), {"step": "list"}).text
    assert "28 dagen na de dag waarop de lijst onherroepelijk is" in on_the_list
    assert "alleen feiten en afspraken" in on_the_list
    passed_over = client.post(reverse("candidate_confirm", args=[reference]), {"step": "pass_over"}).text
    assert "Over 28 dagen wist" in passed_over
    own = CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    assert "Over 28 dagen wist het portaal uw hele dossier" in own.get(reverse("my_withdrawal")).text


def test_the_own_copy_has_the_table_and_changes_with_its_days(cast: Cast) -> None:
    candidacy = in_round(cast)
    own = CandidateSession(cast.branch_a, candidacy.dossier_id)
    first = own_copy(own, candidacy)
    assert "Wat blijft en wat verdwijnt" in first
    with cast.branch_a.scope():
        candidacy.round.irrevocable_on = date(2030, 2, 15)
        candidacy.round.save()
    assert "15 maart 2030" in own_copy(own, candidacy)


def own_copy(own: CandidateSession, candidacy: Candidacy) -> str:
    with own.scope():
        report = order_report(own.actor, "integrity.own_copy", dossier=candidacy.dossier)
    assert render(report.pk)
    with own.scope():
        pdf = read_file(Report.objects.get(pk=report.pk))
    assert faults_of(pdf) == []
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def test_a_table_for_one_who_is_distilled_is_gone(cast: Cast) -> None:
    candidacy = listed(cast)
    assert timezone.localdate() == date(2030, 2, 4)
    run_night(dates_of(candidacy.dossier).warn_on)
    run_night(dates_of(candidacy.dossier).erase_on)
    at_desk = reverse("candidate_clocks", args=[candidacy.dossier.reference])
    assert cast.a_secretary.client().get(at_desk).status_code == 410

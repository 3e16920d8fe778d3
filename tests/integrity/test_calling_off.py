"""An interview that is still to come when the procedure ends: it lapses, and who counted on it is told."""

from typing import Any

import pytest
from django.urls import reverse

from integrity.interview.models import Interview
from integrity.interview.planning import CANCELLED, own_kind
from integrity.interview.workflow import INTERVIEW
from integrity.screening.ties import declare_tie
from portal.audit.models import Event
from portal.notices.models import Notice
from portal.walls.actor import Refused
from portal.workflow.door import perform
from tests.cast import Cast, Person, assemble
from tests.interviews import in_days, interview_of, name_all, plan, second_member
from tests.screening import CandidateSession, add, publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


@pytest.fixture
def second(cast: Cast) -> Person:
    return second_member(cast)


@pytest.fixture
def candidacy(cast: Cast, second: Person) -> Any:
    found = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    name_all(cast, found.round)
    return found


def told(cast: Cast, *kinds: str) -> list[tuple[str, int | None]]:
    """Which notices went to whom; None is the candidate."""
    with cast.branch_a.scope():
        return sorted(Notice.objects.filter(kind__in=kinds).values_list("kind", "person_id"), key=str)


def end(cast: Cast, candidacy: Any, how: str) -> None:
    if how == "withdraw":
        CandidateSession(cast.branch_a, candidacy.dossier_id).client().post(reverse("my_withdraw"))
        return
    address = reverse("candidate_decide", args=[candidacy.dossier.reference])
    cast.a_secretary.client().post(address, {"step": how, "version": candidacy.version})


@pytest.mark.parametrize("how", ["list", "pass_over", "withdraw"])
def test_it_lapses_with_the_procedure_and_the_interviewers_are_told(
    cast: Cast, second: Person, candidacy: Any, how: str
) -> None:
    before = plan(cast, second, candidacy, in_days(30))
    end(cast, candidacy, how)
    after = interview_of(cast, candidacy)
    assert (after.status, after.sequence) == ("cancelled", before.sequence + 1)
    both = [(CANCELLED, cast.a_member.user.pk), (CANCELLED, second.user.pk)]
    own = [] if how == "withdraw" else [(own_kind(CANCELLED), None)]
    assert told(cast, CANCELLED, own_kind(CANCELLED)) == sorted(both + own, key=str)
    with cast.branch_a.scope():
        assert Event.objects.filter(what="interview.lapse", dossier_id=candidacy.dossier_id).count() == 1
    page = cast.a_member.client().get(reverse("interview", args=[candidacy.dossier.reference]))
    assert "De procedure is afgerond. Er komt geen gesprek meer." in page.text


@pytest.mark.parametrize("how", ["list", "withdraw"])
def test_an_interviewer_who_has_a_tie_since_is_told_nothing(
    cast: Cast, second: Person, candidacy: Any, how: str
) -> None:
    plan(cast, second, candidacy, in_days(30))
    with second.scope():
        declare_tie(second.actor, candidacy.dossier)
    end(cast, candidacy, how)
    assert interview_of(cast, candidacy).status == "cancelled"
    assert told(cast, CANCELLED) == [(CANCELLED, cast.a_member.user.pk)]


def test_one_that_is_past_or_held_stays_as_it_was_noted(cast: Cast, second: Person, candidacy: Any) -> None:
    interview = plan(cast, second, candidacy, in_days(30))
    with cast.branch_a.scope():
        Interview.objects.filter(pk=interview.pk).update(at=in_days(-1))
    end(cast, candidacy, "pass_over")
    assert (interview_of(cast, candidacy).status, told(cast, CANCELLED)) == ("planned", [])


def test_nobody_lets_one_lapse_while_the_procedure_runs(cast: Cast, second: Person, candidacy: Any) -> None:
    interview = plan(cast, second, candidacy, in_days(30))
    with cast.a_secretary.scope(), pytest.raises(Refused):
        perform(INTERVIEW, "lapse", interview, cast.a_secretary.actor)
    assert interview_of(cast, candidacy).status == "planned"


def test_the_secretaries_hear_of_a_withdrawal_once(cast: Cast, candidacy: Any) -> None:
    for _click in range(2):
        end(cast, candidacy, "withdraw")
    assert told(cast, "candidacy_withdrawn") == [("candidacy_withdrawn", cast.a_secretary.user.pk)]


@pytest.mark.parametrize("how", ["list", "pass_over", "withdraw"])
def test_the_desk_shows_what_was_not_ready_as_not_finished(
    cast: Cast, second: Person, candidacy: Any, how: str
) -> None:
    plan(cast, second, candidacy, in_days(30))
    end(cast, candidacy, how)
    page = cast.a_secretary.client().get(reverse("round_desk", args=[candidacy.round_id]))
    [(row, _drawn)] = page.context["rows"]
    words = {key: cell.words for key, cell in row.cells.items() if cell}
    assert (words["interview"], words["open_sources"], row.waits_for) == ("niet af", "niet af", frozenset())
    # What goes on for who is listed still reads as it stands.
    assert words["undertaking"] == ("nog niet" if how == "list" else "niet af")


@pytest.mark.parametrize("how", ["pass_over", "withdraw"])
def test_the_candidate_reads_that_no_other_interview_follows(
    cast: Cast, second: Person, candidacy: Any, how: str
) -> None:
    plan(cast, second, candidacy, in_days(30))
    end(cast, candidacy, how)
    page = CandidateSession(cast.branch_a, candidacy.dossier_id).client().get(reverse("my_interview")).text
    assert "De procedure is afgerond. Er komt geen gesprek meer." in page and "Haal het uit uw agenda" in page
    assert "Het portaal wist uw dossier vanzelf." in page
    assert "zoekt een nieuw moment" not in page and "Wat kunt u verwachten?" not in page

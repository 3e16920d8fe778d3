"""With the clock moved forward, everything due is gone and nothing else (security.md goals 13-15)."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy
from integrity.screening.workflow import CANDIDACY
from portal.audit.models import Act, Event
from portal.notices.models import Notice
from portal.privacy.dossiers import start_clock
from portal.privacy.encryption import Unreadable
from portal.privacy.keys import dossier_key, forget_keys
from portal.privacy.models import Dossier, DossierKey
from portal.questionnaires.models import Response, SectionAnswers
from portal.retention import erasure, night
from portal.retention.erasure import erase_dossier
from portal.retention.holds import hold, release
from portal.retention.kinds import WARNING, dates_of
from portal.retention.night import run_night
from portal.walls.actor import Refused
from portal.walls.scope import Scope, within
from portal.workflow.door import perform
from tests.cast import Cast, assemble
from tests.screening import add, publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DAY = timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    publish_questionnaires()
    return assemble()


def decided(cast: Cast, name: str = "Kim Janssen") -> Candidacy:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), name, invite=True)
    fill_in(candidacy.dossier, 2)
    with cast.a_secretary.scope():
        perform(CANDIDACY, "pass_over", candidacy, cast.a_secretary.actor)
    return candidacy


def stored(candidacy: Candidacy, cast: Cast) -> Dossier:
    with cast.branch_a.scope():
        return Dossier.objects.get(pk=candidacy.dossier_id)


def pass_nights(candidacy: Candidacy, cast: Cast, *, until: Any) -> None:
    """The night of the warning, and the one of `until`."""
    dates = dates_of(stored(candidacy, cast))
    run_night(dates.warn_on)
    run_night(until)


def test_before_the_warning_nothing_happens(cast: Cast) -> None:
    candidacy = decided(cast)
    run_night(dates_of(stored(candidacy, cast)).warn_on - DAY)
    assert stored(candidacy, cast).warned_at is None


def test_two_weeks_ahead_the_person_and_the_secretary_are_warned_once(cast: Cast) -> None:
    candidacy = decided(cast)
    for _night in range(2):
        run_night(dates_of(stored(candidacy, cast)).warn_on)
    with within(Scope(system=True)):
        warnings = Notice.objects.filter(kind="retention_warning").values_list("dossier_id", "person_id")
        assert set(warnings) == {(candidacy.dossier_id, None), (None, cast.a_secretary.user.pk)}
        assert len(warnings) == 2


def test_when_due_the_rows_are_gone_and_a_tombstone_stays(cast: Cast) -> None:
    candidacy, other = decided(cast), add(cast.a_secretary, start_round(cast, cast.a_secretary), "Sam Bakker")
    due = dates_of(stored(candidacy, cast)).erase_on
    pass_nights(candidacy, cast, until=due)
    with cast.branch_a.scope():
        assert list(Candidacy.objects.values_list("pk", flat=True)) == [other.pk]
        assert not Response.objects.exists() and not SectionAnswers.objects.exists()
        assert stored(candidacy, cast).erased_at is not None
        assert Event.objects.filter(act=Act.ERASED, dossier_id=candidacy.dossier_id).count() == 1


def test_a_dossier_that_nobody_decided_goes_too_in_the_end(cast: Cast) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen")
    pass_nights(candidacy, cast, until=dates_of(stored(candidacy, cast)).erase_on)
    assert stored(candidacy, cast).erased_at is not None


def test_a_missed_warning_postpones_the_erasing(cast: Cast) -> None:
    candidacy = decided(cast)
    due = dates_of(stored(candidacy, cast)).erase_on
    run_night(due + DAY)
    assert stored(candidacy, cast).erased_at is None
    run_night(due + DAY + WARNING)
    assert stored(candidacy, cast).erased_at is not None


def test_a_legal_hold_blocks_until_it_is_released(cast: Cast) -> None:
    candidacy = decided(cast)
    dates = dates_of(stored(candidacy, cast))
    manager = cast.a_manager
    with manager.scope():
        hold(manager.actor, stored(candidacy, cast), "Er loopt een inzageverzoek.")
    pass_nights(candidacy, cast, until=dates.erase_on)
    assert stored(candidacy, cast).erased_at is None
    with manager.scope():
        with pytest.raises(Refused, match="wettelijke reden"):
            erase_dossier(manager.actor, stored(candidacy, cast))
        release(manager.actor, stored(candidacy, cast))
    run_night(dates.erase_on)
    assert stored(candidacy, cast).erased_at is not None


def test_a_dossier_that_fails_does_not_keep_the_others_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, other = decided(cast, "Kim Geheim"), decided(cast, "Sam de Wit")
    dates = dates_of(stored(other, cast))

    def refuse(dossier: Dossier) -> None:
        if dossier.pk == broken.dossier_id:
            raise ValueError("Kim Geheim")

    run_night(dates.warn_on)
    monkeypatch.setattr(erasure, "_erasers", [refuse])
    run_night(dates.erase_on)
    assert (stored(broken, cast).erased_at is None, stored(other, cast).erased_at is None) == (True, False)
    assert "ValueError" in caplog.text and "Geheim" not in caplog.text


def test_a_clock_that_was_moved_while_the_night_ran_counts(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    candidacy = decided(cast)
    dates = dates_of(stored(candidacy, cast))
    run_night(dates.warn_on)

    def move_first(erased: list[Dossier]) -> int:
        start_clock(stored(candidacy, cast), dates.erase_on)
        return 0

    # Between reading the dossiers and attending to them.
    monkeypatch.setattr(night, "destroy_leftover_keys", move_first)
    run_night(dates.erase_on)
    assert stored(candidacy, cast).erased_at is None


def test_a_secretary_cannot_hold(cast: Cast) -> None:
    candidacy = decided(cast)
    with cast.a_secretary.scope(), pytest.raises(Refused, match="beheerder"):
        hold(cast.a_secretary.actor, stored(candidacy, cast), "omdat")


def test_erasing_destroys_the_key(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    candidacy = decided(cast)
    with django_capture_on_commit_callbacks(execute=True), cast.a_secretary.scope():
        erase_dossier(cast.a_secretary.actor, stored(candidacy, cast))
    forget_keys()
    with pytest.raises(Unreadable):
        dossier_key(candidacy.dossier_id)


def test_a_key_left_behind_by_a_crash_goes_the_next_night(cast: Cast) -> None:
    candidacy = decided(cast)
    with cast.a_secretary.scope():
        erase_dossier(cast.a_secretary.actor, stored(candidacy, cast))  # its on-commit step never ran
    assert DossierKey.objects.filter(dossier_id=candidacy.dossier_id).exists()
    run_night(timezone.now())
    assert not DossierKey.objects.filter(dossier_id=candidacy.dossier_id).exists()


def test_what_a_restored_copy_of_the_rows_holds_cannot_be_read(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    candidacy = decided(cast)
    with cast.branch_a.scope():
        backup = list(SectionAnswers.objects.filter(dossier_id=candidacy.dossier_id))
        assert backup
    with django_capture_on_commit_callbacks(execute=True), cast.a_secretary.scope():
        erase_dossier(cast.a_secretary.actor, stored(candidacy, cast))
    forget_keys()
    for row in backup:
        with pytest.raises(Unreadable):
            _content = row.answers


def test_expired_sessions_go(cast: Cast) -> None:
    over, going_on = cast.a_manager.client().session, cast.b_manager.client().session
    Session.objects.filter(pk=over.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    run_night()
    assert set(Session.objects.values_list("pk", flat=True)) == {going_on.session_key}


def test_who_reads_why_a_dossier_is_kept_is_logged(cast: Cast) -> None:
    kept, _other = decided(cast), decided(cast, "Sam de Wit")
    with cast.a_manager.scope():
        hold(cast.a_manager.actor, kept.dossier, "Er loopt een inzageverzoek")
    assert "Er loopt een inzageverzoek" in cast.a_manager.client().get("/bewaartermijnen/").text
    with cast.branch_a.scope():
        reads = Event.objects.filter(act=Act.READ, what="dossier.hold_reason")
        assert [event.dossier_id for event in reads] == [kept.dossier_id]

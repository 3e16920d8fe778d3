"""What is left of a listed candidate when the dossier is erased: the facts, under a key of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone
from django.utils.timezone import localdate

from integrity.background.models import Consultation, Reference
from integrity.interview.models import Interview
from integrity.kept.models import KEPT_KIND, KeptFile
from integrity.measures.models import Measure
from integrity.screening.candidates import DOSSIER_KIND
from integrity.screening.demo import fill_in
from integrity.screening.models import Acknowledgement, Candidacy
from integrity.screening.rounds import change_round
from integrity.screening.workflow import CANDIDACY
from integrity.undertaking.models import Undertaking
from portal.accounts.links import KIND as LINK
from portal.audit.models import Act, Event
from portal.notices.models import Notice
from portal.privacy.keys import forget_keys
from portal.privacy.models import Dossier, DossierKey, Tie
from portal.questionnaires.models import Edition
from portal.retention.erasure import erase_dossier
from portal.retention.holds import hold
from portal.retention.kinds import dates_of
from portal.retention.night import run_night
from portal.rights.models import Objection
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within
from portal.workflow.door import perform
from tests.cast import Cast, assemble
from tests.kept import canary, every_sealed_text, fill_every_sealed_field, listed
from tests.screening import add, publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DAY = timedelta(days=1)
STAYS = {
    canary(Candidacy, "name"),
    canary(Candidacy, "email"),
    canary(Measure, "risk"),
    canary(Measure, "text"),
    canary(Undertaking, "text"),
    canary(Objection, "text"),
    canary(Objection, "answer"),
}


def erase(cast: Cast, candidacy: Candidacy) -> bool:
    with cast.branch_a.scope():
        return erase_dossier(Actor(tenant_id=cast.branch_a.pk), Dossier.objects.get(pk=candidacy.dossier_id))


def the_kept_file(cast: Cast) -> KeptFile:
    with cast.branch_a.scope():
        return KeptFile.objects.named().get()


def test_of_every_sealed_field_only_what_is_agreed_stays_readable(cast: Cast) -> None:
    candidacy = listed(cast)
    placed = fill_every_sealed_field(cast, candidacy.dossier)
    assert every_sealed_text(cast) == placed
    erase(cast, candidacy)
    forget_keys()
    assert every_sealed_text(cast) == STAYS


@pytest.mark.parametrize("outcome", ["pass_over", "withdraw"])
def test_of_who_is_not_on_the_list_nothing_stays(cast: Cast, outcome: str) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    own = Actor(tenant_id=cast.branch_a.pk, dossier_id=candidacy.dossier_id)
    with cast.branch_a.scope():
        perform(CANDIDACY, outcome, candidacy, own if outcome == "withdraw" else cast.a_secretary.actor)
    fill_every_sealed_field(cast, candidacy.dossier)
    erase(cast, candidacy)
    assert every_sealed_text(cast) == set()
    with cast.branch_a.scope():
        assert list(Dossier.objects.values_list("kind", flat=True)) == [DOSSIER_KIND]


def test_of_who_was_never_decided_upon_nothing_stays(cast: Cast, candidacy: Candidacy) -> None:
    fill_every_sealed_field(cast, candidacy.dossier)
    erase(cast, candidacy)
    assert every_sealed_text(cast) == set()


def test_once_the_term_is_over_nothing_stays(cast: Cast) -> None:
    candidacy = listed(cast, term_ends_on=timezone.localdate() - DAY)
    erase(cast, candidacy)
    with cast.branch_a.scope():
        assert not KeptFile.objects.exists()


def test_the_facts_are_dates_and_an_edition(cast: Cast) -> None:
    candidacy = listed(cast)
    fill_in(candidacy.dossier, -1)
    own = {"tenant_id": cast.branch_a.pk, "dossier": candidacy.dossier}
    today = timezone.localdate()
    with cast.branch_a.scope():
        Acknowledgement.objects.create(**own, edition=Edition.objects.get(slug="vuistregels"))
        for days in (5, 3):
            Consultation.objects.create(
                **own,
                source_type="news",
                where="krant",
                consulted_on=today - days * DAY,
                consulted_by=cast.a_member.user,
            )
        words = {"name": "Sam", "relation": "collega", "contact": "06"}
        Reference.objects.create(**own, **words, status="spoken", spoken_on=today - 2 * DAY)
        Reference.objects.create(**own, **words, status="cancelled", spoken_on=today - DAY)
        Interview.objects.create(
            **own,
            edition=Edition.objects.first(),
            at=timezone.now(),
            place="zaal",
            first_interviewer=cast.a_member.user,
            second_interviewer=cast.a_secretary.user,
            held_on=today - 4 * DAY,
        )
    erase(cast, candidacy)
    kept = the_kept_file(cast)
    with cast.branch_a.scope():
        assert (kept.name, kept.email, kept.office) == ("Kim Janssen", "kim.janssen@voorbeeld.example", "councillor")
    assert (kept.round_id, kept.language) == (candidacy.round_id, "nl")
    assert (kept.listed_on, kept.rules_edition, kept.rules_read_on) == (today, 1, today)
    assert kept.questionnaire_returned_on == today
    assert kept.sources_checked_on == today - 3 * DAY
    assert kept.references_spoken_on == today - 2 * DAY
    assert kept.interviewed_on == today - 4 * DAY


def test_nothing_of_the_certificate_stays() -> None:
    assert [field.name for field in KeptFile._meta.fields if "certificate" in field.name] == []


def test_measures_that_were_agreed_stay_and_others_go(cast: Cast) -> None:
    candidacy = listed(cast)
    with cast.branch_a.scope():
        for status in ("proposed", "agreed", "done", "dropped"):
            Measure.objects.create(
                tenant_id=cast.branch_a.pk,
                dossier=candidacy.dossier,
                risk="r",
                text=status,
                owner="board",
                status=status,
            )
    erase(cast, candidacy)
    with cast.branch_a.scope():
        kept = list(Measure.objects.all())
        assert {row.text for row in kept} == {"agreed", "done"}
        assert {row.dossier_id for row in kept} == {KeptFile.objects.get().dossier_id}


@pytest.mark.parametrize(
    ("status", "stays"), [("offered", False), ("taken_back", False), ("signed", True), ("countersigned", True)]
)
def test_an_undertaking_stays_once_it_was_signed(cast: Cast, status: str, stays: bool) -> None:
    candidacy, text = (
        listed(cast),
        {"title": "Verklaring", "clauses": [{"id": "truth", "text": "Ik spreek de waarheid."}]},
    )
    with cast.branch_a.scope():
        Undertaking.objects.create(
            tenant_id=cast.branch_a.pk,
            dossier=candidacy.dossier,
            edition=Edition.objects.first(),
            text=text,
            language="nl",
            text_hash="a" * 64,
            status=status,
            offered_at=timezone.now(),
        )
    erase(cast, candidacy)
    with cast.branch_a.scope():
        assert [(row.text, row.text_hash) for row in Undertaking.objects.all()] == ([(text, "a" * 64)] if stays else [])


def test_an_objection_that_waits_for_an_answer_goes_along_and_others_go(cast: Cast) -> None:
    candidacy = listed(cast)
    with cast.branch_a.scope():
        for status in ("rejected", "made"):
            Objection.objects.create(tenant_id=cast.branch_a.pk, dossier=candidacy.dossier, text=status, status=status)
    erase(cast, candidacy)
    with cast.branch_a.scope():
        assert [(row.text, row.dossier_id) for row in Objection.objects.all()] == [
            ("made", the_kept_file(cast).dossier_id)
        ]


def test_a_tie_closes_the_kept_facts_as_well(cast: Cast) -> None:
    candidacy = listed(cast)
    with cast.branch_a.scope():
        Tie.objects.create(tenant_id=cast.branch_a.pk, dossier=candidacy.dossier, person=cast.a_secretary.user)
    erase(cast, candidacy)
    with cast.a_secretary.scope():
        assert not KeptFile.objects.visible_to(cast.a_secretary.actor).exists()
        assert not KeptFile.objects.exists()


def test_the_person_gets_a_mail_with_a_new_link_and_no_content(cast: Cast) -> None:
    candidacy = listed(cast)
    erase(cast, candidacy)
    kept = the_kept_file(cast)
    with within(Scope(system=True)):
        notice = Notice.objects.get(dossier=kept.dossier_id)
    assert (notice.kind, notice.reference) == (LINK, kept.dossier.reference)
    assert kept.dossier.reference != candidacy.dossier.reference


def test_the_log_of_the_new_dossier_starts_with_how_it_came_about(cast: Cast) -> None:
    erase(cast, listed(cast))
    with cast.branch_a.scope():
        events = Event.objects.filter(dossier=the_kept_file(cast).dossier_id).values_list("act", "what")
        assert list(events) == [(Act.WROTE, "kept.made")]


def test_nothing_in_the_new_dossier_tells_which_one_it_came_from(cast: Cast) -> None:
    candidacy = listed(cast)
    erase(cast, candidacy)
    kept = the_kept_file(cast)
    told = " ".join(str(getattr(kept, field.attname)) for field in KeptFile._meta.concrete_fields)
    assert candidacy.dossier.reference not in told and str(candidacy.dossier_id) not in told


def test_erasing_twice_keeps_once(cast: Cast) -> None:
    candidacy = listed(cast)
    assert [erase(cast, candidacy), erase(cast, candidacy)] == [True, False]
    the_kept_file(cast)


def test_facts_stay_as_long_as_the_term_lasts_now(cast: Cast) -> None:
    candidacy = listed(cast, term_ends_on=date(2034, 3, 28))
    erase(cast, candidacy)
    kept, selection = the_kept_file(cast), candidacy.round
    assert localdate(kept.dossier.clock_started_at) == date(2034, 3, 28)
    secretary = cast.a_secretary
    with secretary.scope():
        Tie.objects.create(tenant_id=cast.branch_a.pk, dossier=kept.dossier, person=secretary.user)
        change_round(secretary.actor, selection, selection.version, term_ends_on=date(2033, 3, 30))
    with cast.branch_a.scope():
        kept.dossier.refresh_from_db()
    assert localdate(kept.dossier.clock_started_at) == date(2033, 3, 30)


def test_a_legal_hold_keeps_the_whole_dossier(cast: Cast) -> None:
    candidacy = listed(cast)
    with cast.a_manager.scope():
        hold(cast.a_manager.actor, candidacy.dossier, "Er loopt een inzageverzoek.")
    for day in (timedelta(0), 15 * DAY):
        run_night(dates_of(candidacy.dossier).erase_on + day)
    with cast.branch_a.scope():
        assert Candidacy.objects.get().status == "listed"
        assert not KeptFile.objects.exists()


class Crash(Exception):
    pass


@contextmanager
def crashing_at(query: int) -> Iterator[None]:
    """The process dies when it comes to its n-th query of the data."""
    count = 0

    def ask(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == query:
            raise Crash
        return execute(*arguments)

    with connection.execute_wrapper(ask):
        yield


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_a_crash_at_any_query_leaves_all_or_nothing() -> None:
    publish_questionnaires()
    cast = assemble()
    candidacy = listed(cast)
    fill_every_sealed_field(cast, candidacy.dossier)
    before, crashes = every_sealed_text(cast), 0
    while True:
        try:
            with crashing_at(crashes + 1):
                erase(cast, candidacy)
            break
        except Crash:
            crashes += 1
            forget_keys()
            with cast.branch_a.scope():
                assert Candidacy.objects.count() == 1 and not KeptFile.objects.exists()
                assert Dossier.objects.get().erased_at is None
    assert crashes > 40
    assert every_sealed_text(cast) == STAYS
    with cast.branch_a.scope():
        assert KeptFile.objects.count() == 1 and not Candidacy.objects.exists()
    assert before != STAYS


def test_a_crash_before_the_key_is_destroyed_is_made_good_the_next_night(cast: Cast) -> None:
    candidacy = listed(cast)
    erase(cast, candidacy)  # the step after the commit never ran
    assert DossierKey.objects.filter(dossier_id=candidacy.dossier_id).exists()
    run_night()
    assert not DossierKey.objects.filter(dossier_id=candidacy.dossier_id).exists()
    kept = the_kept_file(cast)
    with cast.branch_a.scope():
        assert kept.name == "Kim Janssen"


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_two_nights_at_once_keep_once() -> None:
    publish_questionnaires()
    cast = assemble()
    candidacy = listed(cast)

    def erase_and_leave() -> bool:
        try:
            return erase(cast, candidacy)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        outcomes = [pool.submit(erase_and_leave) for _night in range(2)]
        assert sorted(outcome.result() for outcome in outcomes) == [False, True]
    the_kept_file(cast)
    assert not DossierKey.objects.filter(dossier_id=candidacy.dossier_id).exists()


def test_the_whole_clock_from_the_list_to_the_end_of_the_term(cast: Cast) -> None:
    # A short term, for the log may not be erased before PostgreSQL's own clock says that it is five years old.
    irrevocable, term = date(2030, 3, 20), date(2031, 3, 28)
    with time_machine.travel("2030-02-03 12:00+01:00", tick=False) as clock:
        candidacy = listed(cast, irrevocable_on=irrevocable, term_ends_on=term)

        def night_of(day: str) -> tuple[bool, bool, int, int]:
            clock.move_to(f"{day} 03:10+01:00")
            run_night()
            with cast.branch_a.scope():
                living = set(Dossier.objects.filter(erased_at=None).values_list("kind", flat=True))
                to_them = Notice.objects.filter(dossier__isnull=False)
                warnings = to_them.filter(kind="retention_warning").count()
                links = to_them.filter(kind=LINK, dossier__kind=KEPT_KIND).count()
            return DOSSIER_KIND in living, KEPT_KIND in living, warnings, links

        # 28 days after 20 March is 17 April; two weeks before that is 3 April.
        assert night_of("2030-04-02") == (True, False, 0, 0)
        assert night_of("2030-04-03") == (True, False, 1, 0)
        assert night_of("2030-04-16") == (True, False, 1, 0)
        assert night_of("2030-04-17") == (False, True, 0, 1)
        # 28 days after 28 March 2031 is 25 April; two weeks before that is 11 April.
        assert night_of("2031-04-10") == (False, True, 0, 0)
        assert not DossierKey.objects.filter(dossier_id=candidacy.dossier_id).exists()
        assert night_of("2031-04-11") == (False, True, 1, 0)
        assert night_of("2031-04-24") == (False, True, 1, 0)
        assert night_of("2031-04-25") == (False, False, 0, 0)
        assert every_sealed_text(cast) == set()

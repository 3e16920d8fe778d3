"""Planning interviews: slots, two interviewers without a tie, calendars, notices and reminders."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from integrity.interview.models import Interview
from integrity.interview.reminding import remind
from integrity.interview.slots import moment_of, past_midnight, slots_from
from integrity.interview.steps import STEP
from integrity.screening.committee import dismiss_member
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy, RoundMember
from integrity.screening.ties import declare_tie
from portal.audit.models import Act, Event
from portal.notices.delivery import deliver
from portal.notices.models import Notice
from tests.cast import Cast, Person
from tests.interviews import PLACE, confirm, in_days, interview_of, name_all, plan, second_member, typed
from tests.screening import CandidateSession, add, decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def second(cast: Cast) -> Person:
    return second_member(cast)


@pytest.fixture
def others(cast: Cast, second: Person, candidacy: Candidacy) -> list[Candidacy]:
    name_all(cast, candidacy.round)
    return [add(cast.a_secretary, candidacy.round, name, invite=True) for name in ("Lou Smit", "Mo Yilmaz")]


def look(cast: Cast, candidacy: Candidacy, told: dict[str, Any]) -> Any:
    return cast.a_secretary.client().post(reverse("interviews_plan", args=[candidacy.round_id]), told)


def errors_of(page: Any) -> str:
    return page.text[page.text.index('class="error-summary"') : page.text.index("</h1>")]


def notices(cast: Cast) -> list[tuple[str, int | None]]:
    with cast.branch_a.scope():
        told = Notice.objects.filter(kind__contains="interview").order_by("made_at")
        return list(told.values_list("kind", "person_id"))


# --- slots ------------------------------------------------------------------------------------


def test_slots_follow_each_other_with_a_pause() -> None:
    first = datetime(2030, 1, 10, 18, 0, tzinfo=UTC)
    slots = slots_from(first, 45, 15, 3)
    assert [slot.starts for slot in slots] == [first, first + timedelta(hours=1), first + timedelta(hours=2)]
    assert {slot.ends - slot.starts for slot in slots} == {timedelta(minutes=45)}


@given(st.datetimes(datetime(2029, 1, 1), datetime(2031, 1, 1)), st.integers(15, 240), st.integers(0, 120))
def test_slots_never_overlap_whatever_the_clock_does(local: datetime, minutes: int, pause: int) -> None:
    first = moment_of(local.date(), local.time().replace(microsecond=0))
    if first is not None:
        slots = slots_from(first, minutes, pause, 5)
        gaps = {after.starts - before.ends for before, after in pairwise(slots)}
        assert gaps == {timedelta(minutes=pause)}


@pytest.mark.parametrize("day", [date(2030, 3, 31), date(2030, 10, 27)])
def test_an_hour_that_the_clock_skips_or_repeats_is_no_moment(day: date) -> None:
    assert moment_of(day, time(2, 30)) is None
    assert timezone.localtime(moment_of(day, time(19, 30))).time() == time(19, 30)


def test_the_night_of_the_clock_counts_real_minutes() -> None:
    slots = slots_from(moment_of(date(2030, 3, 31), time(1, 30)), 60, 0, 2)
    assert [timezone.localtime(slot.starts).time() for slot in slots] == [time(1, 30), time(3, 30)]
    assert past_midnight(slots_from(moment_of(date(2030, 1, 10), time(23, 0)), 60, 15, 1))


# --- planning ---------------------------------------------------------------------------------


def test_several_are_planned_one_after_the_other(cast: Cast, second: Person, candidacy: Candidacy, others: Any) -> None:
    at = in_days(30)
    told = typed(cast, second, at, candidacy, *others)
    page = look(cast, candidacy, told)
    assert [hours for _one, _day, hours in page.context["rows"]] == [
        "19.30 tot 20.30 uur",
        "20.45 tot 21.45 uur",
        "22.00 tot 23.00 uur",
    ]
    assert notices(cast) == []
    assert confirm(cast.a_secretary.client(), candidacy, told).url == reverse("interviews", args=[candidacy.round_id])
    planned = [interview_of(cast, one).at for one in (candidacy, *others)]
    assert planned == [at, at + timedelta(minutes=75), at + timedelta(minutes=150)]
    assert interview_of(cast, candidacy).place == PLACE
    page = cast.a_secretary.client().get(reverse("interviews", args=[candidacy.round_id]))
    assert [row["candidacy"].name for row in page.context["rows"]] == ["Kim Janssen", "Lou Smit", "Mo Yilmaz"]
    assert page.context["unplanned"] == []


def test_the_desk_sends_ticks_and_gets_an_empty_form(
    cast: Cast, second: Person, candidacy: Candidacy, others: Any
) -> None:
    page = look(cast, candidacy, {"candidate": [one.dossier.reference for one in others]})
    assert [one.name for one in page.context["form"].chosen] == ["Lou Smit", "Mo Yilmaz"]
    assert "is verplicht" not in page.text
    nobody = look(cast, candidacy, {})
    assert nobody.url == reverse("round_desk", args=[candidacy.round_id])


def test_everybody_concerned_gets_a_mail_that_says_nothing(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    plan(cast, second, candidacy, in_days(30))
    assert sorted(notices(cast), key=str) == sorted(
        [
            ("my_interview_planned", None),
            ("interview_planned", cast.a_member.user.pk),
            ("interview_planned", second.user.pk),
        ],
        key=str,
    )
    with cast.branch_a.scope():
        ids = list(Notice.objects.filter(kind__contains="interview").values_list("pk", flat=True))
    for pk in ids:
        deliver(pk)
    text = "".join(f"{message.subject}{message.body}{message.alternatives}" for message in mail.outbox)
    assert len(mail.outbox) == 3
    assert not any(word in text for word in ("Kim", "Haven", "selectie", cast.a_member.user.name, "19.30"))


def test_a_second_click_plans_nothing_twice(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    at = in_days(30)
    plan(cast, second, candidacy, at)
    plan(cast, second, candidacy, at)
    assert (interview_of(cast, candidacy).sequence, len(notices(cast))) == (0, 3)


def test_a_moved_interview_keeps_its_id_and_counts_on(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    first = plan(cast, second, candidacy, in_days(30))
    moved = plan(cast, second, candidacy, in_days(31), version=first.version)
    assert (moved.pk, moved.sequence, moved.at) == (first.pk, 1, in_days(31))
    assert [kind for kind, person in notices(cast) if person is None] == ["my_interview_planned", "my_interview_moved"]


def test_two_secretaries_who_move_at_once_do_not_overwrite(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    first = plan(cast, second, candidacy, in_days(30))
    plan(cast, second, candidacy, in_days(31), version=first.version)
    told = typed(cast, second, in_days(33), candidacy, version=first.version)
    late = confirm(cast.a_secretary.client(), candidacy, told)
    assert late.status_code == 200 and "heeft dit intussen gewijzigd" in errors_of(late)
    assert interview_of(cast, candidacy).at == in_days(31)


def test_a_cancelled_interview_can_be_planned_again(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    first = plan(cast, second, candidacy, in_days(30))
    client, reference = cast.a_secretary.client(), candidacy.dossier.reference
    for _click in range(2):
        client.post(reverse("interview_cancel", args=[reference]), {"version": first.version})
    cancelled = interview_of(cast, candidacy)
    assert (cancelled.status, cancelled.sequence) == ("cancelled", 1)
    again = plan(cast, second, candidacy, in_days(40), version=cancelled.version)
    assert (again.pk, again.status, again.sequence) == (first.pk, "planned", 2)


# --- what is refused, in words ----------------------------------------------------------------


def test_two_different_people_of_the_committee_hold_it(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    same = look(cast, candidacy, typed(cast, cast.a_member, in_days(30), candidacy))
    assert "Kies twee verschillende gesprekspartners." in errors_of(same)
    for stranger in (cast.a_secretary, cast.b_member):
        page = look(cast, candidacy, typed(cast, stranger, in_days(30), candidacy))
        assert "Kies iemand uit de lijst." in errors_of(page)
    with cast.branch_a.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.create(
            tenant_id=cast.branch_a.pk,
            dossier=candidacy.dossier,
            edition_id=1,
            at=in_days(30),
            place="",
            first_interviewer=second.user,
            second_interviewer=second.user,
        )


def test_who_did_not_confirm_the_ground_rules_cannot_be_chosen(
    cast: Cast, second: Person, candidacy: Candidacy
) -> None:
    name_all(cast, candidacy.round)
    with cast.branch_a.scope():
        RoundMember.objects.filter(person=second.user).update(rules_confirmed_at=None)
    page = look(cast, candidacy, typed(cast, second, in_days(30), candidacy))
    assert "Kies iemand uit de lijst." in errors_of(page) and page.context["people"] == 1
    assert "Er zijn nog geen twee gesprekspartners" in page.text
    assert f'href="{reverse("round_committee", args=[candidacy.round_id])}">Naar de selectiecommissie' in page.text


def test_nobody_interviews_who_they_have_a_tie_with(
    cast: Cast, second: Person, candidacy: Candidacy, others: Any
) -> None:
    with second.scope():
        declare_tie(second.actor, others[0].dossier)
    page = look(cast, candidacy, typed(cast, second, in_days(30), candidacy, *others))
    assert "Tweede Lid kan het gesprek met Lou Smit niet voeren." in errors_of(page)
    assert "Mo Yilmaz" not in errors_of(page)


def test_an_interviewer_is_at_one_place_at_a_time(
    cast: Cast, second: Person, candidacy: Candidacy, others: Any
) -> None:
    plan(cast, second, candidacy, in_days(30))
    overlap = look(cast, candidacy, typed(cast, second, in_days(30, "20:29"), others[0]))
    assert "A member en Tweede Lid hebben op" in errors_of(overlap) and "19.30 tot 20.30 uur" in errors_of(overlap)
    after = look(cast, candidacy, typed(cast, second, in_days(30, "20:30"), others[0]))
    assert len(after.context["rows"]) == 1


def test_a_busy_interviewer_is_busy_also_behind_a_closed_file(
    cast: Cast, second: Person, candidacy: Candidacy, others: Any
) -> None:
    plan(cast, second, candidacy, in_days(30))
    with cast.a_secretary.scope():
        declare_tie(cast.a_secretary.actor, candidacy.dossier)
    page = look(cast, others[0], typed(cast, second, in_days(30), others[0]))
    assert "al een gesprek" in errors_of(page) and "Kim" not in page.text


def test_what_was_looked_at_is_checked_again_when_it_is_confirmed(
    cast: Cast, second: Person, candidacy: Candidacy, others: Any
) -> None:
    told = typed(cast, second, in_days(30), others[0])
    look(cast, candidacy, told)
    plan(cast, second, candidacy, in_days(30))
    page = confirm(cast.a_secretary.client(), candidacy, told)
    assert page.status_code == 200 and "al een gesprek" in errors_of(page) and PLACE in page.text


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"day": "2020-01-01"}, "Dit moment is al geweest."),
        ({"day": "9999-12-31"}, "Deze dag ligt te ver weg."),
        ({"day": "2031-03-30", "hour": "02:30"}, "In deze nacht gaat de klok vooruit of achteruit."),
        ({"hour": "23:30"}, "pas na middernacht klaar"),
        ({"minutes": 5}, "van 15 tot en met 240"),
        ({"minutes": "-1"}, "van 15 tot en met 240"),
        ({"minutes": "9" * 5000}, "van 15 tot en met 240"),
        ({"place": ""}, "Vul in waar het gesprek is."),
        ({"place": "x" * 201}, "Maak de tekst korter bij “Waar”."),
        ({"hour": "kwart voor"}, "bijvoorbeeld 19:30"),
        ({"first": "999999999999999999999"}, "Eerste gesprekspartner –"),
        ({"first": "'; drop table"}, "Eerste gesprekspartner –"),
    ],
)
def test_bad_input_is_told_and_kept(
    cast: Cast, second: Person, candidacy: Candidacy, more: dict[str, Any], sentence: str
) -> None:
    name_all(cast, candidacy.round)
    page = look(cast, candidacy, typed(cast, second, in_days(30), candidacy, **more))
    assert page.status_code == 200 and sentence in errors_of(page)
    if "place" not in more:
        assert PLACE in page.text
    assert notices(cast) == []


def test_a_rule_of_the_order_warns_and_does_not_stop(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    with cast.branch_a.scope():
        type(candidacy.round).objects.update(interviews_from=date(2029, 11, 1), interviews_until=date(2029, 11, 30))
    page = look(cast, candidacy, typed(cast, second, in_days(3), candidacy))
    assert "buiten de gespreksperiode van de ronde: 1 november 2029 tot en met 30 november 2029" in page.text
    assert "De vragenlijst is niet minstens een week voor het gesprek binnen: Kim Janssen." in page.text
    plan(cast, second, candidacy, in_days(3))


def test_a_questionnaire_in_time_warns_nobody(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    fill_in(candidacy.dossier, -1)
    assert look(cast, candidacy, typed(cast, second, in_days(30), candidacy)).context["form"].warnings == []


def test_who_is_planned_already_is_left_out_with_the_reason(
    cast: Cast, second: Person, candidacy: Candidacy, others: Any
) -> None:
    plan(cast, second, candidacy, in_days(30))
    page = look(cast, candidacy, typed(cast, second, in_days(31), candidacy, *others))
    assert [one.candidacy.name for one, _day, _hours in page.context["rows"]] == ["Lou Smit", "Mo Yilmaz"]
    assert [one.name for one, _reason in page.context["chosen"].left_out] == ["Kim Janssen"]


def test_after_the_decision_nothing_is_planned(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    told = typed(cast, second, in_days(30), candidacy)
    decide(cast.a_secretary.client(), candidacy.dossier.reference, "pass_over")
    page = cast.a_secretary.client().post(reverse("interviews_confirm", args=[candidacy.round_id]), told, follow=True)
    assert "of de procedure is al afgerond" in page.text
    assert notices(cast) == []


def test_only_the_secretary_plans_and_strangers_find_nothing(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    plan(cast, second, candidacy, in_days(30))
    told, reference = typed(cast, second, in_days(31), candidacy), candidacy.dossier.reference
    assert confirm(cast.a_member.client(), candidacy, told).status_code == 403
    assert confirm(cast.b_secretary.client(), candidacy, told).status_code == 404
    assert cast.a_member.client().post(reverse("interview_cancel", args=[reference])).status_code == 403
    for name in ("interview", "interview_calendar", "interview_sheet", "interview_held"):
        url = reverse(name, args=[reference])
        codes = {who: getattr(cast, who).client().get(url).status_code for who in ("b_member", "a_board", "editor")}
        assert codes == {"b_member": 404, "a_board": 403, "editor": 403}, name
        assert CandidateSession(cast.branch_a, candidacy.dossier_id).client().get(url).status_code == 403
    strange = typed(cast, second, in_days(31), add(cast.b_secretary, candidacy.round, "Vreemd"))
    assert confirm(cast.a_secretary.client(), candidacy, strange).url == reverse(
        "round_desk", args=[candidacy.round_id]
    )
    assert interview_of(cast, candidacy).sequence == 0


# --- an interviewer who cannot any more -------------------------------------------------------


def test_a_tie_that_is_declared_later_asks_for_another_interviewer(
    cast: Cast, second: Person, candidacy: Candidacy
) -> None:
    name_all(cast, candidacy.round)
    first = plan(cast, second, candidacy, in_days(30))
    with second.scope():
        declare_tie(second.actor, candidacy.dossier)
    page = cast.a_secretary.client().get(reverse("interview", args=[candidacy.dossier.reference])).text
    assert "Er is een andere gesprekspartner nodig" in page and "Tweede Lid kan dit gesprek niet meer voeren" in page
    with cast.a_secretary.scope():
        [state] = STEP.states(cast.a_secretary.actor, [candidacy]).values()
    assert (state.tone, state.waits_for) == ("urgent", "desk")
    assert second.client().get(reverse("interview", args=[candidacy.dossier.reference])).status_code == 404
    third = second_member(cast, "Derde Lid")
    name_all(cast, candidacy.round)
    plan(cast, third, candidacy, in_days(30), version=first.version)
    page = cast.a_secretary.client().get(reverse("interview", args=[candidacy.dossier.reference])).text
    assert "andere gesprekspartner nodig" not in page


def test_after_a_tie_nothing_more_is_told_of_the_interview(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    planned = plan(cast, second, candidacy, in_days(30))
    with second.scope():
        declare_tie(second.actor, candidacy.dossier)
    told = {"version": planned.version}
    cast.a_secretary.client().post(reverse("interview_cancel", args=[candidacy.dossier.reference]), told)
    heard = [person for kind, person in notices(cast) if kind.endswith("interview_cancelled")]
    assert heard == [None, cast.a_member.user.pk]


def test_who_left_the_committee_is_replaced_too(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    plan(cast, second, candidacy, in_days(30))
    with cast.a_secretary.scope():
        dismiss_member(cast.a_secretary.actor, RoundMember.objects.get(person=second.user))
    page = cast.a_member.client().get(reverse("interviews", args=[candidacy.round_id]))
    assert [row["tone"] for row in page.context["rows"]] == ["urgent"]


# --- the candidate ----------------------------------------------------------------------------


def test_the_candidate_reads_when_where_and_with_whom(
    cast: Cast, second: Person, candidacy: Candidacy, session: CandidateSession
) -> None:
    name_all(cast, candidacy.round)
    assert "Er is nog geen gesprek gepland" in session.client().get(reverse("my_interview")).text
    assert "Nog niet gepland" in session.client().get(reverse("my_file")).text
    plan(cast, second, candidacy, in_days(30))
    page = session.client().get(reverse("my_interview")).text
    for told in (
        PLACE,
        "A member en Tweede Lid",
        "19.30 tot 20.30 uur",
        "ongeveer 60 minuten",
        "Wat schrijft niemand op?",
    ):
        assert told in page
    assert reverse("my_interview") in session.client().get(reverse("my_file")).text


def test_in_english_too_the_day_is_written_as_that_language_does(
    cast: Cast, second: Person, candidacy: Candidacy, session: CandidateSession
) -> None:
    name_all(cast, candidacy.round)
    at = in_days(30)
    plan(cast, second, candidacy, at)
    page = session.client().get(reverse("my_file"), headers={"accept-language": "en"}).text
    assert f"{at:%A} {at.day} {at:%B %Y}, 19.30 to 20.30" in page


def test_a_planned_interview_says_where_it_is_recorded_afterwards(
    cast: Cast, second: Person, candidacy: Candidacy
) -> None:
    name_all(cast, candidacy.round)
    page = reverse("interview", args=[candidacy.dossier.reference])
    told = "met de knop “Vastleggen dat het is gehouden”"
    plan(cast, second, candidacy, in_days(30))
    assert told in cast.a_member.client().get(page).text
    cast.a_secretary.client().post(reverse("interview_cancel", args=[candidacy.dossier.reference]))
    assert told not in cast.a_member.client().get(page).text


def test_asking_for_another_time_tells_the_secretary_once(
    cast: Cast, second: Person, candidacy: Candidacy, session: CandidateSession
) -> None:
    name_all(cast, candidacy.round)
    first = plan(cast, second, candidacy, in_days(30))
    for _click in range(2):
        session.client().post(reverse("my_interview_other_time"))
    assert notices(cast)[3:] == [("interview_other_time", cast.a_secretary.user.pk)]
    assert "U vroeg een ander moment" in session.client().get(reverse("my_interview")).text
    desk = cast.a_secretary.client().get(reverse("interview", args=[candidacy.dossier.reference])).text
    assert "De kandidaat vraagt een ander moment" in desk
    plan(cast, second, candidacy, in_days(31), version=first.version)
    assert "Ik wil een ander moment" in session.client().get(reverse("my_interview")).text


def test_what_was_called_off_asks_nothing_more(
    cast: Cast, second: Person, candidacy: Candidacy, session: CandidateSession
) -> None:
    name_all(cast, candidacy.round)
    plan(cast, second, candidacy, in_days(30))
    cast.a_secretary.client().post(reverse("interview_cancel", args=[candidacy.dossier.reference]))
    page = session.client().get(reverse("my_interview")).text
    assert "Dit gesprek gaat niet door" in page and PLACE not in page
    assert session.client().post(reverse("my_interview_other_time")).status_code == 403


def test_after_withdrawing_nobody_asks_for_another_moment(
    cast: Cast, second: Person, candidacy: Candidacy, session: CandidateSession
) -> None:
    name_all(cast, candidacy.round)
    plan(cast, second, candidacy, in_days(30))
    session.client().post(reverse("my_withdraw"))
    assert "Ik wil een ander moment" not in session.client().get(reverse("my_interview")).text
    assert session.client().post(reverse("my_interview_other_time")).status_code == 403
    assert "interview_other_time" not in [kind for kind, _person in notices(cast)]


# --- calendars --------------------------------------------------------------------------------


def event_of(client: Client, url: str) -> dict[str, Any]:
    calendar = Calendar.from_ical(client.get(url).content)
    [event] = calendar.walk("VEVENT")
    return {**event, "METHOD": calendar["METHOD"], "TEXT": calendar.to_ical().decode()}


def test_calendars_know_the_interview_again_when_it_moves_and_when_it_goes(
    cast: Cast, second: Person, candidacy: Candidacy, session: CandidateSession
) -> None:
    name_all(cast, candidacy.round)
    reference = candidacy.dossier.reference
    planned = plan(cast, second, candidacy, in_days(30))
    desk, own = reverse("interview_calendar", args=[reference]), reverse("my_interview_calendar")
    seen = [event_of(session.client(), own)]
    plan(cast, second, candidacy, in_days(31), version=planned.version)
    seen.append(event_of(second.client(), desk))
    cast.a_secretary.client().post(reverse("interview_cancel", args=[reference]))
    seen.append(event_of(session.client(), own))
    assert len({event["UID"] for event in seen}) == 1
    assert [(e["METHOD"], e["STATUS"], e["SEQUENCE"]) for e in seen] == [
        ("PUBLISH", "CONFIRMED", 0),
        ("PUBLISH", "CONFIRMED", 1),
        ("CANCEL", "CANCELLED", 2),
    ]
    assert seen[0]["SUMMARY"] == f"Gesprek (kenmerk {reference})"
    assert seen[0]["DTSTART"].dt == in_days(30)
    everything = "".join(event["TEXT"] for event in seen)
    assert not any(word in everything for word in ("Kim", "Haven", "member", "Lid", "selectie"))


# --- reminders --------------------------------------------------------------------------------


def test_everybody_is_reminded_the_day_before_and_once(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    at = in_days(30)
    plan(cast, second, candidacy, at)
    assert remind() == 0
    with time_machine.travel(at - timedelta(days=1, hours=9)):
        assert [remind(), remind()] == [1, 0]
    assert sorted(notices(cast)[3:], key=str) == sorted(
        [
            ("my_interview_tomorrow", None),
            ("interview_tomorrow", cast.a_member.user.pk),
            ("interview_tomorrow", second.user.pk),
        ],
        key=str,
    )


def test_a_reminder_stops_and_starts_with_the_appointment(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    at = in_days(30)
    planned = plan(cast, second, candidacy, at)
    with time_machine.travel(at - timedelta(days=1, hours=9)):
        remind()
        plan(cast, second, candidacy, at + timedelta(days=7), version=planned.version)
        assert remind() == 0
    with time_machine.travel(at + timedelta(days=6)):
        assert remind() == 1
        cast.a_secretary.client().post(reverse("interview_cancel", args=[candidacy.dossier.reference]))
    with cast.branch_a.scope():
        Interview.objects.update(reminded_on=None)
    with time_machine.travel(at + timedelta(days=6)):
        assert remind() == 0


def test_who_withdrew_is_not_reminded(
    cast: Cast, second: Person, candidacy: Candidacy, session: CandidateSession
) -> None:
    name_all(cast, candidacy.round)
    at = in_days(30)
    plan(cast, second, candidacy, at)
    session.client().post(reverse("my_withdraw"))
    with time_machine.travel(at - timedelta(days=1)):
        assert remind() == 0


def test_what_is_planned_for_tomorrow_brings_one_mail(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    plan(cast, second, candidacy, in_days(1))
    assert remind() == 0


def test_an_interviewer_with_a_tie_is_not_reminded(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    at = in_days(30)
    plan(cast, second, candidacy, at)
    with second.scope():
        declare_tie(second.actor, candidacy.dossier)
    with time_machine.travel(at - timedelta(days=1)):
        remind()
    assert ("interview_tomorrow", second.user.pk) not in notices(cast)


@pytest.mark.parametrize("day", [date(2031, 3, 30), date(2031, 10, 26)])
def test_the_day_of_the_clock_has_its_reminder_too(cast: Cast, second: Person, candidacy: Candidacy, day: date) -> None:
    name_all(cast, candidacy.round)
    at = moment_of(day, time(0, 30))
    plan(cast, second, candidacy, at, minutes=60)
    assert remind(day - timedelta(days=2)) == 0
    assert remind(day - timedelta(days=1)) == 1


# --- lists ------------------------------------------------------------------------------------


def test_the_states_and_the_list_cost_the_same_for_one_and_for_three(
    cast: Cast, second: Person, candidacy: Candidacy, others: Any
) -> None:
    plan(cast, second, candidacy, in_days(30))
    url, counts = reverse("interviews", args=[candidacy.round_id]), []
    for _round in range(2):
        client = cast.a_member.client()
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        with cast.a_member.scope(), CaptureQueriesContext(connection) as states:
            STEP.states(cast.a_member.actor, [candidacy, *others])
        counts.append((len(queries), len(states)))
        for place, one in enumerate(others):
            plan(cast, second, one, in_days(31 + place))
    assert counts[0] == counts[1]


def test_the_log_tells_it_in_words(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    first = plan(cast, second, candidacy, in_days(30))
    plan(cast, second, candidacy, in_days(31), version=first.version)
    cast.a_secretary.client().post(reverse("interview_cancel", args=[candidacy.dossier.reference]))
    with cast.branch_a.scope():
        whats = list(Event.objects.filter(what__startswith="interview.").order_by("at").values_list("what", flat=True))
    assert whats == ["interview.planned", "interview.plan", "interview.cancel"]


def test_who_takes_the_appointment_to_a_calendar_read_it(cast: Cast, second: Person, candidacy: Candidacy) -> None:
    name_all(cast, candidacy.round)
    plan(cast, second, candidacy, in_days(30))
    event_of(second.client(), reverse("interview_calendar", args=[candidacy.dossier.reference]))
    with cast.branch_a.scope():
        reads = Event.objects.filter(what="interview", act=Act.READ, dossier_id=candidacy.dossier_id)
        assert [event.person_id for event in reads] == [second.user.pk]


def waiting_of(person: Person) -> list[str]:
    return [str(one.title) for one in person.client().get(reverse("home")).context["waiting"] if "gesprek" in one.title]


def test_the_start_page_says_what_waits(
    cast: Cast, second: Person, candidacy: Candidacy, session: CandidateSession
) -> None:
    name_all(cast, candidacy.round)
    planned = plan(cast, second, candidacy, in_days(30))
    [coming] = waiting_of(second)
    assert coming.startswith("U voert een selectiegesprek op ")
    assert waiting_of(cast.a_secretary) == waiting_of(cast.b_member) == []
    session.client().post(reverse("my_interview_other_time"))
    anew = "1 gesprek heeft een ander moment of een andere gesprekspartner nodig"
    assert waiting_of(cast.a_secretary) == [anew]
    with time_machine.travel(planned.at + timedelta(hours=2)):
        assert waiting_of(cast.a_member) == ["1 gesprek is nog niet afgerond"]
    with second.scope():
        declare_tie(second.actor, candidacy.dossier)
    assert waiting_of(second) == []


def test_a_past_appointment_that_was_never_noted_can_be_called_off_after_the_end(
    cast: Cast, second: Person, candidacy: Candidacy, session: CandidateSession
) -> None:
    name_all(cast, candidacy.round)
    planned = plan(cast, second, candidacy, in_days(30))
    with cast.branch_a.scope():
        Interview.objects.filter(pk=planned.pk).update(at=in_days(-1))
    session.client().post(reverse("my_withdraw"))
    client, reference = cast.a_secretary.client(), candidacy.dossier.reference
    page = client.get(reverse("interview", args=[reference])).text
    assert "Zeg het dan af." in page and "Verplaatsen" not in page
    client.post(reverse("interview_cancel", args=[reference]), {"version": planned.version})
    assert interview_of(cast, candidacy).status == "cancelled"

"""On which days the talks of a term are proposed: working days, outside holidays, at the same hour all year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrity.agenda.proposing import (
    BEYOND,
    CHRISTMAS,
    HOLIDAY,
    PAST,
    PLANNED,
    SUMMER,
    TAKEN,
    USUAL_RHYTHM,
    Planned,
    Proposal,
    Rhythm,
    Term,
    proposals,
)
from integrity.agenda.themes import AGENDA_SLUG, Agenda, parse
from tests.wording import content

AGENDA: Agenda = parse(content(f"{AGENDA_SLUG}-1.yaml"))
TERM = Term(date(2030, 1, 31), date(2030, 3, 31), date(2034, 3, 31))
LONG_AGO = date(2000, 1, 1)


def proposed(
    term: Term = TERM, rhythm: Rhythm = USUAL_RHYTHM, planned: Planned = (), today: date = LONG_AGO
) -> list[Proposal]:
    return proposals(AGENDA, term, rhythm, planned, today)


def term_from(nomination: date) -> Term:
    return Term(nomination, nomination + timedelta(days=59), nomination + timedelta(days=1520))


def left_out(found: list[Proposal]) -> dict[str, str]:
    return {one.key: str(one.left_out) for one in found if one.left_out}


@given(nomination=st.dates(date(2025, 1, 1), date(2045, 12, 31)), weekday=st.integers(0, 4))
def test_whatever_the_term_days_are_free_and_in_the_term(nomination: date, weekday: int) -> None:
    term = term_from(nomination)
    days = [one.at.date() for one in proposed(term, Rhythm(weekday, USUAL_RHYTHM.time)) if not one.left_out]
    assert len(days) == len(set(days)) >= 15
    for day in days:
        assert day.weekday() == weekday and term.starts <= day <= term.ends
        assert day.month not in (7, 8)
        assert not ((day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 7))
        assert (day.month, day.day) not in {(5, 4), (5, 5)}


def test_a_talk_that_falls_in_a_free_period_moves_and_says_so() -> None:
    moved = {one.key: (one.moved_from, one.at.date(), one.why) for one in proposed() if one.moved_from}
    assert moved["positions_and_registers-4"] == (date(2030, 7, 1), date(2030, 9, 2), SUMMER)
    assert moved["gifts_and_trips-34"] == (date(2033, 1, 3), date(2033, 1, 10), CHRISTMAS)
    assert moved["money_and_land-15"] == (date(2031, 6, 2), date(2031, 6, 9), HOLIDAY)


def test_two_talks_never_share_a_day() -> None:
    taken = (date(2030, 5, 6), ["a theme of another edition"])
    first = next(one for one in proposed(planned=[taken]))
    assert (first.at.date(), first.moved_from, first.why) == (date(2030, 5, 13), date(2030, 5, 6), TAKEN)


@pytest.mark.parametrize(
    ("holiday", "weekday"),
    [
        (date(2030, 4, 19), 4),  # Good Friday
        (date(2030, 4, 22), 0),  # Easter Monday
        (date(2030, 5, 30), 3),  # Ascension
        (date(2030, 6, 10), 0),  # Whit Monday
        (date(2030, 4, 27), 5),  # the King's day
        (date(2031, 4, 26), 5),  # the King's day, when the 27th is a Sunday
        (date(2027, 5, 4), 1),  # Remembrance Day
        (date(2027, 5, 5), 2),  # Liberation Day
    ],
)
def test_nobody_meets_on_a_holiday(holiday: date, weekday: int) -> None:
    # A term whose second month begins on the holiday.
    starts = date(holiday.year, holiday.month - 1, holiday.day)
    first = proposed(Term(starts, starts, date(2040, 1, 1)), Rhythm(weekday, USUAL_RHYTHM.time))[0]
    assert (first.moved_from, first.why) == (holiday, HOLIDAY)
    assert first.at.date() > holiday


def test_eight_in_the_evening_is_eight_in_the_evening_all_year() -> None:
    hours = {(one.at.hour, str(one.at.utcoffset())) for one in proposed()}
    assert hours == {(20, "1:00:00"), (20, "2:00:00")}


def test_a_theme_that_has_a_talk_that_year_is_not_proposed_again() -> None:
    planned = [(date(2031, 2, 3), ["positions_and_registers"]), (date(2033, 9, 1), ["evening_with_cards"])]
    found = left_out(proposed(planned=planned))
    assert found == {"positions_and_registers-4": str(PLANNED), "evening_with_cards-45": str(PLANNED)}


def test_what_is_past_is_not_proposed_and_a_month_that_runs_is_used() -> None:
    found = proposed(today=date(2031, 7, 14))
    past = left_out(found)
    assert set(past.values()) == {str(PAST)}
    assert "positions_and_registers-4" in past and "money_and_land-15" in past
    running = next(one for one in found if one.key == "positions_and_registers-16")
    assert (running.left_out, running.at.date()) == ("", date(2031, 9, 1))


def test_a_term_that_ends_early_has_fewer_talks() -> None:
    short = Term(TERM.nomination, TERM.starts, date(2032, 3, 31))
    found = proposed(short)
    assert set(left_out(found).values()) == {str(BEYOND)}
    assert max(one.at.date() for one in found if not one.left_out) <= short.ends
    assert {one.month > 24 for one in found if one.left_out} == {True}


def test_years_of_a_term_count_from_its_start() -> None:
    days = [date(2030, 2, 1), date(2030, 3, 31), date(2031, 3, 30), date(2031, 3, 31), date(2034, 3, 31)]
    assert [TERM.year_of(day) for day in days] == [0, 0, 0, 1, 4]

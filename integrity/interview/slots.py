"""Moments of interviews that follow each other on one day. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.timezone import localtime


@dataclass(frozen=True)
class Slot:
    """When one interview starts and ends."""

    starts: datetime
    ends: datetime


def moment_of(day: date, hour: time) -> datetime | None:
    """Return the moment; None for an hour that a change of the clock skips or repeats."""
    try:
        return from_current_timezone(datetime.combine(day, hour))
    except ValidationError:
        return None


def slots_from(first: datetime, minutes: int, pause: int, number: int) -> list[Slot]:
    """Return `number` slots of `minutes`, with `pause` minutes between them."""
    # Counted in universal time: sixty minutes stay sixty in the night in which the clock changes.
    start, length, step = first.astimezone(UTC), timedelta(minutes=minutes), timedelta(minutes=minutes + pause)
    return [Slot(start + index * step, start + index * step + length) for index in range(number)]


def past_midnight(slots: Sequence[Slot]) -> bool:
    """Say whether the last slot ends on another day than the first one starts."""
    return localtime(slots[-1].ends).date() != localtime(slots[0].starts).date()

"""Dates as people write them."""

import re
from datetime import date

MONTHS = {
    name: number
    for names in (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
}
YEARS = range(1900, 2101)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})[-/. ]+(?P<month>\d{1,2})[-/. ]+(?P<year>\d{4})")
_WORDS = re.compile(r"(?P<day>\d{1,2})[-/. ]+(?P<month>[a-z]+)[-/. ]+(?P<year>\d{4})")


def parse_date(typed: str) -> date | None:
    """Read "1-2-2020", "1/2/2020", "1 februari 2020", "1 feb. 2020" or "2020-02-01"; None when it is no date.

    The day comes first, as in the Netherlands.
    """
    text = typed.strip().lower()
    found = _ISO.fullmatch(text) or _NUMBERS.fullmatch(text) or _WORDS.fullmatch(text)
    if not found:
        return None
    month = MONTHS.get(found["month"]) or (int(found["month"]) if found["month"].isdigit() else 0)
    try:
        day = date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None
    return day if day.year in YEARS else None


def is_kept_date(answer: str) -> bool:
    """A date as it is kept, "2020-02-01", and not something typed that makes no sense."""
    day = parse_date(answer)
    return day is not None and day.isoformat() == answer


def shown(answer: str) -> str:
    """Return a kept date the way it is typed, "1-2-2020"; anything else as it stands."""
    if not is_kept_date(answer):
        return answer
    day = date.fromisoformat(answer)
    return f"{day.day}-{day.month}-{day.year}"

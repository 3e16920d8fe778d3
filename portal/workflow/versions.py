"""The version of an object that someone looked at, as their browser sends it back."""

import re

WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")


def version_seen(typed: str) -> int | None:
    """Return the number in `typed`; None when it is no number that a version can be."""
    return int(typed) if WHOLE_NUMBER.fullmatch(typed) else None

"""Stops every management command on malformed content."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from portal.questionnaires.registry import instrument_files
from portal.questionnaires.source import Malformed, read_instrument


@register("content")
def instruments_are_well_formed(**_options: Any) -> list[CheckMessage]:
    """One error per fault, with file, line and reason; two files of one edition are a fault too."""
    errors: list[CheckMessage] = []
    seen: dict[tuple[str, int], str] = {}
    for path in instrument_files():
        try:
            instrument = read_instrument(path)
        except Malformed as malformed:
            errors += [Error(str(fault), id="questionnaires.E001") for fault in malformed.faults]
            continue
        edition = (instrument.data["slug"], instrument.data["edition"])
        if edition in seen:
            reason = f"edition {edition[1]} of {edition[0]} is also in {seen[edition]}"
            errors.append(Error(f"{instrument.file}:1: {reason}", id="questionnaires.E002"))
        seen[edition] = instrument.file
    return errors

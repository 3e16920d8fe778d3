"""What is held, as the page shows it."""

from dataclasses import dataclass

from django.utils.text import capfirst

from portal.retention.register import Entry
from portal.rights.facts import in_words
from portal.rights.held import Group


@dataclass(frozen=True)
class ShownGroup:
    """A kind of record with its rows, each as rows of the summary list component."""

    entry: Entry
    rows: list[list[dict[str, str]]]


def shown(group: Group) -> ShownGroup:
    """Return a group for the page."""
    rows = [[{"key": capfirst(fact.label), "value": in_words(fact.value)} for fact in row] for row in group.rows]
    return ShownGroup(group.entry, rows)

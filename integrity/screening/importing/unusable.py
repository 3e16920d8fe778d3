"""A list that cannot be read, and a row of one that can."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BROKEN = _("Dit bestand is beschadigd. Sla het opnieuw op als CSV, XLSX of ODS en probeer het nog eens.")


class Unusable(Exception):
    """The list as a whole cannot be used; `sentence` says why and what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Row(NamedTuple):
    """A row with the number it has in the list as the person sees it."""

    number: int
    cells: list[str]

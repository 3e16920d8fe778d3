"""What narrows the desk. Names are encrypted, so it works on rows already read."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from integrity.screening.desk import WHO, Column, Row
from integrity.screening.enums import CandidacyStatus
from integrity.screening.queries import sorting
from portal.privacy.searching import LONGEST


class DeskFilter(forms.Form):
    """Name, state, an instrument, who it waits for, and what is late."""

    q = forms.CharField(label=_("Naam"), required=False, max_length=LONGEST)
    status = forms.ChoiceField(
        label=_("Stand"), required=False, choices=lambda: [("", _("alle standen")), *CandidacyStatus.choices]
    )
    instrument = forms.ChoiceField(label=_("Instrument"), required=False)
    waits_for = forms.ChoiceField(
        label=_("Wacht op"), required=False, choices=lambda: [("", _("maakt niet uit")), *WHO.items()]
    )
    late = forms.BooleanField(label=_("Alleen wie te laat is"), required=False)

    def __init__(self, columns: Sequence[Column], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = [("", _("alle")), *((one.key, one.short) for one in columns)]

    def apply(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows that match; all of them when the filter is empty or wrong."""
        return [row for row in rows if self._matches(row)] if self.is_valid() else list(rows)

    def _matches(self, row: Row) -> bool:
        asked = self.cleaned_data
        cell = row.cells.get(asked["instrument"])
        waits_for = row.waits_for if not asked["instrument"] else {cell.waits_for} if cell else frozenset()
        late = row.is_late if not asked["instrument"] else cell is not None and cell.late
        return (
            sorting(asked["q"]) in sorting(row.candidacy.name)
            and asked["status"] in ("", row.candidacy.status)
            and (not asked["instrument"] or cell is not None)
            and (not asked["waits_for"] or asked["waits_for"] in waits_for)
            and (not asked["late"] or late)
        )

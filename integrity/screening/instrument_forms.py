"""The form for what a round uses: each instrument or the reason why not, its edition, and when it is ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from integrity.screening.enums import Instrument
from integrity.screening.instruments import ORDER, Place
from integrity.screening.models import RoundInstrument, SelectionRound
from integrity.screening.planning import SUGGESTED, Remark, suggested_days
from integrity.screening.round_instruments import Wanted
from integrity.screening.stamped import DayField, StampedForm
from portal.questionnaires.models import Edition

YES, NO = "yes", "no"
NO_REASON = _("Schrijf op waarom u dit weglaat. Zo weet de commissie dat het geen vergissing is.")


@dataclass(frozen=True)
class Part:
    """One instrument on the form. edition: empty when there is nothing to choose; then `only` names it."""

    place: Place
    used: BoundField
    reason: BoundField
    edition: BoundField | None
    only: str
    due_on: BoundField | None
    remarks: list[Remark]


@dataclass(frozen=True)
class Group:
    """One of the nine, with its parts; only the fourth has several."""

    number: int
    title: str
    parts: list[Part]


class InstrumentsForm(StampedForm):
    """Every instrument of a round.

    editions: the published ones by instrument, newest first; remarks: shown beside what they are about.
    """

    def __init__(
        self,
        selection: SelectionRound,
        rows: Mapping[str, RoundInstrument],
        editions: Mapping[str, Sequence[Edition]],
        data: Any = None,
        *,
        suggest: bool = False,
    ) -> None:
        super().__init__(data, initial={"version": selection.version})
        self.selection, self.rows, self.editions = selection, rows, editions
        self.suggested = suggested_days(selection)
        for place in ORDER:
            if place.instrument in rows:
                self._add(place, rows[place.instrument], suggest)

    def _add(self, place: Place, row: RoundInstrument, suggest: bool) -> None:
        name, called = place.instrument, {"instrument": place.short}
        self.fields[f"{name}-used"] = forms.ChoiceField(
            label=_("%(instrument)s: gebruiken?") % called,
            choices=[(YES, _("Gebruiken")), (NO, _("Weglaten"))],
            widget=forms.RadioSelect,
            initial=YES if row.used else NO,
        )
        self.fields[f"{name}-reason"] = forms.CharField(
            label=_("%(instrument)s: waarom laat u dit weg?") % called,
            max_length=300,
            required=False,
            initial=row.reason,
        )
        if len(choices := self._choices(place, row)) > 1:
            self.fields[f"{name}-edition"] = forms.ChoiceField(
                label=_("%(instrument)s: welke editie?") % called,
                choices=choices,
                initial=row.edition_id,
                required=False,
            )
        if place.instrument in SUGGESTED:
            self.fields[f"{name}-due_on"] = self._day(place, row, suggest)

    def _day(self, place: Place, row: RoundInstrument, suggest: bool) -> DayField:
        suggested = self.suggested.get(place.instrument)
        told = _("Voorstel: %(day)s.") % {"day": date_format(suggested, "j F Y")} if suggested else ""
        initial = row.due_on or (suggested if suggest else None)
        label = _("%(instrument)s: klaar op") % {"instrument": place.short}
        return DayField(label=label, required=False, help_text=told, initial=initial)

    def _choices(self, place: Place, row: RoundInstrument) -> list[tuple[int | str, str]]:
        published = [(edition.pk, named(edition)) for edition in self.editions.get(place.instrument, ())]
        if row.edition is None:
            return [("", str(_("de nieuwste"))), *published] if published else []
        known = {pk for pk, _name in published}
        return published if row.edition_id in known else [(row.edition_id, named(row.edition)), *published]

    def clean(self) -> dict[str, Any]:
        for instrument in self.rows:
            if (
                self.cleaned_data.get(f"{instrument}-used") == NO
                and self.cleaned_data.get(f"{instrument}-reason") == ""
            ):
                self.add_error(f"{instrument}-reason", NO_REASON)
        return self.cleaned_data

    def wanted(self) -> dict[str, Wanted]:
        """Return what was filled in, by instrument; what is left out keeps its edition and date."""
        return {instrument: self._wanted(instrument, row) for instrument, row in self.rows.items()}

    def _wanted(self, instrument: str, row: RoundInstrument) -> Wanted:
        typed = self.cleaned_data
        if typed[f"{instrument}-used"] == NO:
            return Wanted(False, typed[f"{instrument}-reason"], row.edition_id, row.due_on)
        edition = typed.get(f"{instrument}-edition", row.edition_id)
        return Wanted(True, "", int(edition) if edition else None, typed.get(f"{instrument}-due_on"))

    def groups(self, remarks: Sequence[Remark]) -> list[Group]:
        """Return the nine, in the order in which each is first used."""
        numbers = dict.fromkeys(place.number for place in ORDER)
        parts = [self._part(place, remarks) for place in ORDER if place.instrument in self.rows]
        return [_group(number, [part for part in parts if part.place.number == number]) for number in numbers]

    def _part(self, place: Place, remarks: Sequence[Remark]) -> Part:
        name, row = place.instrument, self.rows[place.instrument]
        only = [str(label) for _pk, label in self._choices(place, row)]
        return Part(
            place,
            self[f"{name}-used"],
            self[f"{name}-reason"],
            self[f"{name}-edition"] if f"{name}-edition" in self.fields else None,
            only[0] if len(only) == 1 else "",
            self[f"{name}-due_on"] if f"{name}-due_on" in self.fields else None,
            [remark for remark in remarks if remark.instrument == name],
        )

    def tell_changed_by(self, stored: SelectionRound, rows: Mapping[str, RoundInstrument]) -> None:
        """Say which of the instruments somebody else changed meanwhile."""
        wanted = self.wanted()
        differing = {one: row for one, row in rows.items() if one in wanted and wanted[one] != Wanted.of(row)}
        told = {capfirst(str(Instrument(one).label)): _told(row) for one, row in differing.items()}
        self.tell_changed(stored.version, told)


def named(edition: Edition) -> str:
    """Return what people call an edition: its number and how official it is."""
    words = {"number": edition.number, "status": edition.get_status_display()}
    if edition.withdrawn_at is not None:
        return str(_("editie %(number)s (ingetrokken)") % words)
    return str(_("editie %(number)s (%(status)s)") % words)


def _group(number: int, parts: list[Part]) -> Group:
    title = _("Antecedenten") if len(parts) > 1 else capfirst(str(parts[0].place.instrument.label))
    return Group(number, str(title), parts)


def _told(row: RoundInstrument) -> str:
    if not row.used:
        return str(_("weggelaten"))
    day: date | None = row.due_on
    return str(_("gebruikt, klaar op %(day)s") % {"day": date_format(day, "j F Y")} if day else _("gebruikt"))

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from integrity.measures.enums import MeasureStatus, Owner
from integrity.measures.models import Measure
from integrity.measures.queries import File, is_due

PAST = _("Deze datum is al voorbij. Kies vandaag of een latere dag.")
AFTER_TERM = _("De zittingsperiode eindigt op %(day)s. Daarna wist het portaal de maatregel. Kies een eerdere dag.")
NO_DATE = _("Vul minstens één datum in: wanneer het klaar is, of wanneer u er samen op terugkijkt.")


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class DatesForm(forms.Form):
    """Checks every date field: not in the past, unless it stood there already, and not after the term."""

    def __init__(self, file: File, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.file = file

    def clean(self) -> None:
        for name, field in self.fields.items():
            day = self.cleaned_data.get(name)
            if isinstance(field, forms.DateField) and day is not None:
                self._check(name, day)

    def _check(self, name: str, day: Any) -> None:
        end = self.file.round.term_ends_on
        if day > end:
            self.add_error(name, AFTER_TERM % {"day": date_format(end, "j F Y")})
        elif day < localdate() and day != self.initial.get(name):
            self.add_error(name, PAST)


class MeasureForm(DatesForm):
    """One measure. `token` makes a double click one measure (agreeing.propose)."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    risk = forms.CharField(
        label=_("Risico, in een paar woorden"),
        help_text=_("Noem het risico, niet het verhaal erachter. Noem geen namen van anderen."),
        max_length=120,
        error_messages={"required": _("Noem het risico in een paar woorden.")},
    )
    text = forms.CharField(
        label=_("Maatregel"),
        help_text=_("Wat gaat er gebeuren? Eén afspraak per maatregel. De kandidaat leest dit letterlijk."),
        max_length=400,
        error_messages={"required": _("Schrijf op wat u wilt afspreken.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner = forms.ChoiceField(label=_("Wie doet het?"), choices=lambda: Owner.choices, widget=forms.RadioSelect)
    due_on = _day(label=_("Klaar op"), help_text=_("Laat leeg als het de hele periode doorgaat."), required=False)
    review_on = _day(label=_("Opnieuw bekijken op"), help_text=_("Wanneer kijkt u samen of het werkt?"), required=False)

    @classmethod
    def of(cls, file: File, data: Any, measure: Measure | None = None) -> "MeasureForm":
        """Return the form for a new measure, or for changing one."""
        facts = {name: getattr(measure, name) for name in cls.FACTS} if measure else {"token": str(uuid4())}
        return cls(file, data, initial=facts)

    FACTS = ("risk", "text", "owner", "due_on", "review_on")

    def clean(self) -> None:
        super().clean()
        dates = {"due_on", "review_on"}
        if not dates & self.errors.keys() and not any(self.cleaned_data.get(name) for name in dates):
            self.add_error("due_on", NO_DATE)

    @property
    def facts(self) -> dict[str, Any]:
        """What the measure says."""
        return {name: self.cleaned_data[name] for name in self.FACTS}


class ReviewForm(DatesForm):
    """When to look at an agreed measure again."""

    review_on = _day(label=_("Opnieuw bekijken op"))


class MeasureFilter(forms.Form):
    """Narrows the list of a round, on rows already read."""

    status = forms.ChoiceField(
        label=_("Stand"), required=False, choices=lambda: [("", _("alle standen")), *MeasureStatus.choices]
    )
    owner = forms.ChoiceField(
        label=_("Wie doet het?"), required=False, choices=lambda: [("", _("iedereen")), *Owner.choices]
    )
    when = forms.ChoiceField(
        label=_("Wanneer"),
        required=False,
        choices=lambda: [("", _("altijd")), ("due", _("nu aan de beurt"))],
    )

    def apply(self, measures: list[Measure]) -> list[Measure]:
        """Return the measures that match; all of them when the filter is empty or wrong."""
        if not self.is_valid():
            return measures
        status, owner, when = (self.cleaned_data[name] for name in ("status", "owner", "when"))
        return [
            measure
            for measure in measures
            if status in ("", measure.status)
            and owner in ("", measure.owner)
            and (not when or is_due(measure, localdate()))
        ]

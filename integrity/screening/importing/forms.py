from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from integrity.screening.importing.columns import read_columns
from integrity.screening.importing.tables import MAX_BYTES, TOO_LONG, rows_of_file, rows_of_text
from integrity.screening.importing.unusable import Unusable
from integrity.screening.models import SelectionRound
from integrity.screening.offices import offices_of

NOTHING = _("Plak een lijst of kies een bestand.")
BOTH = _("Plak een lijst of kies een bestand, niet allebei. Maak het vak leeg of kies het bestand niet.")
ACCEPTED = ".csv,.txt,.xlsx,.ods"


class PastedField(forms.CharField):
    """Text as it was pasted; NUL bytes, which PostgreSQL and browsers refuse, are dropped."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\0", "")


class ListForm(forms.Form):
    """A list of candidates, pasted or as a file. Sets `listed` when it could be read."""

    text = PastedField(
        label=_("Plak hier uw lijst"),
        required=False,
        strip=False,
        help_text=_("Eén kandidaat per regel: naam, e-mailadres en functie, met een puntkomma, komma of tab ertussen."),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Of kies een bestand"),
        required=False,
        allow_empty_file=True,
        help_text=_("CSV, Excel (.xlsx) of LibreOffice (.ods), hoogstens 2 MB en 300 kandidaten."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    office = forms.ChoiceField(label=_("Functie"), help_text=_("Voor kandidaten bij wie de lijst geen functie noemt."))

    def __init__(self, selection: SelectionRound, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [(office.value, office.label) for office in offices_of(selection)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        text, file = cleaned.get("text", ""), cleaned.get("file")
        if bool(text.strip()) == bool(file is not None):
            self.add_error("text", BOTH if file is not None else NOTHING)
            return cleaned
        if "file" not in self.errors:
            self._read("file" if file is not None else "text")
        return cleaned

    def _read(self, field: str) -> None:
        try:
            self.listed = read_columns(self._rows(field))
        except Unusable as reason:
            self.add_error(field, str(reason.sentence))

    def _rows(self, field: str) -> list[Any]:
        if field == "text":
            return rows_of_text(self.cleaned_data["text"])
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise Unusable(TOO_LONG)
        return rows_of_file(file.read())

"""How an editor hands in a file: chosen, or typed on the page."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.questionnaires.models import Edition
from portal.questionnaires.source import Fault, Instrument, Malformed, read_content

MAX_BYTES = 1_000_000
NOTHING = _("Kies een bestand, of plak de tekst.")
BOTH = _("Kies een bestand of plak de tekst, niet allebei. Maak het vak leeg of kies het bestand niet.")
TOO_LARGE = _("Dit is meer dan 1 MB. Zo groot is geen instrument. Kijk of dit het goede bestand is.")
LONGEST_LINE = 120


@dataclass(frozen=True)
class ShownFault:
    """A fault with what stands on its line."""

    line: int
    reason: str
    text: str


class FileForm(forms.Form):
    """A YAML file. Sets `instrument` when it could be read; `faults` says why it could not be kept."""

    file = forms.FileField(
        label=_("Kies een bestand"),
        required=False,
        allow_empty_file=True,
        help_text=_("YAML (.yaml), hoogstens 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )
    text = forms.CharField(
        label=_("Of plak hier de tekst"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 24, "class": "code", "spellcheck": "false", "autocomplete": "off", "wrap": "off"}
        ),
    )
    instrument: Instrument
    faults: tuple[ShownFault, ...] = ()
    is_of_file = False

    @property
    def shown(self) -> str:
        """A stamp of the text that the page filled in itself; a file that is chosen later comes in its place."""
        text = self["text"].value() or ""
        return _stamp(text) if not self.is_bound or self.is_of_file or self._is_untouched(text) else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        text, file = cleaned.get("text", ""), cleaned.get("file")
        if self.errors:
            return cleaned
        if file is not None and text.strip() and not self._is_untouched(text):
            self.add_error("file", BOTH)
            return cleaned
        if file is None and not text.strip():
            self.add_error("file", NOTHING)
            return cleaned
        content = text.encode() if file is None else self._taken_over(file)
        if len(content) > MAX_BYTES:
            self.add_error("text" if file is None else "file", TOO_LARGE)
        else:
            self._read(content)
        return cleaned

    def keep(self, verb: Callable[[Instrument], Edition]) -> Edition | None:
        """Return what `verb` makes of the instrument; None when it does not fit, which the form then tells."""
        try:
            return verb(self.instrument)
        except Malformed as malformed:
            self._tell(malformed)
            return None

    def _is_untouched(self, text: str) -> bool:
        return self.data.get("shown") == _stamp(text)

    def _taken_over(self, file: UploadedFile) -> bytes:
        """Put the file's text on the page, where its faults can be mended."""
        content = file.read(MAX_BYTES + 1)
        if len(content) <= MAX_BYTES:
            self.data, self.is_of_file = self.data.copy(), True
            self.data["text"] = content.decode("utf-8-sig", errors="replace").replace("\0", "\ufffd")
        return content

    def _read(self, content: bytes) -> None:
        try:
            self.instrument = read_content(content, "")
        except Malformed as malformed:
            self._tell(malformed)

    def _tell(self, malformed: Malformed) -> None:
        lines = self.data.get("text", "").splitlines()
        self.faults = tuple(_shown(fault, lines) for fault in malformed.faults)
        told = ngettext(
            "%(n)s ding klopt niet. Er is niets bewaard.",
            "%(n)s dingen kloppen niet. Er is niets bewaard.",
            len(self.faults),
        )
        self.add_error(None, told % {"n": len(self.faults)})


def _stamp(text: str) -> str:
    return hashlib.sha256(text.replace("\r\n", "\n").encode(errors="replace")).hexdigest()


def _shown(fault: Fault, lines: list[str]) -> ShownFault:
    text = lines[fault.line - 1].strip() if fault.line <= len(lines) else ""
    return ShownFault(fault.line, fault.reason, text[:LONGEST_LINE])

"""Forms that two people may have open at once: the second one is told, and what they typed stays."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import Text
from portal.workflow.versions import version_seen

# What is beyond is a slip of the keys, and some of it more than a calendar holds.
FURTHEST = timedelta(days=15 * 366)
FAR = _("Deze dag ligt te ver weg. Kijk of het jaar klopt.")


class DayField(forms.DateField):
    """A day in the years that a round can be about."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
        self.validators += [
            MinValueValidator(lambda: timezone.localdate() - FURTHEST, FAR),
            MaxValueValidator(lambda: timezone.localdate() + FURTHEST, FAR),
        ]


class StampedForm(forms.Form):
    """A form that knows which version of an object its reader looked at."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int | None:
        return version_seen(self.cleaned_data["version"])

    @property
    def seen(self) -> int | None:
        """The version that was on the page of whoever filled this in."""
        return self.cleaned_data["version"]

    @property
    def changes(self) -> dict[str, Any]:
        """What was filled in, without the stamp."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def tell_changed(self, version: int, stored: Mapping[str, str]) -> None:
        """Say that somebody saved meanwhile, and what stands there now; saving again overwrites it knowingly."""
        nothing = _("niets")
        told = ". ".join(f"{label}: {value or nothing}" for label, value in stored.items())
        sentence = _("Iemand anders heeft dit intussen gewijzigd. Kijk wat u wilt houden en sla opnieuw op.")
        saved = _("Nu is opgeslagen")
        self.refuse(f"{sentence} {saved} – {told}." if told else sentence, version)

    def refuse(self, reason: Text, version: int) -> None:
        """Say why it could not be saved, keep what was typed, and go on from the newest version."""
        self.add_error(None, reason)
        self.data = self.data.copy()
        self.data["version"] = str(version)

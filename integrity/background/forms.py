from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrity.background.enums import SourceType
from integrity.background.rules import is_recent
from integrity.screening.stamped import DayField, StampedForm
from portal.walls.actor import Reason

DayCheck = Callable[[date], Reason]
CHECKED = _("Vink dit aan als u de regels hierboven hebt gelezen en de tekst eraan voldoet.")


class Day(DayField):
    """A day in the past that a rule may refuse, with the rule's own sentence."""

    def __init__(self, check: DayCheck, **kwargs: Any) -> None:
        super().__init__(initial=timezone.localdate, **kwargs)
        self.check = check

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and (reason := self.check(value)):
            raise forms.ValidationError(reason)


class ConsultationForm(forms.Form):
    source_type = forms.ChoiceField(
        label=_("Soort bron"), choices=lambda: [("", _("Kies een soort")), *SourceType.choices]
    )
    where = forms.CharField(
        label=_("Welke bron precies?"),
        help_text=_(
            "Bijvoorbeeld: De Waterlinger, artikel van 3 mei 2029. Of: zoekmachine, gezocht op naam en plaats."
        ),
        error_messages={"required": _("Schrijf op welke bron u hebt bekeken.")},
        max_length=300,
    )
    consulted_on = Day(is_recent, label=_("Op welke dag hebt u gekeken?"))


class FindingForm(StampedForm):
    """A fact from a source. The tick stands for the rules on the page."""

    text = forms.CharField(
        label=_("Wat staat er in de bron?"),
        help_text=_("Schrijf alleen het feit op, in een paar zinnen. Geen oordeel en geen vermoeden."),
        max_length=1500,
        error_messages={"required": _("Schrijf op wat er in de bron staat.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    checked = forms.BooleanField(
        label=_("Ik heb de tekst nagekeken aan de hand van deze regels"), error_messages={"required": CHECKED}
    )


class ResponseForm(StampedForm):
    response = forms.CharField(
        label=_("Uw reactie"),
        help_text=_("Klopt het? Wat ontbreekt er? U mag de reactie aanpassen zolang de bevinding niet is afgesloten."),
        max_length=3000,
        error_messages={"required": _("Schrijf uw reactie op.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class DayForm(StampedForm):
    """One day, for a step that happened."""

    def __init__(self, label: Any, check: DayCheck, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = Day(check, label=label)


class GroupForm(forms.Form):
    """How several certificates are asked for at once."""

    as_group = forms.BooleanField(
        label=_(
            "Iemand van de partij vraagt deze VOG’s samen aan. Elke aangevinkte kandidaat heeft die persoon gemachtigd."
        ),
        required=False,
    )


class RefereeForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=120)
    relation = forms.CharField(
        label=_("Hoe kent deze persoon de kandidaat?"),
        help_text=_("Bijvoorbeeld: oud-collega, voorzitter van de sportclub."),
        max_length=120,
    )
    contact = forms.CharField(label=_("Telefoonnummer of e-mailadres"), max_length=120)

    @property
    def facts(self) -> dict[str, str]:
        """What is kept of it."""
        return {field: self.cleaned_data[field] for field in ("name", "relation", "contact")}


class OwnRefereeForm(RefereeForm):
    asked = forms.BooleanField(
        label=_("Deze persoon weet dat de afdeling kan bellen en vindt dat goed"),
        error_messages={"required": _("Vraag het eerst aan deze persoon. Vink het daarna aan.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].label = _("Hoe kent deze persoon u?")


class SpokenForm(StampedForm):
    summary = forms.CharField(
        label=_("Klopt wat de kandidaat vertelde?"),
        help_text=_(
            "Eén of twee zinnen. Schrijf niet op wat deze persoon letterlijk zei. De kandidaat kan dit lezen. "
            "Bijvoorbeeld: bevestigt de functie en de jaren."
        ),
        max_length=300,
        error_messages={"required": _("Schrijf op of klopt wat de kandidaat vertelde.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, check: DayCheck, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = Day(check, label=_("Op welke dag hebt u gesproken?"))
        self.order_fields(["version", "day", "summary"])

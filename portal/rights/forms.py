from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from portal.rights.objections import REJECT, UPHOLD

MOST_CHARACTERS = 5_000
TOO_LONG = _("Maak uw tekst korter. Hij telt %(show_value)d tekens en er passen er %(limit_value)d.")


class LongText(forms.CharField):
    """Text of several lines. Too much of it is told, and not cut off by the browser as `max_length` would."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[MaxLengthValidator(MOST_CHARACTERS, message=TOO_LONG)], **options)
        self.widget.attrs["rows"] = 10

    def to_python(self, value: Any) -> str:
        # A browser sends two characters for each new line.
        return super().to_python(value).replace("\r\n", "\n")


class ObjectionForm(forms.Form):
    text = LongText(
        label=_("Waar maakt u bezwaar tegen, en waarom?"),
        help_text=_("Schrijf om welke gegevens het gaat, en waarom het gebruik daarvan in uw situatie niet past."),
        error_messages={"required": _("Schrijf waar u bezwaar tegen maakt.")},
    )


class AnswerForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Krijgt deze persoon gelijk?"),
        choices=[
            (UPHOLD, _("Ja. Dit gebruik van de gegevens stopt.")),
            (REJECT, _("Nee. Het belang van de organisatie weegt hier zwaarder.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of deze persoon gelijk krijgt.")},
    )
    answer = LongText(
        label=_("Uw antwoord"),
        help_text=_("Leg uit waarom, en wat er nu gebeurt. De ander leest precies wat u hier schrijft."),
        error_messages={"required": _("Schrijf waarom u dit vindt.")},
    )
    sure = forms.BooleanField(
        label=_("Ik weet dat ik dit antwoord niet meer kan veranderen."),
        error_messages={"required": _("Vink dit aan als uw antwoord klaar is.")},
    )

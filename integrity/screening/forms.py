from django import forms
from django.utils.translation import gettext_lazy as _

from integrity.screening.importing.checking import NO_NAME
from integrity.screening.importing.tables import one_line
from integrity.screening.models import SelectionRound
from integrity.screening.offices import offices_of
from integrity.screening.queries import addresses_in, lock_round
from portal.questionnaires.models import Edition

ALREADY = _(
    "Er staat al een kandidaat met dit e-mailadres in deze ronde. Kijk in de lijst, of gebruik een ander adres."
)


class CandidateForm(forms.Form):
    name = forms.CharField(label=_("Naam van de kandidaat"), max_length=120)
    email = forms.EmailField(
        label=_("E-mailadres van de kandidaat"),
        help_text=_("Naar dit adres gaat de persoonlijke link. Controleer het goed."),
    )
    office = forms.ChoiceField(label=_("Voor welke functie?"))

    def __init__(self, selection: SelectionRound, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offices = offices_of(selection)
        empty = [("", _("Kies een functie"))] if len(offices) > 1 else []
        self.fields["office"].choices = [*empty, *((office.value, office.label) for office in offices)]
        self.selection = selection

    def clean_name(self) -> str:
        # As in a list that is added: what is invisible on a page may mislead about who it is.
        if name := one_line(self.cleaned_data["name"]):
            return name
        raise forms.ValidationError(NO_NAME)

    def clean_email(self) -> str:
        # A double click, or a colleague with the same list, is here only once the first one is saved.
        lock_round(self.selection)
        if self.cleaned_data["email"].casefold() in addresses_in(self.selection):
            raise forms.ValidationError(ALREADY)
        return self.cleaned_data["email"]


class AcknowledgeForm(forms.Form):
    """The explicit act of having read an edition: the one that was on the page."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.BooleanField(error_messages={"required": _("Vink dit aan als u de vuistregels hebt gelezen.")})

    def __init__(self, edition: Edition, *args: object, **kwargs: object) -> None:
        super().__init__(*args, initial={"edition": edition.number}, **kwargs)
        self.asked = edition.number
        self.fields["read"].label = str(edition.tree.acknowledgement)

    def clean_edition(self) -> int:
        if self.cleaned_data["edition"] != self.asked:
            raise forms.ValidationError(_("De vuistregels zijn net vernieuwd. Lees eerst de nieuwe tekst."))
        return self.asked

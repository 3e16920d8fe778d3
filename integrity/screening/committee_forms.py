"""Forms of the selection committee."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrity.screening.models import Candidacy
from portal.accounts.models import User


class NamingForm(forms.Form):
    """Whom to name for the committee."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Wie komt in de commissie?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Vink minstens één collega aan."),
            "invalid_choice": _("Deze collega is geen lid van de selectiecommissie van uw afdeling."),
            "invalid_pk_value": _("Deze collega is geen lid van de selectiecommissie van uw afdeling."),
        },
    )

    def __init__(self, possible: QuerySet[User], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = possible
        self.fields["people"].label_from_instance = lambda person: person.name


class JoinForm(forms.Form):
    """The ground rules, and the candidates with whom there is a tie. first: the rules were not confirmed before."""

    looked_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    tied = forms.MultipleChoiceField(
        label=_("Met wie hebt u een familieband of zakelijke band?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Vink niemand aan als u met niemand een band hebt."),
        error_messages={"invalid_choice": _("Deze kandidaat staat niet in de lijst. Kijk de lijst nog een keer na.")},
    )
    known = forms.BooleanField(
        label=_("Ik ken de spelregels en houd mij eraan."),
        error_messages={"required": _("Vink dit aan als u zich aan de spelregels houdt. Anders kunt u niet meedoen.")},
    )
    looked = forms.BooleanField(
        label=_("Ik heb alle namen bekeken."),
        error_messages={"required": _("Bekijk alle namen en vink dit daarna aan.")},
    )

    def __init__(self, candidacies: Sequence[Candidacy], data: Any = None, *, first: bool) -> None:
        super().__init__(data, initial={"looked_at": timezone.now().isoformat()})
        self.fields["tied"].choices = [(one.dossier.reference, one.name) for one in candidacies]
        self.candidacies = candidacies
        if not first:
            del self.fields["known"]
        if not candidacies:
            del self.fields["tied"], self.fields["looked"]

    def chosen(self) -> list[Candidacy]:
        """Return the candidates with whom there is a tie."""
        ticked = self.cleaned_data.get("tied", [])
        return [candidacy for candidacy in self.candidacies if candidacy.dossier.reference in ticked]

    def seen_at(self) -> datetime:
        """Return when the list of names was made; long ago when a broken browser lost it."""
        return self.cleaned_data["looked_at"] or datetime.fromtimestamp(0, timezone.get_current_timezone())

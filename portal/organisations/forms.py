"""Forms about organisations and the people in them. They clean; they decide nothing."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.organisations.enums import PUBLIC_BODIES, Kind
from portal.organisations.models import BranchApplication, Invitation, Organisation
from portal.privacy.searching import LONGEST

# The registrar opens these; public bodies come from the reference data, branches register themselves.
OPENED_BY_HAND = (Kind.SCAN_PROVIDER, Kind.SUPPORT_TEAM, Kind.SCREENING_BUREAU, Kind.MINISTRY)


class EmailField(forms.EmailField):
    """An address in lower case and no longer than fits, as accounts hold it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=Invitation._meta.get_field("email").max_length, **options)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).lower()


class InvitationForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=120)
    email = EmailField(
        label=_("E-mailadres"), help_text=_("De uitnodiging werkt alleen voor iemand met dit e-mailadres.")
    )
    roles = forms.MultipleChoiceField(label=_("Rollen"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, roles: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = roles


class ManagerForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=120)
    email = EmailField(
        label=_("E-mailadres"), help_text=_("De uitnodiging werkt alleen voor iemand met dit e-mailadres.")
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Rol"))
    start = forms.DateField(label=_("Vanaf"), widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(
        label=_("Tot"),
        required=False,
        help_text=_("Op deze dag eindigt de rol. Laat leeg als u dat nog niet weet."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, roles: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"start": timezone.localdate().isoformat()}, **kwargs)
        self.fields["role"].choices = roles

    def clean(self) -> dict[str, Any]:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start and end and end <= start:
            self.add_error("end", _("De einddatum moet na de begindatum liggen."))
        return self.cleaned_data


class ColleagueFilter(forms.Form):
    q = forms.CharField(label=_("Naam of e-mailadres"), required=False, max_length=LONGEST)
    role = forms.ChoiceField(label=_("Rol"), required=False)

    def __init__(self, roles: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Alle rollen")), *roles]


class OrganisationFilter(forms.Form):
    name = forms.CharField(label=_("Naam"), required=False)
    kind = forms.ChoiceField(label=_("Soort"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Alle soorten")), *Kind.choices]


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ["kind", "name"]
        labels = {"kind": _("Soort"), "name": _("Naam")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            ("", _("Kies een soort")),
            *((kind.value, kind.label) for kind in OPENED_BY_HAND),
        ]


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reden"),
        max_length=300,
        help_text=_("De aanvrager leest deze reden. Leg uit wat er nodig is om wel toegelaten te worden."),
        error_messages={"required": _("Schrijf op waarom u de afdeling afwijst.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class BranchForm(forms.ModelForm):
    applicant_email = EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Het portaal stuurt een link naar dit adres. Zo is zeker dat het adres van u is."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    class Meta:
        model = BranchApplication
        fields = ["branch_name", "party", "public_body", "applicant_name", "applicant_email"]
        labels = {
            "branch_name": _("Naam van de afdeling"),
            "party": _("Partij"),
            "public_body": _("Voor welke overheid stelt u kandidaten?"),
            "applicant_name": _("Uw naam"),
        }
        help_texts = {
            "branch_name": _("Bijvoorbeeld: Partij voor Morgen Waterlinge"),
            "public_body": _("Kies een gemeente, provincie of waterschap. Typ de eerste letters om te zoeken."),
        }
        widgets = {"applicant_name": forms.TextInput({"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public_body"].queryset = Organisation.objects.public_bodies().valid_on(timezone.localdate())
        self.fields["public_body"].choices = _public_body_choices()


def _public_body_choices() -> list[tuple[Any, Any]]:
    """Every public body of today, in groups by kind."""
    today = Organisation.objects.public_bodies().valid_on(timezone.localdate()).order_by("name")
    names: dict[str, list[tuple[int, str]]] = {kind: [] for kind in PUBLIC_BODIES}
    for pk, kind, name in today.values_list("pk", "kind", "name"):
        names[kind].append((pk, name))
    groups = [(kind.label.capitalize(), names[kind]) for kind in PUBLIC_BODIES]
    return [("", _("Kies een bestuur")), *groups]

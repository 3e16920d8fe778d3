"""What people type about their account."""

from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.invited import INVITED_EMAIL, INVITED_NAME
from portal.accounts.models import User

ACCOUNT_EXISTS = _("Er is al een account met dit e-mailadres. Log daarmee in en open de uitnodiging opnieuw.")


class InvitedSignupForm(SignupForm):
    """A new account from an invitation; the address is the invited one, whatever the browser sends."""

    name = forms.CharField(label=_("Uw naam"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    field_order = ["email", "name", "password1"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        session = context.request.session
        self.fields["email"].initial, self.fields["email"].disabled = session.get(INVITED_EMAIL, ""), True
        self.fields["name"].initial = session.get(INVITED_NAME, "")
        # The view offers an address of its own choice as initial; the invited one goes first.
        self.initial.pop("email", None)

    def validate_unique_email(self, value: str) -> str:
        # Whoever gets here opened the mailbox of this address, so saying so tells them nothing new.
        if EmailAddress.objects.filter(email=value).exists():
            raise forms.ValidationError(ACCOUNT_EXISTS)
        return value

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class PasskeyForm(AddWebAuthnForm):
    """A new passkey signs in by itself, unless the person chooses to use it beside a password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Naam van de sleutel")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Met deze sleutel wil ik zonder wachtwoord inloggen")
        self.fields["passwordless"].help_text = _(
            "Uw apparaat vraagt dan altijd om uw vingerafdruk, gezicht of pincode."
        )


class KeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Naam van de sleutel"))


class AppForm(ActivateTOTPForm):
    """Connecting an app with codes."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code van zes cijfers")


class ProfileForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Taal"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": _("Uw naam")}
        widgets = {"name": forms.TextInput({"autocomplete": "name"})}


class NewLinkForm(forms.Form):
    """Someone who lost their personal link."""

    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Het adres waarop u de uitnodiging kreeg."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    reference = forms.CharField(
        label=_("Kenmerk"),
        max_length=20,
        help_text=_("Het kenmerk staat in de e-mail, bijvoorbeeld 7F3K-9Q2M."),
        error_messages={"required": _("Vul het kenmerk uit de e-mail in, bijvoorbeeld 7F3K-9Q2M.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

"""What a form says about a field that is not filled in right: what to do, in words of that field.

Django's own sentences (“Dit veld is verplicht.”) name no field and help nobody on. The renderer of the settings
binds the fields of every form, also of libraries, so better ones are told here, once. A sentence that the field,
its validator or the form brings along stays as it is.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _

# What browsers fill in by themselves is the reader's own (HTML standard, autocomplete).
OWN = {
    "name": _("uw naam"),
    "email": _("uw e-mailadres"),
    "current-password": _("uw wachtwoord"),
    "new-password": _("een nieuw wachtwoord"),
    "one-time-code": _("de code"),
}
# The first kind that fits a field says what belongs in it.
KINDS = (
    (forms.BooleanField, _("Vink %(field)s aan.")),
    (
        (forms.MultipleChoiceField, forms.ModelMultipleChoiceField),
        _("Vink minstens één mogelijkheid aan bij %(field)s."),
    ),
    (forms.ChoiceField, _("Maak een keuze bij %(field)s.")),
    (forms.DateField, _("Vul een datum in bij %(field)s, bijvoorbeeld 1-2-2030.")),
    (forms.TimeField, _("Vul een tijd in bij %(field)s, bijvoorbeeld 19:30.")),
    (forms.IntegerField, _("Vul een getal in bij %(field)s.")),
    (forms.FileField, _("Kies een bestand bij %(field)s.")),
    (forms.EmailField, _("Vul %(field)s in, bijvoorbeeld naam@voorbeeld.nl.")),
)
TEXT, ANSWER = _("Vul %(field)s in."), _("Vul een antwoord in bij %(field)s.")
RANGE = _("Vul een getal in van %(least)s tot en met %(most)s bij %(field)s.")
TOO_LONG = _("Maak de tekst korter bij %(field)s. Hij telt %(now)s tekens en er passen er %(most)s.")
STRANGE = _("Typ de tekst opnieuw bij %(field)s. Er staat een teken in dat het portaal niet kan bewaren.")
BROKEN = _("Deze pagina is niet goed verstuurd. Laad de pagina opnieuw en probeer het nog een keer.")


class AskingField(forms.BoundField):
    """A field of a form that asks for what it needs. named: what its sentences call it."""

    @property
    def named(self) -> str:
        return str(OWN.get(self.field.widget.attrs.get("autocomplete"), f"“{self.label}”"))

    @property
    def errors(self) -> ErrorList:
        said = [self._say(error) if self._is_generic(error) else error for error in super().errors.as_data()]
        return self.form.error_class(said, renderer=self.form.renderer)

    @property
    def told(self) -> list[str]:
        """The errors for the list above the form, where each says which field it is about."""
        return [error if self.named in error else f"{self.label} – {error}" for error in self.errors]

    def _is_generic(self, error: ValidationError) -> bool:
        """Whether Django wrote the sentence: it stands on the class of the field, or on that of a validator."""
        fields = [getattr(kind, "default_error_messages", {}).get(error.code) for kind in type(self.field).__mro__]
        # A list of rows of the database refuses such characters by itself.
        validators = [ProhibitNullCharactersValidator, *map(type, self.field.validators)]
        written = [*fields, *(getattr(validator, "message", None) for validator in validators)]
        return any(error.message is sentence for sentence in written)

    def _say(self, error: ValidationError) -> str:
        if self.is_hidden:
            return str(BROKEN)
        if error.code == "max_length":
            told = {"now": error.params["show_value"], "most": error.params["limit_value"]}
            return TOO_LONG % {"field": self.named, **told}
        if error.code == "null_characters_not_allowed" and isinstance(self.field, forms.CharField):
            return STRANGE % {"field": self.named}
        return self._asked()

    def _asked(self) -> str:
        field = self.field
        least, most = getattr(field, "min_value", None), getattr(field, "max_value", None)
        if least is not None and most is not None:
            return RANGE % {"field": self.named, "least": least, "most": most}
        text = ANSWER if str(self.label).endswith("?") else TEXT
        return next((said for kind, said in KINDS if isinstance(field, kind)), text) % {"field": self.named}


class Renderer(DjangoTemplates):
    """Binds every field of every form (FORM_RENDERER)."""

    bound_field_class = AskingField

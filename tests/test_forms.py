"""A form says what to do, field by field; Django's own sentences, which name no field, are never shown."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module

import pytest
from django import forms
from django.conf import settings
from django.core.validators import MinValueValidator
from django.forms import formset_factory
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

OURS = ("portal.", "integrity.", "safety.", "antidemocratic.", "allauth.")
GENERIC = (
    "Dit veld is verplicht",
    "Voer een ",
    "Selecteer een ",
    "Zorg ervoor dat",
    "Nultekens",
    "Er is geen bestand",
    "This field is required",
    "Enter a ",
    "Select a valid",
    "Ensure ",
    "Null characters",
    "No file",
)
# Nothing, nonsense, far too much, and a number beyond every limit.
WRONG = ("", "zo\0 maar", "x" * 6_000, "999999999999")


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def form_classes() -> list[type]:
    """Every form with fields that an address of the portal leads to, ours and the sign-in library's."""
    import_module(settings.ROOT_URLCONF)
    found = {each for each in _below(forms.BaseForm) if each.__module__.startswith(OURS) and each.base_fields}
    return sorted(found, key=lambda each: (each.__module__, each.__qualname__))


def bare(kind: type, typed: str) -> forms.Form:
    """The fields of a form, each filled in with `typed`, without what its constructor asks for."""
    fields = {name: field for name, field in kind.base_fields.items() if not field.disabled}
    return type("Bare", (forms.Form,), dict(fields))(dict.fromkeys(fields, typed))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", form_classes(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_no_form_says_a_generic_sentence(kind: type) -> None:
    for language in ("nl", "en"):
        with override(language):
            said = {error for typed in WRONG for field in bare(kind, typed) for error in field.errors}
        assert {error for error in said if error.startswith(GENERIC) or not error.endswith(".")} == set()


class Example(forms.Form):
    place = forms.CharField(label="Waar", max_length=5)
    reply = forms.CharField(label="Wat vindt u ervan?")
    address = forms.EmailField(label="Adres", widget=forms.EmailInput({"autocomplete": "email"}))
    minutes = forms.IntegerField(label="Duur", min_value=15, max_value=240)
    day = forms.DateField(label="Dag", validators=[MinValueValidator(date(2030, 1, 1), "Kies een dag in 2030.")])
    theme = forms.ChoiceField(label="Thema", choices=[("a", "A")], error_messages={"required": "Kies een thema."})
    agreed = forms.BooleanField(label="Ik ga akkoord")
    version = forms.IntegerField(widget=forms.HiddenInput)


def told(**typed: str) -> dict[str, list[str]]:
    with override("nl"):
        return {field.name: list(field.errors) for field in Example(typed)}


def test_it_says_what_to_do_by_kind_of_field() -> None:
    assert told() == {
        "place": ["Vul “Waar” in."],
        "reply": ["Vul een antwoord in bij “Wat vindt u ervan?”."],
        "address": ["Vul uw e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."],
        "minutes": ["Vul een getal in van 15 tot en met 240 bij “Duur”."],
        "day": ["Vul een datum in bij “Dag”, bijvoorbeeld 1-2-2030."],
        "theme": ["Kies een thema."],
        "agreed": ["Vink “Ik ga akkoord” aan."],
        "version": ["Deze pagina is niet goed verstuurd. Laad de pagina opnieuw en probeer het nog een keer."],
    }


def test_a_sentence_of_the_field_or_its_validator_stays() -> None:
    assert told(day="2029-12-31")["day"] == ["Kies een dag in 2030."]
    assert told(place="te lang")["place"] == ["Maak de tekst korter bij “Waar”. Hij telt 7 tekens en er passen er 5."]


def test_the_forms_of_a_set_say_the_same() -> None:
    rows = formset_factory(Example, min_num=1, extra=0)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"})
    with override("nl"):
        assert list(rows.forms[0]["place"].errors) == ["Vul “Waar” in."]


def test_the_list_above_the_form_names_the_field_once() -> None:
    with override("nl"):
        form = Example({})
        assert (form["place"].told, form["theme"].told) == (["Vul “Waar” in."], ["Thema – Kies een thema."])


@pytest.mark.django_db
def test_signing_in_without_anything_says_what_to_fill_in_above_the_form_and_at_the_field(client: Client) -> None:
    page = client.post(reverse("account_login"), {}).text
    for sentence in ("Vul uw e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.", "Vul uw wachtwoord in."):
        assert page.count(sentence) == 2

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from integrity.cards.content import Card, Deck
from integrity.cards.enums import Ask, Tier
from integrity.cards.queries import Table
from integrity.cards.rules import suspected_names
from integrity.cards.sessions import CODE_LENGTH
from integrity.cards.voting import Choice
from portal.privacy.models import REFERENCE_ALPHABET
from portal.questionnaires.enums import Office

WRONG_CODE = _("Deze code klopt niet. Een code heeft zes letters en cijfers, zonder 0, 1, I en O.")
MOST_HANDS, LONGEST_AGREEMENT = 500, 200


def _themes(deck: Deck, every: Any) -> list[tuple[str, Any]]:
    return [("", every), *((theme.id, str(theme.title)) for theme in deck.themes)]


class CardFilter(forms.Form):
    """Narrows the list of cards, and what is drawn from it."""

    theme = forms.ChoiceField(label=_("Thema"), required=False)
    office = forms.ChoiceField(
        label=_("Functie"), required=False, choices=lambda: [("", _("alle functies")), *Office.choices]
    )
    tier = forms.ChoiceField(
        label=_("Overheid"), required=False, choices=lambda: [("", _("elke overheid")), *Tier.choices]
    )

    def __init__(self, data: Any, deck: Deck) -> None:
        super().__init__(data)
        self.deck = deck
        self.fields["theme"].choices = _themes(deck, _("alle thema’s"))

    def cards(self) -> list[Card]:
        """Return the cards that match; what the filter does not know, narrows nothing."""
        self.is_valid()
        wanted = self.cleaned_data
        return [
            card
            for card in self.deck.cards
            if wanted.get("theme", "") in ("", *(theme.id for theme in card.themes))
            and wanted.get("office", "") in ("", card.office)
            and wanted.get("tier", "") in ("", card.tier)
        ]

    @property
    def query(self) -> str:
        """The filter as the query string of an address."""
        kept = self.data.copy()
        for name in list(kept):
            if name not in self.fields or not kept[name]:
                del kept[name]
        return kept.urlencode()


class DrawForm(forms.Form):
    """Which card comes on the table, and what the group votes on."""

    theme = forms.ChoiceField(label=_("Uit welk thema?"), required=False)
    card = forms.ChoiceField(
        label=_("Welke kaart?"), required=False, help_text=_("Kiest u niets, dan trekt het portaal een kaart.")
    )
    ask = forms.ChoiceField(
        label=_("Waarover stemt de groep?"),
        choices=lambda: Ask.choices,
        widget=forms.RadioSelect,
        initial=Ask.CONSIDERATIONS,
    )

    def __init__(self, data: Any, table: Table) -> None:
        super().__init__(data)
        self.fields["theme"].choices = _themes(table.session.deck, _("elk thema"))
        self.fields["card"].choices = [
            ("", _("een willekeurige kaart")),
            *((card.id, f"{card.number}. {card.title}") for card in table.unplayed),
        ]


class VoteForm(forms.Form):
    def __init__(self, data: Any, choices: Iterable[Choice], label: str) -> None:
        super().__init__(data)
        self.fields["choice"] = forms.ChoiceField(
            label=label,
            choices=[(choice.id, choice.label) for choice in choices],
            widget=forms.RadioSelect,
            error_messages={"required": _("Kies een antwoord.")},
        )


class HandsForm(forms.Form):
    """Hands that a group without phones raised, per answer."""

    def __init__(self, data: Any, choices: Iterable[Choice]) -> None:
        super().__init__(data, prefix="hands")
        for choice in choices:
            self.fields[choice.id] = forms.IntegerField(
                label=choice.label, required=False, min_value=0, max_value=MOST_HANDS
            )

    def counted(self) -> dict[str, int]:
        """Return how many hands went up per answer, without the noughts."""
        return {choice: number for choice, number in self.cleaned_data.items() if number}


class JoinForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("De begeleider laat de code zien. Hoofdletters en spaties maken niet uit."),
        max_length=20,
        error_messages={"required": _("Vul de code in die de begeleider laat zien.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = "".join(letter for letter in self.cleaned_data["code"].upper() if letter.isalnum())
        if len(code) != CODE_LENGTH or not set(code) <= set(REFERENCE_ALPHABET):
            raise forms.ValidationError(WRONG_CODE)
        return code


class AgreementForm(forms.Form):
    """What the group agreed on. What looks like a name is asked about once."""

    agreement = forms.CharField(
        label=_("Wat spreekt u samen af?"),
        help_text=_("Eén zin. Schrijf geen namen op en niet wie wat zei. Bijvoorbeeld: elk cadeau wordt besproken."),
        max_length=LONGEST_AGREEMENT,
        error_messages={"required": _("Schrijf op wat u samen afspreekt.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    no_name = forms.BooleanField(label=_("Ik heb het gecontroleerd: er staat geen naam in"), required=False)

    def __init__(self, data: Any = None, initial: str = "") -> None:
        super().__init__(data, initial={"agreement": initial})
        # Of what is too long only the start is looked at: looking takes the square of the length.
        typed = (self["agreement"].value() or "")[:LONGEST_AGREEMENT]
        self.suspected = suspected_names(typed) if data is not None else []
        if not self.suspected:
            del self.fields["no_name"]

    def clean(self) -> None:
        if self.suspected and not self.cleaned_data.get("no_name"):
            words = ", ".join(f"“{word}”" for word in self.suspected)
            self.add_error(
                "agreement",
                _("Staat hier een naam of adres? Het gaat om %(words)s. Haal het weg, of vink aan dat het mag.")
                % {"words": words},
            )

from django import forms
from django.utils.translation import gettext_lazy as _

from integrity.undertaking.models import Undertaking

CHANGED = _("De tekst is veranderd sinds u deze pagina opende. Lees de nieuwe tekst hieronder. Teken daarna.")


class SignForm(forms.Form):
    """The explicit act of signing: the tick, and the hash of the text that was on the page."""

    text_hash = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    agreed = forms.BooleanField(error_messages={"required": _("Vink dit aan als u wilt ondertekenen.")})

    def __init__(self, undertaking: Undertaking, sentence: str, *args: object, **kwargs: object) -> None:
        super().__init__(*args, initial={"text_hash": undertaking.text_hash}, **kwargs)
        self.asked = undertaking.text_hash
        self.fields["agreed"].label = sentence

    def clean_text_hash(self) -> str:
        if self.cleaned_data["text_hash"] != self.asked:
            # The page comes back with the new text, which is to be ticked and sent anew.
            self.data = {**self.data.dict(), "text_hash": self.asked, "agreed": ""}
            raise forms.ValidationError(CHANGED)
        return self.asked

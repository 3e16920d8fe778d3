from django import forms
from django.utils.translation import gettext_lazy as _


class QuestionForm(forms.Form):
    """A question of the committee to the candidate."""

    text = forms.CharField(
        label=_("Uw vraag aan de kandidaat"),
        max_length=1000,
        error_messages={"required": _("Schrijf uw vraag op.")},
        help_text=_("Vraag één ding tegelijk. Vraag niet naar gezondheid, geloof, afkomst of gezinsplannen."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    """What the candidate says to it."""

    answer = forms.CharField(
        label=_("Uw antwoord"),
        max_length=2000,
        error_messages={"required": _("Schrijf uw antwoord op.")},
        help_text=_("U bepaalt zelf wat u vertelt. U kunt ook zeggen dat u het liever in het gesprek bespreekt."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

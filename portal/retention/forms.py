from django import forms
from django.utils.translation import gettext_lazy as _


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom moet dit dossier langer bewaard blijven?"),
        help_text=_("Bijvoorbeeld: er loopt een inzageverzoek. Noem geen namen en geen inhoud."),
        max_length=200,
        error_messages={"required": _("Schrijf op waarom dit dossier langer bewaard moet blijven.")},
    )

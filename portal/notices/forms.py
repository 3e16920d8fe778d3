from django import forms

from portal.notices.inbox import Choice


class PreferencesForm(forms.Form):
    """One tick box for each optional kind of notice."""

    def __init__(self, choices: list[Choice], data: object = None) -> None:
        super().__init__(data)
        for choice in choices:
            if choice.kind.optional:
                self.fields[choice.kind.name] = forms.BooleanField(
                    label=choice.kind.inside_label, required=False, initial=choice.mail
                )

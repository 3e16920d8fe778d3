from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrity.background.models import Finding
from integrity.interview.models import Interview
from integrity.interview.planning import Appointment, objections
from integrity.interview.rules import MOST_MINUTES
from integrity.interview.slots import Slot, moment_of, past_midnight, slots_from
from integrity.screening.committee import members_of
from integrity.screening.enums import Instrument
from integrity.screening.instruments import uses
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.stamped import DayField
from portal.accounts.models import User

WEEK = timedelta(days=7)


def _person(label: Any) -> forms.ModelChoiceField:
    choose = gettext_lazy("Kies iemand uit de lijst.")
    wrong = {"required": choose, "invalid_choice": choose}
    none = gettext_lazy("Kies iemand")
    return forms.ModelChoiceField(User.objects.none(), label=label, empty_label=none, error_messages=wrong)


class PlanForm(forms.Form):
    """Interviews one after the other, with two interviewers. Sets `appointments` when they can be planned."""

    day = DayField(label=gettext_lazy("Dag"))
    hour = forms.TimeField(
        label=gettext_lazy("Begintijd"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Duur van een gesprek, in minuten"), min_value=15, max_value=MOST_MINUTES, initial=60
    )
    pause = forms.IntegerField(
        label=gettext_lazy("Pauze tussen twee gesprekken, in minuten"),
        min_value=0,
        max_value=120,
        initial=15,
        help_text=gettext_lazy("Genoeg om na te praten en een volgende kandidaat rustig te ontvangen."),
    )
    place = forms.CharField(
        label=gettext_lazy("Waar"),
        max_length=200,
        help_text=gettext_lazy("Adres en zaal, of hoe de kandidaat online binnenkomt. Dit staat nooit in een e-mail."),
        error_messages={"required": gettext_lazy("Vul in waar het gesprek is.")},
    )
    first = _person(gettext_lazy("Eerste gesprekspartner"))
    second = _person(gettext_lazy("Tweede gesprekspartner"))

    def __init__(self, selection: SelectionRound, chosen: Sequence[Candidacy], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.selection, self.chosen = selection, chosen
        for name in ("first", "second"):
            self.fields[name].queryset = members_of(selection)
            self.fields[name].label_from_instance = lambda person: person.name
        if len(chosen) == 1:
            del self.fields["pause"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            slots = self._slots()
            if slots:
                self._appoint(slots)
        return cleaned

    def _slots(self) -> list[Slot]:
        told = self.cleaned_data
        first = moment_of(told["day"], told["hour"])
        if first is None:
            wrong = _(
                "In deze nacht gaat de klok vooruit of achteruit. Deze tijd is er niet of twee keer. Kies een andere."
            )
            self.add_error("hour", wrong)
            return []
        slots = slots_from(first, told["minutes"], told.get("pause", 0), len(self.chosen))
        if past_midnight(slots):
            wrong = _(
                "Het laatste gesprek is pas na middernacht klaar. Begin eerder, of plan minder gesprekken op één dag."
            )
            self.add_error("hour", wrong)
            return []
        return slots

    def _appoint(self, slots: Sequence[Slot]) -> None:
        told = self.cleaned_data
        people = (told["first"], told["second"])
        self.appointments = [
            Appointment(candidacy, slot.starts, told["minutes"], told["place"], people)
            for candidacy, slot in zip(self.chosen, slots, strict=True)
        ]
        for sentence in objections(self.appointments):
            self.add_error(None, sentence)

    @property
    def warnings(self) -> list[str]:
        """What a sourced rule or the round says against it; the secretary may plan it all the same."""
        return [*self._outside(), *self._hurried()]

    def _outside(self) -> list[str]:
        day, selection = self.cleaned_data["day"], self.selection
        start, end = selection.interviews_from, selection.interviews_until
        found = []
        if (start and day < start) or (end and day > end):
            told = {"start": _day(start), "end": _day(end)}
            found.append(
                _("Deze dag valt buiten de gespreksperiode van de ronde: %(start)s tot en met %(end)s.") % told
            )
        if day >= selection.nomination_day:
            found.append(_("Op deze dag levert u de lijst in, of is die al ingeleverd."))
        return found

    def _hurried(self) -> list[str]:
        """The questionnaire comes back at least a week before (domain/integrity.md, section 7, rule 6)."""
        if not uses(self.selection, Instrument.QUESTIONNAIRE):
            return []
        late = [one.candidacy.name for one in self.appointments if _is_late(one)]
        text = _("De vragenlijst is niet minstens een week voor het gesprek binnen: %(names)s.")
        return [text % {"names": ", ".join(late)}] if late else []


def _is_late(one: Appointment) -> bool:
    response = getattr(one.candidacy, "response", None)
    sent = response.submitted_at if response else None
    # Who did not send it in yet can still do so in time.
    return (sent or timezone.now()) > one.at - WEEK


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "…"


def initial_of(interview: Interview | None) -> dict[str, Any]:
    """Return what the form shows first: what was planned before, if anything."""
    if interview is None:
        return {}
    at: datetime = timezone.localtime(interview.at)
    return {
        "day": at.date(),
        "hour": at.time(),
        "minutes": interview.minutes,
        "place": interview.place,
        "first": interview.first_interviewer_id,
        "second": interview.second_interviewer_id,
    }


class HoldForm(forms.Form):
    """That the interview was held, with both interviewers, and which findings were put to the candidate."""

    held_on = DayField(label=gettext_lazy("Op welke dag was het gesprek?"))
    both = forms.BooleanField(
        label=gettext_lazy("Beide gesprekspartners waren erbij."),
        error_messages={
            "required": gettext_lazy(
                "Vink dit aan als beide gesprekspartners erbij waren. Was er maar één? Plan dan een nieuw gesprek."
            )
        },
    )
    findings = forms.MultipleChoiceField(
        label=gettext_lazy("Welke bevindingen zijn besproken?"),
        help_text=gettext_lazy("Vink aan wat u aan de kandidaat hebt voorgelegd. De rest blijft open."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Een bevinding is intussen gewijzigd. Lees die nog een keer en vink opnieuw aan."
            )
        },
    )

    def __init__(self, findings: Sequence[Finding], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The version is in the value: what was changed after it was read is no choice any more.
        self.known = {f"{finding.pk}.{finding.version}": finding for finding in findings}
        self.fields["findings"].choices = [(value, finding.text) for value, finding in self.known.items()]
        if not findings:
            del self.fields["findings"]

    def clean_held_on(self) -> date:
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Deze dag moet nog komen. Vul in op welke dag het was."))
        return day

    @property
    def discussed(self) -> list[Finding]:
        return [self.known[value] for value in self.cleaned_data.get("findings", ())]


class NoteForm(forms.Form):
    """How the committee wants to raise a topic."""

    note = forms.CharField(
        label=gettext_lazy("Hoe brengt u dit ter sprake?"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Alleen hoe u het vraagt. Schrijf niets op over wat u verwacht of vermoedt."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

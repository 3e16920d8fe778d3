"""The form for a round: what it is for, and its days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from integrity.screening.models import SelectionRound
from integrity.screening.offices import OF_BODY
from integrity.screening.planning import usual_days, usual_offices
from integrity.screening.rounds import BODY_FIXED
from integrity.screening.stamped import DayField, StampedForm
from portal.organisations.enums import Kind
from portal.organisations.models import Organisation
from portal.questionnaires.enums import Office

# A day that was mistyped would keep people's answers, and facts, for years.
HALF_A_YEAR = timedelta(days=183)
WRONG_OFFICES = _("Deze functies passen niet bij uw keuze hierboven. Kies uit: %(offices)s.")
OFFICES_TAKEN = _("Er staan kandidaten in de ronde voor: %(offices)s. Laat dat aangevinkt.")
NO_START = _("Vul ook in vanaf wanneer de gesprekken zijn.")
BACKWARDS = _("De gesprekken eindigen voor ze beginnen. Kijk de twee dagen na.")
TOO_EARLY = _("Dit kan niet voor de dag van kandidaatstelling zijn.")
TOO_LATE = _("Dit is meer dan een half jaar na de dag van kandidaatstelling. Kijk de dag na.")
TERM_TOO_LATE = _("Een zittingsperiode duurt minder lang. Kijk de dag na: zo lang blijven feiten bewaard.")
TERM_TOO_EARLY = _("De zittingsperiode eindigt na de dag waarop de lijst onherroepelijk is.")


class RoundForm(StampedForm):
    """Start a round, or change one.

    selection: the round to change; taken: the offices that its candidates are for, which hold its
    body in place; body: what a new round is for, to begin with.
    """

    name = forms.CharField(
        label=_("Naam van de ronde"),
        max_length=80,
        help_text=_("Bijvoorbeeld: Gemeenteraadsverkiezing 2030."),
    )
    body = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Gemeente, provincie of waterschap"),
        empty_label=_("Kies een gemeente, provincie of waterschap"),
    )
    offices = forms.MultipleChoiceField(
        label=_("Voor welke functies?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kiest u niets? Dan gaat de ronde over gekozen functies, zoals raadslid."),
    )
    nomination_day = DayField(label=_("Dag van kandidaatstelling"), help_text=_("De dag waarop u de lijst inlevert."))
    interviews_from = DayField(
        label=_("Gesprekken vanaf"),
        required=False,
        help_text=_("Een week eerder moeten de vragenlijsten binnen zijn."),
    )
    interviews_until = DayField(label=_("Gesprekken tot en met"), required=False)
    irrevocable_on = DayField(label=_("Lijst onherroepelijk op"), required=False)
    term_ends_on = DayField(label=_("Einde van de zittingsperiode"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        selection: SelectionRound | None = None,
        taken: frozenset[str] = frozenset(),
        body: Organisation | None = None,
    ) -> None:
        super().__init__(data, initial=_stored(selection) if selection else _suggested(body))
        self.selection, self.taken = selection, taken
        self.fields["body"].queryset = _bodies(selection)
        self.fields["offices"].choices = _offices(selection if taken else None)
        self.fields["irrevocable_on"].help_text = _help_on_irrevocable()
        self.fields["term_ends_on"].help_text = _help_on_term()
        if taken:
            self.fields["body"].disabled = True
            self.fields["body"].help_text = BODY_FIXED

    def clean_offices(self) -> list[str]:
        body, offices = self.cleaned_data.get("body"), self.cleaned_data["offices"]
        if body is None:
            return offices
        fitting = OF_BODY[Kind(body.kind)]
        if set(offices) - set(fitting):
            raise forms.ValidationError(WRONG_OFFICES % {"offices": _named(fitting)})
        if self.taken - set(offices):
            raise forms.ValidationError(OFFICES_TAKEN % {"offices": _named(self.taken)})
        return offices or usual_offices(body.kind)

    def clean(self) -> dict[str, Any]:
        days = {name: self.cleaned_data.get(name) for name in self.fields}
        if days["nomination_day"]:
            usual = usual_days(days["nomination_day"])
            self.cleaned_data |= {
                name: day for name, day in usual.items() if not days[name] and name not in self.errors
            }
            self._compare(self.cleaned_data)
        if days["interviews_until"] and not days["interviews_from"]:
            self.add_error("interviews_from", NO_START)
        elif days["interviews_until"] and days["interviews_until"] < days["interviews_from"]:
            self.add_error("interviews_until", BACKWARDS)
        return self.cleaned_data

    def _fill_in(self, usual: dict[str, date]) -> None:
        """What was left empty gets its usual day; what was typed wrong does not."""
        empty = {name: day for name, day in usual.items() if name in self.cleaned_data and not self.cleaned_data[name]}
        self.cleaned_data |= empty

    def _compare(self, days: dict[str, Any]) -> None:
        irrevocable, ends = days.get("irrevocable_on"), days.get("term_ends_on")
        if irrevocable and irrevocable < days["nomination_day"]:
            self.add_error("irrevocable_on", TOO_EARLY)
        elif irrevocable and irrevocable > days["nomination_day"] + HALF_A_YEAR:
            self.add_error("irrevocable_on", TOO_LATE)
        elif ends and ends > days["nomination_day"] + timedelta(days=settings.KEPT_FACTS_LONGEST_DAYS):
            self.add_error("term_ends_on", TERM_TOO_LATE)
        elif irrevocable and ends and ends <= irrevocable:
            self.add_error("term_ends_on", TERM_TOO_EARLY)

    def tell_changed_by(self, stored: SelectionRound) -> None:
        """Say which of the fields somebody else saved differently meanwhile."""
        differing = {
            name: getattr(stored, name) for name, value in self.changes.items() if getattr(stored, name) != value
        }
        self.tell_changed(
            stored.version, {str(self.fields[name].label): _shown(value) for name, value in differing.items()}
        )


def _stored(selection: SelectionRound) -> dict[str, Any]:
    return model_to_dict(selection) | {"version": selection.version}


def _suggested(body: Organisation | None) -> dict[str, Any]:
    return {"body": body.pk, "offices": usual_offices(body.kind)} if body else {}


def _bodies(selection: SelectionRound | None) -> Any:
    """The bodies that exist today; the round's own stays, also after a reorganisation."""
    today = Organisation.objects.filter(kind__in=OF_BODY).valid_on(timezone.localdate())
    return today | Organisation.objects.filter(pk=selection.body_id) if selection else today


def _offices(selection: SelectionRound | None) -> list[tuple[str, str]]:
    """Those of the round's body; of every body, each with its kind, while the body is not settled."""
    if selection is not None:
        return [(office.value, str(office.label)) for office in OF_BODY[Kind(selection.body.kind)]]
    return [(office.value, f"{office.label} ({kind.label})") for kind, offices in OF_BODY.items() for office in offices]


def _named(offices: Any) -> str:
    return ", ".join(str(Office(office).label) for office in sorted(offices))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return _named(value)
    return date_format(value, "j F Y") if hasattr(value, "year") else str(value or "")


def _help_on_irrevocable() -> str:
    told = _(
        "Daarna kan niemand meer tegen de lijst in beroep. Dan begint de bewaartermijn voor wie op de lijst staat."
    )
    usual = _("Laat u dit leeg, dan is het %(days)s dagen na de kandidaatstelling.")
    return f"{told} {usual % {'days': settings.LIST_IRREVOCABLE_DAYS}}"


def _help_on_term() -> str:
    told = _("Zo lang blijven afgesproken maatregelen bewaard.")
    usual = _(
        "Laat u dit leeg, dan rekent het portaal met een periode van vier jaar: %(days)s dagen na de kandidaatstelling."
    )
    return f"{told} {usual % {'days': settings.TERM_ENDS_DAYS}}"

"""Days, hours, themes and cards; nowhere a text."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from integrity.agenda.models import Talk
from integrity.agenda.proposing import USUAL_RHYTHM, Proposal, Rhythm, Term, term_of
from integrity.agenda.talks import NewTalk, suggested_cards
from integrity.cards.content import Card, Deck
from integrity.screening.stamped import DayField, StampedForm
from portal.questionnaires.models import Edition

WORKING_DAYS = range(5)
SHORTEST, LONGEST, USUAL = 15, 240, 60
NO_SUCH_TIME = _("Dit tijdstip bestaat niet of komt twee keer voor: die nacht verspringt de klok. Kies een ander.")
OUTSIDE = _("Kies een dag van %(first)s tot en met %(last)s, het einde van de zittingsperiode.")
PASSED = _("Dit moment is al voorbij. Kies een moment dat nog komt.")
NOT_YET = _("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")
INCOMPLETE = _("Vul een dag en een tijd in, of vink dit gesprek uit.")
NOTHING = _("Vink minstens één gesprek aan.")
TWICE = _("Op dit moment plant u al een ander gesprek. Kies een andere dag of tijd.")


class TimeField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class RhythmForm(forms.Form):
    """On which evening the group meets, to propose days by."""

    weekday = forms.TypedChoiceField(
        label=_("Op welke dag?"),
        coerce=int,
        choices=lambda: [(day, WEEKDAYS[day]) for day in WORKING_DAYS],
        initial=USUAL_RHYTHM.weekday,
    )
    time = TimeField(label=_("Hoe laat?"), initial=USUAL_RHYTHM.time)

    @property
    def rhythm(self) -> Rhythm:
        """What was chosen; the usual evening when that is nothing, or not right."""
        return Rhythm(**self.cleaned_data) if self.is_valid() else USUAL_RHYTHM


class PlanRow(NamedTuple):
    """A proposed talk with its fields."""

    proposal: Proposal
    plan: forms.BoundField
    day: forms.BoundField
    time: forms.BoundField


class PlanForm(StampedForm):
    """Every proposed talk, with a day and an hour to adjust. `there`: how many talks the round has now."""

    def __init__(self, data: Any, proposals: Sequence[Proposal], term: Term, there: int) -> None:
        super().__init__(data, initial={"version": there})
        self.proposals, self.term, self.chosen = proposals, term, list[NewTalk]()
        for proposal in proposals:
            self.fields |= _fields_of(proposal)

    @property
    def rows(self) -> list[PlanRow]:
        return [PlanRow(one, *(self[f"{one.key}-{part}"] for part in PlanRow._fields[1:])) for one in self.proposals]

    def clean(self) -> None:
        ticked = [proposal for proposal in self.proposals if self.cleaned_data.get(f"{proposal.key}-plan")]
        if not ticked:
            self.add_error(None, NOTHING)
        for proposal in ticked:
            self._choose(proposal)

    def _choose(self, proposal: Proposal) -> None:
        names = [f"{proposal.key}-day", f"{proposal.key}-time"]
        day, at = (self.cleaned_data.get(name) for name in names)
        if any(name in self.errors for name in names):
            return
        try:
            new = NewTalk(_chosen_moment(day, at, self.term), proposal.theme.minutes, (proposal.theme.id,))
        except forms.ValidationError as error:
            self.add_error(names[0], error)
            return
        if any(other.at == new.at for other in self.chosen):
            self.add_error(names[0], TWICE)
        self.chosen.append(new)


class MomentForm(StampedForm):
    """When a talk is, and how long it takes. `at` is the moment that was chosen."""

    day = DayField(label=_("Dag"))
    time = TimeField(label=_("Tijd"), help_text=_("Bijvoorbeeld 20:00."))
    minutes = forms.IntegerField(
        label=_("Duur in minuten"), min_value=SHORTEST, max_value=LONGEST, initial=USUAL, widget=forms.NumberInput()
    )

    def __init__(self, data: Any, term: Term, **more: Any) -> None:
        super().__init__(data, **more)
        self.term = term

    def clean(self) -> dict[str, Any]:
        day, at = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        if day and at:
            try:
                self.cleaned_data["at"] = self.check(moment(day, at, self.term))
            except forms.ValidationError as error:
                self.add_error("day", error)
        return self.cleaned_data

    def check(self, at: datetime) -> datetime:
        return at


class TalkForm(MomentForm):
    """A single talk to plan; one that was held already may be added afterwards."""

    themes = forms.MultipleChoiceField(label=_("Over welke thema’s?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, edition: Edition, term: Term) -> None:
        super().__init__(data, term)
        self.fields["themes"].choices = _themes(edition)
        self.fields["day"].help_text = gettext("Was het gesprek al? Vul dan de dag in waarop het was.")

    @property
    def new(self) -> NewTalk:
        facts = self.cleaned_data
        return NewTalk(facts["at"], facts["minutes"], tuple(facts["themes"]))


class MoveForm(MomentForm):
    """Another moment for a planned talk."""

    def __init__(self, data: Any, talk: Talk) -> None:
        super().__init__(data, term_of(talk.round), initial=_moment_of(talk) | {"version": talk.version})

    def check(self, at: datetime) -> datetime:
        if at <= timezone.now():
            raise forms.ValidationError(PASSED)
        return at

    def tell_changed_by(self, stored: Talk) -> None:
        """Say at which moment the talk is now."""
        now = _moment_of(stored)
        told = {"day": date_format(now["day"], "j F Y"), "time": f"{now['time']:%H:%M}", "minutes": str(now["minutes"])}
        self.tell_changed(stored.version, {str(self.fields[name].label): value for name, value in told.items()})


class SubjectsForm(StampedForm):
    """The themes of a talk and the cards to go with them: those that fit come first."""

    themes = forms.MultipleChoiceField(label=_("Over welke thema’s?"), widget=forms.CheckboxSelectMultiple)
    cards = forms.TypedMultipleChoiceField(
        label=_("Met welke dilemmakaarten?"),
        coerce=int,
        empty_value=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, talk: Talk, deck: Deck | None, **initial: Any) -> None:
        chosen = {"themes": talk.themes, "cards": talk.cards, "version": talk.version}
        super().__init__(data, initial=chosen | initial)
        self.talk = talk
        self.fields["themes"].choices = _themes(talk.edition)
        self.fields["cards"].choices = _cards(talk, deck) if deck else []
        if not deck:
            del self.fields["cards"]

    @property
    def subjects(self) -> tuple[list[str], list[int]]:
        return self.cleaned_data["themes"], sorted(self.cleaned_data.get("cards", self.talk.cards))

    def tell_changed_by(self, stored: Talk) -> None:
        """Say which themes and cards the talk has now."""
        themes = ", ".join(str(stored.edition.tree.theme(theme).title) for theme in stored.themes)
        told = {str(self.fields["themes"].label): themes}
        if "cards" in self.fields:
            told[str(self.fields["cards"].label)] = ", ".join(map(str, stored.cards))
        self.tell_changed(stored.version, told)


class HeldForm(SubjectsForm):
    """That a talk was held: on which day, about what, with which cards."""

    held_on = DayField(label=_("Op welke dag was het gesprek?"))
    field_order = ["held_on", "themes", "cards"]

    def __init__(self, data: Any, talk: Talk, deck: Deck | None, **initial: Any) -> None:
        super().__init__(data, talk, deck, **initial)
        self.term = term_of(talk.round)

    def clean_held_on(self) -> date:
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(NOT_YET)
        return _within(day, self.term)


def moment(day: date, at: time, term: Term) -> datetime:
    """Return a moment of the term in our own time zone; raises ValidationError with a sentence."""
    _within(day, term)
    try:
        return from_current_timezone(datetime.combine(day, at))
    except forms.ValidationError as error:
        raise forms.ValidationError(NO_SUCH_TIME) from error


def _within(day: date, term: Term) -> date:
    if term.nomination <= day <= term.ends:
        return day
    days = {"first": date_format(term.nomination, "j F Y"), "last": date_format(term.ends, "j F Y")}
    raise forms.ValidationError(OUTSIDE % days)


def _chosen_moment(day: date | None, at: time | None, term: Term) -> datetime:
    if day is None or at is None:
        raise forms.ValidationError(INCOMPLETE)
    chosen = moment(day, at, term)
    if chosen <= timezone.now():
        raise forms.ValidationError(PASSED)
    return chosen


def _fields_of(proposal: Proposal) -> dict[str, forms.Field]:
    talk = gettext("%(theme)s, maand %(month)s") % {"theme": proposal.theme.title, "month": proposal.month}
    local = timezone.localtime(proposal.at)
    return {
        f"{proposal.key}-plan": forms.BooleanField(
            label=gettext("Plannen: %(talk)s") % {"talk": talk}, initial=True, required=False
        ),
        f"{proposal.key}-day": DayField(
            label=gettext("Dag: %(talk)s") % {"talk": talk}, initial=local.date(), required=False
        ),
        f"{proposal.key}-time": TimeField(
            label=gettext("Tijd: %(talk)s") % {"talk": talk}, initial=local.time(), required=False
        ),
    }


def _moment_of(talk: Talk) -> dict[str, Any]:
    local = timezone.localtime(talk.at)
    return {"day": local.date(), "time": local.time(), "minutes": talk.minutes}


def _themes(edition: Edition) -> list[tuple[str, str]]:
    return [(theme.id, str(theme.title)) for theme in edition.tree.themes]


def _cards(talk: Talk, deck: Deck) -> list[tuple[int, str]]:
    fitting = suggested_cards(talk.edition, deck, talk.themes)
    others = [card for card in deck.cards if card not in fitting]
    return [*_options(fitting, gettext("past bij dit thema")), *_options(others)]


def _options(cards: Iterable[Card], note: str = "") -> list[tuple[int, str]]:
    return [(card.number, f"{card.number}. {card.title}" + (f" ({note})" if note else "")) for card in cards]

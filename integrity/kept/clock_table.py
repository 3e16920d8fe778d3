"""What stays of a candidacy and what goes, per instrument, with the days (domain/integrity.md, section 3).

The words follow distilling.py; a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrity.screening.clocks import facts_count_from, facts_until, listed_counts_from
from integrity.screening.enums import CandidacyStatus, Instrument
from integrity.screening.instruments import in_use
from integrity.screening.models import Candidacy, SelectionRound
from portal.privacy.declarations import Text
from portal.privacy.models import Dossier
from portal.retention.kinds import dates_of

# Per instrument: what stays, and what goes. Empty: nothing.
TEXTS: Mapping[str, tuple[Text, Text]] = {
    Instrument.RULES: (gettext_lazy("welke editie is gelezen, en op welke dag"), ""),
    Instrument.SELF_ASSESSMENT: ("", gettext_lazy("het vinkje, met de dag")),
    Instrument.QUESTIONNAIRE: (
        gettext_lazy("op welke dag de vragenlijst is verstuurd"),
        gettext_lazy("alle antwoorden, wat is verbeterd, en de vragen van de commissie erover"),
    ),
    Instrument.OPEN_SOURCES: (
        gettext_lazy("op welke dag voor het laatst een bron is bekeken"),
        gettext_lazy("welke bronnen, de bevindingen en de reacties daarop"),
    ),
    Instrument.SUBVERSION: ("", gettext_lazy("hierover wordt niets over personen vastgelegd")),
    Instrument.INTERVIEW: (
        gettext_lazy("op welke dag het gesprek was"),
        gettext_lazy("onderwerpen, voorbereiding, plaats en gesprekspartners"),
    ),
    Instrument.REFERENCES: (
        gettext_lazy("op welke dag voor het laatst een referentie is gesproken"),
        gettext_lazy("namen en contactgegevens van referenties, en wat zij zeiden"),
    ),
    Instrument.CERTIFICATE: ("", gettext_lazy("of er een VOG is gevraagd of gezien, en wanneer")),
    Instrument.UNDERTAKING: (
        gettext_lazy("de ondertekende tekst met controlegetal, de editie en wie wanneer tekende"),
        gettext_lazy("teksten die niet zijn ondertekend of zijn ingetrokken"),
    ),
    Instrument.AGENDA: (
        gettext_lazy("datum, thema’s en kaarten van de gesprekken in de groep, zonder namen"),
        gettext_lazy("wie wat zei, wordt niet vastgelegd"),
    ),
    Instrument.CARDS: ("", gettext_lazy("hierover wordt niets over personen vastgelegd")),
}


@dataclass(frozen=True)
class Row:
    """One instrument: what stays of it and what goes; empty is nothing."""

    name: str
    stays: Text
    goes: Text


@dataclass(frozen=True)
class Outcome:
    """What happens after one decision. rows: only when something stays, with the heads of its two columns."""

    title: str
    text: str
    stays_until: str = ""
    goes_on: str = ""
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class ClockTable:
    """hold: why nothing goes for now, or empty; undecided: what happens when nobody ever decides, or empty."""

    outcomes: list[Outcome]
    hold: str = ""
    undecided: str = ""


def clock_table(candidacy: Candidacy) -> ClockTable:
    """Return what stays and what goes of a candidacy: of both decisions while there is none, else of the one taken."""
    dossier, status = candidacy.dossier, candidacy.status
    if status == CandidacyStatus.LISTED:
        return ClockTable([_listed(candidacy, dates_of(dossier).erase_on)], dossier.hold_reason)
    if status in (CandidacyStatus.NOT_LISTED, CandidacyStatus.WITHDRAWN):
        return ClockTable([_not_listed(dossier)], dossier.hold_reason)
    told = {"day": _day(dates_of(dossier).erase_on)}
    undecided = _("Neemt niemand een beslissing? Dan wist het portaal alles op %(day)s. Er blijft niets over.") % told
    return ClockTable([_perhaps_listed(candidacy), _perhaps_not()], dossier.hold_reason, undecided)


def _perhaps_listed(candidacy: Candidacy) -> Outcome:
    counts_from = localtime(listed_counts_from(candidacy.round, timezone.now()))
    outcome = _listed(candidacy, counts_from + timedelta(days=settings.CANDIDACY_KEPT_DAYS))
    told = {
        "days": settings.CANDIDACY_KEPT_DAYS,
        "irrevocable": date_format(candidacy.round.irrevocable_on, "j F Y"),
        "day": _day(counts_from + timedelta(days=settings.CANDIDACY_KEPT_DAYS)),
    }
    when = _(
        "Het dossier wordt gewist %(days)s dagen na de dag waarop de lijst onherroepelijk is. "
        "Die dag is nu %(irrevocable)s, dus het wissen is op %(day)s."
    )
    rest = _("Alleen feiten en afspraken blijven.") if outcome.rows else outcome.text
    return Outcome(_("Op de lijst"), f"{when % told} {rest}", outcome.stays_until, outcome.goes_on, outcome.rows)


def _perhaps_not() -> Outcome:
    told = {"days": settings.CANDIDACY_KEPT_DAYS}
    text = _("%(days)s dagen na de beslissing of het terugtrekken wist het portaal alles. Er blijft niets over.")
    return Outcome(_("Niet op de lijst, of teruggetrokken"), text % told)


def _listed(candidacy: Candidacy, erase_on: datetime) -> Outcome:
    title, day = _("Op de lijst"), _day(erase_on)
    if facts_count_from(candidacy.round) <= erase_on:
        return Outcome(title, _("De zittingsperiode is dan al voorbij. Er blijft niets over."))
    text = _(
        "Het dossier wordt gewist op %(day)s. Twee weken ervoor komt er een bericht. Alleen feiten en afspraken "
        "blijven, in een nieuw dossier. Daarvoor komt er een e-mail met een nieuwe persoonlijke link."
    )
    return Outcome(title, text % {"day": day}, _day(facts_until(candidacy.round)), day, _rows(candidacy.round))


def _not_listed(dossier: Dossier) -> Outcome:
    text = _("Het portaal wist alles op %(day)s. Twee weken ervoor komt er een bericht. Er blijft niets over.")
    return Outcome(_("Niet op de lijst, of teruggetrokken"), text % {"day": _day(dates_of(dossier).erase_on)})


def _rows(selection: SelectionRound) -> list[Row]:
    person = Row(_("Persoon en functie"), _("naam, e-mailadres, functie en de dag van plaatsing op de lijst"), "")
    measures = Row(
        _("Maatregelen"),
        _("wat is afgesproken, met het risico in een paar woorden"),
        _("voorstellen, en wat is vervallen"),
    )
    rest = Row(_("Al het andere"), _("een bezwaar dat nog wacht op antwoord"), _("berichten, PDF’s en links"))
    return [person, *(_row(instrument) for instrument in in_use(selection)), measures, rest]


def _row(instrument: str) -> Row:
    stays, goes = TEXTS[instrument]
    return Row(capfirst(str(Instrument(instrument).label)), stays, goes)


def _day(at: datetime) -> str:
    return date_format(localtime(at), "j F Y")

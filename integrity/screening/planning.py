"""The dates of a round: what is usual, and where the planning breaks a rule (domain/integrity.md, sections 3 and 7)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrity.screening.enums import Instrument as I
from integrity.screening.instruments import ORDER
from integrity.screening.models import RoundInstrument, SelectionRound
from integrity.screening.offices import OF_BODY
from portal.organisations.enums import Kind
from portal.privacy.declarations import Text
from portal.questionnaires.enums import Office

FROM, UNTIL, NOMINATION = "interviews_from", "interviews_until", "nomination_day"
# The questionnaire is back this long before the interview (section 3.3; section 7, rule 6).
QUESTIONNAIRE_DAYS = 7
# When an instrument should be ready: so many days after a day of the round. Only the questionnaire's is from
# a source; what is not named here has no date, like the self-assessment, which nobody has to do.
SUGGESTED: dict[str, tuple[str, int]] = {
    I.RULES: (FROM, -21),
    I.QUESTIONNAIRE: (FROM, -QUESTIONNAIRE_DAYS),
    I.OPEN_SOURCES: (FROM, -1),
    I.INTERVIEW: (UNTIL, 0),
    I.REFERENCES: (UNTIL, 7),
    I.CERTIFICATE: (NOMINATION, -14),
    I.UNDERTAKING: (NOMINATION, -7),
}
UNION = gettext_lazy("Nederlandse Vereniging voor Raadsleden")
OURS = gettext_lazy("volgorde van dit portaal")


@dataclass(frozen=True)
class Remark:
    """A date that is missing or breaks a rule: told, never forbidden.

    instrument: what it is about, empty for the round; rule: the rule in words; source: who says so.
    """

    instrument: str
    text: str
    rule: Text = ""
    source: Text = ""

    def __str__(self) -> str:
        return self.text


def usual_offices(kind: str) -> list[Office]:
    """Return the offices a round is for unless somebody says otherwise: the elected one."""
    return [OF_BODY[Kind(kind)][0]]


def usual_days(nomination_day: date) -> dict[str, date]:
    """Return the days a round gets unless somebody fills in others, by field."""
    return {
        "irrevocable_on": nomination_day + timedelta(days=settings.LIST_IRREVOCABLE_DAYS),
        "term_ends_on": nomination_day + timedelta(days=settings.TERM_ENDS_DAYS),
    }


def suggested_days(selection: SelectionRound) -> dict[str, date]:
    """Return the day on which each instrument should be ready, as far as the round's own days are known."""
    known = ((instrument, getattr(selection, field), days) for instrument, (field, days) in SUGGESTED.items())
    return {instrument: day + timedelta(days=days) for instrument, day, days in known if day}


def remarks_on(selection: SelectionRound, used: Mapping[str, RoundInstrument]) -> list[Remark]:
    """Say where the planning of a round breaks a rule, and what is missing. used: see instruments.in_use."""
    due = {instrument: row.due_on for instrument, row in used.items() if row.due_on}
    told = [rule(selection, day) for rule, day in ((_rules[one], due[one]) for one in _rules if one in due)]
    broken = [remark for remark in told if remark is not None]
    return [*_of_the_period(selection, used), *broken, *_missing(used), *_withdrawn(used)]


def _of_the_period(selection: SelectionRound, used: Mapping[str, RoundInstrument]) -> Iterator[Remark]:
    last = selection.interviews_until or selection.interviews_from
    if last is None:
        if I.INTERVIEW in used:
            yield Remark(
                "",
                _("Er is nog geen periode voor de gesprekken. Vul bij de instellingen in wanneer de gesprekken zijn."),
            )
    elif last > selection.nomination_day:
        text = _("De gesprekken gaan door tot %(last)s. Dat is na de kandidaatstelling op %(day)s.")
        rule = _("Het gesprek is voordat de lijst wordt ingeleverd.")
        yield Remark(I.INTERVIEW, text % {"last": _day(last), "day": _day(selection.nomination_day)}, rule, OURS)


def _questionnaire(selection: SelectionRound, due: date) -> Remark | None:
    start = selection.interviews_from
    if start is None or (start - due).days >= QUESTIONNAIRE_DAYS:
        return None
    text = _("De vragenlijst is klaar op %(due)s. De gesprekken beginnen op %(start)s.")
    rule = _("De vragenlijst is minstens een week voor het gesprek binnen.")
    return Remark(I.QUESTIONNAIRE, text % {"due": _day(due), "start": _day(start)}, rule, UNION)


def _open_sources(selection: SelectionRound, due: date) -> Remark | None:
    start = selection.interviews_from
    if start is None or due < start:
        return None
    text = _("De open bronnen zijn klaar op %(due)s. De gesprekken beginnen op %(start)s.")
    rule = _("Bekijk open bronnen voor het gesprek. Daar kan de kandidaat op bevindingen reageren.")
    return Remark(I.OPEN_SOURCES, text % {"due": _day(due), "start": _day(start)}, rule, UNION)


def _references(selection: SelectionRound, due: date) -> Remark | None:
    end = selection.interviews_until or selection.interviews_from
    if end is None or due >= end:
        return None
    text = _("De referenties zijn klaar op %(due)s. De gesprekken gaan door tot %(end)s.")
    rule = _("Vraag referenties na het gesprek, om na te gaan wat daar is gezegd.")
    return Remark(I.REFERENCES, text % {"due": _day(due), "end": _day(end)}, rule, UNION)


def _certificate(selection: SelectionRound, due: date) -> Remark | None:
    rule = _("Een partij vraagt een VOG alleen voordat de lijst vaststaat. Daarna mag het niet meer.")
    return _late_for_the_list(I.CERTIFICATE, selection, due, rule, UNION)


def _undertaking(selection: SelectionRound, due: date) -> Remark | None:
    rule = _("De kandidaat ondertekent voordat de lijst wordt ingeleverd.")
    return _late_for_the_list(I.UNDERTAKING, selection, due, rule, OURS) or _before_interviews(selection, due)


def _before_interviews(selection: SelectionRound, due: date) -> Remark | None:
    end = selection.interviews_until or selection.interviews_from
    if end is None or due >= end:
        return None
    text = _("De verklaring is klaar op %(due)s. De gesprekken gaan door tot %(end)s.")
    rule = _("De verklaring komt na het gesprek: de afgesproken maatregelen staan erin.")
    return Remark(I.UNDERTAKING, text % {"due": _day(due), "end": _day(end)}, rule, OURS)


def _late_for_the_list(what: I, selection: SelectionRound, due: date, rule: str, source: Text) -> Remark | None:
    if due <= selection.nomination_day:
        return None
    text = _("De datum is %(due)s. Dat is na de kandidaatstelling op %(day)s.")
    return Remark(what, text % {"due": _day(due), "day": _day(selection.nomination_day)}, rule, source)


def _missing(used: Mapping[str, RoundInstrument]) -> Iterator[Remark]:
    dated = {instrument for instrument, row in used.items() if row.due_on or instrument not in SUGGESTED}
    without = [place.short for place in ORDER if place.instrument in used.keys() - dated]
    if without:
        text = _("Nog geen datum: %(instruments)s. Zonder datum stuurt het portaal geen herinneringen.")
        yield Remark("", text % {"instruments": ", ".join(str(short) for short in without)})


def _withdrawn(used: Mapping[str, RoundInstrument]) -> Iterator[Remark]:
    for instrument, row in used.items():
        if row.edition is not None and row.edition.withdrawn_at is not None:
            yield Remark(instrument, _("Deze editie is ingetrokken. Wie nu begint, krijgt de nieuwste. Kies er een."))


def _day(day: date) -> str:
    return date_format(day, "j F Y")


_rules: dict[str, Callable[[SelectionRound, date], Remark | None]] = {
    I.QUESTIONNAIRE: _questionnaire,
    I.OPEN_SOURCES: _open_sources,
    I.REFERENCES: _references,
    I.CERTIFICATE: _certificate,
    I.UNDERTAKING: _undertaking,
}

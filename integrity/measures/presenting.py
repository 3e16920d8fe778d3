"""What the pages about measures say."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from integrity.measures.enums import MeasureStatus, Owner
from integrity.measures.models import Measure
from integrity.measures.queries import File, is_due
from integrity.measures.rules import may_ask_to_talk, may_change, may_review
from integrity.measures.workflow import MEASURE
from integrity.screening.clocks import facts_until
from integrity.screening.enums import CandidacyStatus
from integrity.screening.presenting import Button, trail
from portal.accounts.destinations import url_for_dossier
from portal.retention.kinds import erased_on
from portal.walls.actor import Actor
from portal.workflow.door import open_moves

TONES = {
    MeasureStatus.PROPOSED: "neutral",
    MeasureStatus.AGREED: "active",
    MeasureStatus.DONE: "done",
    MeasureStatus.DROPPED: "neutral",
}


@dataclass(frozen=True)
class Row:
    """A measure on a page, with what `actor` can do about it."""

    measure: Measure
    label: str
    tone: str
    due: bool
    buttons: list[Button] = field(default_factory=list)
    outside: bool = False

    @property
    def owner(self) -> str:
        """Who carries it out; in the own file the candidate is spoken to."""
        own = self.outside and self.measure.owner == Owner.CANDIDATE
        return _("uzelf") if own else self.measure.get_owner_display()

    @property
    def hidden(self) -> dict[str, int]:
        """What each button sends along: the version that its reader saw."""
        return {"version": self.measure.version}


def row_of(measure: Measure, buttons: Sequence[Button] = (), *, outside: bool = False) -> Row:
    """Return a measure for a page; outside: in words for the candidate."""
    state = MEASURE.state(measure.status)
    label, tone = str(state.outside if outside else state.inside), TONES[MeasureStatus(measure.status)]
    return Row(measure, label, tone, is_due(measure, localdate()), [*buttons], outside)


def desk_row(actor: Actor, measure: Measure) -> Row:
    """Return a measure for the desk."""
    at = [measure.dossier.reference, measure.pk]
    buttons = [
        Button(str(move.label), reverse(f"measure_{move.name}", args=at), post=move.name != "drop")
        for move in open_moves(MEASURE, actor, measure)
    ]
    if may_change(actor, measure) is None:
        buttons.insert(0, Button(_("Wijzigen"), reverse("measure_change", args=at)))
    if may_review(actor, measure) is None:
        buttons.insert(0, Button(_("Terugkijken plannen"), reverse("measure_review", args=at)))
    if measure.talk_asked_at is not None:
        buttons.insert(0, Button(_("Besproken"), reverse("measure_talked", args=at), post=True))
    return row_of(measure, buttons)


def own_row(actor: Actor, measure: Measure) -> Row:
    """Return a measure for the candidate."""
    labels = {"agree": (_("Ik ga akkoord"), "primary"), "finish": (_("Dit heb ik gedaan"), "secondary")}
    buttons = [
        Button(label, reverse(f"my_measure_{move.name}", args=[measure.pk]), kind, post=True)
        for move in open_moves(MEASURE, actor, measure)
        for label, kind in [labels[move.name]]
    ]
    if measure.talk_asked_at is None and may_ask_to_talk(actor, measure) is None:
        proposed = measure.status == MeasureStatus.PROPOSED
        label = _("Ik wil hier eerst over praten") if proposed else _("Ik wil hierover praten")
        buttons.append(Button(label, reverse("my_measure_talk", args=[measure.pk]), post=True))
    return row_of(measure, buttons, outside=True)


def trail_to(file: File) -> list[tuple[str, str]]:
    """Breadcrumbs down to a file, at the desk."""
    if file.candidacy is not None:
        return trail(file.round, file.candidacy)
    return [*trail(file.round), (file.name, reverse("kept_file", args=[file.dossier.reference]))]


def own_trail(file: File) -> list[tuple[str, str]]:
    """Breadcrumbs down to the own file."""
    return [(_("Uw dossier"), url_for_dossier(file.dossier))]


def desk_facts(file: File) -> dict[str, str]:
    """Told at the desk: who sees the measures, until when, and what comes next."""
    if file.candidacy is None:
        return kept_facts(file)
    return {
        "who": _(
            "De kandidaat, de secretaris en de selectiecommissie van uw afdeling. Het bestuur leest de maatregelen "
            "pas in een ondertekende bewilligingsverklaring, zonder de risico’s."
        ),
        "erased": kept_until(file),
        "next": _(
            "De kandidaat leest een voorstel in het eigen dossier en kan akkoord gaan. Daarna staat het vast en komt "
            "het in de bewilligingsverklaring."
        ),
    }


def own_facts(file: File) -> dict[str, str]:
    """The same, told to the candidate."""
    if file.candidacy is None:
        return kept_facts(file, own=True)
    return {
        "who": _(
            "U, de secretaris en de selectiecommissie van de afdeling. Tekent u de bewilligingsverklaring? Dan leest "
            "het bestuur daarin de maatregelen, zonder de risico’s."
        ),
        "erased": kept_until(file, own=True),
        "next": _(
            "Waar u akkoord mee gaat, staat vast en komt in de bewilligingsverklaring. "
            "Het portaal herinnert aan de datums."
        ),
    }


def kept_facts(file: File, *, own: bool = False) -> dict[str, str]:
    """The same, once only facts are kept; `own`: told to the person."""
    others = _("Niet de selectiecommissie, de gemeente of het ministerie.")
    who = _("U en de secretaris van de afdeling.") if own else _("De persoon zelf en de secretaris van uw afdeling.")
    return {
        "who": f"{who} {others}",
        "erased": erased_on(file.dossier),
        "next": _(
            "Het portaal herinnert aan de datums van de maatregelen. Na de zittingsperiode wist het alles vanzelf."
        ),
    }


def kept_until(file: File, *, own: bool = False) -> str:
    """Say when what was agreed with someone goes: measures and undertaking alike. own: told to the candidate."""
    told = {"day": date_format(facts_until(file.round), "j F Y"), "erased": erased_on(file.dossier)}
    if file.candidacy is None or file.candidacy.status == CandidacyStatus.LISTED:
        return _("Na de zittingsperiode, op %(day)s.") % told
    if file.candidacy.status == CandidacyStatus.INVITED:
        asked = _("Komt u op de lijst?") if own else _("Komt de kandidaat op de lijst?")
        rest = _("Dan na de zittingsperiode, op %(day)s. Anders met het dossier.") % told
        return f"{asked} {rest}"
    return _("Met het dossier: %(erased)s") % told

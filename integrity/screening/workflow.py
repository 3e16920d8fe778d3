"""The moves of a candidacy (domain/integrity.md, section 6)."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from integrity.screening.announcing import announce_withdrawal
from integrity.screening.clocks import listed_at, listed_counts_from
from integrity.screening.endings import end_the_rest
from integrity.screening.enums import UNDECIDED, Instrument
from integrity.screening.enums import CandidacyStatus as S
from integrity.screening.instruments import edition_for, questionnaire_fits, uses
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.rules import is_candidate, is_secretary
from portal.accounts.links import send_personal_links
from portal.privacy.dossiers import start_clock
from portal.privacy.models import Dossier
from portal.questionnaires.filling import start_responses
from portal.walls.actor import Actor, demand
from portal.workflow.moves import Move, Procedure, State

BUSY = _("in behandeling")


def _ask(actor: Actor, candidacies: Sequence[Candidacy]) -> None:
    """Ask what the round asks, and send each a link; raises Refused when no questionnaire fits."""
    dossiers = Dossier.objects.in_bulk([candidacy.dossier_id for candidacy in candidacies])
    for selection in SelectionRound.objects.filter(pk__in={candidacy.round_id for candidacy in candidacies}):
        offices = {dossiers[one.dossier_id]: one.office for one in candidacies if one.round_id == selection.pk}
        demand(questionnaire_fits(selection, offices.values()))
        if uses(selection, Instrument.QUESTIONNAIRE):
            start_responses(actor, edition_for(selection, Instrument.QUESTIONNAIRE), offices)
    send_personal_links(dossiers.values())


def _start_clock(actor: Actor, candidacy: Candidacy) -> None:
    start_clock(candidacy.dossier, timezone.now())


def _start_clock_later(actor: Actor, candidacy: Candidacy) -> None:
    decided_at = listed_at([candidacy.dossier_id])[candidacy.dossier_id]
    start_clock(candidacy.dossier, listed_counts_from(candidacy.round, decided_at))


def _tell_of_withdrawal(actor: Actor, candidacy: Candidacy) -> None:
    announce_withdrawal(candidacy.dossier)


CANDIDACY = Procedure(
    name="candidacy",
    model=lambda: Candidacy,
    states=(
        State(S.ADDED, _("toegevoegd"), BUSY),
        State(S.INVITED, _("uitgenodigd"), BUSY),
        State(S.LISTED, _("op de lijst"), _("u staat op de lijst")),
        State(S.NOT_LISTED, _("niet op de lijst"), _("u staat niet op de lijst")),
        State(S.WITHDRAWN, _("teruggetrokken"), _("u hebt zich teruggetrokken")),
    ),
    moves=(
        Move(
            "invite",
            frozenset({S.ADDED}),
            S.INVITED,
            _("Uitnodigen"),
            may=is_secretary,
            shared=(_ask,),
        ),
        Move(
            "list",
            frozenset({S.INVITED}),
            S.LISTED,
            _("Op de lijst zetten"),
            may=is_secretary,
            effects=(_start_clock_later, end_the_rest),
        ),
        Move(
            "pass_over",
            UNDECIDED,
            S.NOT_LISTED,
            _("Niet op de lijst zetten"),
            may=is_secretary,
            effects=(_start_clock, end_the_rest),
        ),
        Move(
            "withdraw",
            UNDECIDED,
            S.WITHDRAWN,
            _("Terugtrekken"),
            may=is_candidate,
            effects=(_start_clock, end_the_rest, _tell_of_withdrawal),
        ),
    ),
)

KEPT = {"days": settings.CANDIDACY_KEPT_DAYS}
CALLED_OFF = _("Is er een gesprek gepland? Dan zegt het portaal het af.")
# What a decision brings, for the page that asks to confirm it.
CONSEQUENCES = {
    "list": [
        _("De kandidaat ziet dat hij of zij op de lijst staat."),
        format_lazy(
            _("{days} dagen na de dag waarop de lijst onherroepelijk is, wist het portaal het dossier."), **KEPT
        ),
        _("Daarna blijven alleen feiten en afspraken, tot het einde van de zittingsperiode."),
        CALLED_OFF,
    ],
    "pass_over": [
        _("De kandidaat ziet dat hij of zij niet op de lijst staat. Vertel het eerst zelf."),
        format_lazy(_("Over {days} dagen wist het portaal het hele dossier. Er blijft niets over."), **KEPT),
        CALLED_OFF,
    ],
    "withdraw": [
        _("U kunt de vragenlijst niet meer invullen of verbeteren."),
        format_lazy(_("Over {days} dagen wist het portaal uw hele dossier. Er blijft niets over."), **KEPT),
        _("De afdeling krijgt bericht dat u zich hebt teruggetrokken. U hoeft geen reden te geven."),
        CALLED_OFF,
    ],
}

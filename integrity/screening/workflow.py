"""The moves of a candidacy (domain/integrity.md, section 6)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrity.screening.clocks import listed_at, listed_counts_from
from integrity.screening.enums import CandidacyStatus as S
from integrity.screening.enums import Instrument
from integrity.screening.instruments import QUESTIONNAIRE, uses
from integrity.screening.models import Candidacy
from integrity.screening.rules import is_candidate, is_secretary
from portal.accounts.links import send_personal_link
from portal.privacy.dossiers import start_clock
from portal.questionnaires.filling import start_response
from portal.questionnaires.models import Edition
from portal.walls.actor import Actor, Reason
from portal.workflow.moves import Move, Procedure, State

OPEN = frozenset({S.ADDED, S.INVITED})
BUSY = _("in behandeling")
NO_QUESTIONNAIRE = _("Er is nog geen vragenlijst gepubliceerd. Vraag het de redactie van het portaal.")


def _has_questionnaire(actor: Actor, candidacy: Candidacy) -> Reason:
    published = Edition.objects.published(QUESTIONNAIRE).exists()
    return None if published or not _asks_questionnaire(candidacy) else NO_QUESTIONNAIRE


def _asks_questionnaire(candidacy: Candidacy) -> bool:
    return uses(candidacy.round, Instrument.QUESTIONNAIRE)


def _ask(actor: Actor, candidacy: Candidacy) -> None:
    if _asks_questionnaire(candidacy):
        start_response(actor, candidacy.dossier, edition_for(candidacy), candidacy.office)
    send_personal_link(candidacy.dossier)


def edition_for(candidacy: Candidacy) -> Edition:
    """Return the questionnaire someone gets who starts now: the edition of the round, else the newest."""
    row = candidacy.round.instruments.filter(instrument=Instrument.QUESTIONNAIRE).select_related("edition").first()
    return row.edition if row and row.edition else Edition.objects.newest(QUESTIONNAIRE)


def _start_clock(actor: Actor, candidacy: Candidacy) -> None:
    start_clock(candidacy.dossier, timezone.now())


def _start_clock_later(actor: Actor, candidacy: Candidacy) -> None:
    decided_at = listed_at([candidacy.dossier_id])[candidacy.dossier_id]
    start_clock(candidacy.dossier, listed_counts_from(candidacy.round, decided_at))


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
            guard=_has_questionnaire,
            effects=(_ask,),
        ),
        Move(
            "list",
            frozenset({S.INVITED}),
            S.LISTED,
            _("Op de lijst zetten"),
            may=is_secretary,
            effects=(_start_clock_later,),
        ),
        Move("pass_over", OPEN, S.NOT_LISTED, _("Niet op de lijst zetten"), may=is_secretary, effects=(_start_clock,)),
        Move("withdraw", OPEN, S.WITHDRAWN, _("Terugtrekken"), may=is_candidate, effects=(_start_clock,)),
    ),
)

# What a decision brings, for the page that asks to confirm it.
CONSEQUENCES = {
    "list": [
        _("De kandidaat ziet dat hij of zij op de lijst staat."),
        _("Na de bewaartermijn wist het portaal het hele dossier."),
    ],
    "pass_over": [
        _("De kandidaat ziet dat hij of zij niet op de lijst staat. Vertel het eerst zelf."),
        _("Na de bewaartermijn wist het portaal het hele dossier."),
    ],
    "withdraw": [
        _("U kunt de vragenlijst niet meer invullen of verbeteren."),
        _("Na de bewaartermijn wist het portaal uw hele dossier."),
        _("De afdeling ziet dat u zich hebt teruggetrokken. U hoeft geen reden te geven."),
    ],
}

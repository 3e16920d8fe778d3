"""The life of a response. Statuses change through `perform` with this table only."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.questionnaires.enums import ResponseStatus
from portal.questionnaires.models import Response
from portal.questionnaires.sheet import open_sheet
from portal.walls.actor import Actor, Reason
from portal.workflow.moves import Move, Procedure, State

ONLY_THE_PERSON = _("Alleen de persoon om wie het gaat, vult deze vragenlijst in.")
SENT_IN = _("Deze vragenlijst is al verstuurd. Wilt u iets verbeteren? Open de vragenlijst dan opnieuw.")
NOT_READY = _("Nog niet alle verplichte vragen zijn goed ingevuld.")
FILLABLE = frozenset({ResponseStatus.NOT_STARTED, ResponseStatus.IN_PROGRESS, ResponseStatus.REOPENED})


def may_fill(actor: Actor, response: Response) -> Reason:
    """Only the person concerned, in the session of their own file."""
    return None if actor.dossier_id is not None and actor.dossier_id == response.dossier_id else ONLY_THE_PERSON


def may_write_now(actor: Actor, response: Response) -> Reason:
    """Only the person concerned, and only while the response is open."""
    return may_fill(actor, response) or (None if response.status in FILLABLE else SENT_IN)


def is_ready(actor: Actor, response: Response) -> Reason:
    """Every section was finished and nothing compulsory is missing."""
    return None if open_sheet(response).progress.is_complete else NOT_READY


def _note_submission(actor: Actor, response: Response) -> None:
    response.submitted_at = timezone.now()
    response.submissions += 1
    response.save(update_fields=["submitted_at", "submissions"])


RESPONSE = Procedure(
    name="questionnaire",
    model=lambda: Response,
    states=(
        State(ResponseStatus.NOT_STARTED, _("nog niet begonnen"), _("nog niet begonnen")),
        State(ResponseStatus.IN_PROGRESS, _("bezig"), _("bezig")),
        State(ResponseStatus.SUBMITTED, _("verstuurd"), _("verstuurd")),
        State(ResponseStatus.REOPENED, _("opnieuw geopend"), _("opnieuw geopend")),
    ),
    moves=(
        Move(
            "begin",
            frozenset({ResponseStatus.NOT_STARTED}),
            ResponseStatus.IN_PROGRESS,
            _("Beginnen"),
            may_fill,
        ),
        Move(
            "submit",
            frozenset({ResponseStatus.IN_PROGRESS, ResponseStatus.REOPENED}),
            ResponseStatus.SUBMITTED,
            _("Versturen"),
            may_fill,
            guard=is_ready,
            effects=(_note_submission,),
        ),
        Move(
            "reopen",
            frozenset({ResponseStatus.SUBMITTED}),
            ResponseStatus.REOPENED,
            _("Opnieuw openen"),
            may_fill,
        ),
    ),
)

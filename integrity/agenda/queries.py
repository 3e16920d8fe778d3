"""Reading the agenda of a round."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from integrity.agenda.enums import TalkStatus
from integrity.agenda.models import Talk
from integrity.agenda.themes import AGENDA_SLUG
from integrity.cards.models import CardSession
from integrity.cards.queries import Table, table_of
from integrity.screening.enums import Instrument
from integrity.screening.models import SelectionRound
from portal.questionnaires.models import Edition
from portal.walls.actor import Actor


def round_with_agenda(actor: Actor, pk: UUID | str) -> SelectionRound:
    """Return a round for who sees its agenda, the board included; raises Http404."""
    return get_object_or_404(SelectionRound.objects.of_branch(actor).select_related("body"), pk=pk)


def talks_of(actor: Actor, selection: SelectionRound) -> QuerySet[Talk]:
    """The talks of a round in order, in one query once their edition was read in this process."""
    return _with_edition(Talk.objects.visible_to(actor).filter(round=selection))


def talk_of(actor: Actor, pk: UUID | str) -> Talk:
    """Return a talk with its round and edition; raises Http404."""
    return get_object_or_404(_with_edition(Talk.objects.visible_to(actor)).select_related("round__body"), pk=pk)


def edition_for(selection: SelectionRound) -> Edition | None:
    """Return the edition of a round's agenda: its own, else the newest; None when none is published."""
    row = selection.instruments.filter(instrument=Instrument.AGENDA).select_related("edition").first()
    own = row.edition if row else None
    return own or Edition.objects.published(AGENDA_SLUG).first()


def played_since(actor: Actor, talk: Talk) -> Table | None:
    """Return the own session with cards from the day of a talk on, if one was played that day or later.

    Sessions are there for a day, and for who opened them.
    """
    session = CardSession.objects.visible_to(actor).select_related("edition").order_by("-opened_at").first()
    if session is None or timezone.localdate(session.opened_at) < timezone.localdate(talk.at):
        return None
    table = table_of(session)
    return table if table.turns else None


def planned(talks: QuerySet[Talk]) -> QuerySet[Talk]:
    """Those that are still to be held, or to be recorded."""
    return talks.filter(status=TalkStatus.PLANNED)


def _with_edition(talks: QuerySet[Talk]) -> QuerySet[Talk]:
    # The content is long and mostly known already (Edition.tree); it comes when it is asked for.
    return talks.select_related("edition").defer("edition__content")

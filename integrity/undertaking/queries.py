"""Reading undertakings. Whose they are is said by integrity.measures.queries, as of measures."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from integrity.measures.enums import MeasureStatus
from integrity.measures.models import Measure
from integrity.screening.enums import Instrument
from integrity.screening.models import Candidacy
from integrity.undertaking.clauses import UNDERTAKING_SLUG
from integrity.undertaking.models import Undertaking
from portal.privacy.keys import fetch_keys
from portal.privacy.models import Dossier
from portal.questionnaires.models import Edition
from portal.walls.actor import Actor

PEOPLE = ("dossier__candidacy__round", "dossier__kept_file__round", "countersigned_by", "edition")


def undertaking_of(actor: Actor, dossier: Dossier) -> Undertaking | None:
    """Return the undertaking of a file that was fetched for `actor`; None when none was offered."""
    return Undertaking.objects.visible_to(actor).filter(dossier=dossier).select_related(*PEOPLE).first()


def existing_undertaking(actor: Actor, dossier: Dossier) -> Undertaking:
    """Return the undertaking of a file that was fetched for `actor`; raises Http404 when none was offered."""
    return get_object_or_404(Undertaking.objects.visible_to(actor).select_related(*PEOPLE), dossier=dossier)


def signed_for_board(actor: Actor) -> QuerySet[Undertaking]:
    """The undertakings that a board member sees: signed by the candidate, of who goes on. Nothing else of the file."""
    signed = Candidacy.objects.signed_for(actor)
    return Undertaking.objects.visible_to(actor).filter(dossier__candidacy__in=signed, dossier__erased_at=None)


def board_list(actor: Actor) -> list[Undertaking]:
    """Return what the board signs and signed, by name within each, in a fixed number of queries."""
    rows = list(signed_for_board(actor).select_related(*PEOPLE))
    fetch_keys(row.dossier_id for row in rows)
    return sorted(rows, key=lambda row: (row.countersigned_at is not None, row.dossier.candidacy.name.casefold()))


def board_undertaking_of(actor: Actor, reference: str) -> Undertaking:
    """Return one of those; raises Http404."""
    return get_object_or_404(signed_for_board(actor).select_related(*PEOPLE), dossier__reference=reference)


def agreed_measures(dossier: Dossier) -> list[Measure]:
    """Return what the candidate agreed to and still is to be done; needs the scope of its organisation."""
    return list(Measure.objects.filter(dossier=dossier, status=MeasureStatus.AGREED).order_by("made_at"))


def edition_for(candidacy: Candidacy) -> Edition | None:
    """Return the edition of the round, else the newest; None when none is published."""
    chosen = candidacy.round.instruments.filter(instrument=Instrument.UNDERTAKING).select_related("edition").first()
    if chosen is not None and chosen.edition is not None:
        return chosen.edition
    return Edition.objects.published(UNDERTAKING_SLUG).order_by("-number").first()

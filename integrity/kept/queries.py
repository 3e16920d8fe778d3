"""Reading what is kept."""

from django.db.models import Count, F, Q

from integrity.kept.models import KEPT_KIND, KeptFile
from integrity.measures.enums import MeasureStatus
from integrity.screening.models import SelectionRound
from portal.privacy.dossiers import gone
from portal.privacy.keys import fetch_keys
from portal.privacy.models import Dossier
from portal.walls.actor import Actor


def kept_in(actor: Actor, selection: SelectionRound) -> list[KeptFile]:
    """Return what is kept of a round's candidates, by name, in a fixed number of queries.

    Each has `agreed`, how many measures were agreed, `to_do`, how many of those are not done, and
    `signed`, the status of the undertaking, if there is one.
    """
    unfinished = Q(dossier__measures__status=MeasureStatus.AGREED)
    rows = KeptFile.objects.visible_to(actor).named().filter(round=selection)
    counted = rows.annotate(agreed=Count("dossier__measures"), to_do=Count("dossier__measures", unfinished))
    rows = list(counted.annotate(signed=F("dossier__undertaking__status")))
    fetch_keys(row.dossier_id for row in rows)
    return sorted(rows, key=lambda row: row.name.casefold())


def kept_of(actor: Actor, reference: str) -> KeptFile:
    """Return what is kept under this reference; raises Http404, or Erased when that is gone too."""
    found = KeptFile.objects.visible_to(actor).named().filter(dossier__reference=reference).first()
    return found or gone(Dossier.objects.visible_to(actor).filter(reference=reference), KEPT_KIND)


def own_kept_file(actor: Actor) -> KeptFile:
    """Return the kept facts of a personal-link session; raises Http404, or Erased."""
    found = KeptFile.objects.visible_to(actor).named().filter(dossier_id=actor.dossier_id).first()
    return found or gone(Dossier.objects.visible_to(actor).filter(pk=actor.dossier_id), KEPT_KIND)

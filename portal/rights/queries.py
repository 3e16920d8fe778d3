"""Fetching the file that someone asks about."""

from django.shortcuts import get_object_or_404

from portal.privacy.dossiers import Erased
from portal.privacy.models import Dossier
from portal.walls.actor import Actor


def own_dossier(actor: Actor) -> Dossier:
    """Return the dossier of a personal-link session; raises Http404, or Erased, for the session lives on."""
    dossier = get_object_or_404(Dossier.objects.visible_to(actor), pk=actor.dossier_id)
    if dossier.erased_at is not None:
        raise Erased(dossier)
    return dossier

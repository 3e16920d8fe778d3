"""Fetching the file that someone asks about, and the objections about it."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from portal.privacy.dossiers import Erased
from portal.privacy.keys import fetch_keys
from portal.privacy.models import Dossier
from portal.rights.desks import kinds_answered_by
from portal.rights.enums import ObjectionStatus
from portal.rights.models import Objection
from portal.walls.actor import Actor
from portal.walls.querysets import WalledQuerySet


def own_dossier(actor: Actor) -> Dossier:
    """Return the dossier of a personal-link session; raises Http404, or Erased, for the session lives on."""
    dossier = get_object_or_404(Dossier.objects.visible_to(actor), pk=actor.dossier_id)
    if dossier.erased_at is not None:
        raise Erased(dossier)
    return dossier


def objections_about(actor: Actor, dossier: Dossier) -> list[Objection]:
    """Return the objections about one dossier, newest first."""
    fetch_keys([dossier.pk])
    return list(Objection.objects.visible_to(actor).filter(dossier=dossier))


def objection_at_desk(actor: Actor, pk: UUID) -> Objection:
    """Return an objection that `actor` can see; raises Http404."""
    return get_object_or_404(Objection.objects.visible_to(actor).select_related("dossier"), pk=pk)


def objections_for(actor: Actor) -> WalledQuerySet:
    """The objections that are for `actor` to answer, or were; those taken back are left out."""
    rows = Objection.objects.visible_to(actor).filter(dossier__kind__in=kinds_answered_by(actor))
    return rows.exclude(status=ObjectionStatus.TAKEN_BACK).select_related("dossier")

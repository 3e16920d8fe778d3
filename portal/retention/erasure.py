"""Erasing a dossier: its rows and files go, its key is destroyed, a tombstone stays."""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.declarations import declarations
from portal.privacy.keys import destroy_dossier_key
from portal.privacy.models import Dossier, DossierKey
from portal.walls.actor import Actor, Reason, demand

HELD = _("Dit dossier wordt nog bewaard vanwege een wettelijke reden en kan nu niet worden gewist.")
Eraser = Callable[[Dossier], None]

_erasers: list[Eraser] = []


def register_eraser(eraser: Eraser) -> None:
    """Add something to do before a dossier's rows go, such as deleting its files."""
    _erasers.append(eraser)


def may_erase(dossier: Dossier) -> Reason:
    """A legal hold blocks erasing."""
    return HELD if dossier.hold_reason else None


def erase_dossier(actor: Actor, dossier: Dossier) -> bool:
    """Erase everything of `dossier` in the running transaction; needs the tenant's scope.

    Returns False when it was erased already. Raises Refused under a legal hold. The key goes
    after the commit; `destroy_leftover_keys` takes it when the process dies in between.
    """
    row = Dossier.objects.select_for_update().get(pk=dossier.pk)
    demand(may_erase(row))
    if row.erased_at is not None:
        return False
    for eraser in _erasers:
        eraser(row)
    for model in _models_of_a_dossier():
        model._base_manager.filter(dossier_id=row.pk).delete()
    row.erased_at = timezone.now()
    row.save(update_fields=["erased_at"])
    record(actor, Act.ERASED, "dossier", dossier_id=row.pk, subject=row.reference)
    transaction.on_commit(partial(destroy_dossier_key, row.pk))
    return True


def destroy_leftover_keys(erased: list[Dossier]) -> int:
    """Destroy keys of dossiers that were erased before; return how many were left."""
    count, _per_model = DossierKey.objects.filter(dossier_id__in=[dossier.pk for dossier in erased]).delete()
    return count


def _models_of_a_dossier() -> list[type[Model]]:
    """Models whose rows go with their dossier, children before parents."""
    return [declaration.model for declaration in reversed(declarations()) if declaration.clock.with_dossier]

"""Every query starts at the person."""

from typing import Any, Self

from django.db import models

from portal.walls.actor import Actor


class WalledQuerySet(models.QuerySet[Any]):
    """Rows of one organisation; a candidate sees those of the own file only.

    Models with finer rules override `visible_to` and start from this one.
    """

    dossier_path = "dossier_id"

    def visible_to(self, actor: Actor) -> Self:
        if actor.tenant_id is None:
            return self.none()
        rows = self.filter(tenant_id=actor.tenant_id)
        if actor.dossier_id is not None:
            return rows.filter(**{self.dossier_path: actor.dossier_id})
        return rows

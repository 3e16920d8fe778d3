"""Every query starts at the person."""

from typing import Any, Self

from django.apps import apps
from django.db import models

from portal.walls.actor import Actor


class WalledQuerySet(models.QuerySet[Any]):
    """Rows of one organisation; a candidate sees those of the own file only, and whoever has a tie
    with the person of a file sees nothing of it.

    Models with finer rules override `visible_to` and start from this one.
    """

    dossier_path = "dossier_id"

    def visible_to(self, actor: Actor) -> Self:
        if actor.tenant_id is None:
            return self.none()
        rows = self.filter(tenant_id=actor.tenant_id)
        if actor.dossier_id is not None:
            return rows.filter(**{self.dossier_path: actor.dossier_id})
        return rows._without_ties(actor)

    def _without_ties(self, actor: Actor) -> Self:
        if actor.user_id is None or not self._has_files():
            return self
        # By name, because the files are a later room.
        ties = apps.get_model("privacy", "Tie").objects.filter(person_id=actor.user_id)
        return self.exclude(**{f"{self.dossier_path}__in": ties.values("dossier_id")})

    def _has_files(self) -> bool:
        columns = {field.attname for field in self.model._meta.concrete_fields}
        return self.dossier_path in columns

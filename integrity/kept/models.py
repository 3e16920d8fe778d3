"""What stays of a listed candidate until the end of the term (domain/integrity.md, section 3, kept / not kept)."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.organisations.enums import Role
from portal.privacy.fields import SealedField
from portal.questionnaires.enums import Office
from portal.walls.actor import Actor
from portal.walls.querysets import WalledQuerySet

KEPT_KIND = "integrity.kept"


class KeptFileQuerySet(WalledQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The secretary's, and the person's own. Committee and board have no work with it any more."""
        rows = super().visible_to(actor)
        return rows if actor.has(Role.PARTY_SECRETARY) or actor.dossier_id is not None else rows.none()

    def named(self) -> "KeptFileQuerySet":
        """With what a list shows, in a fixed number of queries."""
        return self.select_related("dossier", "round")


class KeptFile(models.Model):
    """The facts of a candidacy, under a key of their own: the key of the candidacy itself is gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.OneToOneField("privacy.Dossier", models.PROTECT, related_name="kept_file")
    round = models.ForeignKey("integrity.SelectionRound", models.PROTECT, related_name="kept_files")
    name = SealedField(_("naam"))
    email = SealedField(_("e-mailadres"))
    language = models.CharField(_("taal"), max_length=2, default="nl")
    office = models.CharField(_("functie"), max_length=24, choices=Office)
    listed_on = models.DateField(_("op de lijst sinds"))
    rules_edition = models.PositiveIntegerField(_("editie van de vuistregels"), null=True, blank=True)
    rules_read_on = models.DateField(_("vuistregels gelezen op"), null=True, blank=True)
    questionnaire_returned_on = models.DateField(_("vragenlijst verstuurd op"), null=True, blank=True)
    sources_checked_on = models.DateField(_("open bronnen bekeken op"), null=True, blank=True)
    references_spoken_on = models.DateField(_("referenties gesproken op"), null=True, blank=True)
    interviewed_on = models.DateField(_("gesprek gehouden op"), null=True, blank=True)

    objects = KeptFileQuerySet.as_manager()

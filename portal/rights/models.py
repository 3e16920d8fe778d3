"""Objections of people against the use of their data (AVG article 21)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import SealedField
from portal.rights.enums import ObjectionStatus
from portal.walls.querysets import WalledQuerySet


class Objection(models.Model):
    """What someone has against the use of their data, and what the organisation answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="objections")
    text = SealedField(_("uw bezwaar"))
    status = models.CharField(_("stand"), max_length=12, choices=ObjectionStatus, default=ObjectionStatus.MADE)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)
    answer = SealedField(_("antwoord"), null=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    answered_by_role = models.CharField(_("beantwoord door"), max_length=120, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        verbose_name = _("bezwaar")
        verbose_name_plural = _("bezwaren")
        ordering = ["-made_at"]
        constraints = [
            # Sending twice, also at one moment, makes one.
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(status="made"), name="one_open_objection_per_dossier"
            )
        ]

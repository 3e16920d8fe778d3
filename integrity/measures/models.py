"""Measures that were agreed with a candidate (domain/integrity.md, sections 3.6 and 3.7)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from integrity.measures.enums import MeasureStatus, Owner
from portal.privacy.fields import SealedField
from portal.walls.querysets import WalledQuerySet


class Measure(models.Model):
    """One agreement that makes a risk smaller. It lives on until the end of the term."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="measures")
    risk = SealedField(_("risico, in een paar woorden"))
    text = SealedField(_("maatregel"))
    owner = models.CharField(_("wie doet het"), max_length=10, choices=Owner)
    due_on = models.DateField(_("klaar op"), null=True, blank=True)
    review_on = models.DateField(_("opnieuw bekijken op"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=MeasureStatus, default=MeasureStatus.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    # The day of the last reminder: it was about every date until then.
    reminded_on = models.DateField(null=True, blank=True)
    talk_asked_at = models.DateTimeField(_("gesprek gevraagd op"), null=True, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]

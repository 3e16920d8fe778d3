"""Reports: documents a worker makes and the portal keeps for a while, encrypted."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.walls.actor import Actor
from portal.walls.querysets import WalledQuerySet


class Status(models.TextChoices):
    QUEUED = "queued", _("staat klaar om te maken")
    RUNNING = "running", _("wordt gemaakt")
    DONE = "done", _("klaar")
    FAILED = "failed", _("niet gelukt")


class ReportQuerySet(WalledQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The reports someone asked for themselves, in the organisation or file they act in."""
        rows = super().visible_to(actor)
        if actor.dossier_id is not None:
            return rows.filter(requested_by__isnull=True)
        return rows.filter(requested_by_id=actor.user_id) if actor.user_id is not None else rows.none()

    def unfinished(self) -> Self:
        return self.filter(status__in=(Status.QUEUED, Status.RUNNING))

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())


class Report(models.Model):
    """One document for one requester. `requested_by` is empty when the candidate asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.CASCADE, null=True, related_name="reports")
    kind = models.CharField(max_length=60)
    # Public id of what it is about, when that is not the whole dossier.
    subject = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2)
    # SHA-256 of what the content depends on, such as versions; never of the content itself.
    fingerprint = models.CharField(max_length=64)
    requested_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When a worker was last told, or took it.
    touched_at = models.DateTimeField(default=timezone.now)
    edition = models.CharField(_("editie"), max_length=120, blank=True)
    # SHA-256 of the PDF as the requester gets it.
    checksum = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapport")
        verbose_name_plural = _("rapporten")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "dossier", "subject", "fingerprint", "language", "requested_by"],
                name="one_report_per_content",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(
                fields=["touched_at"], condition=Q(status__in=["queued", "running"]), name="report_unfinished"
            ),
            models.Index(fields=["expires_at"], name="report_expiry"),
        ]

    @property
    def reference(self) -> str:
        """What people call it: the dossier's reference, or the start of its own id."""
        return self.dossier.reference if self.dossier is not None else str(self.pk)[:8].upper()

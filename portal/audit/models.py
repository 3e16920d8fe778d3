"""Who did and who read what: append-only, sealed into a chain."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.walls.querysets import WalledQuerySet


class Act(models.TextChoices):
    READ = "read", _("ingezien")
    WROTE = "wrote", _("gewijzigd")
    MOVED = "moved", _("stap gezet")
    EXPORTED = "exported", _("gedownload")
    DENIED = "denied", _("geweigerd")
    ERASED = "erased", _("gewist")


class Event(models.Model):
    """One act of one actor. Holds names of things and of steps, never content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, null=True, related_name="events")
    person = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    # As it was at the time: roles and offices change, the log does not.
    role = models.CharField(max_length=120)
    act = models.CharField(max_length=10, choices=Act)
    what = models.CharField(max_length=80)
    subject = models.CharField(max_length=80, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["dossier", "-at"], name="event_dossier"),
            models.Index(fields=["tenant", "-at"], name="event_tenant"),
        ]


class Seal(models.Model):
    """A link of the chain over the events. Stays when its event has had its time."""

    number = models.PositiveBigIntegerField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    event_digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    # SHA-256 over the link before, number, event, digest and moment.
    hash = models.CharField(max_length=64)

"""Notices: that something happened, never what. In the portal and, for most, by mail."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.walls.actor import Actor
from portal.walls.querysets import WalledQuerySet


class Status(models.TextChoices):
    INSIDE = "inside", _("alleen in het portaal")
    QUEUED = "queued", _("wacht op verzending")
    SENDING = "sending", _("wordt verstuurd")
    SENT = "sent", _("verstuurd")
    FAILED = "failed", _("niet verstuurd")


class NoticeQuerySet(WalledQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """A person sees their own, of this organisation and of the account; a candidate those of the file."""
        if actor.dossier_id is not None:
            return super().visible_to(actor).filter(person__isnull=True)
        if actor.user_id is None:
            return self.none()
        return self.filter(Q(tenant_id=actor.tenant_id) | Q(tenant__isnull=True), person_id=actor.user_id)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def due(self) -> Self:
        """Mails that should leave now. A row whose worker died while sending comes due again by itself."""
        return self.filter(status__in=(Status.QUEUED, Status.SENDING), next_try_at__lte=timezone.now())


class Notice(models.Model):
    """One notice to one recipient: a person, the person a dossier is about, or a plain address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Empty for mail about the account itself, which belongs to no organisation.
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.CASCADE, null=True, related_name="notices")
    person = models.ForeignKey("accounts.User", models.CASCADE, null=True, related_name="notices")
    # Only of people without account or dossier (invitations); emptied once the mail has left or failed.
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=60)
    path = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=8, choices=Status)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ["-made_at"]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="notice_person"),
            models.Index(fields=["dossier", "-made_at"], name="notice_dossier"),
            models.Index(fields=["next_try_at"], condition=Q(status__in=["queued", "sending"]), name="notice_due"),
        ]


class Preference(models.Model):
    """Someone's choice to get an optional kind of notice by mail or not. Without a row: by mail."""

    person = models.ForeignKey("accounts.User", models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=60)
    mail = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_preference_per_kind")]

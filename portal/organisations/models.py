"""Organisations, the people in them and how they get there."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.organisations.enums import Admission, Kind, Role
from portal.walls.querysets import WalledQuerySet


class SafetyRegion(models.Model):
    """One of the 25 safety regions."""

    code = models.CharField(primary_key=True, max_length=4)
    name = models.CharField(_("naam"), max_length=80)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def valid_on(self, day: date) -> "OrganisationQuerySet":
        """Organisations that exist on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gt=day)
        )


class Organisation(models.Model):
    """An organisation that works in the portal, or a public body that may come to."""

    kind = models.CharField(_("soort"), max_length=20, choices=Kind)
    name = models.CharField(_("naam"), max_length=120)
    # CBS code ("GM0363", "PV27"), or the code of the water board ("WS0155"); empty for the rest.
    code = models.CharField(_("code"), max_length=10, blank=True)
    # A municipality's province; the public body a party branch is active in.
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    safety_region = models.ForeignKey(SafetyRegion, models.PROTECT, null=True, blank=True)
    valid_from = models.DateField(_("geldig vanaf"), null=True, blank=True)
    valid_until = models.DateField(_("geldig tot"), null=True, blank=True)
    admission = models.CharField(_("toelating"), max_length=12, choices=Admission, default=Admission.ADMITTED)
    version = models.PositiveIntegerField(default=1)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_organisation_per_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Reorganisation(models.Model):
    """A merger or split of municipalities: `share` of the old one goes into the new one."""

    old = models.ForeignKey(Organisation, models.PROTECT, related_name="goes_into")
    new = models.ForeignKey(Organisation, models.PROTECT, related_name="comes_from")
    on = models.DateField(_("datum"))
    share = models.DecimalField(max_digits=4, decimal_places=3, default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new", "on"], name="one_reorganisation")]


class MembershipQuerySet(WalledQuerySet):
    def current(self) -> "MembershipQuerySet":
        """Memberships whose period holds today."""
        today = timezone.localdate()
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=today), valid_from__lte=today
        )


class Membership(models.Model):
    """One role of one person in one organisation, for a period."""

    tenant = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="memberships")
    role = models.CharField(_("rol"), max_length=24, choices=Role)
    valid_from = models.DateField(_("vanaf"), default=timezone.localdate)
    valid_until = models.DateField(_("tot"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "person", "role"],
                condition=Q(valid_until__isnull=True),
                name="one_open_membership_per_role",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="period_in_order"
            ),
        ]


class InvitationState(models.TextChoices):
    SENT = "sent", _("verstuurd")
    ACCEPTED = "accepted", _("aangenomen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Invitation(models.Model):
    """A manager asks a colleague in. Works once, for the address it was sent to, for a while."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mailadres"))
    name = models.CharField(_("naam"), max_length=120)
    roles = models.JSONField(_("rollen"))
    status = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.SENT)
    version = models.PositiveIntegerField(default=1)
    # Empty until the mail with the token goes out.
    digest = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField()
    invited_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = WalledQuerySet.as_manager()


class AdmissionRequest(models.Model):
    """A party branch that registered itself, waiting for the registrar. `tenant` is the ministry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Organisation, models.PROTECT, related_name="admission_requests")
    branch = models.OneToOneField(Organisation, models.PROTECT, related_name="admission_request")
    applicant_name = models.CharField(_("uw naam"), max_length=120)
    applicant_email = models.EmailField(_("uw e-mailadres"))
    party = models.CharField(_("partij"), max_length=120)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(_("reden"), max_length=300, blank=True)

    objects = WalledQuerySet.as_manager()

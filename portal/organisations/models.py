"""Organisations, the people in them and how they get there."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.organisations.enums import PUBLIC_BODIES, TITLES, Admission, Kind, Role
from portal.walls.querysets import WalledQuerySet


class SafetyRegion(models.Model):
    """One of the 25 safety regions."""

    code = models.CharField(primary_key=True, max_length=4)
    name = models.CharField(_("naam"), max_length=80)

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def valid_on(self, day: date) -> "OrganisationQuerySet":
        """Organisations that exist on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gt=day)
        )

    def official(self) -> "OrganisationQuerySet":
        """Public bodies from the reference data; leaves out the fictional ones of the demo."""
        return self.exclude(code="")

    def public_bodies(self) -> "OrganisationQuerySet":
        return self.filter(kind__in=PUBLIC_BODIES)


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
        # There is a municipality and a province called Utrecht.
        return str(TITLES[self.kind] % {"name": self.name}) if self.kind in TITLES else self.name


class Reorganisation(models.Model):
    """A merger or split of municipalities: `share` of the old one goes into the new one."""

    old = models.ForeignKey(Organisation, models.PROTECT, related_name="goes_into")
    new = models.ForeignKey(Organisation, models.PROTECT, related_name="comes_from")
    on = models.DateField(_("datum"))
    share = models.DecimalField(max_digits=4, decimal_places=3, default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new", "on"], name="one_reorganisation")]

    def __str__(self) -> str:
        return f"{self.old_id} > {self.new_id} {self.on}"


class MembershipQuerySet(WalledQuerySet):
    def current(self) -> "MembershipQuerySet":
        """Memberships whose period holds today."""
        today = timezone.localdate()
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=today), valid_from__lte=today)

    def not_ended(self) -> "MembershipQuerySet":
        """Current ones and those that start later."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=timezone.localdate()))


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

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.tenant_id}"


class InvitationState(models.TextChoices):
    SENT = "sent", _("verstuurd")
    ACCEPTED = "accepted", _("aangenomen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class InvitationQuerySet(WalledQuerySet):
    def open(self) -> "InvitationQuerySet":
        """Sent and neither accepted nor withdrawn; some may have expired."""
        return self.filter(status=InvitationState.SENT)


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

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "email"], condition=Q(status=InvitationState.SENT), name="one_open_invitation"
            ),
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="one_invitation_per_digest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def role_names(self) -> str:
        return ", ".join(str(Role(role).label) for role in self.roles)


class BranchApplication(models.Model):
    """A party branch that asks to be admitted, until the applicant proves the e-mail address. `tenant` is the ministry.

    Confirming makes the branch and its AdmissionRequest, and removes this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    public_body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("bestuur"))
    branch_name = models.CharField(_("naam van de afdeling"), max_length=120)
    party = models.CharField(_("partij"), max_length=120)
    applicant_name = models.CharField(_("uw naam"), max_length=120)
    applicant_email = models.EmailField(_("uw e-mailadres"))
    language = models.CharField(max_length=2, default="nl")
    # Empty until the mail with the token goes out.
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="one_application_per_digest")
        ]

    def __str__(self) -> str:
        return str(self.pk)


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
    # Of the link in the mail about a refusal, so that the applicant can read the reason.
    digest = models.CharField(max_length=64, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="one_request_per_digest")
        ]

    def __str__(self) -> str:
        return str(self.pk)

"""The background check: open sources, certificate of conduct, references (domain/integrity.md, section 3.4)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from integrity.background.enums import CertificateStatus, FindingStatus, ReferenceStatus, SourceType
from portal.privacy.fields import SealedField
from portal.walls.querysets import WalledQuerySet


class Consultation(models.Model):
    """A public source that was looked at: which, when and by whom. What it said is a Finding."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="consultations")
    source_type = models.CharField(_("soort bron"), max_length=16, choices=SourceType)
    where = SealedField(_("welke bron"))
    consulted_on = models.DateField(_("geraadpleegd op"))
    consulted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["consulted_on", "made_at"]


class Finding(models.Model):
    """What a source said that is worth talking about. It closes only after the candidate could respond."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="findings")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="findings")
    text = SealedField(_("bevinding"))
    response = SealedField(_("reactie"), null=True)
    status = models.CharField(max_length=10, choices=FindingStatus, default=FindingStatus.OPEN)
    version = models.PositiveIntegerField(default=1)
    discussed_on = models.DateField(_("besproken op"), null=True, blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open") | models.Q(discussed_on__isnull=False),
                name="finding_closes_after_discussion",
            )
        ]


class Certificate(models.Model):
    """The certificate of conduct as a status: never a file, a number or a ground (section 7, rule 3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.OneToOneField("privacy.Dossier", models.PROTECT, related_name="certificate")
    status = models.CharField(max_length=12, choices=CertificateStatus, default=CertificateStatus.NOT_ASKED)
    version = models.PositiveIntegerField(default=1)
    requested_on = models.DateField(_("gevraagd op"), null=True, blank=True)
    # Someone authorised by the candidates asks for a group of them at once.
    as_group = models.BooleanField(_("als groep aangevraagd"), default=False)
    seen_on = models.DateField(_("gezien op"), null=True, blank=True)
    # Not provided is not decisive: the board talks with the candidate and weighs it.
    talked_on = models.DateField(_("gesprek met het bestuur op"), null=True, blank=True)

    objects = WalledQuerySet.as_manager()


class Reference(models.Model):
    """Someone the committee calls after the interview, to check what was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="references")
    name = SealedField(_("naam"))
    relation = SealedField(_("relatie"))
    contact = SealedField(_("telefoonnummer of e-mailadres"))
    status = models.CharField(max_length=10, choices=ReferenceStatus, default=ReferenceStatus.NAMED)
    version = models.PositiveIntegerField(default=1)
    spoken_on = models.DateField(_("gesproken op"), null=True, blank=True)
    # Only whether what the candidate said was confirmed, in a few words; goes after the decision.
    summary = SealedField(_("bevestigd, in het kort"), null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]

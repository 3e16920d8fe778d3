"""The dossier, the anchor of everything held about one person in one organisation, and its keys."""

import secrets
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.walls.querysets import WalledQuerySet

# Without letters and digits that people confuse when they read a reference aloud.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_reference() -> str:
    """Return a reference such as "7F3K-9Q2M" that says nothing about the person."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _position in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class DossierQuerySet(WalledQuerySet):
    dossier_path = "id"


class Dossier(models.Model):
    """One person's file in one organisation. Erasing it destroys its key and leaves this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(_("soort"), max_length=40)
    reference = models.CharField(_("kenmerk"), max_length=9, unique=True, default=new_reference, editable=False)
    opened_at = models.DateTimeField(_("geopend op"), auto_now_add=True)
    clock_started_at = models.DateTimeField(_("bewaartermijn loopt vanaf"), null=True, blank=True)
    warned_at = models.DateTimeField(_("gewaarschuwd op"), null=True, blank=True)
    hold_reason = models.CharField(_("reden om te bewaren"), max_length=200, blank=True)
    held_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    erased_at = models.DateTimeField(_("gewist op"), null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")

    def __str__(self) -> str:
        return self.reference


class Tie(models.Model):
    """A family or business tie of someone at the desk with the person of a dossier.

    It closes the file to them: row-level security and `visible_to` leave it out (domain/integrity.md,
    section 7, rule 9). What kind of tie it is, nobody needs to know.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="ties")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("opgegeven op"), auto_now_add=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "person"], name="one_tie_per_person")]


class OrganisationKey(models.Model):
    """The key of one organisation, wrapped by a key from the environment (database `keys`)."""

    organisation_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    master = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "number"], name="one_key_per_number")]


class DossierKey(models.Model):
    """The key of one dossier, wrapped by its organisation's key (database `keys`)."""

    dossier_id = models.UUIDField(primary_key=True)
    organisation_key = models.ForeignKey(OrganisationKey, models.PROTECT, related_name="dossier_keys")
    wrapped = models.BinaryField()

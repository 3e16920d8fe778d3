"""A selection round of a party branch and the candidates in it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from integrity.screening.enums import CandidacyStatus
from portal.privacy.fields import SealedField
from portal.questionnaires.enums import Office
from portal.walls.querysets import WalledQuerySet


class SelectionRoundQuerySet(WalledQuerySet):
    def with_size(self) -> "SelectionRoundQuerySet":
        """Each round with `size`, the number of candidates whose dossier still exists."""
        living = models.Q(candidacies__dossier__erased_at=None)
        return self.select_related("body").annotate(size=models.Count("candidacies", filter=living))


class SelectionRound(models.Model):
    """One list of candidates for one public body, from first contact to decided list."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(_("naam van de ronde"), max_length=80)
    body = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("voor welk bestuur")
    )
    nomination_day = models.DateField(_("dag van kandidaatstelling"))
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SelectionRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-nomination_day", "name"]

    def __str__(self) -> str:
        return self.name


class CandidacyQuerySet(WalledQuerySet):
    def named(self) -> "CandidacyQuerySet":
        """With what a list of candidates shows, in a fixed number of queries."""
        return self.select_related("dossier", "round")


class Candidacy(models.Model):
    """One person's candidacy in one round. Name and address are readable with the dossier's key only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.OneToOneField("privacy.Dossier", models.PROTECT, related_name="candidacy")
    round = models.ForeignKey(SelectionRound, models.PROTECT, related_name="candidacies")
    name = SealedField(_("naam"))
    email = SealedField(_("e-mailadres"))
    language = models.CharField(_("taal"), max_length=2, default="nl")
    office = models.CharField(_("functie"), max_length=24, choices=Office)
    status = models.CharField(max_length=12, choices=CandidacyStatus, default=CandidacyStatus.ADDED)
    version = models.PositiveIntegerField(default=1)
    invited_at = models.DateTimeField(null=True, blank=True)
    # Ticked by the candidates themselves. A day and no more: nobody at the desk sees it, nothing else is kept.
    self_assessed_on = models.DateField(_("zelfassessment gedaan op"), null=True, blank=True)

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name = _("kandidaat")
        verbose_name_plural = _("kandidaten")


class Acknowledgement(models.Model):
    """A candidate said to have read the rules of thumb: which edition, and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="acknowledgements")
    edition = models.ForeignKey("questionnaires.Edition", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "edition"], name="one_acknowledgement_per_edition")]

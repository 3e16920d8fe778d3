"""Editions of instruments, and what people answer in them."""

import uuid
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import SealedField
from portal.questionnaires.content import Questionnaire
from portal.questionnaires.enums import EditionOrigin, EditionPhase, EditionStatus, HeldBecause, Office, ResponseStatus
from portal.questionnaires.kinds import kind_of
from portal.walls.querysets import WalledQuerySet

_trees: dict[str, Any] = {}


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self, slug: str) -> "EditionQuerySet":
        """Editions that new responses can get, the newest first."""
        return self.published_of([slug])

    def published_of(self, slugs: Iterable[str]) -> "EditionQuerySet":
        """The same, of several instruments."""
        return self.filter(slug__in=slugs, phase=EditionPhase.PUBLISHED)

    def newest(self, slug: str) -> "Edition":
        """Return the edition that new responses get; raises Edition.DoesNotExist."""
        # The content is long and mostly known already (Edition.questionnaire); it comes when it is asked for.
        return self.published(slug).defer("content", "text").latest("number")


class Edition(models.Model):
    """One edition of an instrument. Only editing.py writes it; a trigger keeps a published one as it is."""

    slug = models.SlugField(_("instrument"), max_length=80)
    number = models.PositiveIntegerField(_("editie"))
    kind = models.CharField(_("soort"), max_length=20)
    status = models.CharField(_("status"), max_length=10, choices=EditionStatus)
    source = models.TextField(_("bron"))
    content = models.JSONField(_("inhoud"))
    # The file itself, with its remarks and layout, for an editor to start from.
    text = models.TextField(_("bestand"))
    # SHA-256 over the canonical JSON of the content.
    checksum = models.CharField(_("controlegetal"), max_length=64)
    origin = models.CharField(_("herkomst"), max_length=10, choices=EditionOrigin)
    phase = models.CharField(_("stand"), max_length=10, choices=EditionPhase, default=EditionPhase.LOADED)
    version = models.PositiveIntegerField(default=1)
    loaded_at = models.DateTimeField(_("geladen op"))
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "number"], name="one_edition_per_number"),
            models.CheckConstraint(
                condition=Q(published_at=None, phase=EditionPhase.LOADED)
                | Q(~Q(phase=EditionPhase.LOADED), published_at__isnull=False),
                name="published_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"

    @cached_property
    def tree(self) -> Any:
        """The content as the tree of its kind; a published one is built once per process."""
        if self.published_at is None:
            return kind_of(self.kind).parse(self.content)
        if self.checksum not in _trees:
            _trees[self.checksum] = kind_of(self.kind).parse(self.content)
        return _trees[self.checksum]

    @property
    def named(self) -> str:
        """What a paper says it was made from: title, number and status, in the active language."""
        return f"{self.tree.title}, {self.number} ({self.get_status_display()})"

    @property
    def questionnaire(self) -> Questionnaire:
        """The tree, of an edition that is a questionnaire or a self-assessment."""
        return self.tree


class EditionUse(models.Model):
    """How often an edition was started, in all organisations together: a count that reads no file."""

    edition = models.OneToOneField(Edition, models.PROTECT, primary_key=True, related_name="use")
    started = models.PositiveIntegerField(_("begonnen"), default=0)


class Response(models.Model):
    """One person filling in one edition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="questionnaires")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="responses")
    office = models.CharField(_("ambt"), max_length=30, choices=Office)
    status = models.CharField(max_length=12, choices=ResponseStatus, default=ResponseStatus.NOT_STARTED)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # How often it was sent in; corrections belong to the number they correct.
    submissions = models.PositiveIntegerField(default=0)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "edition"], name="one_response_per_edition")]

    @property
    def questionnaire(self) -> Questionnaire:
        return self.edition.questionnaire


class SectionAnswers(models.Model):
    """What someone answered in one section, right or not yet right."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, models.CASCADE, related_name="sections")
    section = models.CharField(max_length=80)
    answers = SealedField()
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    complete = models.BooleanField(default=False)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "section"], name="one_row_per_section")]


class AnswerChange(models.Model):
    """The answer as it was sent in, before it was corrected or dropped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, models.CASCADE, related_name="changes")
    submission = models.PositiveIntegerField()
    # The edition in which the old answer was given.
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    question = models.CharField(max_length=80)
    old = SealedField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    by_role = models.CharField(max_length=120)

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question", "submission", "edition"], name="one_change_per_submission"
            )
        ]


class HeldSubmission(models.Model):
    """Typed text that could not be saved, kept until the person puts it back or throws it away."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, models.CASCADE, related_name="held")
    section = models.CharField(max_length=80)
    because = models.CharField(max_length=10, choices=HeldBecause)
    answers = SealedField()
    held_at = models.DateTimeField()

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "section", "because"], name="newest_held_submission")
        ]

"""The selection interview and its conversation sheet (domain/integrity.md, section 3.6)."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from integrity.interview.enums import InterviewStatus, TopicSource
from portal.privacy.fields import SealedField
from portal.walls.querysets import WalledQuerySet


class Interview(models.Model):
    """A conversation of two interviewers with a candidate. What was said stays in the room."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.OneToOneField("privacy.Dossier", models.PROTECT, related_name="interview")
    edition = models.ForeignKey("questionnaires.Edition", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("wanneer"))
    minutes = models.PositiveSmallIntegerField(_("duur in minuten"), default=60)
    place = SealedField(_("waar"))
    first_interviewer = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    second_interviewer = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=InterviewStatus, default=InterviewStatus.PLANNED)
    version = models.PositiveIntegerField(default=1)
    # SEQUENCE of the calendar entry: goes up with every change that calendars must hear of.
    sequence = models.PositiveIntegerField(default=0)
    held_on = models.DateField(_("gehouden op"), null=True, blank=True)
    # Of this moment: a new one empties both.
    reminded_on = models.DateField(null=True, blank=True)
    other_time_asked_at = models.DateTimeField(_("ander moment gevraagd op"), null=True, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(first_interviewer=models.F("second_interviewer")), name="two_interviewers"
            )
        ]

    @property
    def ends_at(self) -> datetime:
        return self.at + timedelta(minutes=self.minutes)

    @property
    def interviewers(self) -> tuple[int, int]:
        """The user ids of both."""
        return self.first_interviewer_id, self.second_interviewer_id


class Topic(models.Model):
    """A topic on the conversation sheet. One that belongs only in the conversation has no note, ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="interview_topics")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="topics")
    source = models.CharField(max_length=8, choices=TopicSource)
    # Id of the topic in the guide, of the question, of the finding, or number of the card.
    key = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    only_in_conversation = models.BooleanField(default=False)
    # How the committee wants to raise it; erased when the interview is concluded.
    note = SealedField(_("voorbereiding"), null=True)
    version = models.PositiveIntegerField(default=1)

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "source", "key"], name="one_row_per_topic"),
            models.CheckConstraint(
                condition=models.Q(only_in_conversation=False) | models.Q(note__isnull=True),
                name="no_note_on_conversation_topics",
            ),
        ]

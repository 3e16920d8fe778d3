"""The integrity agenda: recurring talks after the election (domain/integrity.md, section 3.8)."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from integrity.agenda.enums import TalkStatus
from portal.organisations.enums import Role
from portal.walls.actor import Actor
from portal.walls.querysets import WalledQuerySet

# The board too: a talk names no candidate.
AGENDA_READERS = (Role.PARTY_SECRETARY, Role.COMMITTEE_MEMBER, Role.BOARD_MEMBER)


class TalkQuerySet(WalledQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The branch's talks, for its secretary, its committee members and its board."""
        return super().visible_to(actor) if actor.has(*AGENDA_READERS) else self.none()


class Talk(models.Model):
    """One talk in the group: when, about which themes, with which cards. Never who said what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    round = models.ForeignKey("integrity.SelectionRound", models.CASCADE, related_name="talks")
    edition = models.ForeignKey("questionnaires.Edition", models.PROTECT, related_name="+")
    # Ids of themes in the edition, and numbers of cards.
    themes = ArrayField(models.CharField(max_length=80), verbose_name=_("thema’s"))
    cards = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("dilemmakaarten"), default=list, blank=True)
    at = models.DateTimeField(_("wanneer"))
    minutes = models.PositiveSmallIntegerField(_("duur in minuten"), default=60)
    status = models.CharField(max_length=10, choices=TalkStatus, default=TalkStatus.PLANNED)
    version = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)
    held_on = models.DateField(_("gehouden op"), null=True, blank=True)
    # When people were told that it is near; a talk that moves is told of again.
    reminded_on = models.DateField(null=True, blank=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ["at"]

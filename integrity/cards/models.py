"""The sessions in which a group plays the cards of an edition.

A session holds counts, not voters: a voter is a digest of a random token in a cookie, says only in
which turn it voted last, and goes when the session closes.
"""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integrity.cards.content import Deck
from integrity.cards.enums import Ask, SessionStatus
from portal.walls.actor import Actor
from portal.walls.querysets import WalledQuerySet


class CardSessionQuerySet(WalledQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The sessions someone opened, in the organisation they act in; a candidate opens none."""
        if actor.user_id is None:
            return self.none()
        return super().visible_to(actor).filter(opened_by_id=actor.user_id)


class CardSession(models.Model):
    """One group that plays, for a day at most. Participants reach it by its code (policy of the table)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    edition = models.ForeignKey("questionnaires.Edition", models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=6)
    code_digest = models.CharField(max_length=64, unique=True)
    status = models.CharField(max_length=8, choices=SessionStatus, default=SessionStatus.OPEN)
    version = models.PositiveIntegerField(default=1)
    # The card on the table and what is asked about it, by its stable id.
    card = models.CharField(max_length=80, blank=True)
    ask = models.CharField(max_length=14, choices=Ask, blank=True)
    # Written when the session closes, because the voters go then.
    participants = models.PositiveIntegerField(_("deelnemers"), default=0)
    opened_at = models.DateTimeField(_("geopend op"), auto_now_add=True)

    objects = CardSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            # Opening twice, also at one moment, gives the same session.
            models.UniqueConstraint(
                fields=["tenant", "opened_by"], condition=~Q(status="closed"), name="one_running_card_session"
            )
        ]

    @property
    def deck(self) -> Deck:
        return self.edition.tree


class CardTurn(models.Model):
    """One card played. `agreement`: what the group agreed on, without names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    session = models.ForeignKey(CardSession, models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    card = models.CharField(max_length=80)
    ask = models.CharField(max_length=14, choices=Ask)
    agreement = models.CharField(_("afspraak"), max_length=200, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="one_turn_per_number")]


class CardTally(models.Model):
    """How many votes one answer got."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    turn = models.ForeignKey(CardTurn, models.CASCADE, related_name="tallies")
    choice = models.CharField(max_length=14)
    place = models.PositiveSmallIntegerField()
    votes = models.PositiveIntegerField(default=0)

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["turn", "choice"], name="one_tally_per_choice")]


class CardVoter(models.Model):
    """A participant: a digest of a random token, and the number of the turn it voted in last. Never its vote."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    session = models.ForeignKey(CardSession, models.CASCADE, related_name="voters")
    digest = models.CharField(max_length=64)
    voted = models.PositiveIntegerField(default=0)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "digest"], name="one_voter_per_token")]

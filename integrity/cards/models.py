"""Editions of the cards, and the sessions in which a group plays them.

A session holds counts, not voters: a voter is a digest of a random token in a cookie, says only in
which turn it voted last, and goes when the session closes.
"""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integrity.cards.content import Deck, from_data
from integrity.cards.enums import Ask, SessionStatus
from portal.questionnaires.enums import EditionStatus
from portal.walls.actor import Actor
from portal.walls.querysets import WalledQuerySet

SLUG = "dilemmakaarten"
_decks: dict[str, Deck] = {}


class CardSetQuerySet(models.QuerySet["CardSet"]):
    def published(self) -> Self:
        """Editions that anyone may read, newest first."""
        return self.filter(slug=SLUG, published_at__isnull=False, withdrawn_at__isnull=True).order_by("-number")


class CardSet(models.Model):
    """One edition of the cards. Written by `load_cards` alone; a trigger keeps a published one as it is."""

    slug = models.SlugField(_("set"), max_length=80)
    number = models.PositiveIntegerField(_("editie"))
    status = models.CharField(_("status"), max_length=10, choices=EditionStatus)
    source = models.TextField(_("bron"))
    content = models.JSONField(_("inhoud"))
    # SHA-256 over the canonical JSON of the content.
    checksum = models.CharField(_("controlegetal"), max_length=64)
    loaded_at = models.DateTimeField(_("geladen op"))
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    objects = CardSetQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "number"], name="one_card_set_per_number")]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"

    @property
    def deck(self) -> Deck:
        """The cards as a tree, built once per process."""
        if self.checksum not in _decks:
            _decks[self.checksum] = from_data(self.content)
        return _decks[self.checksum]


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
    card_set = models.ForeignKey(CardSet, models.PROTECT, related_name="+")
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

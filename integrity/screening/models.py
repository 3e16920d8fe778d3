"""A selection round of a party branch and the candidates in it."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from integrity.screening.enums import CandidacyStatus, Instrument, QuestionStatus
from portal.organisations.enums import Role
from portal.privacy.fields import SealedField
from portal.privacy.models import Tie
from portal.questionnaires.enums import Office
from portal.walls.actor import Actor
from portal.walls.querysets import WalledQuerySet

DOSSIER_KIND = "integrity.candidacy"


class SelectionRoundQuerySet(WalledQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The secretary sees every round of the branch, a committee member those they are named in."""
        rows = super().visible_to(actor)
        if actor.has(Role.PARTY_SECRETARY):
            return rows
        return rows.filter(members__person_id=actor.user_id) if actor.has(Role.COMMITTEE_MEMBER) else rows.none()

    def of_branch(self, actor: Actor) -> Self:
        """Every round of the branch, for secretary, committee and board: only for pages without candidates."""
        at_work = actor.has(Role.PARTY_SECRETARY, Role.COMMITTEE_MEMBER, Role.BOARD_MEMBER)
        return super().visible_to(actor) if at_work else self.none()

    def with_size(self, actor: Actor) -> "SelectionRoundQuerySet":
        """Each round with `size`: the candidates whose dossier still exists and with whom `actor` has no tie."""
        tied = Tie.objects.filter(person_id=actor.user_id).values("dossier_id")
        living = models.Q(candidacies__dossier__erased_at=None) & ~models.Q(candidacies__dossier_id__in=tied)
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
    offices = ArrayField(models.CharField(max_length=24, choices=Office), verbose_name=_("functies"), default=list)
    interviews_from = models.DateField(_("gesprekken vanaf"), null=True, blank=True)
    interviews_until = models.DateField(_("gesprekken tot en met"), null=True, blank=True)
    # The day after which nobody can appeal against the list, and the end of the term it is for:
    # what is kept of a candidate counts from these (domain/integrity.md, section 7, rule 13).
    irrevocable_on = models.DateField(_("lijst onherroepelijk op"))
    term_ends_on = models.DateField(_("einde van de zittingsperiode"))
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SelectionRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-nomination_day", "name"]

    def __str__(self) -> str:
        return self.name


class RoundInstrument(models.Model):
    """An instrument as one round uses it, or the reason why it does not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    round = models.ForeignKey(SelectionRound, models.CASCADE, related_name="instruments")
    instrument = models.CharField(_("instrument"), max_length=16, choices=Instrument)
    used = models.BooleanField(_("gebruiken"), default=True)
    reason = models.CharField(_("waarom niet?"), max_length=300, blank=True)
    # Of an instrument that has editions: what candidates who start now get.
    edition = models.ForeignKey("questionnaires.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("klaar op"), null=True, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "instrument"], name="one_row_per_instrument"),
            models.CheckConstraint(condition=models.Q(used=True) | ~models.Q(reason=""), name="left_out_with_reason"),
        ]


class RoundMember(models.Model):
    """Somebody in the selection committee of one round; the files open once the ground rules are confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    round = models.ForeignKey(SelectionRound, models.CASCADE, related_name="members")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("lid"))
    named_at = models.DateTimeField(_("aangewezen op"), auto_now_add=True)
    rules_confirmed_at = models.DateTimeField(_("spelregels bevestigd op"), null=True, blank=True)
    # Candidates who came later were not there to have a tie with.
    ties_declared_at = models.DateTimeField(_("banden opgegeven op"), null=True, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_row_per_member")]


class CandidacyQuerySet(WalledQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The secretary's and the candidate's own; a member's of a round whose ground rules they confirmed.

        Nobody sees who they have a tie with. The board sees nobody here: see `signed_for`.
        """
        rows = super().visible_to(actor)
        if actor.has(Role.PARTY_SECRETARY) or actor.dossier_id is not None:
            return rows
        if not actor.has(Role.COMMITTEE_MEMBER):
            return rows.none()
        confirmed = RoundMember.objects.filter(person_id=actor.user_id, rules_confirmed_at__isnull=False)
        return rows.filter(round__in=confirmed.values("round"))

    def signed_for(self, actor: Actor) -> Self:
        """Who signed an undertaking, for the board that countersigns it.

        Apart from `visible_to`: it would open the whole file to whoever is also in some committee.
        """
        rows = super().visible_to(actor)
        return rows.signed() if actor.has(Role.BOARD_MEMBER) else rows.none()

    def signed(self) -> Self:
        """Who signed an undertaking that counts: not of whom it ended."""
        going_on = (CandidacyStatus.INVITED, CandidacyStatus.LISTED)
        return self.filter(dossier__undertaking__signed_at__isnull=False, status__in=going_on)

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

    # Django's own translate every choice for each call: a fifth of the time of a page with 300 candidates.
    def get_office_display(self) -> str:
        return str(Office(self.office).label)

    def get_status_display(self) -> str:
        return str(CandidacyStatus(self.status).label)


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


class CommitteeQuestion(models.Model):
    """What the committee asks a candidate about the answers, and what the candidate says to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="committee_questions")
    # Id of the question of the questionnaire that it is about; empty when it is about the whole.
    about = models.CharField(_("over vraag"), max_length=80, blank=True)
    text = SealedField(_("vraag"))
    answer = SealedField(_("antwoord"), null=True)
    status = models.CharField(max_length=12, choices=QuestionStatus, default=QuestionStatus.ASKED)
    version = models.PositiveIntegerField(default=1)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]


class Reminder(models.Model):
    """A reminder that went out, so that nobody gets the same one twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("privacy.Dossier", models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=16, choices=Instrument)
    # Days before the due date; -1 when somebody at the desk asked for it.
    moment = models.SmallIntegerField()
    sent_on = models.DateField()

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "instrument", "moment", "sent_on"], name="one_reminder_a_day")
        ]

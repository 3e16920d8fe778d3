"""The selection committee of a round: who is in it, the ground rules, and ties (domain/integrity.md, section 3)."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrity.screening.models import Candidacy, RoundMember, SelectionRound
from integrity.screening.rules import is_reader, is_secretary
from portal.accounts.models import User
from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.enums import Role
from portal.organisations.models import Membership
from portal.privacy.models import Dossier, Tie
from portal.walls.actor import Actor, Refused, demand

NOT_NAMED = _("U zit niet in de selectiecommissie van deze ronde. Vraag het de secretaris.")
NO_COLLEAGUE = _("Kies iemand die in uw afdeling lid is van de selectiecommissie.")
NOT_YOUR_OWN = _("Uw eigen band haalt u niet zelf weg. Vraag het een collega die secretaris is.")


def possible_members(actor: Actor) -> QuerySet[User]:
    """The colleagues with the role of committee member."""
    held = Membership.objects.current().filter(tenant_id=actor.tenant_id, role=Role.COMMITTEE_MEMBER)
    return User.objects.filter(pk__in=held.values("person_id")).order_by("name")


def members_of(selection: SelectionRound) -> QuerySet[User]:
    """Who sits in the committee of a round: still holds the role, was named for it, confirmed the ground rules.

    Needs the scope of the branch.
    """
    held = Membership.objects.current().filter(tenant_id=selection.tenant_id, role=Role.COMMITTEE_MEMBER)
    named = RoundMember.objects.filter(round=selection, rules_confirmed_at__isnull=False)
    people = User.objects.filter(pk__in=held.values("person_id")).filter(pk__in=named.values("person_id"))
    return people.order_by("name")


def open_to(candidacy: Candidacy) -> QuerySet[User]:
    """The members of the committee that have no tie with a candidate; needs the scope of the branch."""
    tied = Tie.objects.filter(dossier_id=candidacy.dossier_id)
    return members_of(candidacy.round).exclude(pk__in=tied.values("person_id"))


def name_member(actor: Actor, selection: SelectionRound, person: User) -> RoundMember:
    """Name `person` for the committee of a round; doing it twice changes nothing. Raises Refused."""
    demand(is_secretary(actor))
    if not possible_members(actor).filter(pk=person.pk).exists():
        raise Refused(NO_COLLEAGUE)
    member, created = RoundMember.objects.get_or_create(
        round=selection, person=person, defaults={"tenant_id": actor.tenant_id}
    )
    if created:
        record(actor, Act.WROTE, "round.member_named", subject=str(selection.pk))
    return member


def dismiss_member(actor: Actor, member: RoundMember) -> None:
    """Take someone out of the committee; the files close for them. Raises Refused for a non-secretary."""
    demand(is_secretary(actor))
    member.delete()
    record(actor, Act.WROTE, "round.member_dismissed", subject=str(member.round_id))


def confirm_rules(actor: Actor, selection: SelectionRound) -> None:
    """Note that `actor` confirmed the ground rules; the files of the round open for them. Raises Refused."""
    member = RoundMember.objects.filter(round=selection, person_id=actor.user_id).first()
    if member is None:
        raise Refused(NOT_NAMED)
    if member.rules_confirmed_at is None:
        member.rules_confirmed_at = timezone.now()
        member.save(update_fields=["rules_confirmed_at"])
        record(actor, Act.WROTE, "round.rules_confirmed", subject=str(selection.pk))


def declare_tie(actor: Actor, candidacy: Candidacy) -> None:
    """Note a tie of `actor` with a candidate, which closes the file to them at once. Raises Refused."""
    demand(is_reader(actor))
    _tie, created = Tie.objects.get_or_create(
        dossier_id=candidacy.dossier_id, person_id=actor.user_id, defaults={"tenant_id": actor.tenant_id}
    )
    if created:
        record(actor, Act.WROTE, "tie.declared", dossier_id=candidacy.dossier_id, subject=candidacy.dossier.reference)


def lift_tie(actor: Actor, dossier: Dossier, tie: Tie) -> None:
    """Take a tie away that was declared by mistake; somebody else than its owner does so. Raises Refused."""
    demand(is_secretary(actor))
    if tie.person_id == actor.user_id:
        raise Refused(NOT_YOUR_OWN)
    tie.delete()
    record(actor, Act.WROTE, "tie.lifted", dossier_id=dossier.pk, subject=dossier.reference)

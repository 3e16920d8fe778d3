"""Ties with a candidate, which close the file (domain/integrity.md, section 7, rule 9; docs/decisions/ties.md)."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from integrity.screening.announcing import announce_tie
from integrity.screening.models import Candidacy
from integrity.screening.queries import colleagues_of, sorting
from integrity.screening.rules import is_secretary, may_have_tie
from portal.accounts.addresses import addresses_of
from portal.audit.models import Act
from portal.audit.record import record, record_each
from portal.notices.models import Notice
from portal.organisations.enums import Role
from portal.organisations.models import Membership, Organisation
from portal.privacy.dossiers import lock_files
from portal.privacy.keys import fetch_keys
from portal.privacy.models import Dossier, Tie
from portal.walls.actor import Actor, Refused, demand

OWN_FILE = "tie.own_file"
NOT_YOUR_OWN = _("Uw eigen band haalt u niet zelf weg. Vraag het een collega die secretaris is.")


def declare_tie(actor: Actor, dossier: Dossier) -> None:
    """Note a tie of `actor` with the person of a dossier, which closes it at once. Raises Refused, or Erased."""
    demand(may_have_tie(actor))
    with transaction.atomic():
        # Of who was distilled meanwhile the facts would stay open, while the person reads that they closed.
        lock_files([dossier.pk])
        if _close_to(actor.user_id, [dossier.pk]):
            record(actor, Act.WROTE, "tie.declared", dossier_id=dossier.pk, subject=dossier.reference)
            announce_tie(dossier)


def going_on(actor: Actor, dossier: Dossier, *roles: Role) -> dict[Role, bool]:
    """Say of each of `roles` that `actor` has whether a colleague has it who goes on with the file, without a tie."""
    return {
        role: any(one != actor.user_id for one in colleagues_of(dossier, role)) for role in roles if actor.has(role)
    }


def close_to_colleagues(actor: Actor, dossiers: Mapping[str, Dossier]) -> None:
    """Nobody works on the own file: close files that were just opened to the colleagues whose own they are.

    dossiers: by the address of the candidate, in small letters. Takes a fixed number of queries.
    """
    _lock_branch(actor.tenant_id)
    colleagues = Membership.objects.not_ended().filter(tenant_id=actor.tenant_id).values("person_id")
    own = [(dossiers[address], person) for person, address in addresses_of(colleagues) if address in dossiers]
    Tie.objects.bulk_create(Tie(tenant_id=actor.tenant_id, dossier=dossier, person_id=one) for dossier, one in own)
    record_each(actor, Act.WROTE, OWN_FILE, {dossier.pk: dossier.reference for dossier, _one in own})


def close_own_files(files: type[Model], tenant_id: int, person_id: int) -> None:
    """The other way round: close to somebody who became a colleague the files there are with an address of theirs.

    files: a model with a dossier and an address. Takes a fixed number of queries; needs the scope of the branch.
    """
    _lock_branch(tenant_id)
    rows = list(files._default_manager.filter(tenant_id=tenant_id, dossier__erased_at=None))
    # What a restored backup brought back has no key any more, and is nobody's.
    readable = fetch_keys(row.dossier_id for row in rows)
    own = addresses_of([person_id])
    found = [row.dossier_id for row in rows if row.dossier_id in readable and (person_id, row.email.casefold()) in own]
    closed = _close_to(person_id, found)
    record_each(Actor(tenant_id=tenant_id), Act.WROTE, OWN_FILE, {dossier.pk: dossier.reference for dossier in closed})


def ties_in(actor: Actor, candidacies: Sequence[Candidacy]) -> list[tuple[Candidacy, Tie]]:
    """Return who declared a tie with whom, as far as `actor` sees the candidates; one query."""
    seen = {candidacy.dossier_id: candidacy for candidacy in candidacies}
    ties = Tie.objects.visible_to(actor).filter(dossier_id__in=seen).select_related("person", "dossier")
    rows = [(seen[tie.dossier_id], tie) for tie in ties.order_by("declared_at")]
    return sorted(rows, key=lambda row: sorting(row[0].name))


def ties_with(actor: Actor, dossier: Dossier) -> QuerySet[Tie]:
    """Return who declared a tie with the person of one dossier, the oldest first."""
    return Tie.objects.visible_to(actor).filter(dossier=dossier).select_related("person").order_by("declared_at")


def lift_tie(actor: Actor, dossier: Dossier, tie: Tie) -> None:
    """Take a tie away that was declared by mistake; somebody else than its owner does so. Raises Refused."""
    demand(is_secretary(actor))
    if tie.person_id == actor.user_id:
        raise Refused(NOT_YOUR_OWN)
    if Tie.objects.filter(pk=tie.pk).delete()[0]:
        record(actor, Act.WROTE, "tie.lifted", dossier_id=dossier.pk, subject=dossier.reference)


def _close_to(person_id: int | None, dossier_ids: Iterable[UUID]) -> list[Dossier]:
    """Tie somebody to files, and take away what they were told of them; return the files that were open to them."""
    # Locked: a second click waits for the first, and an erasing takes the tie along or leaves nothing to close.
    rows = Dossier.objects.select_for_update(no_key=True).filter(pk__in=dossier_ids, erased_at=None).order_by("pk")
    dossiers = list(rows)
    known = set(Tie.objects.filter(person_id=person_id, dossier__in=dossiers).values_list("dossier_id", flat=True))
    new = [dossier for dossier in dossiers if dossier.pk not in known]
    Tie.objects.bulk_create(Tie(tenant_id=one.tenant_id, dossier=one, person_id=person_id) for one in new)
    Notice.objects.filter(person_id=person_id, reference__in=[one.reference for one in new]).delete()
    return new


def _lock_branch(tenant_id: int | None) -> None:
    """Let who adds a candidate and who gives a role at one moment wait for one another; they would miss each other."""
    Organisation.objects.select_for_update(no_key=True).get(pk=tenant_id)

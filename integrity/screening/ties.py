"""Ties with a candidate, which close the file (domain/integrity.md, section 7, rule 9; docs/decisions/ties.md)."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from integrity.screening.announcing import announce_tie
from integrity.screening.models import Candidacy
from integrity.screening.queries import sorting
from integrity.screening.rules import is_reader, is_secretary
from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.models import Dossier, Tie
from portal.walls.actor import Actor, Refused, demand

NOT_YOUR_OWN = _("Uw eigen band haalt u niet zelf weg. Vraag het een collega die secretaris is.")


def declare_tie(actor: Actor, dossier: Dossier) -> None:
    """Note a tie of `actor` with the person of a dossier, which closes it to them at once. Raises Refused."""
    demand(is_reader(actor))
    _tie, created = Tie.objects.get_or_create(
        dossier=dossier, person_id=actor.user_id, defaults={"tenant_id": actor.tenant_id}
    )
    if created:
        record(actor, Act.WROTE, "tie.declared", dossier_id=dossier.pk, subject=dossier.reference)
        announce_tie(dossier)


def ties_in(actor: Actor, candidacies: Sequence[Candidacy]) -> list[tuple[Candidacy, Tie]]:
    """Return who declared a tie with whom, as far as `actor` sees the candidates; one query."""
    seen = {candidacy.dossier_id: candidacy for candidacy in candidacies}
    ties = Tie.objects.visible_to(actor).filter(dossier_id__in=seen).select_related("person", "dossier")
    rows = [(seen[tie.dossier_id], tie) for tie in ties.order_by("declared_at")]
    return sorted(rows, key=lambda row: sorting(row[0].name))


def lift_tie(actor: Actor, dossier: Dossier, tie: Tie) -> None:
    """Take a tie away that was declared by mistake; somebody else than its owner does so. Raises Refused."""
    demand(is_secretary(actor))
    if tie.person_id == actor.user_id:
        raise Refused(NOT_YOUR_OWN)
    if Tie.objects.filter(pk=tie.pk).delete()[0]:
        record(actor, Act.WROTE, "tie.lifted", dossier_id=dossier.pk, subject=dossier.reference)

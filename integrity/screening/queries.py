"""Reading candidates."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from integrity.screening.models import Acknowledgement, Candidacy, SelectionRound
from portal.organisations.enums import Role
from portal.organisations.models import Membership
from portal.privacy.keys import fetch_keys
from portal.privacy.models import Dossier
from portal.questionnaires.models import Edition, Response
from portal.walls.actor import Actor


def candidates_of(actor: Actor, selection: SelectionRound) -> list[Candidacy]:
    """Return the round's candidates by name, in a fixed number of queries.

    Each has `response` and `acknowledgement`, or None.
    """
    rows = list(Candidacy.objects.visible_to(actor).named().filter(round=selection, dossier__erased_at=None))
    dossiers = [row.dossier_id for row in rows]
    fetch_keys(dossiers)
    responses = Response.objects.visible_to(actor).filter(dossier_id__in=dossiers).order_by("edition__number")
    newest = {response.dossier_id: response for response in responses}
    read = Acknowledgement.objects.visible_to(actor).filter(dossier_id__in=dossiers)
    acknowledged = {row.dossier_id: row for row in read.order_by("edition__number")}
    for row in rows:
        row.response = newest.get(row.dossier_id)
        row.acknowledgement = acknowledged.get(row.dossier_id)
    return sorted(rows, key=lambda row: row.name.casefold())


def addresses_in(actor: Actor, selection: SelectionRound) -> dict[str, UUID]:
    """Return the dossier behind each address in the round, in small letters, in a fixed number of queries."""
    rows = list(Candidacy.objects.visible_to(actor).filter(round=selection, dossier__erased_at=None))
    fetch_keys(row.dossier_id for row in rows)
    return {row.email.casefold(): row.dossier_id for row in rows}


def own_candidacy(actor: Actor) -> Candidacy:
    """Return the candidacy of a personal-link session; raises Http404 once it is erased, for the session lives on."""
    own = Candidacy.objects.visible_to(actor).named()
    return get_object_or_404(own, dossier_id=actor.dossier_id, dossier__erased_at=None)


def newest_response(dossier: Dossier) -> Response | None:
    """Return the questionnaire of a dossier in its newest edition; needs the scope of its organisation."""
    responses = Response.objects.filter(dossier_id=dossier.pk).select_related("edition", "dossier")
    return responses.order_by("-edition__number").first()


def acknowledgement_of(dossier: Dossier) -> Acknowledgement | None:
    """Return the newest edition of the rules that was acknowledged; needs the scope of its organisation."""
    rows = Acknowledgement.objects.filter(dossier_id=dossier.pk).select_related("edition")
    return rows.order_by("-edition__number").first()


def edition_in_use(slug: str) -> Edition:
    """Return the edition that everybody reads now; raises Http404 when none is published."""
    edition = Edition.objects.published(slug).order_by("-number").first()
    if edition is None:
        raise Http404
    return edition


def secretaries_of(dossier: Dossier) -> list[int]:
    """Return the user ids of those who run the round; needs the scope of the branch."""
    members = Membership.objects.current().filter(tenant_id=dossier.tenant_id, role=Role.PARTY_SECRETARY)
    return list(members.values_list("person_id", flat=True))

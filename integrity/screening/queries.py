"""Reading candidates."""

import unicodedata
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from integrity.screening.models import DOSSIER_KIND, Acknowledgement, Candidacy, SelectionRound
from portal.audit.models import Act, Event
from portal.organisations.enums import Role
from portal.organisations.models import Membership
from portal.privacy.dossiers import gone, lock_files
from portal.privacy.keys import fetch_keys
from portal.privacy.models import Dossier, Tie
from portal.questionnaires.models import Edition, Response
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within

REST_AT_DESK = _("Stond de kandidaat op de lijst? Dan staan de feiten die blijven bij de ronde, onder Bewaarde feiten.")
REST_OF_MINE = _(
    "Stond u op de lijst? Dan kreeg u een e-mail met een nieuwe persoonlijke link. Die opent de feiten die blijven."
)

ENDINGS = ("candidacy.list", "candidacy.pass_over", "candidacy.withdraw")


def round_of(actor: Actor, pk: UUID | str) -> SelectionRound:
    """Return a round with its public body; raises Http404 for whom it is not there."""
    return get_object_or_404(SelectionRound.objects.visible_to(actor).select_related("body"), pk=pk)


def lock_round(selection: SelectionRound) -> None:
    """Let others who change this round, or add to it, wait until the transaction ends."""
    # Without the key: what only points at the round waits for nobody.
    SelectionRound.objects.select_for_update(of=("self",), no_key=True).get(pk=selection.pk)


def candidates_of(actor: Actor, selection: SelectionRound) -> list[Candidacy]:
    """Return the round's candidates by name, in a fixed number of queries."""
    # By way of the round, which then is the one object behind all of them.
    rows = selection.candidacies.visible_to(actor).select_related("dossier")
    return by_name(rows.filter(dossier__erased_at=None))


def by_name(candidacies: Iterable[Candidacy]) -> list[Candidacy]:
    """Return candidacies with their names readable, sorted by them; fetches all keys at once."""
    rows = list(candidacies)
    fetch_keys(row.dossier_id for row in rows)
    return sorted(rows, key=lambda row: sorting(row.name))


def sorting(name: str) -> str:
    """Return a name as it is sorted and searched: in small letters, without accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def addresses_in(selection: SelectionRound) -> dict[str, UUID]:
    """Return the dossier behind each address in the round, in small letters, in a fixed number of queries.

    Whoever asks: somebody with whom they have a tie would otherwise be added a second time.
    """
    with within(Scope(tenant=selection.tenant_id)):
        rows = list(Candidacy.objects.filter(round=selection, dossier__erased_at=None))
    fetch_keys(row.dossier_id for row in rows)
    return {row.email.casefold(): row.dossier_id for row in rows}


def candidacy_of(actor: Actor, reference: str) -> Candidacy:
    """Return the candidacy that `actor` may see under this reference; raises Http404, or Erased when it is gone."""
    found = Candidacy.objects.visible_to(actor).named().filter(dossier__reference=reference).first()
    return found or gone(Dossier.objects.visible_to(actor).filter(reference=reference), DOSSIER_KIND, REST_AT_DESK)


def lock_candidacy(candidacy: Candidacy) -> None:
    """Let others who write in this file wait, see `lock_files`; takes over a decision they made. Raises Erased."""
    lock_files([candidacy.dossier_id])
    candidacy.refresh_from_db(fields=["status"])


def own_candidacy(actor: Actor) -> Candidacy:
    """Return the candidacy of a personal-link session; raises Http404, or Erased, for the session lives on."""
    found = Candidacy.objects.visible_to(actor).named().filter(dossier_id=actor.dossier_id).first()
    return found or gone(Dossier.objects.visible_to(actor).filter(pk=actor.dossier_id), DOSSIER_KIND, REST_OF_MINE)


def newest_response(dossier: Dossier) -> Response | None:
    """Return the questionnaire of a dossier in its newest edition; needs the scope of its organisation."""
    responses = Response.objects.filter(dossier_id=dossier.pk).select_related("edition", "dossier")
    return responses.order_by("-edition__number").first()


def reads_of_answers() -> QuerySet[Event]:
    """Return every time that somebody at the desk opened answers."""
    return Event.objects.filter(act=Act.READ, what="questionnaire.answers", person__isnull=False)


def ending_of(dossier: Dossier) -> Event | None:
    """Return the decision or the withdrawal, as the log has it; needs the scope of its organisation."""
    ended = Event.objects.filter(act=Act.MOVED, what__in=ENDINGS, dossier_id=dossier.pk)
    return ended.order_by("-at").first()


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
    """Return the user ids of those who run the round and have no tie with the person; needs the branch's scope."""
    return colleagues_of(dossier, Role.PARTY_SECRETARY)


def colleagues_of(dossier: Dossier, role: Role) -> list[int]:
    """Return the user ids of who has `role` and no tie with the person; needs the branch's scope."""
    members = Membership.objects.current().filter(tenant_id=dossier.tenant_id, role=role)
    tied = Tie.objects.filter(dossier_id=dossier.pk).values("person_id")
    return list(members.exclude(person_id__in=tied).values_list("person_id", flat=True))

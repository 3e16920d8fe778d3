"""The overview of a round as PDF: who is how far, by reference and without names or content.

What is on it depends on who asks, for nobody finds a candidate there with whom they have a tie.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrity.screening.committee import own_seat
from integrity.screening.desk import Desk, counts_of, desk_of
from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.queries import round_of
from integrity.screening.rules import is_reader
from portal.accounts.models import User
from portal.organisations.acting import actor_in
from portal.organisations.enums import Role
from portal.privacy.declarations import DataClass
from portal.privacy.models import Dossier, Tie
from portal.reports.files import erase
from portal.reports.kinds import ReportKind
from portal.reports.models import Report
from portal.walls.actor import Actor, Reason
from portal.walls.scope import Scope, current_scope, within

ROUND = "integrity.round"
NOT_OPEN = gettext_lazy("Deze ronde is niet voor u open. Bevestig eerst de spelregels, of vraag het de secretaris.")
TIE_SINCE = gettext_lazy(
    "U gaf een band met een kandidaat op nadat dit overzicht is gemaakt. Vraag een nieuw overzicht."
)


@dataclass(frozen=True)
class Summary:
    """One instrument in numbers: how many stand where, in words."""

    name: str
    counts: list[tuple[str, int]]


def _requester() -> Actor:
    """Who asks, or asked: a report is made in the scope of its requester."""
    scope = current_scope()
    return actor_in(User.objects.get(pk=scope.person), scope.tenant)


def _desk(actor: Actor, selection: SelectionRound) -> Desk:
    candidacies = Candidacy.objects.visible_to(actor).named().filter(round=selection, dossier__erased_at=None)
    return desk_of(actor, selection, list(candidacies.order_by("dossier__reference")))


def _context(report: Report) -> dict[str, Any]:
    actor = _requester()
    selection = round_of(actor, report.subject)
    desk = _desk(actor, selection)
    return {"selection": selection, "desk": desk, "waiting": counts_of(desk), "summaries": _summaries(desk)}


def _summaries(desk: Desk) -> list[Summary]:
    statuses = _counted(CandidacyStatus(row.candidacy.status).label for row in desk.rows)
    by_column = [
        Summary(column.short, _counted(cell.label for row in desk.rows if (cell := row.cells[column.key])))
        for column in desk.columns
    ]
    return [Summary(_("Stand"), statuses), *by_column]


def _counted(labels: Iterable[Any]) -> list[tuple[str, int]]:
    return Counter(str(label) for label in labels).most_common()


def _fingerprint(dossier: Dossier | None, subject: str) -> str:
    """All that stands on it, and the ties of who asks: after a new one the overview of before is theirs no more."""
    actor = _requester()
    selection = round_of(actor, subject)
    desk = _desk(actor, selection)
    rows = [f"{row.candidacy.dossier.reference} {row.candidacy.status} {row.told}" for row in desk.rows]
    ties = Tie.objects.filter(person_id=actor.user_id).order_by("pk").values_list("pk", flat=True)
    return "|".join([f"{selection.version} {[column.due_on for column in desk.columns]}", *rows, *map(str, ties)])


def _may(actor: Actor, report: Report) -> Reason:
    if reason := is_reader(actor):
        return reason
    selection = SelectionRound.objects.visible_to(actor).filter(pk=report.subject).first()
    if selection is None or not (actor.has(Role.PARTY_SECRETARY) or own_seat(actor, selection).rules_confirmed_at):
        return NOT_OPEN
    since = Tie.objects.filter(person_id=actor.user_id, declared_at__gt=report.made_at) if report.made_at else None
    return TIE_SINCE if since is not None and since.exists() else None


def erase_overviews(dossier: Dossier) -> None:
    """With a dossier that is erased go the overviews that tell how far it was, of whomever."""
    rounds = [str(pk) for pk in Candidacy.objects.filter(dossier=dossier).values_list("round_id", flat=True)]
    with within(Scope(tenant=dossier.tenant_id, system=True)):
        erase(Report.objects.filter(kind=ROUND, subject__in=rounds).select_for_update())


ROUND_REPORT = ReportKind(
    name=ROUND,
    title=gettext_lazy("Overzicht selectieronde"),
    back=lambda report: (str(_("De ronde")), reverse("round_desk", args=[report.subject])),
    template="reports/round.html",
    context=_context,
    may=_may,
    fingerprint=_fingerprint,
    data_class=DataClass.CONFIDENTIAL,
)

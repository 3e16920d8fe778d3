"""Measures, and whose they are.

They belong to a dossier: that of a candidacy and, once it is erased, the one with the facts that are kept
(integrity.kept). Both have a name, a round, an office and a language. Whoever needs the person behind a
measure or an undertaking, or the right to see it, asks here; so a row that moves to the other dossier
goes on working and nothing else has to know.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from integrity.measures.enums import MeasureStatus
from integrity.measures.models import Measure
from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.queries import candidacy_of, lock_candidacy, own_candidacy
from portal.organisations.enums import Role
from portal.privacy.dossiers import lock_files
from portal.privacy.keys import fetch_keys
from portal.privacy.models import Dossier
from portal.walls.actor import Actor

PEOPLE = ("candidacy__round", "kept_file__round")
# Of whom measures go on: who is in the procedure, who is listed, and of whom only facts are kept.
GOING_ON = Q(dossier__candidacy__status__in=(CandidacyStatus.INVITED, CandidacyStatus.LISTED)) | Q(
    dossier__kept_file__isnull=False
)
STATUS_ORDER = (MeasureStatus.PROPOSED, MeasureStatus.AGREED, MeasureStatus.DONE, MeasureStatus.DROPPED)


@dataclass(frozen=True)
class File:
    """The file of one person: a candidacy, or what is kept of it."""

    dossier: Dossier

    @property
    def candidacy(self) -> Candidacy | None:
        """The candidacy; None when only the facts are kept."""
        return getattr(self.dossier, "candidacy", None)

    @property
    def name(self) -> str:
        return self._about.name

    @property
    def round(self) -> SelectionRound:
        return self._about.round

    @property
    def _about(self) -> Candidacy:
        return self.candidacy or self.dossier.kept_file


def file_of(measure: Measure) -> File:
    """Return whose measure it is; takes no query for what `with_people` fetched."""
    return File(measure.dossier)


def visible_files(actor: Actor) -> QuerySet[Dossier]:
    """The files whose measures `actor` may see; what is kept is for the secretary and the person concerned."""
    open_to = Q(candidacy__in=Candidacy.objects.visible_to(actor))
    if actor.has(Role.PARTY_SECRETARY) or actor.dossier_id is not None:
        open_to |= Q(kept_file__isnull=False)
    return Dossier.objects.visible_to(actor).filter(open_to, erased_at=None)


def file_for(actor: Actor, reference: str) -> File:
    """Return the file under a reference; raises Http404, or Erased when it is gone."""
    dossier = visible_files(actor).filter(reference=reference).select_related(*PEOPLE).first()
    return File(dossier or candidacy_of(actor, reference).dossier)


def own_file(actor: Actor) -> File:
    """Return the file of a personal-link session; raises Http404, or Erased when it is gone."""
    dossier = visible_files(actor).filter(pk=actor.dossier_id).select_related(*PEOPLE).first()
    return File(dossier or own_candidacy(actor).dossier)


def lock_file(file: File) -> None:
    """As `lock_candidacy`, also of who only facts are kept."""
    if file.candidacy is not None:
        lock_candidacy(file.candidacy)
    else:
        lock_files([file.dossier.pk])


def with_people(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """The measures with what `file_of` and the rules need."""
    return measures.select_related(*(f"dossier__{path}" for path in PEOPLE))


def measures_of(actor: Actor, dossier: Dossier) -> list[Measure]:
    """Return the measures of a file that `actor` may see: what is to be agreed first, what is over last."""
    measures = list(with_people(Measure.objects.visible_to(actor).filter(dossier=dossier)))
    return sorted(measures, key=lambda measure: STATUS_ORDER.index(MeasureStatus(measure.status)))


def round_measures(actor: Actor, selection: SelectionRound) -> list[Measure]:
    """Return the measures of a round that go on, with their people, in a fixed number of queries."""
    here = Q(dossier__candidacy__round=selection) | Q(dossier__kept_file__round=selection)
    rows = Measure.objects.visible_to(actor).filter(GOING_ON, here, dossier__in=visible_files(actor))
    measures = list(with_people(rows))
    fetch_keys(measure.dossier_id for measure in measures)
    return sorted(measures, key=lambda measure: (_next_date(measure), file_of(measure).name.casefold()))


def due(measures: QuerySet[Measure], today: date) -> QuerySet[Measure]:
    """The agreed measures that should be ready by now, or looked at again."""
    return measures.filter(Q(due_on__lte=today) | Q(review_on__lte=today), status=MeasureStatus.AGREED)


def is_due(measure: Measure, today: date) -> bool:
    """Say of one measure what `due` says of many."""
    days = (day for day in (measure.due_on, measure.review_on) if day is not None)
    return measure.status == MeasureStatus.AGREED and any(day <= today for day in days)


def _next_date(measure: Measure) -> date:
    return min((day for day in (measure.due_on, measure.review_on) if day is not None), default=date.max)

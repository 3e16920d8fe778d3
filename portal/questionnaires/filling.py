"""Starting, saving, checking and sending in. Only the person concerned writes."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone

from portal.audit.models import Act
from portal.audit.record import CANDIDATE_ROLE, record, record_each
from portal.privacy.dossiers import lock_files
from portal.privacy.models import Dossier
from portal.questionnaires.answers import Answer, Answers, faults_of
from portal.questionnaires.branching import visible_questions, without_hidden
from portal.questionnaires.enums import EditionPhase, Office, ResponseStatus
from portal.questionnaires.models import AnswerChange, Edition, EditionUse, Response, SectionAnswers
from portal.questionnaires.progress import SectionState
from portal.questionnaires.sheet import Sheet, open_sheet
from portal.questionnaires.workflow import RESPONSE, may_write_now
from portal.walls.actor import Actor, demand
from portal.workflow.door import ChangedMeanwhile, perform


class SavedMeanwhile(Exception):
    """The section was saved elsewhere after the actor saw it; `stored` is what stands there now."""

    def __init__(self, stored: SectionAnswers) -> None:
        super().__init__(stored.section)
        self.stored = stored


def start_response(actor: Actor, dossier: Dossier, edition: Edition, office: Office | str) -> Response:
    """Give `dossier` a response to `edition`; asked twice, the same one.

    The caller has checked that the actor may. Raises ValueError for a draft, a withdrawn edition or
    an office that the instrument is not for.
    """
    start_responses(actor, edition, {dossier: office})
    return Response.objects.select_related("dossier", "edition").get(dossier=dossier, edition=edition)


def start_responses(actor: Actor, edition: Edition, offices: Mapping[Dossier, Office | str]) -> None:
    """Give each dossier a response to `edition` for its office, in a fixed number of queries; see start_response."""
    if edition.phase != EditionPhase.PUBLISHED:
        raise ValueError(f"{edition} is not published")
    if strange := set(offices.values()) - set(edition.questionnaire.offices):
        raise ValueError(f"{edition} is not for {', '.join(sorted(strange))}")
    known = Response.objects.filter(edition=edition, dossier__in=offices).values_list("dossier_id", flat=True)
    new = {dossier: office for dossier, office in offices.items() if dossier.pk not in set(known)}
    if new:
        rows = (Response(tenant_id=to.tenant_id, dossier=to, edition=edition, office=new[to]) for to in new)
        Response.objects.bulk_create(rows, ignore_conflicts=True)
        EditionUse.objects.filter(edition=edition).update(started=F("started") + len(new))
        record_each(actor, Act.WROTE, "questionnaire.started", {dossier.pk: str(edition) for dossier in new})


def save_section(
    actor: Actor, response: Response, section_id: str, data: Answers, seen_version: int, *, finish: bool = False
) -> SectionAnswers:
    """Keep what was typed in a section, right or wrong; return the row with its new version.

    data: answers by question id; seen_version: the version of the section the actor looked at, 0 for
    none; finish: the person says this section is done. Raises SavedMeanwhile when somebody saved
    something else since, Refused, and Http404 for an unknown section.
    """
    with transaction.atomic():
        locked = _locked(response)
        demand(may_write_now(actor, locked))
        row = _row(locked, section_id)
        old = dict(row.answers or {})
        if row.version != seen_version and data != old:
            raise SavedMeanwhile(row)
        _keep(actor, locked, row, old, dict(data), finish)
        response.status, response.version = locked.status, locked.version
    return row


def first_open_section(response: Response) -> SectionState | None:
    """The section to go on with; None when all are done."""
    return next((state for state in open_sheet(response).states if state.status not in ("done", "blocked")), None)


def check(response: Response) -> list[SectionState]:
    """Sections that are not finished, or where something is missing or wrong."""
    return [state for state in open_sheet(response).states if state.status != "done"]


def submit(actor: Actor, response: Response, seen_stamp: str) -> bool:
    """Send in; answers to questions that are hidden in the end are dropped.

    seen_stamp: Sheet.stamp of the answers the person checked. Returns False when it was sent in
    already. Raises ChangedMeanwhile when an answer was saved since, and Refused.
    """
    with transaction.atomic():
        sheet = open_sheet(_locked(response))
        if sheet.response.status in (ResponseStatus.IN_PROGRESS, ResponseStatus.REOPENED):
            if sheet.stamp != seen_stamp:
                raise ChangedMeanwhile
            _drop_hidden(actor, sheet)
        done = perform(RESPONSE, "submit", sheet.response, actor)
        response.refresh_from_db()
    return done


def reopen(actor: Actor, response: Response) -> bool:
    """Open a response that was sent in, to correct it. Returns False when it was open already."""
    return perform(RESPONSE, "reopen", response, actor)


def log_changes(response: Response, old: Answers, new: Answers) -> None:
    """Keep what was sent in and is different now; the first old value per question and submission stays."""
    for question in sorted(old.keys() | new.keys()):
        if old.get(question) != new.get(question):
            known = AnswerChange.objects.filter(
                response=response, question=question, submission=response.submissions, edition=response.edition
            )
            if not known.exists():
                _change(response, question, old.get(question)).save(force_insert=True)


def _locked(response: Response) -> Response:
    lock_files([response.dossier_id])
    return Response.objects.select_for_update(of=("self",)).select_related("edition").get(pk=response.pk)


def _row(response: Response, section_id: str) -> SectionAnswers:
    if not response.questionnaire.has_section(section_id):
        raise Http404
    return SectionAnswers.objects.filter(response=response, section=section_id).first() or SectionAnswers(
        tenant_id=response.tenant_id,
        dossier_id=response.dossier_id,
        response=response,
        section=section_id,
        answers={},
        version=0,
    )


def _keep(
    actor: Actor,
    response: Response,
    row: SectionAnswers,
    old: Mapping[str, Answer],
    new: dict[str, Answer],
    finish: bool,
) -> None:
    others = [kept for section, kept in open_sheet(response).rows.items() if section != row.section]
    answers = {name: answer for kept in others for name, answer in kept.answers.items()} | new
    complete = (finish or row.complete) and _is_right(response, row.section, answers)
    if row.version and new == old and complete == row.complete:
        return
    if new != old or not row.version:
        row.version += 1
    if response.submissions:
        log_changes(response, old, new)
    row.answers, row.complete, row.saved_at = new, complete, timezone.now()
    row.save()
    if response.status == ResponseStatus.NOT_STARTED:
        perform(RESPONSE, "begin", response, actor)
    record(actor, Act.WROTE, "questionnaire.section", dossier_id=response.dossier_id, subject=row.section)


def _is_right(response: Response, section_id: str, answers: Answers) -> bool:
    questionnaire = response.questionnaire
    questions = visible_questions(questionnaire, questionnaire.section(section_id), answers, response.office)
    return not any(faults_of(question, answers.get(question.id)) for question in questions)


def _drop_hidden(actor: Actor, sheet: Sheet) -> None:
    counting = without_hidden(sheet.questionnaire, sheet.answers, sheet.response.office)
    for row in sheet.rows.values():
        kept = {name: counting[name] for name in row.answers if name in counting}
        if kept != row.answers:
            if sheet.response.submissions:
                log_changes(sheet.response, row.answers, kept)
            row.answers, row.version, row.saved_at = kept, row.version + 1, timezone.now()
            row.save()
            record(actor, Act.WROTE, "questionnaire.hidden_dropped", dossier_id=row.dossier_id, subject=row.section)


def _change(response: Response, question: str, old: Answer) -> AnswerChange:
    return AnswerChange(
        tenant_id=response.tenant_id,
        dossier_id=response.dossier_id,
        response=response,
        submission=response.submissions,
        edition=response.edition,
        question=question,
        old=old,
        by_role=CANDIDATE_ROLE,
    )

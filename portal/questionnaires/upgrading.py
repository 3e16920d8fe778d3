"""Moving a started response to a newer edition, on purpose, with matching answers kept."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.dossiers import lock_files
from portal.questionnaires.answers import Answer, Answers
from portal.questionnaires.content import CHOICE, CHOICES, ROWS, SCALE, Column, Question, Questionnaire, Text
from portal.questionnaires.enums import EditionPhase
from portal.questionnaires.filling import log_changes
from portal.questionnaires.models import Edition, EditionUse, Response, SectionAnswers
from portal.questionnaires.sheet import open_sheet
from portal.questionnaires.workflow import FILLABLE, may_write_now
from portal.walls.actor import Actor, demand


@dataclass(frozen=True)
class Upgrade:
    """What became of the answers, as texts of the questions. partly: some rows or columns went."""

    kept: tuple[Text, ...]
    partly: tuple[Text, ...]
    dropped: tuple[Text, ...]
    new: tuple[Text, ...]


def successor_of(response: Response) -> Edition | None:
    """The newer edition that `response` can move to; None when there is none or it was sent in."""
    if response.status not in FILLABLE:
        return None
    current = response.edition
    newest = Edition.objects.published(current.slug).filter(number__gt=current.number).order_by("number").last()
    return newest if newest is not None and response.office in newest.questionnaire.offices else None


def plan_upgrade(old: Questionnaire, new: Questionnaire, answers: Answers) -> tuple[Upgrade, dict[str, Answer]]:
    """Say what a move from `old` to `new` does with `answers`, and return what is left of them. Pure."""
    later = {question.id: question for _section, question in new.questions()}
    kept, partly, dropped = [], [], []
    carried: dict[str, Answer] = {}
    for name, answer in answers.items():
        question = old.question(name)
        moved = _carried(question, later[name], answer) if name in later else None
        if moved is not None:
            carried[name] = moved
        (dropped if moved is None else kept if moved == answer else partly).append(question.text)
    added = [question.text for name, question in later.items() if name not in {q.id for _s, q in old.questions()}]
    return Upgrade(tuple(kept), tuple(partly), tuple(dropped), tuple(added)), carried


def upgrade_response(actor: Actor, response: Response, edition: Edition) -> Upgrade:
    """Move `response` to `edition`; answers that fit stay, what does not fit is kept as AnswerChange.

    Sections count as finished again when the person saves them. Raises Refused, and ValueError for
    another instrument, an edition that is not newer or not published, or an office it is not for.
    """
    with transaction.atomic():
        lock_files([response.dossier_id])
        row = Response.objects.select_for_update(of=("self",)).select_related("edition").get(pk=response.pk)
        demand(may_write_now(actor, row))
        _demand_successor(row, edition)
        sheet = open_sheet(row)
        old = dict(sheet.answers)
        upgrade, carried = plan_upgrade(row.questionnaire, edition.questionnaire, old)
        log_changes(row, old, carried)
        row.edition, row.version = edition, row.version + 1
        row.save(update_fields=["edition", "version"])
        _write(row, carried, sheet.rows)
        EditionUse.objects.filter(edition=edition).update(started=F("started") + 1)
        record(actor, Act.WROTE, "questionnaire.upgraded", dossier_id=row.dossier_id, subject=str(edition))
        response.refresh_from_db()
    return upgrade


def _demand_successor(response: Response, edition: Edition) -> None:
    current = response.edition
    published = edition.phase == EditionPhase.PUBLISHED
    if edition.slug != current.slug or edition.number <= current.number or not published:
        raise ValueError(f"{edition} does not follow {current}")
    if response.office not in edition.questionnaire.offices:
        raise ValueError(f"{edition} is not for {response.office}")


def _write(response: Response, carried: Answers, rows: dict[str, SectionAnswers]) -> None:
    """Put the carried answers in the sections of the new edition; versions go on counting."""
    wanted: dict[str, dict[str, Answer]] = {}
    for section, question in response.questionnaire.questions():
        if question.id in carried:
            wanted.setdefault(section.id, {})[question.id] = carried[question.id]
    for section_id in rows.keys() - wanted.keys():
        rows[section_id].delete()
    for section_id, answers in wanted.items():
        row = rows.get(section_id) or SectionAnswers(
            tenant_id=response.tenant_id, dossier_id=response.dossier_id, response=response, section=section_id
        )
        row.answers, row.version, row.complete, row.saved_at = answers, row.version + 1, False, timezone.now()
        row.save()


def _carried(old: Question, new: Question, answer: Answer) -> Answer | None:
    """What of `answer` still fits; None when nothing does."""
    if old.type != new.type:
        return None
    if new.type in (CHOICE, CHOICES):
        known = {option.id for option in new.options}
        return answer if known.issuperset([answer] if isinstance(answer, str) else answer) else None
    if new.type == SCALE:
        return answer if new.scale == old.scale else None
    if new.type == ROWS:
        before = {column.id: column for column in old.columns}
        staying = [column for column in new.columns if _same(before.get(column.id), column)]
        rows = [{c.id: row[c.id] for c in staying if _fits(c, row.get(c.id, ""))} for row in answer]
        return [row for row in rows if row] or None
    return answer


def _same(old: Column | None, new: Column) -> bool:
    return old is not None and old.type == new.type


def _fits(column: Column, value: str) -> bool:
    return bool(value) and (column.type != CHOICE or value in {option.id for option in column.options})

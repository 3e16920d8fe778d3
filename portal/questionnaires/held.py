"""Typed text that could not be saved is held, and offered again; it never overwrites by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import QueryDict
from django.utils import timezone

from portal.accounts.limits import Limit
from portal.audit.models import Act
from portal.audit.record import record
from portal.privacy.dossiers import lock_files
from portal.questionnaires.answers import Answer, Answers, in_words
from portal.questionnaires.content import Question
from portal.questionnaires.declarations import HELD_DAYS
from portal.questionnaires.enums import HeldBecause
from portal.questionnaires.forms import SectionForm
from portal.questionnaires.models import HeldSubmission, Response
from portal.questionnaires.sheet import Sheet, open_sheet
from portal.walls.actor import Actor
from portal.walls.scope import Scope, within

SALT = "questionnaires.hold"
TOKEN_AGE = timedelta(hours=24)
MOST_CHARACTERS = 200_000
# Without a counter too: one row per section bounds the harm, and losing text is worse.
PER_RESPONSE = Limit("questionnaires.held", amount=120, seconds=3600, lenient=True)


class HoldRefused(Exception):
    """The token is not ours or too old, or too much was sent."""


@dataclass(frozen=True)
class Pass:
    """What a hold token says: whose section a form belongs to."""

    response: UUID
    section: str
    tenant: int
    dossier: UUID
    user: int | None

    def is_of(self, actor: Actor) -> bool:
        """The session is still the one the form was made in."""
        return actor.is_known and actor.user_id == self.user and actor.dossier_id in (None, self.dossier)


def hold_token(actor: Actor, response: Response, section_id: str) -> str:
    """Return the token a form carries, so that what is typed survives the session."""
    values = [str(response.pk), section_id, response.tenant_id, str(response.dossier_id), actor.user_id]
    return signing.dumps(values, salt=SALT)


def read_token(token: str) -> Pass:
    """Undo `hold_token`; raises HoldRefused."""
    try:
        response, section, tenant, dossier, user = signing.loads(token, salt=SALT, max_age=TOKEN_AGE)
    except signing.BadSignature as error:
        raise HoldRefused("token") from error
    return Pass(UUID(response), section, tenant, UUID(dossier), user)


def hold_without_session(ticket: Pass, data: QueryDict) -> None:
    """Hold what was sent in after the session had ended; the token stands in for the session.

    Raises HoldRefused when it is too big, comes too often or has nothing to belong to any more.
    """
    if sum(len(value) for _name, values in data.lists() for value in values) > MOST_CHARACTERS:
        raise HoldRefused("size")
    if not PER_RESPONSE.allows(str(ticket.response)):
        raise HoldRefused("rate")
    with within(Scope(tenant=ticket.tenant, dossier=ticket.dossier)):
        response = Response.objects.select_related("edition").filter(pk=ticket.response).first()
        if response is None or not response.questionnaire.has_section(ticket.section):
            raise HoldRefused("gone")
        lock_files([ticket.dossier])
        person = Actor(user_id=ticket.user, tenant_id=ticket.tenant, dossier_id=ticket.dossier)
        form = SectionForm(open_sheet(response), response.questionnaire.section(ticket.section), data)
        hold(person, response, ticket.section, HeldBecause.EXPIRED, form.typed)


def hold(actor: Actor, response: Response, section_id: str, because: HeldBecause, answers: Answers) -> None:
    """Hold typed answers of one section; newer ones for the same reason take their place."""
    row = HeldSubmission.objects.filter(response=response, section=section_id, because=because).first()
    row = row or HeldSubmission(
        tenant_id=response.tenant_id,
        dossier_id=response.dossier_id,
        response=response,
        section=section_id,
        because=because,
    )
    row.answers, row.held_at = dict(answers), timezone.now()
    row.save()
    record(actor, Act.WROTE, "questionnaire.held", dossier_id=response.dossier_id, subject=section_id)


def held_for(sheet: Sheet) -> list[HeldSubmission]:
    """What waits for a choice and says something else than is kept, oldest first."""
    since = timezone.now() - timedelta(days=HELD_DAYS)
    waiting = HeldSubmission.objects.filter(response=sheet.response, held_at__gt=since).order_by("held_at")
    known = sheet.questionnaire.has_section
    return [held for held in waiting if known(held.section) and differences(sheet, held)]


@dataclass(frozen=True)
class Difference:
    """One question with two answers, in words: what is kept now and what was typed."""

    question: Question
    stored: str
    typed: str


def differences(sheet: Sheet, held: HeldSubmission) -> list[Difference]:
    """Questions of the section for which the held answer is another one than the kept answer."""
    stored = sheet.answers_of(held.section)
    section = sheet.questionnaire.section(held.section)
    return [
        Difference(
            question, in_words(question, stored.get(question.id)), in_words(question, held.answers.get(question.id))
        )
        for question in section.questions
        if stored.get(question.id) != held.answers.get(question.id)
    ]


def merged(sheet: Sheet, held: HeldSubmission, choices: Mapping[str, Any]) -> dict[str, Answer]:
    """The kept answers, with the held one for each question whose choice is "typed"."""
    result = dict(sheet.answers_of(held.section))
    for difference in differences(sheet, held):
        name = difference.question.id
        if choices.get(f"choose-{name}") == "typed":
            result[name] = held.answers.get(name)
    return {name: answer for name, answer in result.items() if answer is not None}

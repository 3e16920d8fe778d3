"""The conversation sheet: composed from the guide, the answers, the findings and the cards (section 3.6).

Findings that are open are always on it, for they must be put to the candidate (section 7, rule 7). What
belongs in the conversation alone has no note, before or after (rule 10).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from integrity.background.enums import FindingStatus
from integrity.background.models import Finding
from integrity.cards.content import Card, Deck
from integrity.cards.queries import deck_in_use
from integrity.interview import guide
from integrity.interview.enums import TopicSource
from integrity.interview.models import Interview, Topic
from integrity.screening.queries import newest_response
from integrity.screening.rules import has_returned
from portal.questionnaires.content import YES_NO
from portal.questionnaires.models import Response
from portal.questionnaires.reading import ReportQuestion, answers_for_report
from portal.questionnaires.sheet import open_sheet


@dataclass(frozen=True)
class Item:
    """A topic of the sheet, or one that can go on it, with what there is to say about it.

    topic: of the guide; answers: what the candidate wrote, as far as this follows it up; row: None when it
    is not on the sheet, or only because it has to be.
    """

    source: str
    key: str
    title: str
    only_spoken: bool = False
    topic: guide.Topic | None = None
    answers: tuple[ReportQuestion, ...] = ()
    finding: Finding | None = None
    card: Card | None = None
    row: Topic | None = None

    @property
    def pk(self) -> UUID:
        """What stands in the address of a topic on the sheet: it tells nobody what will be talked about.

        The finding's own, for one that is open is there before it has a row.
        """
        return self.finding.pk if self.finding else self.row.pk

    @property
    def address(self) -> str:
        """What stands for it in a form."""
        return f"{self.source}:{self.key}"

    @property
    def label(self) -> str:
        if self.source == TopicSource.ANSWER and self.only_spoken:
            return _("onderwerp uit de vragenlijst")
        return str(TopicSource(self.source).label)

    @property
    def note(self) -> str:
        return (self.row.note or "") if self.row else ""

    @property
    def stays(self) -> bool:
        """An open finding cannot be taken off."""
        return self.finding is not None and self.finding.status == FindingStatus.OPEN


@dataclass(frozen=True)
class Material:
    """All that a sheet can be made of, read once."""

    guide: guide.Guide
    office: str
    answers: dict[str, ReportQuestion]
    # Answered “yes”, or in a way that asked for an explanation.
    striking: frozenset[str]
    findings: dict[str, Finding]
    deck: Deck | None

    def item(self, source: str, key: str, row: Topic | None = None) -> Item | None:
        """Return the topic with this key; None when there is none, or not any more."""
        makers = {
            TopicSource.GUIDE: self._of_guide,
            TopicSource.ANSWER: self._of_answer,
            TopicSource.FINDING: self._of_finding,
            TopicSource.CARD: self._of_card,
        }
        return makers[TopicSource(source)](key, row) if source in TopicSource.values else None

    def _of_guide(self, key: str, row: Topic | None) -> Item | None:
        topic = next((one for one in self.guide.topics if one.id == key), None)
        if topic is None:
            return None
        answers = tuple(self.answers[one] for one in topic.questions if self._is_written(one))
        return Item(
            TopicSource.GUIDE, key, str(topic.title), topic.do_not_record, topic=topic, answers=answers, row=row
        )

    def _of_answer(self, key: str, row: Topic | None) -> Item | None:
        asked = self.answers.get(key)
        if asked is None:
            return None
        return Item(TopicSource.ANSWER, key, str(asked.text), asked.is_conversation, answers=(asked,), row=row)

    def _of_finding(self, key: str, row: Topic | None) -> Item | None:
        finding = self.findings.get(key)
        return Item(TopicSource.FINDING, key, finding.text, finding=finding, row=row) if finding else None

    def _of_card(self, key: str, row: Topic | None) -> Item | None:
        card = self.cards.get(key)
        return Item(TopicSource.CARD, key, str(card.title), card=card, row=row) if card else None

    @cached_property
    def cards(self) -> dict[str, Card]:
        return {str(card.number): card for card in self.deck.cards} if self.deck else {}

    def fits(self, item: Item) -> bool:
        """Say whether a topic of the guide follows up a striking answer."""
        return item.topic is not None and not self.striking.isdisjoint(item.topic.questions)

    def _is_written(self, key: str) -> bool:
        asked = self.answers.get(key)
        return asked is not None and bool(asked.answer) and not asked.is_conversation


@dataclass(frozen=True)
class Group:
    """Topics that can be added together under one heading. `fitting`: addresses of those that suit the answers."""

    title: str
    items: list[Item]
    fitting: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """The topics of one interview, in order, and all that could be on it."""

    interview: Interview
    material: Material
    items: Sequence[Item]

    def has(self, address: str) -> bool:
        return any(item.address == address for item in self.items)

    def find(self, pk: UUID) -> Item | None:
        """Return the topic on the sheet; None when it is not there."""
        return next((item for item in self.items if item.pk == pk), None)

    def offered(self, source: TopicSource) -> list[Item]:
        """Return what is not on the sheet yet, in the order of its source."""
        made = [self.material.item(source, key) for key in self._keys(source)]
        return [item for item in made if item is not None and not self.has(item.address)]

    def _keys(self, source: TopicSource) -> Iterator[str]:
        material = self.material
        if source == TopicSource.GUIDE:
            yield from (topic.id for topic in material.guide.topics if topic.asked_for(material.office))
        elif source == TopicSource.ANSWER:
            yield from (key for key, one in material.answers.items() if one.is_conversation or key in material.striking)
        elif source == TopicSource.FINDING:
            yield from material.findings
        else:
            yield from material.cards

    @cached_property
    def suggested_cards(self) -> frozenset[str]:
        """Numbers of the cards that the topics on the sheet name."""
        return frozenset(str(number) for item in self.items if item.topic for number in item.topic.cards)


def sheet_of(interview: Interview) -> Sheet:
    """Read the sheet of an interview, in a fixed number of queries; needs the scope of the file."""
    material = _material_of(interview)
    rows = Topic.objects.filter(interview=interview)
    made = [material.item(row.source, row.key, row) for row in rows]
    items = [item for item in made if item is not None]
    known = {item.address for item in items}
    forced = (material.item(TopicSource.FINDING, key) for key in material.findings)
    items += [item for item in forced if item is not None and item.stays and item.address not in known]
    return Sheet(interview, material, items)


def _material_of(interview: Interview) -> Material:
    candidacy = interview.dossier.candidacy
    response = newest_response(interview.dossier)
    returned = response if has_returned(response) is None else None
    answers = answers_for_report(returned).sections if returned else ()
    findings = Finding.objects.filter(dossier_id=interview.dossier_id).select_related("consultation")
    return Material(
        guide=interview.edition.tree,
        office=candidacy.office,
        answers={question.id: question for section in answers for question in section.questions},
        striking=_striking(returned) if returned else frozenset(),
        findings={str(finding.pk): finding for finding in findings},
        deck=deck_in_use(),
    )


def _striking(response: Response) -> frozenset[str]:
    sheet = open_sheet(response)
    asked = {question.id: question for _section, question in sheet.questionnaire.questions()}
    return frozenset(
        name
        for name, answer in sheet.answers.items()
        if name in asked
        and asked[name].type == YES_NO
        and (answer or {}).get("value") in ("yes", asked[name].explain_when)
    )

"""A questionnaire as a tree of frozen dataclasses. Reading and judging files is source.py and rules.py."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

Data = Mapping[str, Any]

YES_NO, CHOICE, CHOICES, SCALE = "yes_no", "choice", "choices", "scale"
TEXT, LONG_TEXT, DATE, ROWS, CONVERSATION = "text", "long_text", "date", "rows", "conversation"
MAX_LENGTH = {TEXT: 200, LONG_TEXT: 2000}
MAX_ROWS = 20


@dataclass(frozen=True)
class Text:
    """Dutch with English beside it; as string it is the active language, Dutch when that is empty."""

    nl: str
    en: str

    def __str__(self) -> str:
        return (self.en if (get_language() or "").startswith("en") else "") or self.nl

    def __bool__(self) -> bool:
        return bool(self.nl)


NO_TEXT = Text("", "")


@dataclass(frozen=True)
class Option:
    id: str
    label: Text
    points: float | None = None


@dataclass(frozen=True)
class Scale:
    first: int
    last: int
    low: Text
    high: Text

    @property
    def steps(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Column:
    """One column of a question with rows; type is text, yes_no, date or choice."""

    id: str
    type: str
    label: Text
    required: bool = True
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class ShowWhen:
    """The question is asked when `question` was answered with one of `values`."""

    question: str
    values: frozenset[str]


@dataclass(frozen=True)
class Question:
    id: str
    type: str
    text: Text
    help: Text = NO_TEXT
    why: Text = NO_TEXT
    required: bool = True
    explain_when: str = ""
    explain_text: Text = NO_TEXT
    options: tuple[Option, ...] = ()
    scale: Scale | None = None
    columns: tuple[Column, ...] = ()
    max_rows: int = MAX_ROWS
    max_length: int = MAX_LENGTH[LONG_TEXT]
    offices: frozenset[str] = frozenset()
    show_when: ShowWhen | None = None
    theme: str = ""

    def asked_for(self, office: str) -> bool:
        return not self.offices or office in self.offices


@dataclass(frozen=True)
class Section:
    id: str
    title: Text
    intro: Text
    about: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Band:
    """`text` is shown for a mean up to and including `upto`."""

    upto: float
    text: Text


@dataclass(frozen=True)
class Feedback:
    theme: str
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Questionnaire:
    """One edition of an instrument, as its file says it."""

    kind: str
    slug: str
    edition: int
    status: str
    source: Text
    title: Text
    intro: Text
    offices: tuple[str, ...]
    sections: tuple[Section, ...]
    feedback: tuple[Feedback, ...] = ()

    def section(self, section_id: str) -> Section:
        """Return a section; raises KeyError when there is none of that id."""
        return self._sections[section_id]

    def question(self, question_id: str) -> Question:
        """Return a question; raises KeyError when there is none of that id."""
        return self._questions[question_id]

    def has_section(self, section_id: str) -> bool:
        return section_id in self._sections

    def questions(self) -> Iterator[tuple[Section, Question]]:
        """All questions in order, each with its section."""
        return ((section, question) for section in self.sections for question in section.questions)

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for _section, question in self.questions()}


def from_data(data: Data) -> Questionnaire:
    """Build the tree from a file or a stored edition that passed source.py."""
    return Questionnaire(
        kind=data["kind"],
        slug=data["slug"],
        edition=data["edition"],
        status=data["status"],
        source=text_of(data["source"]),
        title=text_of(data["title"]),
        intro=text_of(data["intro"]),
        offices=tuple(data["offices"]),
        sections=tuple(_section(section) for section in data["sections"]),
        feedback=tuple(_feedback(feedback) for feedback in data.get("feedback", ())),
    )


def _section(data: Data) -> Section:
    return Section(
        id=data["id"],
        title=text_of(data["title"]),
        intro=text_of(data.get("intro")),
        about=data["about"],
        questions=tuple(_question(question) for question in data["questions"]),
    )


def _question(data: Data) -> Question:
    return Question(
        id=data["id"],
        type=data["type"],
        text=text_of(data["text"]),
        help=text_of(data.get("help")),
        why=text_of(data.get("why")),
        required=data.get("required", True),
        explain_when=data.get("explain_when", ""),
        explain_text=text_of(data.get("explain_text")),
        options=_options(data),
        scale=_scale(data["scale"]) if "scale" in data else None,
        columns=tuple(_column(column) for column in data.get("columns", ())),
        max_rows=data.get("max_rows", MAX_ROWS),
        max_length=data.get("max_length", MAX_LENGTH.get(data["type"], MAX_LENGTH[LONG_TEXT])),
        offices=frozenset(data.get("offices", ())),
        show_when=_show_when(data["show_when"]) if "show_when" in data else None,
        theme=data.get("theme", ""),
    )


def text_of(data: Data | None) -> Text:
    """Return the text in a file, without the white space around it."""
    return Text(data["nl"].strip(), data["en"].strip()) if data else NO_TEXT


def _options(data: Data) -> tuple[Option, ...]:
    return tuple(Option(o["id"], text_of(o["label"]), o.get("points")) for o in data.get("options", ()))


def _scale(data: Data) -> Scale:
    return Scale(data["from"], data["to"], text_of(data["low"]), text_of(data["high"]))


def _column(data: Data) -> Column:
    return Column(data["id"], data["type"], text_of(data["label"]), data.get("required", True), _options(data))


def _show_when(data: Data) -> ShowWhen:
    wanted = data["is"]
    return ShowWhen(data["question"], frozenset([wanted] if isinstance(wanted, str) else wanted))


def _feedback(data: Data) -> Feedback:
    return Feedback(data["theme"], tuple(Band(band["upto"], text_of(band["text"])) for band in data["bands"]))

"""The content of the integrity agenda (domain/integrity.md, section 3.8)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from integrity.agenda.enums import Repeats
from portal.questionnaires.content import Data, Text, text_of
from portal.questionnaires.differing import Part, in_both
from portal.questionnaires.rules import Finding, strangers, twice

AGENDA_SLUG = "integriteitsagenda"
YEAR, TERM = 12, 48  # months; the schema says as much


@dataclass(frozen=True)
class Audience:
    id: str
    title: Text


@dataclass(frozen=True)
class Theme:
    """What a talk is about. `month` counts from the start of the term; cards are numbers of dilemma cards that fit."""

    id: str
    title: Text
    aim: Text
    month: int
    repeats: Repeats
    minutes: int
    audiences: tuple[Audience, ...]
    questions: tuple[Text, ...]
    cards: tuple[int, ...]
    result: Text

    @property
    def months(self) -> range:
        """The months of the term in which the talk is held, counted from 1."""
        return (
            range(self.month, TERM + 1, YEAR) if self.repeats == Repeats.YEARLY else range(self.month, self.month + 1)
        )


@dataclass(frozen=True)
class Year:
    """A year of the term; `talks`: the month and the theme of each, in order."""

    title: Text
    text: Text
    talks: tuple[tuple[int, Theme], ...]


@dataclass(frozen=True)
class Agenda:
    """One edition, for a term of four years."""

    title: Text
    intro: Text
    source: Text
    ground_rules: tuple[Text, ...]
    years: tuple[Year, ...]
    themes: tuple[Theme, ...]

    def theme(self, theme_id: str) -> Theme:
        """Return a theme; raises KeyError when there is none of that id."""
        return {theme.id: theme for theme in self.themes}[theme_id]


def parse(data: Data) -> Agenda:
    """Build the tree from data that passed the schema."""
    audiences = {one["id"]: Audience(one["id"], text_of(one["title"])) for one in data["audiences"]}
    themes = tuple(_theme(theme, audiences) for theme in data["themes"])
    return Agenda(
        title=text_of(data["title"]),
        intro=text_of(data["intro"]),
        source=text_of(data["source"]),
        ground_rules=tuple(text_of(rule) for rule in data["ground_rules"]),
        years=tuple(
            Year(text_of(year["title"]), text_of(year["text"]), _talks(themes, number))
            for number, year in enumerate(data["years"])
        ),
        themes=themes,
    )


def _theme(data: Data, audiences: dict[str, Audience]) -> Theme:
    return Theme(
        id=data["id"],
        title=text_of(data["title"]),
        aim=text_of(data["aim"]),
        month=data["month"],
        repeats=Repeats(data["repeats"]),
        minutes=data["minutes"],
        audiences=tuple(audiences[name] for name in data["audiences"]),
        questions=tuple(text_of(question) for question in data["questions"]),
        cards=tuple(data.get("cards", ())),
        result=text_of(data["result"]),
    )


def _talks(themes: tuple[Theme, ...], year: int) -> tuple[tuple[int, Theme], ...]:
    """Return what is planned in a year of the term, counted from 0."""
    planned = [(month, theme) for theme in themes for month in theme.months if (month - 1) // YEAR == year]
    return tuple(sorted(planned, key=lambda talk: talk[0]))


def findings(data: Data) -> Iterator[Finding]:
    """Ids occur once, audiences are in the list, and what comes back each year starts in the first."""
    yield from twice(("audiences",), data["audiences"])
    yield from twice(("themes",), data["themes"])
    yield from strangers(data, "themes", "audiences", {one["id"] for one in data["audiences"]})
    for index, theme in enumerate(data["themes"]):
        if theme["repeats"] == Repeats.YEARLY and theme["month"] > YEAR:
            yield (
                ("themes", index, "month"),
                _("een jaarlijks gesprek begint uiterlijk in maand %(month)s") % {"month": YEAR},
            )


def parts(tree: Agenda) -> list[Part]:
    """What an edition is compared by."""
    return [
        Part("intro", str(tree.title), in_both(tree.title, tree.intro)),
        Part("rules", _("Afspraken voor het gesprek"), in_both(*tree.ground_rules)),
        *(Part(f"year {n}", str(year.title), in_both(year.title, year.text)) for n, year in enumerate(tree.years)),
        *(Part(f"theme {theme.id}", str(theme.title), _says(theme)) for theme in tree.themes),
    ]


def _says(theme: Theme) -> str:
    when = _("maand %(month)s, %(repeats)s, %(minutes)s minuten") % {
        "month": theme.month,
        "repeats": theme.repeats.label,
        "minutes": theme.minutes,
    }
    cards = ", ".join(_("kaart %(number)s") % {"number": number} for number in theme.cards)
    texts = (theme.title, theme.aim, *theme.questions, theme.result, *(one.title for one in theme.audiences))
    return "\n".join(filter(None, [in_both(*texts), when, cards]))

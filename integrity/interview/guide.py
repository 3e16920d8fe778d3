"""The content of the interview guide (domain/integrity.md, section 3.6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.questionnaires.content import Data, Text, text_of
from portal.questionnaires.differing import Part, in_both
from portal.questionnaires.enums import Office
from portal.questionnaires.rules import Finding, strange_themes, twice

GUIDE_SLUG = "leidraad-selectiegesprek"
ONLY_SPOKEN = gettext_lazy("Alleen in het gesprek. Schrijf hierover niets op.")


@dataclass(frozen=True)
class Topic:
    """One topic to talk about.

    do_not_record: it belongs in the conversation alone, and never gets a field for notes (section 7, rule 10).
    cards: numbers of dilemma cards that fit. questions: ids of the questionnaire's questions it follows up.
    offices: empty means all. guidance: for the interviewers, may be empty.
    """

    id: str
    title: Text
    opening: Text
    follow_ups: tuple[Text, ...]
    why: Text
    guidance: Text
    do_not_record: bool
    cards: tuple[int, ...]
    questions: tuple[str, ...]
    offices: tuple[Office, ...]

    def asked_for(self, office: str) -> bool:
        return not self.offices or office in self.offices


@dataclass(frozen=True)
class Theme:
    """Topics that are discussed together, in order."""

    id: str
    title: Text
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Guide:
    """One edition; `opening_words` and `closing_words` are said at the start and the end of the interview."""

    title: Text
    intro: Text
    source: Text
    opening_words: Text
    closing_words: Text
    themes: tuple[Theme, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        """All topics, in the order of the themes."""
        return tuple(self._topics.values())

    def topic(self, topic_id: str) -> Topic:
        """Return a topic; raises KeyError when there is none of that id."""
        return self._topics[topic_id]

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for theme in self.themes for topic in theme.topics}


def parse(data: Data) -> Guide:
    """Build the tree from data that passed the schema."""
    return Guide(
        title=text_of(data["title"]),
        intro=text_of(data["intro"]),
        source=text_of(data["source"]),
        opening_words=text_of(data["opening_words"]),
        closing_words=text_of(data["closing_words"]),
        themes=tuple(_theme(theme, data["topics"]) for theme in data["themes"]),
    )


def _theme(theme: Data, topics: list[Data]) -> Theme:
    own = [topic for topic in topics if topic["theme"] == theme["id"]]
    return Theme(theme["id"], text_of(theme["title"]), tuple(_topic(topic) for topic in own))


def _topic(data: Data) -> Topic:
    return Topic(
        id=data["id"],
        title=text_of(data["title"]),
        opening=text_of(data["opening"]),
        follow_ups=tuple(text_of(one) for one in data["follow_ups"]),
        why=text_of(data["why"]),
        guidance=text_of(data.get("guidance")),
        do_not_record=data["do_not_record"],
        cards=tuple(data.get("cards", ())),
        questions=tuple(data.get("questions", ())),
        offices=tuple(Office(office) for office in data.get("offices", ())),
    )


def findings(data: Data) -> Iterator[Finding]:
    """Ids occur once, each topic has a theme of the list, and each theme has a topic."""
    yield from twice(("themes",), data["themes"])
    yield from twice(("topics",), data["topics"])
    yield from strange_themes(data, "topics")
    used = {topic["theme"] for topic in data["topics"]}
    for index, theme in enumerate(data["themes"]):
        if theme["id"] not in used:
            yield ("themes", index), _("geen onderwerp heeft het thema “%(id)s”") % theme


def parts(tree: Guide) -> list[Part]:
    """What an edition is compared by."""
    return [
        Part("intro", str(tree.title), in_both(tree.title, tree.intro)),
        Part("opening", str(tree.opening_words), in_both(tree.opening_words)),
        Part("closing", str(tree.closing_words), in_both(tree.closing_words)),
        *(
            Part(f"topic {topic.id}", str(topic.title), _says(theme, topic))
            for theme in tree.themes
            for topic in theme.topics
        ),
    ]


def _says(theme: Theme, topic: Topic) -> str:
    texts = (theme.title, topic.title, topic.opening, *topic.follow_ups, topic.why, topic.guidance)
    facts = [
        str(ONLY_SPOKEN) if topic.do_not_record else "",
        ", ".join(str(office.label) for office in topic.offices),
        ", ".join(topic.questions),
        ", ".join(_("kaart %(number)s") % {"number": number} for number in topic.cards),
    ]
    return "\n".join([in_both(*texts), *filter(None, facts)])

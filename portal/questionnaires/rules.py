"""What a questionnaire must meet beyond the schema. Each rule yields where, and the reason in plain words,
for the ministry's editor as much as for a developer."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from portal.questionnaires.content import CHOICE, CHOICES, CONVERSATION, LONG_TEXT, ROWS, SCALE, TEXT, YES_NO

Route = tuple[str | int, ...]
Finding = tuple[Route, str]

# Fields that belong to some types only, and what each type cannot do without.
FIELDS_OF: dict[str, tuple[str, ...]] = {
    YES_NO: ("explain_when", "explain_text", "max_length"),
    CHOICE: ("options", "theme"),
    CHOICES: ("options",),
    SCALE: ("scale", "theme"),
    TEXT: ("max_length",),
    LONG_TEXT: ("max_length",),
    ROWS: ("columns", "max_rows"),
}
NEEDED = {CHOICE: "options", CHOICES: "options", SCALE: "scale", ROWS: "columns"}
TYPED_FIELDS = {name for names in FIELDS_OF.values() for name in names}
CONTROLLING = (YES_NO, CHOICE, CHOICES)
# What the page of a section sends along with the answers, under names of its own.
SENT_ALONG = {"add_row", "back", "csrfmiddlewaretoken", "hold", "next", "remove_row", "seen_version"}


def broken_rules(data: dict[str, Any]) -> Iterator[Finding]:
    """All rules that `data` of a questionnaire, which passed the schema, breaks."""
    yield from twice(("sections",), data["sections"])
    earlier: dict[str, dict[str, Any]] = {}
    for route, question in _questions(data):
        if question["id"] in earlier:
            yield (*route, "id"), _("de vraag “%(id)s” staat er twee keer") % question
        if question["id"] in SENT_ALONG:
            yield (*route, "id"), _("“%(id)s” gebruikt het portaal zelf; geef de vraag een andere id") % question
        yield from _fields(route, question)
        yield from _scale(route, question)
        yield from _inner(route, question)
        yield from _offices(route, question, data["offices"])
        yield from _show_when(route, question, earlier)
        earlier[question["id"]] = question
    yield from _feedback(data)


def _questions(data: dict[str, Any]) -> Iterator[tuple[Route, dict[str, Any]]]:
    for i, section in enumerate(data["sections"]):
        for j, question in enumerate(section["questions"]):
            yield ("sections", i, "questions", j), question


def wrong_name(data: dict[str, Any], file_name: str) -> Iterator[Finding]:
    """For every kind: a file is called after its slug and edition."""
    wanted = f"{data['slug']}-{data['edition']}.yaml"
    if file_name != wanted:
        yield (), _("dit bestand moet %(name)s heten, naar zijn slug en editie") % {"name": wanted}


def twice(route: Route, items: Iterable[dict[str, Any]]) -> Iterator[Finding]:
    """Ids that occur more than once in the list at `route`."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item["id"] in seen:
            yield (*route, index, "id"), _("“%(id)s” staat er twee keer in %(list)s") % {**item, "list": route[-1]}
        seen.add(item["id"])


def strange_themes(data: dict[str, Any], items: str) -> Iterator[Finding]:
    """Items whose theme is not in the file's list of themes."""
    themes = {theme["id"] for theme in data["themes"]}
    for index, item in enumerate(data[items]):
        if item["theme"] not in themes:
            yield (items, index, "theme"), _("er is geen thema “%(theme)s”") % item


def strangers(data: dict[str, Any], items: str, field: str, known: set[str]) -> Iterator[Finding]:
    """Names in the list `field` of items that are not among those known."""
    for index, item in enumerate(data[items]):
        for place, name in enumerate(item[field]):
            if name not in known:
                yield (items, index, field, place), _("“%(name)s” staat niet in dit bestand") % {"name": name}


def _fields(route: Route, question: dict[str, Any]) -> Iterator[Finding]:
    kind = question["type"]
    if kind != CONVERSATION and "why" not in question:
        yield route, _("“why” ontbreekt: zeg waarom de vraag “%(id)s” wordt gesteld") % question
    if kind in NEEDED and NEEDED[kind] not in question:
        told = {**question, "field": NEEDED[kind]}
        yield route, _("“%(field)s” ontbreekt: de vraag “%(id)s” is van type %(type)s") % told
    for name in sorted(TYPED_FIELDS & question.keys() - set(FIELDS_OF.get(kind, ()))):
        yield (
            (*route, name),
            _("“%(field)s” hoort niet bij een vraag van type %(type)s") % {"field": name, "type": kind},
        )
    if ("explain_when" in question) != ("explain_text" in question):
        yield route, _("geef de vraag “%(id)s” zowel “explain_when” als “explain_text”, of geen van beide") % question


def _scale(route: Route, question: dict[str, Any]) -> Iterator[Finding]:
    scale = question.get("scale")
    if scale and scale["from"] >= scale["to"]:
        yield (*route, "scale"), _("de schaal moet oplopen, en %(from)s tot %(to)s doet dat niet") % scale


def _inner(route: Route, question: dict[str, Any]) -> Iterator[Finding]:
    """Options and columns."""
    yield from twice((*route, "options"), question.get("options", ()))
    yield from twice((*route, "columns"), question.get("columns", ()))
    if "theme" in question and any("points" not in option for option in question.get("options", ())):
        yield (*route, "options"), _("elk antwoord heeft “points” nodig als de vraag een thema heeft")
    for index, column in enumerate(question.get("columns", ())):
        at = (*route, "columns", index)
        if (column["type"] == CHOICE) != ("options" in column):
            yield at, _("kolom “%(id)s” heeft “options” nodig als het type choice is, en anders niet") % column
        yield from twice((*at, "options"), column.get("options", ()))


def _offices(route: Route, question: dict[str, Any], offices: list[str]) -> Iterator[Finding]:
    if strange := sorted(set(question.get("offices", ())) - set(offices)):
        yield (*route, "offices"), _("de vragenlijst zelf is niet voor %(offices)s") % {"offices": ", ".join(strange)}


def _show_when(route: Route, question: dict[str, Any], earlier: dict[str, dict[str, Any]]) -> Iterator[Finding]:
    condition = question.get("show_when")
    if condition is None:
        return
    at, asked = (*route, "show_when"), earlier.get(condition["question"])
    if asked is None:
        yield at, _("“show_when” noemt “%(question)s”, en dat is geen eerdere vraag") % condition
    elif asked["type"] not in CONTROLLING:
        yield at, _("“show_when” kan alleen na een vraag van type %(types)s") % {"types": ", ".join(CONTROLLING)}
    else:
        wanted = condition["is"]
        known = {"yes", "no"} if asked["type"] == YES_NO else {option["id"] for option in asked.get("options", ())}
        for value in sorted(set([wanted] if isinstance(wanted, str) else wanted) - known):
            yield at, _("“%(value)s” is geen antwoord op “%(question)s”") % {**condition, "value": value}


def _feedback(data: dict[str, Any]) -> Iterator[Finding]:
    if "feedback" in data and data["kind"] != "self_assessment":
        yield ("feedback",), _("“feedback” hoort alleen bij een self_assessment: niemand anders krijgt een uitkomst")
    themes = {question["theme"] for _route, question in _questions(data) if "theme" in question}
    told: set[str] = set()
    for index, feedback in enumerate(data.get("feedback", ())):
        route: Route = ("feedback", index)
        if feedback["theme"] not in themes:
            yield route, _("geen vraag heeft het thema “%(theme)s”") % feedback
        if feedback["theme"] in told:
            yield route, _("het thema “%(theme)s” staat er twee keer") % feedback
        told.add(feedback["theme"])
        limits = [band["upto"] for band in feedback["bands"]]
        if limits != sorted(set(limits)):
            yield (*route, "bands"), _("de grenzen moeten oplopen")
        highest = _highest(data, feedback["theme"])
        if limits[-1] < highest:
            yield (*route, "bands"), _("de laatste grens moet tot %(highest)s gaan") % {"highest": f"{highest:g}"}
    if data["kind"] == "self_assessment" and (untold := sorted(themes - told)):
        yield (), _("“feedback” zegt niets over %(themes)s") % {"themes": ", ".join(untold)}


def _highest(data: dict[str, Any], theme: str) -> float:
    themed = [question for _route, question in _questions(data) if question.get("theme") == theme]
    points = [option["points"] for question in themed for option in question.get("options", ()) if "points" in option]
    return max([*points, *(question["scale"]["to"] for question in themed if "scale" in question)], default=0)

"""What a questionnaire must meet beyond the schema. Each rule yields where, and the reason in plain words."""

from collections.abc import Iterable, Iterator
from typing import Any

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


def broken_rules(data: dict[str, Any]) -> Iterator[Finding]:
    """All rules that `data` of a questionnaire, which passed the schema, breaks."""
    yield from twice(("sections",), data["sections"])
    earlier: dict[str, dict[str, Any]] = {}
    for route, question in _questions(data):
        if question["id"] in earlier:
            yield (*route, "id"), f"question “{question['id']}” is there twice"
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
        yield (), f"the file should be called {wanted}, after its slug and edition"


def twice(route: Route, items: Iterable[dict[str, Any]]) -> Iterator[Finding]:
    """Ids that occur more than once in the list at `route`."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item["id"] in seen:
            yield (*route, index, "id"), f"“{item['id']}” is there twice in {route[-1]}"
        seen.add(item["id"])


def strange_themes(data: dict[str, Any], items: str) -> Iterator[Finding]:
    """Items whose theme is not in the file's list of themes."""
    themes = {theme["id"] for theme in data["themes"]}
    for index, item in enumerate(data[items]):
        if item["theme"] not in themes:
            yield (items, index, "theme"), f"there is no theme “{item['theme']}”"


def strangers(data: dict[str, Any], items: str, field: str, known: set[str]) -> Iterator[Finding]:
    """Names in the list `field` of items that are not among those known."""
    for index, item in enumerate(data[items]):
        for place, name in enumerate(item[field]):
            if name not in known:
                yield (items, index, field, place), f"“{name}” is not in this file"


def _fields(route: Route, question: dict[str, Any]) -> Iterator[Finding]:
    kind = question["type"]
    if kind != CONVERSATION and "why" not in question:
        yield route, f"“why” is missing: question “{question['id']}” should say why it is asked"
    if kind in NEEDED and NEEDED[kind] not in question:
        yield route, f"“{NEEDED[kind]}” is missing: question “{question['id']}” is of type {kind}"
    for name in sorted(TYPED_FIELDS & question.keys() - set(FIELDS_OF.get(kind, ()))):
        yield (*route, name), f"“{name}” does not belong to a question of type {kind}"
    if ("explain_when" in question) != ("explain_text" in question):
        yield route, f"question “{question['id']}” should have both “explain_when” and “explain_text”, or neither"


def _scale(route: Route, question: dict[str, Any]) -> Iterator[Finding]:
    scale = question.get("scale")
    if scale and scale["from"] >= scale["to"]:
        yield (*route, "scale"), f"the scale should go up: {scale['from']} to {scale['to']} does not"


def _inner(route: Route, question: dict[str, Any]) -> Iterator[Finding]:
    """Options and columns."""
    yield from twice((*route, "options"), question.get("options", ()))
    yield from twice((*route, "columns"), question.get("columns", ()))
    if "theme" in question and any("points" not in option for option in question.get("options", ())):
        yield (*route, "options"), "each option needs “points” when the question has a theme"
    for index, column in enumerate(question.get("columns", ())):
        at = (*route, "columns", index)
        if (column["type"] == CHOICE) != ("options" in column):
            yield at, f"column “{column['id']}” should have options if, and only if, its type is choice"
        yield from twice((*at, "options"), column.get("options", ()))


def _offices(route: Route, question: dict[str, Any], offices: list[str]) -> Iterator[Finding]:
    if strange := sorted(set(question.get("offices", ())) - set(offices)):
        yield (*route, "offices"), f"the questionnaire itself is not for {', '.join(strange)}"


def _show_when(route: Route, question: dict[str, Any], earlier: dict[str, dict[str, Any]]) -> Iterator[Finding]:
    condition = question.get("show_when")
    if condition is None:
        return
    at, asked = (*route, "show_when"), earlier.get(condition["question"])
    if asked is None:
        yield at, f"“show_when” names “{condition['question']}”, which is no earlier question"
    elif asked["type"] not in CONTROLLING:
        yield at, f"“show_when” can only follow a question of type {', '.join(CONTROLLING)}"
    else:
        wanted = condition["is"]
        known = {"yes", "no"} if asked["type"] == YES_NO else {option["id"] for option in asked.get("options", ())}
        for value in sorted(set([wanted] if isinstance(wanted, str) else wanted) - known):
            yield at, f"“{value}” is no answer to “{condition['question']}”"


def _feedback(data: dict[str, Any]) -> Iterator[Finding]:
    if "feedback" in data and data["kind"] != "self_assessment":
        yield ("feedback",), "“feedback” belongs to a self_assessment only: nobody else gets a result"
    themes = {question["theme"] for _route, question in _questions(data) if "theme" in question}
    told: set[str] = set()
    for index, feedback in enumerate(data.get("feedback", ())):
        route: Route = ("feedback", index)
        if feedback["theme"] not in themes:
            yield route, f"no question has the theme “{feedback['theme']}”"
        if feedback["theme"] in told:
            yield route, f"the theme “{feedback['theme']}” is there twice"
        told.add(feedback["theme"])
        limits = [band["upto"] for band in feedback["bands"]]
        if limits != sorted(set(limits)):
            yield (*route, "bands"), "the bands should go up"
        if limits[-1] < _highest(data, feedback["theme"]):
            yield (*route, "bands"), f"the last band should reach {_highest(data, feedback['theme']):g}"
    if data["kind"] == "self_assessment" and (untold := sorted(themes - told)):
        yield (), f"“feedback” says nothing about {', '.join(untold)}"


def _highest(data: dict[str, Any], theme: str) -> float:
    themed = [question for _route, question in _questions(data) if question.get("theme") == theme]
    points = [option["points"] for question in themed for option in question.get("options", ()) if "points" in option]
    return max([*points, *(question["scale"]["to"] for question in themed if "scale" in question)], default=0)

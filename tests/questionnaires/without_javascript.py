"""What a browser without JavaScript would send for a page."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.buttons: list[tuple[str, str]] = []
        self.inside = False
        self.area: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("method") == "post" and "form" in (given.get("class") or "").split()
        if not self.inside or "name" not in given:
            return
        if tag == "textarea":
            self.area, self.text = given["name"], ""
        elif tag == "button":
            self.buttons.append((given["name"] or "", given.get("value") or ""))
        elif tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.sent.setdefault(given["name"] or "", []).append(given.get("value") or "")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea" and self.area is not None:
            # A browser drops the first line end of a textarea and sends line ends as CRLF.
            self.sent.setdefault(self.area, []).append(self.text.removeprefix("\n").replace("\n", "\r\n"))
            self.area = None


def sent_by(html: str, **typed: str | list[str]) -> dict[str, list[str]]:
    """The fields of the page's own form, after someone changed `typed`."""
    form = _Form()
    form.feed(html)
    return {**form.sent, **{name: value if isinstance(value, list) else [value] for name, value in typed.items()}}


def buttons_of(html: str) -> list[tuple[str, str]]:
    form = _Form()
    form.feed(html)
    return form.buttons

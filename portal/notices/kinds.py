"""Which notices exist. Rooms and programmes register theirs from `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.notices.models import Notice

Text = str | Promise
Link = Callable[[Notice], str]
# For whoever sees the mailbox over the reader's shoulder: it says nothing (security.md, e7).
NEUTRAL_SUBJECT = _("Er staat iets voor u klaar in het portaal")


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    inside_label: the sentence in the list in the portal. subject: of the mail; reveals nothing.
    template: name in templates/mail/, with a .txt and a .html; its context is `reference` and
    `link` only. optional: people may switch the mail off. link: the path, when the notice itself
    stores none. mint: makes a one-time token while the mail is being sent and returns the absolute
    address; it runs in a transaction of its own, in the scope of the notice's organisation and dossier.
    """

    name: str
    inside_label: Text
    subject: Text = NEUTRAL_SUBJECT
    template: str = "neutral"
    optional: bool = False
    link: Link | None = None
    mint: Link | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; its name is `Notice.kind`."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    """Return a kind by name; raises KeyError when nobody registered it."""
    return _kinds[name]


def kinds() -> list[Kind]:
    """Return every kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def path_of(notice: Notice) -> str:
    """Return where in the portal a notice leads; empty when nowhere."""
    link = kind_of(notice.kind).link
    return notice.path or (link(notice) if link else "")

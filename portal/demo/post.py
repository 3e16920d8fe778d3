"""The mail that the demo's own mail server caught, in a Maildir."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

NEWEST = 100
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    sent: datetime | None
    text: str
    path: str


def letters() -> list[Letter]:
    """Return the newest mails, newest first; none when the demo mails through another server."""
    files = [file for folder in ("new", "cur") for file in (Path(settings.DATA_DIR) / "mail" / folder).glob("*")]
    newest = sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)[:NEWEST]
    return [_letter(file.read_bytes()) for file in newest]


def _letter(raw: bytes) -> Letter:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    text = body.get_content() if body is not None else ""
    date = message["date"]
    link = LINK.search(text)
    return Letter(
        to=str(message["to"] or ""),
        subject=str(message["subject"] or ""),
        sent=parsedate_to_datetime(date) if date else None,
        text=LINK.sub("", text).strip(),
        path=_own_path(link.group()) if link else "",
    )


def _own_path(address: str) -> str:
    """Only the path: the demo may be visited under another name than the one in its mail."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path

"""The mailbox of the tests: delivers what is queued and reads the links in it."""

import re
from urllib.parse import urlsplit

from django.core import mail

from portal.notices.delivery import deliver
from portal.notices.models import Notice
from portal.walls.scope import Scope, within


def collect() -> None:
    """Mail everything that is queued, as a worker would."""
    with within(Scope(system=True)):
        queued = list(Notice.objects.due().order_by("made_at").values_list("pk", flat=True))
    for notice in queued:
        deliver(notice)


def link_for(address: str) -> str:
    """Return the path of the link in the newest mail to `address`."""
    collect()
    message = [one for one in mail.outbox if one.to == [address]][-1]
    found = re.search(r"https?://\S+", str(message.body))
    assert found is not None
    return urlsplit(found.group()).path

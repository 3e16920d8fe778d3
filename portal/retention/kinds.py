"""Which kinds of dossier there are and how long each is kept. Programmes register theirs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.privacy.declarations import Text
from portal.privacy.models import Dossier

WARNING = timedelta(days=14)


@dataclass(frozen=True)
class DossierKind:
    """Retention of one kind of dossier.

    kept: period from the moment its clock starts (a decision, a withdrawal); longest: period from
    opening after which it goes even when nobody decided; colleagues: user ids to warn, besides
    the person concerned.
    """

    name: str
    label: Text
    starts: Text
    kept: timedelta
    longest: timedelta
    colleagues: Callable[[Dossier], Iterable[int]]


@dataclass(frozen=True)
class Dates:
    """When a dossier warns and goes. `started` tells whether its clock runs."""

    started: bool
    warn_on: datetime
    erase_on: datetime


_kinds: dict[str, DossierKind] = {}


def register_kind(kind: DossierKind) -> None:
    """Add a kind of dossier; its name is `Dossier.kind`."""
    _kinds[kind.name] = kind


def kind_of(dossier: Dossier) -> DossierKind:
    """Return the kind of a dossier; raises KeyError for a kind nobody registered."""
    return _kinds[dossier.kind]


def dates_of(dossier: Dossier) -> Dates:
    """Say when a dossier warns and when it is erased, legal hold aside."""
    kind = kind_of(dossier)
    started = dossier.clock_started_at is not None
    # In days of the calendar here: from midnight to midnight, also when the clock changes in between.
    erase_on = (
        localtime(dossier.clock_started_at) + kind.kept if started else localtime(dossier.opened_at) + kind.longest
    )
    return Dates(started, erase_on - WARNING, erase_on)


def erased_on(dossier: Dossier) -> str:
    """Say when a dossier goes, as a sentence."""
    if dossier.hold_reason:
        return _("Dit dossier blijft langer bewaard: %(reason)s") % {"reason": dossier.hold_reason}
    dates, kind = dates_of(dossier), kind_of(dossier)
    day = date_format(dates.erase_on, "j F Y")
    if dates.started:
        return _("Op %(day)s. Twee weken ervoor komt er een bericht.") % {"day": day}
    told = {"days": kind.kept.days, "starts": kind.starts, "day": day}
    return _("%(days)s dagen na %(starts)s. Gebeurt dat niet, dan op %(day)s.") % told

"""How far a report is, for whoever is waiting. In Redis, because it is nothing to keep."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from portal.privacy.declarations import Text
from portal.reports.models import Report, Status

KEPT_SECONDS = 300


@dataclass(frozen=True)
class Step:
    percent: int
    label: Text


WAITING = Step(5, _("Het document wacht op zijn beurt."))
STEPS = {
    "collect": Step(20, _("De gegevens worden verzameld.")),
    "lay_out": Step(50, _("De bladzijden worden opgemaakt.")),
    "store": Step(90, _("Het document wordt versleuteld en klaargezet.")),
}
DONE = Step(100, _("Het document is klaar."))


def enter_step(report_id: UUID, step: str) -> None:
    """Tell that the worker is at `step`; without Redis nobody sees it and the work goes on."""
    with suppress(RedisError):
        cache.set(_key(report_id), step, KEPT_SECONDS)


def progress_of(report: Report) -> Step:
    """Return the step a report is at."""
    if report.status == Status.DONE:
        return DONE
    step = None
    if report.status == Status.RUNNING:
        with suppress(RedisError):
            step = cache.get(_key(report.pk))
    return STEPS.get(step, WAITING)


def _key(report_id: UUID) -> str:
    return f"report-step:{report_id}"

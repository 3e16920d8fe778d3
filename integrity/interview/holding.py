"""After the interview: it was held, the findings were put to the candidate, and only measures remain."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from integrity.background.enums import FindingStatus
from integrity.background.models import Finding
from integrity.background.sources import discuss
from integrity.interview.models import Interview
from integrity.interview.workflow import INTERVIEW
from portal.privacy.models import Dossier
from portal.walls.actor import Actor
from portal.workflow.door import perform


def open_findings(dossier: Dossier) -> list[Finding]:
    """Return what was found and not put to the candidate yet; needs the scope of the file."""
    rows = Finding.objects.filter(dossier=dossier, status=FindingStatus.OPEN)
    return list(rows.select_related("consultation", "dossier__candidacy__round"))


@transaction.atomic
def hold(actor: Actor, interview: Interview, version: int | None, day: date, discussed: Iterable[Finding]) -> bool:
    """Note that the interview was held on `day` and which findings were discussed in it, all or nothing.

    Returns False when that was done already. Raises Refused, or ChangedMeanwhile.
    """
    done = perform(INTERVIEW, "hold", interview, actor, version=version, held_on=day)
    if done:
        for finding in discussed:
            discuss(actor, finding, day, finding.version)
    return done


def conclude(actor: Actor, interview: Interview, version: int | None) -> bool:
    """Close an interview that was held: sheet, notes and place are erased. Returns False when that was done already."""
    return perform(INTERVIEW, "conclude", interview, actor, version=version, place="")

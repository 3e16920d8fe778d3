"""Reminding owners that a measure should be ready or looked at again, once for each date."""

from contextlib import suppress
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from integrity.measures.announcing import remind_owner
from integrity.measures.models import Measure
from integrity.measures.queries import GOING_ON, due
from portal.organisations.enums import Kind
from portal.organisations.models import Organisation
from portal.privacy.dossiers import Erased, lock_files
from portal.walls.scope import Scope, within


def remind(today: date | None = None) -> int:
    """Remind the owners of agreed measures whose date has come, in every branch; return how many measures.

    What is done, dropped or over reminds nobody. Harmless when it runs twice, also at the same moment.
    """
    today, reminded = today or localdate(), 0
    for branch in Organisation.objects.filter(kind=Kind.PARTY_BRANCH).order_by("pk").iterator():
        with within(Scope(tenant=branch.pk)):
            waiting = list(_waiting(today).filter(tenant=branch).values_list("pk", "dossier_id"))
        for pk, dossier_id in waiting:
            # A transaction per measure: one that fails does not keep the rest from being reminded of.
            with suppress(Erased), within(Scope(tenant=branch.pk)):
                lock_files([dossier_id])
                if _waiting(today).filter(pk=pk).update(reminded_on=today):
                    remind_owner(Measure.objects.select_related("dossier").get(pk=pk))
                    reminded += 1
    return reminded


def _waiting(today: date) -> QuerySet[Measure]:
    """What is due by a date that nobody was reminded of."""
    since = F("reminded_on")
    new = Q(reminded_on=None) | Q(due_on__lte=today, due_on__gt=since) | Q(review_on__lte=today, review_on__gt=since)
    return due(Measure.objects.filter(GOING_ON, new), today)

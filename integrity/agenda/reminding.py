"""Telling secretary and board that a talk is near: once, a week before, and again after it moved."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from integrity.agenda.models import Talk
from integrity.agenda.queries import planned
from portal.notices.send import notify_person
from portal.organisations.enums import Kind, Role
from portal.organisations.models import Membership, Organisation
from portal.walls.scope import Scope, within

NEAR, TALK_NEAR = timedelta(days=7), "talk_near"
TOLD = (Role.PARTY_SECRETARY, Role.BOARD_MEMBER)


def remind(now: datetime | None = None) -> int:
    """Tell of the planned talks of the coming week, in every branch; return how many talks.

    Harmless when it runs twice, also at the same moment.
    """
    now, reminded = now or timezone.now(), 0
    for branch in Organisation.objects.filter(kind=Kind.PARTY_BRANCH).order_by("pk").iterator():
        with within(Scope(tenant=branch.pk)):
            for pk in _near(branch, now).values_list("pk", flat=True):
                # The one who writes the day is the one who tells.
                if _near(branch, now).filter(pk=pk).update(reminded_on=timezone.localdate(now)):
                    _tell(branch, reverse("agenda_talk", args=[pk]))
                    reminded += 1
    return reminded


def _near(branch: Organisation, now: datetime) -> QuerySet[Talk]:
    until = timezone.localdate(now) + NEAR
    return planned(Talk.objects.filter(tenant=branch, at__gt=now, at__date__lte=until, reminded_on=None))


def _tell(branch: Organisation, path: str) -> None:
    people = Membership.objects.current().filter(tenant=branch, role__in=TOLD).values_list("person_id", flat=True)
    for user_id in people.distinct():
        notify_person(user_id, branch.pk, TALK_NEAR, path=path)

"""An interview under way, for tests: two interviewers, a candidate who answered, a moment."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integrity.interview.models import Interview
from integrity.interview.sheet import sheet_of
from integrity.screening.models import Candidacy, SelectionRound
from portal.organisations.enums import Role
from portal.walls.scope import Scope, within
from tests.cast import Cast, Person, UserFactory, give_role
from tests.screening import name_everybody

PLACE = "Buurthuis De Haven, zaal 2"


def second_member(cast: Cast, name: str = "Tweede Lid") -> Person:
    """Another committee member of branch A, named for the rounds that are started afterwards."""
    user = UserFactory(name=name, email=f"{name.lower().replace(' ', '.')}@voorbeeld.example")
    give_role(user, cast.branch_a.body, Role.COMMITTEE_MEMBER)
    return Person(user, cast.branch_a)


def name_all(cast: Cast, selection: SelectionRound) -> None:
    """Name everybody with the role for a round that is there already."""
    with cast.a_secretary.scope():
        name_everybody(cast.a_secretary.actor, selection)


def in_days(days: int, hour: str = "19:30") -> datetime:
    """A moment, some days from now."""
    hours, minutes = map(int, hour.split(":"))
    return (timezone.localtime() + timedelta(days=days)).replace(hour=hours, minute=minutes, second=0, microsecond=0)


def typed(cast: Cast, second: Person, at: datetime, *candidacies: Candidacy, **more: Any) -> dict[str, Any]:
    """What the secretary fills in to plan interviews from `at` on."""
    local = timezone.localtime(at)
    return {
        "candidate": [candidacy.dossier.reference for candidacy in candidacies],
        "day": local.date().isoformat(),
        "hour": f"{local:%H:%M}",
        "minutes": 60,
        "pause": 15,
        "place": PLACE,
        "first": cast.a_member.user.pk,
        "second": second.user.pk,
        **more,
    }


def confirm(client: Client, candidacy: Candidacy, told: dict[str, Any]) -> Any:
    """Confirm a planning for the round of `candidacy`."""
    return client.post(reverse("interviews_confirm", args=[candidacy.round_id]), told)


def plan(cast: Cast, second: Person, candidacy: Candidacy, at: datetime, **more: Any) -> Interview:
    """Plan one interview as the secretary does."""
    answer = confirm(cast.a_secretary.client(), candidacy, typed(cast, second, at, candidacy, **more))
    assert answer.status_code == 302, answer.text
    return interview_of(cast, candidacy)


def topic_on(interview: Interview, address: str) -> UUID:
    """What stands for a topic of the sheet in an address of the portal."""
    with within(Scope(tenant=interview.tenant_id)):
        row = Interview.objects.select_related("dossier__candidacy__round", "edition").get(pk=interview.pk)
        return next(item.pk for item in sheet_of(row).items if item.address == address)


def interview_of(cast: Cast, candidacy: Candidacy) -> Interview:
    """The interview as it stands now."""
    with cast.branch_a.scope():
        return Interview.objects.select_related("dossier__candidacy__round", "edition").get(dossier=candidacy.dossier)

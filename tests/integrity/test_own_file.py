"""A colleague who is a candidate does not work on the own file."""

import pytest
from django.urls import reverse

from integrity.screening.candidates import Newcomer, add_candidates
from integrity.screening.models import Candidacy
from tests.cast import Cast
from tests.screening import publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_list_with_colleagues_closes_their_own_files_to_them(cast: Cast) -> None:
    publish_questionnaires()
    selection = start_round(cast, cast.a_secretary)
    newcomers = [
        Newcomer("Lid", cast.a_member.user.email.upper(), "councillor"),
        Newcomer("Kim", "kim@x.example", "councillor"),
    ]
    with cast.a_secretary.scope():
        add_candidates(cast.a_secretary.actor, selection, newcomers)
    seen = {}
    for who in ("a_secretary", "a_member"):
        person = getattr(cast, who)
        with person.scope():
            seen[who] = sorted(row.name for row in Candidacy.objects.visible_to(person.actor))
    assert seen == {"a_secretary": ["Kim", "Lid"], "a_member": ["Kim"]}


def test_a_secretary_who_adds_the_own_name_is_told_that_a_colleague_goes_on(cast: Cast) -> None:
    publish_questionnaires()
    selection = start_round(cast, cast.a_secretary)
    facts = {"name": "Ikzelf", "email": cast.a_secretary.user.email, "office": "councillor"}
    page = cast.a_secretary.client().post(reverse("candidate_add", args=[selection.pk]), facts, follow=True).text
    assert "Dit bent u zelf. Een collega die secretaris is, handelt uw dossier af." in page
    assert "Ikzelf" not in page

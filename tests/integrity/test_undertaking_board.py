"""What the board signs, when measures changed after the candidate did."""

from typing import Any

import pytest
from django.urls import reverse

from integrity.measures.agreeing import take
from integrity.screening.models import Candidacy
from integrity.screening.workflow import CANDIDACY
from integrity.undertaking.models import Undertaking
from portal.workflow.door import perform
from tests.cast import Cast
from tests.measures import agree_with, agreed, propose_to
from tests.undertaking import signed

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def kept(cast: Cast) -> Undertaking:
    with cast.branch_a.scope():
        return Undertaking.objects.get()


def act(undertaking: Undertaking) -> dict[str, str]:
    return {"text_hash": undertaking.text_hash, "agreed": "on"}


def desk(name: str, candidacy: Candidacy) -> str:
    return reverse(name, args=[candidacy.dossier.reference])


def board(candidacy: Candidacy) -> str:
    return reverse("board_undertaking", args=[candidacy.dossier.reference])


def test_the_board_does_not_sign_what_lacks_a_measure(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    undertaking = signed(cast, candidacy)
    agreed(cast.a_secretary, session, candidacy, text="Iets nieuws", risk="Iets ergs")
    page = cast.a_board.client().get(board(candidacy)).text
    assert "Vraag de secretaris om hem in te trekken" in page and "Ik onderteken namens" not in page
    assert "Iets nieuws" not in page and "Iets ergs" not in page
    refused = cast.a_board.client().post(board(candidacy), act(undertaking))
    assert (refused.status_code, "Vraag de secretaris om hem in te trekken" in refused.text) == (403, True)
    assert kept(cast).status == "signed"


def test_once_it_is_taken_back_and_signed_anew_the_board_signs(cast: Cast, candidacy: Candidacy, session: Any) -> None:
    old = signed(cast, candidacy)
    agreed(cast.a_secretary, session, candidacy, text="Iets nieuws")
    secretary = cast.a_secretary.client()
    secretary.post(desk("undertaking_take_back_confirm", candidacy), {"version": old.version})
    secretary.post(desk("undertaking_offer", candidacy))
    session.client().post(reverse("my_undertaking"), act(kept(cast)))
    assert cast.a_board.client().post(board(candidacy), act(kept(cast))).status_code == 302
    assert "Iets nieuws" in cast.a_board.client().get(board(candidacy)).text


@pytest.mark.parametrize("change", ["agree", "drop"])
def test_after_listing_the_board_signs_and_is_told_what_is_not_in_it(
    cast: Cast, candidacy: Candidacy, session: Any, change: str
) -> None:
    measure = agreed(cast.a_secretary, session, candidacy)
    undertaking = signed(cast, candidacy)
    proposed = propose_to(cast.a_secretary, candidacy, text="Iets nieuws", risk="Iets ergs")
    told = "Dat hoort niet bij wat u ondertekent"
    with cast.a_secretary.scope():
        perform(CANDIDACY, "list", candidacy, cast.a_secretary.actor)
    assert told not in cast.a_board.client().get(board(candidacy)).text
    if change == "agree":
        agree_with(session, proposed)
    else:
        with cast.a_secretary.scope():
            take(cast.a_secretary.actor, measure, "drop", None)
    page = cast.a_board.client().get(board(candidacy)).text
    assert page.index(told) < page.index("Ik onderteken namens het bestuur")
    assert "Iets nieuws" not in page and "Iets ergs" not in page
    assert cast.a_board.client().post(board(candidacy), act(undertaking)).status_code == 302
    assert kept(cast).status == "countersigned"

"""What a round starts with."""

import pytest

from integrity.screening.enums import Instrument
from integrity.screening.instruments import ORDER
from tests.cast import Cast
from tests.screening import publish_questionnaires, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_every_instrument_has_its_place_and_a_round_its_newest_edition(cast: Cast) -> None:
    publish_questionnaires()
    assert {place.instrument for place in ORDER} == set(Instrument)
    selection = start_round(cast, cast.a_secretary)
    with cast.branch_a.scope():
        editions = {row.instrument: row.edition and row.edition.slug for row in selection.instruments.all()}
    assert {instrument: slug or "" for instrument, slug in editions.items()} == {p.instrument: p.slug for p in ORDER}

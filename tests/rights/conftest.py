import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from integrity.screening.models import Candidacy, SelectionRound
from tests.cast import Cast, assemble
from tests.screening import CandidateSession, add, publish_questionnaires, start_round


@pytest.fixture(autouse=True)
def _own_counters(settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": secrets.token_hex(8)}}


@pytest.fixture(autouse=True)
def _in_dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


@pytest.fixture
def cast() -> Cast:
    """The cast, with every instrument published."""
    publish_questionnaires()
    return assemble()


@pytest.fixture
def selection(cast: Cast) -> SelectionRound:
    return start_round(cast, cast.a_secretary)


@pytest.fixture
def candidacy(cast: Cast, selection: SelectionRound) -> Candidacy:
    """Somebody who was invited by branch A."""
    return add(cast.a_secretary, selection, "Kim Janssen", invite=True)


@pytest.fixture
def session(cast: Cast, candidacy: Candidacy) -> CandidateSession:
    return CandidateSession(cast.branch_a, candidacy.dossier_id)

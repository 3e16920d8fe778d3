"""Counters that no other test has touched."""

import secrets
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_counters(settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": secrets.token_hex(8)}}
    settings.SECOND_FACTOR_REQUIRED = False

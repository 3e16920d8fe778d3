"""Visitors with an address of their own, and counters that no other test has touched."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.cast import UserFactory

PASSWORD = "zeven paarden op het dak"


@pytest.fixture(autouse=True)
def _own_counters(settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": secrets.token_hex(8)}}


@pytest.fixture(autouse=True)
def _without_compulsory_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def person(db: None) -> User:
    """Someone with a password and a verified address."""
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """Sign someone in the way they do it themselves, with the password."""

    def by_password(user: User, client: Client | None = None) -> Client:
        client = client or Client()
        client.post("/account/login/", {"login": user.email, "password": PASSWORD})
        return client

    return by_password

from collections.abc import Iterator
from typing import Any

import pytest

from portal.notices import kinds as registry
from portal.notices.kinds import Kind, register
from tests.services import MailCatcher, running


@pytest.fixture
def post(settings: Any) -> Iterator[MailCatcher]:
    catcher = MailCatcher()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", catcher.port
    with running(catcher):
        yield catcher


@pytest.fixture
def registered() -> Iterator[None]:
    """Kinds that a test adds or changes are gone after it."""
    before = dict(registry._kinds)
    yield
    registry._kinds.clear()
    registry._kinds.update(before)


@pytest.fixture
def plain_kind(registered: None) -> str:
    """A kind that may be switched off."""
    register(Kind("test.plain", "Er is iets nieuws", optional=True))
    return "test.plain"

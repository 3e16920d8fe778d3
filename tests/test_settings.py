"""A wrong setting stops the start, with its name and what it should be; production refuses what is only for a trial."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
KEY, OTHER_KEY = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))
LOCAL_KEY = base64.b64encode(b"local-only-local-only-local-only").decode()
LOCAL_AUDIT_KEY = base64.b64encode(b"audit-local-audit-local-audit-lo").decode()
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "k3yT-of_its-0wn." * 5,
    "ENCRYPTION_KEYS": f"first:{KEY}",
    "AUDIT_SIGNING_KEY": OTHER_KEY,
    "PORTAL_URL": "https://portaal.example",
    "ALLOWED_HOSTS": "portaal.example",
    "TRUSTED_PROXIES": "1",
    "DATABASE_URL": "postgresql://app:secret@database.example/portal?sslmode=require",
    "KEYS_DATABASE_URL": "postgresql://app:secret@database.example/portal_keys?sslmode=require",
    "REDIS_URL": "rediss://:secret@redis.example:6380/0",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example",
    "MAIL_FROM": "Portaal <niet-antwoorden@portaal.example>",
}
NEEDED = sorted(set(PRODUCTION) - {"ENVIRONMENT", "TRUSTED_PROXIES"})
WRONG = [
    ("ENVIRONMENT", "staging"),
    ("DEBUG", "maybe"),
    ("DEMO", ""),
    ("SECRET_KEY", "  "),
    ("ENCRYPTION_KEYS", "first"),
    ("ENCRYPTION_KEYS", "first:c2hvcnQ="),
    ("ENCRYPTION_KEYS", f"same:{KEY},same:{OTHER_KEY}"),
    ("AUDIT_SIGNING_KEY", "not base64!"),
    ("PORTAL_URL", "portaal.example"),
    ("PORTAL_URL", "https://portaal.example/map"),
    ("PORTAL_URL", "https://portaal.example?next=1"),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", ","),
    ("ALLOWED_HOSTS", "https://portaal.example"),
    ("TRUSTED_PROXIES", "-1"),
    ("TRUSTED_PROXIES", "one"),
    ("SECOND_FACTOR_REQUIRED", "perhaps"),
    ("DATABASE_URL", "mysql://host/portal"),
    ("DATABASE_URL", "postgresql://host/"),
    ("DATABASE_URL", "postgresql://host:port/portal"),
    ("DATABASE_URL", "postgresql://host/portal?sslmod=require"),
    ("KEYS_DATABASE_URL", "sqlite:///keys"),
    ("REDIS_URL", "redis.example:6379"),
    ("REDIS_URL", "redis://redis.example/first"),
    ("EMAIL_URL", "mail.example:25"),
    ("EMAIL_URL", "smtp://"),
    ("MAIL_FROM", "niet-antwoorden"),
    ("OIDC_PROVIDERS", "yes"),
    ("OIDC_PROVIDERS", '[{"provider_id": "x"}]'),
]
REFUSED_IN_PRODUCTION = [
    ("DEMO", "true", "it should be false"),
    ("DEBUG", "true", "it should be false"),
    ("SECOND_FACTOR_REQUIRED", "false", "it should be true"),
    ("SECRET_KEY", "local-only-and-refused-in-production", "at least 50 random characters"),
    ("SECRET_KEY", "short", "at least 50 random characters"),
    ("SECRET_KEY", "a" * 60, "at least 50 random characters"),
    ("ENCRYPTION_KEYS", f"local:{LOCAL_KEY}", "keys of its own"),
    ("ENCRYPTION_KEYS", f"first:{KEY},renamed:{LOCAL_KEY}", "keys of its own"),
    ("AUDIT_SIGNING_KEY", LOCAL_AUDIT_KEY, "a key of its own"),
    ("AUDIT_SIGNING_KEY", KEY, "a key of its own"),
    ("PORTAL_URL", "http://portaal.example", "https://"),
    ("KEYS_DATABASE_URL", PRODUCTION["DATABASE_URL"], "another database"),
]


def start(settings: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run a fresh Python with these settings and no others."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.base", **settings}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def complaint(settings: dict[str, str]) -> str:
    """Return the last line of a start that must fail."""
    result = start(settings, "-c", "import django; django.setup()")
    assert result.returncode != 0
    return result.stderr.strip().splitlines()[-1].removeprefix("django.core.exceptions.ImproperlyConfigured: ")


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_setting_stops_the_start_with_its_name(name: str) -> None:
    settings = {key: value for key, value in PRODUCTION.items() if key != name}
    assert complaint(settings).startswith(f"{name} is missing; it should be ")


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_stops_the_start_with_its_name(name: str, value: str) -> None:
    assert complaint({**PRODUCTION, name: value}).startswith(f"{name} is wrong; it should be ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://app:canary/7@host/portal"),
        ("ENCRYPTION_KEYS", "first:canary"),
        ("TRUSTED_PROXIES", "canary"),
        ("OIDC_PROVIDERS", '[{"secret": "canary"}]'),
    ],
)
def test_a_wrong_setting_never_shows_its_value(name: str, value: str) -> None:
    result = start({**PRODUCTION, name: value}, "-c", "import django; django.setup()")
    assert (result.returncode, "canary" in result.stderr + result.stdout) == (1, False)


@pytest.mark.parametrize(("name", "value", "advice"), REFUSED_IN_PRODUCTION)
def test_production_refuses(name: str, value: str, advice: str) -> None:
    sentence = complaint({**PRODUCTION, name: value})
    assert sentence.startswith(f"{name} is ")
    assert advice in sentence


def test_production_passes_the_deployment_check_without_a_warning() -> None:
    result = start(PRODUCTION, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (result.returncode, result.stderr) == (0, "")


def test_an_unset_environment_means_production() -> None:
    settings = {key: value for key, value in PRODUCTION.items() if key != "ENVIRONMENT"}
    assert complaint({**settings, "DEMO": "true"}).startswith("DEMO is true")


def test_every_setting_is_explained_in_the_operations_page() -> None:
    source = (ROOT / "portal/settings/base.py").read_text()
    names = {line.partition('env.read("')[2].partition('"')[0] for line in source.splitlines() if 'env.read("' in line}
    page = (ROOT / "docs/operations.md").read_text()
    assert {name for name in names if f"`{name}`" not in page} == set()

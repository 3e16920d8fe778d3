"""Settings from the environment, strictly parsed.

A value that is missing or wrong stops the start with its name and what it should be.
"""

import base64
import binascii
import json
import os
import re
from collections.abc import Callable
from email.utils import parseaddr
from typing import Any, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ENCRYPTION_KEY_BYTES = 32
DATABASE_OPTIONS = {
    *("host", "connect_timeout", "application_name", "target_session_attrs"),
    *("sslmode", "sslrootcert", "sslcert", "sslkey"),
}
TRUE, FALSE = {"true", "1", "yes"}, {"false", "0", "no"}

T = TypeVar("T")


def read(name: str, parse: Callable[[str], T], default: str | None = None) -> T:
    """Return environment variable `name`, parsed.

    Raises ImproperlyConfigured, naming the variable and what it should be, when it is missing
    without a default or when `parse` refuses it with a ValueError. The value itself is never
    repeated: it may be a secret.
    """
    raw = os.environ.get(name, default)
    if raw is None:
        raise ImproperlyConfigured(f"{name} is missing; it should be {parse.__doc__}")
    try:
        return parse(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is wrong; it should be {parse.__doc__}") from None


def text(raw: str) -> str:
    """a text that is not empty"""
    if not raw.strip():
        raise ValueError
    return raw.strip()


def optional_text(raw: str) -> str:
    """a text, or nothing"""
    return raw.strip()


def boolean(raw: str) -> bool:
    """true or false"""
    if raw.lower() in TRUE | FALSE:
        return raw.lower() in TRUE
    raise ValueError


def whole_number(raw: str) -> int:
    """a whole number of 0 or more"""
    number = int(raw)
    if number < 0:
        raise ValueError
    return number


def whole_numbers(raw: str) -> list[int]:
    """whole numbers of 0 or more with commas between"""
    return [whole_number(part) for part in names(raw)]


def names(raw: str) -> list[str]:
    """a list with commas between"""
    found = [part.strip() for part in raw.split(",") if part.strip()]
    if not found:
        raise ValueError
    return found


def hosts(raw: str) -> list[str]:
    """host names with commas between, without a scheme, a path or a *"""
    found = names(raw)
    if any(not re.fullmatch(r"\.?[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]", host) for host in found):
        raise ValueError
    return found


def environment_name(raw: str) -> str:
    """production or local"""
    if raw not in {"production", "local"}:
        raise ValueError
    return raw


def origin(raw: str) -> str:
    """a web address without a path, such as https://portaal.example"""
    parts = urlsplit(raw)
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in {"http", "https"} or not parts.hostname or rest or parts.port == 0:
        raise ValueError
    return f"{parts.scheme}://{parts.netloc}"


def database(raw: str) -> dict[str, Any]:
    """postgresql://user:password@host:port/name (a socket folder goes in ?host=)"""
    parts = urlsplit(raw)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError
    options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    if not set(options) <= DATABASE_OPTIONS:
        raise ValueError
    options.setdefault("connect_timeout", "5")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def redis(raw: str) -> str:
    """redis://user:password@host:port/number, or rediss:// for TLS"""
    parts = urlsplit(raw)
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname or parts.port == 0:
        raise ValueError
    if not re.fullmatch(r"/?[0-9]*", parts.path):
        raise ValueError
    return raw


def mail_server(raw: str) -> dict[str, Any]:
    """smtp://user:password@host:port, or smtps:// for TLS from the first byte, smtp+tls:// for STARTTLS"""
    parts = urlsplit(raw)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        raise ValueError
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }


def mail_address(raw: str) -> str:
    """a mail address, with or without a name before it"""
    _name, address = parseaddr(raw)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise ValueError
    return raw.strip()


def encryption_keys(raw: str) -> dict[str, bytes]:
    """name:key pairs with commas between, newest first, each key 32 bytes in base64"""
    keys: dict[str, bytes] = {}
    for pair in names(raw):
        name, _, encoded = pair.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error as error:
            raise ValueError from error
        if not name or name in keys or len(key) != ENCRYPTION_KEY_BYTES:
            raise ValueError
        keys[name] = key
    if not keys:
        raise ValueError
    return keys


def one_key(raw: str) -> bytes:
    """one key of 32 bytes in base64"""
    return encryption_keys(f"key:{raw}")["key"]


def identity_providers(raw: str) -> list[dict[str, Any]]:
    """a JSON list of objects with provider_id, name, client_id, secret, server_url and maybe second_factor"""
    providers = json.loads(raw)
    if not isinstance(providers, list) or not all(_is_provider(provider) for provider in providers):
        raise ValueError
    return providers


def _is_provider(provider: Any) -> bool:
    texts = ("provider_id", "name", "client_id", "secret", "server_url")
    return (
        isinstance(provider, dict)
        and all(isinstance(provider.get(name), str) and provider[name] for name in texts)
        and isinstance(provider.get("second_factor", False), bool)
        and urlsplit(provider["server_url"]).scheme in {"http", "https"}
    )


def origin_of(url: str) -> str:
    """Return scheme and host of `url`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def oidc_app(provider: dict[str, Any]) -> dict[str, Any]:
    """Return one of OIDC_PROVIDERS in the form that django-allauth reads."""
    own = {name: provider[name] for name in ("provider_id", "name", "client_id", "secret")}
    second_factor = provider.get("second_factor", False)
    return {**own, "settings": {"server_url": provider["server_url"], "second_factor": second_factor}}

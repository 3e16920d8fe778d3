"""Settings from the environment, strictly parsed.

A value that is missing or wrong stops the start with its name and what it should be.
"""

import base64
import binascii
import json
import os
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ENCRYPTION_KEY_BYTES = 32
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
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is wrong; it should be {parse.__doc__}") from error


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


def names(raw: str) -> list[str]:
    """a list with commas between"""
    return [part.strip() for part in raw.split(",") if part.strip()]


def environment_name(raw: str) -> str:
    """production or local"""
    if raw not in {"production", "local"}:
        raise ValueError
    return raw


def origin(raw: str) -> str:
    """a web address without a path, such as https://portaal.example"""
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise ValueError
    return f"{parts.scheme}://{parts.netloc}"


def database(raw: str) -> dict[str, Any]:
    """postgresql://user:password@host:port/name (a socket folder goes in ?host=)"""
    parts = urlsplit(raw)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
    }


def redis(raw: str) -> str:
    """redis://host:port/number, rediss://… or unix:///path"""
    if urlsplit(raw).scheme not in {"redis", "rediss", "unix"}:
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
    """a JSON list of objects with provider_id, name, client_id, secret and server_url"""
    providers = json.loads(raw)
    wanted = {"provider_id", "name", "client_id", "secret", "server_url"}
    if not isinstance(providers, list) or any(not isinstance(p, dict) or not wanted <= set(p) for p in providers):
        raise ValueError
    return providers

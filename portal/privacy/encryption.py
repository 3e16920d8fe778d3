"""AES-256-GCM bound to a context. Nothing here touches a database."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

NONCE_BYTES = 12


class Unreadable(Exception):
    """Ciphertext that was altered, moved to another place, or whose key is gone."""


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def seal(key: bytes, plain: bytes, context: str) -> bytes:
    """Encrypt `plain`; it opens only with the same key and the same `context`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    """Decrypt what `seal` made; raises Unreadable, never returns altered text."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable(context) from error


def master_name() -> str:
    """Name of the key from the environment that wraps new keys (the first one listed)."""
    return next(iter(settings.ENCRYPTION_KEYS))


def wrap(key: bytes, context: str) -> tuple[str, bytes]:
    """Wrap `key` with the newest environment key; return that key's name and the wrapped key."""
    name = master_name()
    return name, seal(settings.ENCRYPTION_KEYS[name], key, context)


def unwrap(name: str, wrapped: bytes, context: str) -> bytes:
    """Undo `wrap`; raises Unreadable when the environment no longer has key `name`."""
    if name not in settings.ENCRYPTION_KEYS:
        raise Unreadable(f"the environment has no key {name}")
    return unseal(settings.ENCRYPTION_KEYS[name], wrapped, context)


def seal_text(plain: str, context: str) -> str:
    """Encrypt a short secret that belongs to no organisation, such as a TOTP secret."""
    name, sealed = wrap(plain.encode(), context)
    return f"{name}:{sealed.hex()}"


def unseal_text(sealed: str, context: str) -> str:
    """Undo `seal_text`; raises Unreadable."""
    name, _, body = sealed.partition(":")
    return unwrap(name, bytes.fromhex(body), context).decode()


def token_digest(token: str) -> str:
    """SHA-256 HMAC, in hex, under which a one-time token is stored and looked up."""
    return salted_hmac("one-time token", token, algorithm="sha256").hexdigest()

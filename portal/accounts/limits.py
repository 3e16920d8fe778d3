"""How often something may be asked for, counted for all processes together."""

import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import respond_429
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError


@dataclass(frozen=True)
class Limit:
    """At most `amount` times per `seconds` for one key, in fixed windows.

    lenient: without Redis everything is within the limit; otherwise counting raises RedisError.
    """

    name: str
    amount: int
    seconds: int
    lenient: bool = False

    def allows(self, key: str) -> bool:
        """Count one more for `key` and say whether it is still within the limit."""
        try:
            return self._count(key) <= self.amount
        except RedisError:
            if self.lenient:
                return True
            raise

    def _count(self, key: str) -> int:
        """The counter lives in Redis, which adds atomically; the key is stored only as a digest."""
        window = int(time.time()) // self.seconds
        digest = salted_hmac("limit", key.casefold()).hexdigest()
        counter = f"limit:{self.name}:{window}:{digest}"
        # Twice the window, so that the counter cannot vanish between these two commands.
        cache.add(counter, 0, timeout=2 * self.seconds)
        return cache.incr(counter)


def client(request: HttpRequest) -> str:
    """Return the address of whoever asks; only the proxies we trust may name another one."""
    return get_adapter().get_client_ip(request)


def too_many(request: HttpRequest) -> HttpResponse:
    """Return the page (429) that asks to come back later."""
    return respond_429(request)

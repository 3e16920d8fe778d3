"""Redis holds counters and marks; what is read from there is data and nothing else."""

from typing import Any

import pytest
from django.core.cache import cache


@pytest.mark.parametrize("value", [7, True, "tekst", [1.5, 2.5], None])
def test_the_cache_gives_back_what_it_got(value: Any) -> None:
    cache.set("test-of-values", value)
    assert cache.get("test-of-values", "away") == value


def test_the_cache_runs_nothing_of_what_it_reads() -> None:
    """Whoever writes to Redis gets no code run here, as pickle would let them."""
    server = cache._cache.get_client(write=True)
    server.set(cache.make_key("test-of-values"), b"cbuiltins\nexec\n(S'assert False, \"it ran\"'\ntR.")
    with pytest.raises(ValueError):
        cache.get("test-of-values")

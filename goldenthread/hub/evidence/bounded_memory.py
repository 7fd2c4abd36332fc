"""A memory of pages and files that is bounded by bytes as well as by number: one of them may be as large as a thousand."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache


class BoundedMemory(LocMemCache):
    """What was used longest ago goes first. The option MOST_BYTES says how much this process keeps."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        self._most_bytes = int(params["OPTIONS"]["MOST_BYTES"])
        super().__init__(name, params)

    def _set(self, key: str, value: bytes, timeout: Any = DEFAULT_TIMEOUT) -> None:
        """Called under the memory's lock, with the value as it is kept."""
        if len(value) > self._most_bytes // 4:
            return  # it would drive out too much
        super()._set(key, value, timeout)  # type: ignore[misc]
        kept: Any = self._cache  # type: ignore[attr-defined]  # the newest stands first
        held = sum(map(len, kept.values()))
        while held > self._most_bytes:
            oldest, value = kept.popitem()
            del self._expire_info[oldest]  # type: ignore[attr-defined]
            held -= len(value)

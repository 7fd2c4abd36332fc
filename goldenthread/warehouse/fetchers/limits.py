"""How much is accepted, how long is waited, and how progress is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int, str], None]  # bytes done, bytes in all (0 when not known), what is being read

CHUNK_BYTES = 1 << 18


@dataclass(frozen=True)
class Limits:
    """The most that is accepted, in bytes; `ratio` is unpacked to packed.

    The largest published CSV known to us is 0.4 GB, and published CSVs pack at most 30 times smaller.
    """

    download_bytes: int = 2_000_000_000
    unpacked_bytes: int = 4_000_000_000
    ratio: int = 200
    ratio_from_bytes: int = 10_000_000  # below this size no ratio can do harm
    members: int = 1_000

    def allow_unpacked(self, packed_bytes: int) -> int:
        """The most bytes that a file of this packed size may unpack to."""
        return min(self.unpacked_bytes, max(self.ratio_from_bytes, self.ratio * packed_bytes))


@dataclass(frozen=True)
class Patience:
    """How often a failing call is tried again and how long each wait may be, in seconds."""

    tries: int = 5
    backoff_factor: float = 0.5
    longest_wait_seconds: int = 120
    timeout_seconds: float = 60


def be_silent(done: int, total: int, label: str) -> None:
    """The progress callback of a caller who asked for none."""

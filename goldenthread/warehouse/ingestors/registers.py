"""Numbers for names while a build runs: each area, period, breakdown, measure and column gets a small id."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ..definitions import Catalogue
from ..periods import Period

Key = TypeVar("Key", bound=Hashable)
Breakdown = tuple[tuple[str, str], ...]  # ((topic, item), …) sorted by topic; () is everyone

STATUSES = ("ok", "z", "x", "c", "low", "u", "missing")
STATUS_CODE = {status: code for code, status in enumerate(STATUSES)}
UNKNOWN_SYMBOL = 99


class Register(Generic[Key]):
    """Gives each key the next number, from 1, the first time it is seen."""

    def __init__(self) -> None:
        self._ids: dict[Key, int] = {}

    def number(self, key: Key) -> int:
        """The key's number."""
        return self._ids.setdefault(key, len(self._ids) + 1)

    def items(self) -> list[tuple[Key, int]]:
        """Every key with its number, in order."""
        return list(self._ids.items())


@dataclass
class Registers:
    """All the numbering of one build. Area ids follow the order of areas.csv."""

    catalogue: Catalogue
    areas: dict[str, int] = field(init=False)
    measures: Register[str] = field(default_factory=Register)
    periods: Register[Period] = field(default_factory=Register)
    breakdowns: Register[Breakdown] = field(default_factory=Register)
    columns: Register[tuple[int, str]] = field(default_factory=Register)  # (file id, published column)
    stamps: dict[tuple[int, int], str] = field(default_factory=dict)  # (file id, period id) → published stamp

    def __post_init__(self) -> None:
        self.areas = {code: number for number, code in enumerate(self.catalogue.areas, start=1)}
        self.breakdowns.number(())


def breakdown_key(breakdown: Breakdown) -> str:
    """'total', 'age=age-10' or 'ethnicity=black-african,need=asd'."""
    return ",".join(f"{topic}={item}" for topic, item in breakdown) or "total"

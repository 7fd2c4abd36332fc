"""Numbers for names while a build runs: each area, period, breakdown, measure and column gets a small id."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ..answers import Status
from ..definitions import Catalogue
from ..definitions.crosscheck import measures_of
from ..periods import Period

Key = TypeVar("Key", bound=Hashable)
Breakdown = tuple[tuple[str, str], ...]  # ((topic, item), …) sorted by topic; () is everyone

STATUSES: tuple[Status, ...] = ("ok", "z", "x", "c", "low", "u", "missing")
STATUS_CODE = {status: code for code, status in enumerate(STATUSES)}
UNKNOWN_SYMBOL = 99
COLUMNS_A_FILE = 100_000  # far more than any file has


class Register(Generic[Key]):
    """Gives each key the next number, from 1, the first time it is seen. Two threads may ask at once."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._ids: dict[Key, int] = {key: number for number, key in enumerate(keys, start=1)}
        self._lock = threading.Lock()

    def number(self, key: Key) -> int:
        """The key's number."""
        with self._lock:
            return self._ids.setdefault(key, len(self._ids) + 1)

    def items(self) -> list[tuple[Key, int]]:
        """Every key with its number, in order."""
        return list(self._ids.items())

    def settle(self, order: Callable[[Key], Any]) -> dict[int, int]:
        """Numbers the keys anew in this order, so that the same inputs always give the same numbers; old → new."""
        before = self._ids
        self._ids = {key: number for number, key in enumerate(sorted(before, key=order), start=1)}
        return {number: self._ids[key] for key, number in before.items()}


class ColumnRegister:
    """Numbers published columns: COLUMNS_A_FILE numbers for each file, in the order they are met there."""

    def __init__(self) -> None:
        self._of_file: dict[int, dict[str, int]] = {}

    def number(self, file_id: int, name: str) -> int:
        """The column's number. One file is only ever read by one thread."""
        columns = self._of_file.setdefault(file_id, {})
        return columns.setdefault(name, COLUMNS_A_FILE * file_id + len(columns))

    def items(self) -> list[tuple[int, int, str]]:
        """(number, file id, name) of every column."""
        return [(n, file_id, name) for file_id, columns in sorted(self._of_file.items()) for name, n in columns.items()]

    def name(self, number: int) -> str:
        """The published name of a numbered column."""
        return next(name for name, n in self._of_file[number // COLUMNS_A_FILE].items() if n == number)


@dataclass
class Registers:
    """All the numbering of one build. Area ids follow the order of areas.csv, measure ids the alphabet."""

    catalogue: Catalogue
    areas: dict[str, int] = field(init=False)
    measures: Register[str] = field(init=False)
    periods: Register[Period] = field(default_factory=Register)
    breakdowns: Register[Breakdown] = field(default_factory=Register)
    columns: ColumnRegister = field(default_factory=ColumnRegister)
    stamps: dict[tuple[int, int], str] = field(default_factory=dict)  # (file id, period id) → published stamp

    def __post_init__(self) -> None:
        self.areas = {code: number for number, code in enumerate(self.catalogue.areas, start=1)}
        self.measures = Register(sorted(measures_of(self.catalogue)))
        self.breakdowns.number(())

    def settle(self) -> tuple[dict[int, int], dict[int, int]]:
        """Gives periods and breakdowns their final numbers, once every file has been read; old → new for both."""
        periods = self.periods.settle(lambda period: (period.start, period.type, period.text))
        breakdowns = self.breakdowns.settle(breakdown_key_order)
        self.stamps = {(file_id, periods[period_id]): stamp for (file_id, period_id), stamp in self.stamps.items()}
        return periods, breakdowns


def breakdown_key_order(breakdown: Breakdown) -> tuple[int, str]:
    """Everyone first, then by the number of topics and the alphabet."""
    return len(breakdown), breakdown_key(breakdown)


def breakdown_key(breakdown: Breakdown) -> str:
    """'total', 'age=age-10' or 'ethnicity=black-african,need=asd'."""
    return ",".join(f"{topic}={item}" for topic, item in breakdown) or "total"

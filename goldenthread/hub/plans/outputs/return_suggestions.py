"""What a row of the return probably asks for, told from its name. Only ever suggested, never taken by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.hub.plans.grids.names import plain_name

EMPTY_WORDS = {
    "of", "the", "in", "a", "an", "and", "for", "to", "at", "by", "with", "number", "total", "percentage", "percent",
    "rate", "all", "per", "cent", "share", "proportion", "force",
}  # fmt: skip
ENOUGH = 0.7
SHARES = {"percent", "percentage-points", "per-100", "per-1000", "per-10000", "ratio"}
SAYS_SHARE = re.compile(r"%|(?<!\w)(percent\w*|per cent|share|proportion)(?!\w)", re.IGNORECASE)
SAYS_RATE = re.compile(r"(?<!\w)(rates?|per|for (each|every))(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a row may be reminded of. `entry`: what is kept of a cell that holds it."""

    title: str
    unit: str
    entry: Mapping[str, Any]


def suggest(row: str, candidates: Iterable[Candidate], any_unit: bool = False) -> Candidate | None:
    """The candidate whose title shares most words with a row's name, in the row's unit; None where none is near enough."""
    wanted = _words(row)
    listed = [each for each in candidates if any_unit or _fits(row, each.unit)]
    shares = [(_share(wanted, _words(each.title)), -len(each.title), n) for n, each in enumerate(listed)]
    best = max(shares, default=(0.0, 0, 0))
    return listed[best[2]] if best[0] >= ENOUGH else None


def _fits(row: str, unit: str) -> bool:
    """A percentage is no number of plans: a share is for a row that names one, and a number for a row that does not."""
    if unit in SHARES:
        return bool(SAYS_SHARE.search(row) or SAYS_RATE.search(row))
    return not SAYS_SHARE.search(row)


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _words(text: str) -> set[str]:
    words = {word.removesuffix("s") if len(word) > 3 else word for word in plain_name(text).split()}
    return words - EMPTY_WORDS or words

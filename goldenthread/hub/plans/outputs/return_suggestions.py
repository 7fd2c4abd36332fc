"""What a row of the return probably asks for, told from its name. Only ever suggested, never taken by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from goldenthread.hub.plans.grids.names import plain_name

EMPTY_WORDS = {
    "of", "the", "in", "a", "an", "and", "for", "to", "at", "by", "with", "number", "total", "percentage", "percent",
    "rate", "all", "per", "force",
}  # fmt: skip
ENOUGH = 0.7
Candidate = tuple[str, Mapping[str, Any]]  # a title and the entry it stands for


def suggest(row: str, candidates: Iterable[Candidate]) -> Candidate | None:
    """The candidate whose title shares most words with the row's name; None where none is near enough."""
    wanted = _words(row)
    listed = list(candidates)
    shares = [(_share(wanted, _words(title)), -len(title), n) for n, (title, _) in enumerate(listed)]
    best = max(shares, default=(0.0, 0, 0))
    return listed[best[2]] if best[0] >= ENOUGH else None


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _words(text: str) -> set[str]:
    words = {word.removesuffix("s") if len(word) > 3 else word for word in plain_name(text).split()}
    return words - EMPTY_WORDS or words

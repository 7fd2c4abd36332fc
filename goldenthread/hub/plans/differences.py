"""Two texts compared word by word."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 6000  # beyond, lines are compared, because comparing words would take seconds


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def by_word(before: str, after: str) -> tuple[Part, ...]:
    """The text with what went and what came, in reading order."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    parts: list[Part] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Part("same", "".join(old[i:j])))
            continue
        parts += [Part("gone", "".join(old[i:j]))] if i < j else []
        parts += [Part("new", "".join(new[k:m]))] if k < m else []
    return tuple(parts)

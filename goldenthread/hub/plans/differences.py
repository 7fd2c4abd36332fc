"""Two texts compared: line by line, and word by word where lines differ. The work is limited, whatever the texts are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "gone", "new"]
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORK = 10_000_000  # steps; beyond, what was and what is stand one after the other, without marks in them
FEW = 200  # from so many on, difflib leaves out what is frequent


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words that stayed, went or came."""

    kind: Kind
    text: str


def by_word(before: str, after: str) -> tuple[Part, ...]:
    """The text with what went and what came, in reading order."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    left = MOST_WORK - _work(old, new)
    if left < 0:
        return _joined([("gone", before), ("new", after)])
    parts: list[tuple[Kind, str]] = []
    for gone, came in _runs(old, new):
        if gone == came:
            parts.append(("same", gone))
            continue
        words = WORDS.findall(gone), WORDS.findall(came)
        work = _work(*words)
        if work > left:
            parts += [("gone", gone), ("new", came)]
            continue
        left -= work
        parts += [each for run in _runs(*words) for each in _marked(*run)]
    return _joined(parts)


def _work(old: Sequence[str], new: Sequence[str]) -> int:
    """At most so many steps does difflib take: for every match, every piece with all its likes."""
    likes = len(new) if len(new) < FEW else len(new) // 100 + 1
    return len(old) * likes * min(len(old), len(new))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Runs of pieces that are the same in both, and runs that differ, in reading order."""
    for _, i, j, k, m in difflib.SequenceMatcher(None, old, new).get_opcodes():
        yield "".join(old[i:j]), "".join(new[k:m])


def _marked(gone: str, came: str) -> list[tuple[Kind, str]]:
    return [("same", gone)] if gone == came else [("gone", gone), ("new", came)]


def _joined(parts: Sequence[tuple[Kind, str]]) -> tuple[Part, ...]:
    """Parts of one kind side by side as one; empty ones left out."""
    made: list[Part] = []
    for kind, text in parts:
        if made and text and made[-1].kind == kind:
            made[-1] = Part(kind, made[-1].text + text)
        elif text:
            made.append(Part(kind, text))
    return tuple(made)

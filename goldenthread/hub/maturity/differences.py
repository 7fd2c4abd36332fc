"""How judgements of several people differ, in words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from goldenthread.hub.ui.interface import wording

WORDS = {
    "authority": "the council",
    "icb": "the ICB",
    "forum": "the forum",
    "setting": "schools and settings",
    "region": "the regional team",
}


def in_words(judged: Sequence[tuple[str, int | None]], levels: Sequence[str], is_open: bool = True) -> str:
    """'3 judge Established, 1 Emerging; the forum lower than the council.' `judged`: kind of organisation and level."""
    told = Counter(level for _, level in judged if level is not None)
    if not told:
        return "Nobody has judged this yet." if is_open else "Nobody judged this."
    parts = [f"{count} {levels[level - 1]}" for level, count in sorted(told.items(), key=lambda e: (-e[1], -e[0]))]
    first, *others = parts
    verb = "person judges" if first.startswith("1 ") else "judge"
    count, name = first.split(" ", 1)
    sentence = wording.listed([f"{count} {verb} {name}", *others]) if len(parts) > 2 else ", ".join([f"{count} {verb} {name}", *others])  # fmt: skip
    found = apart(judged)
    undecided = sum(level is None for _, level in judged)
    if undecided:
        sentence += f", {undecided} not judged"
    return sentence + (f"; {'; '.join(found)}." if found else ".")


def differ(judged: Sequence[tuple[str, int | None]]) -> bool:
    """Whether not all who judged gave the same level."""
    return len({level for _, level in judged if level is not None}) > 1


def beside_agreed(judged: Sequence[tuple[str, int | None]], agreed: int | None) -> str:
    """What an agreement hides: who judges lower than whom, that people differ, that nobody judged the agreed level."""
    told = {level for _, level in judged if level is not None}
    found = apart(judged) or (["people judge it differently"] if differ(judged) else [])
    if agreed is not None and told and agreed not in told:
        found = [*found, "the agreed level is what nobody judged"]
    return "; ".join(found)


def apart(judged: Sequence[tuple[str, int | None]]) -> list[str]:
    """Kinds of organisation all of whose people judge lower than all of another kind's."""
    by_kind: dict[str, list[int]] = {}
    for kind, level in judged:
        if level is not None and kind in WORDS:
            by_kind.setdefault(kind, []).append(level)
    found = []
    for one, other in combinations([kind for kind in WORDS if kind in by_kind], 2):
        for low, high in ((one, other), (other, one)):
            if max(by_kind[low]) < min(by_kind[high]):
                found.append(f"{WORDS[low]} lower than {WORDS[high]}")
    return found

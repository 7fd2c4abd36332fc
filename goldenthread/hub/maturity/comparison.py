"""What a reader may be shown of other partnerships, so that nothing can be worked out by subtraction. Pure.

Every table counts partnerships. By adding and subtracting the tables they have ever seen, and leaving out what they
know themselves, a reader can single out only groups of answers that the same tables count: `_groups`. As long as each of
those groups holds at least three partnerships of others, no sum tells of fewer. docs/methods/maturity-comparison.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST_OTHERS = 3
ALL = "London"


@dataclass(frozen=True, slots=True)
class Counted:
    """One partnership's answers as they were counted: the level of each pillar, 0 for none reached."""

    partnership: str
    cycle: int
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Round:
    """Everything that could be counted at one time."""

    made_on: str
    counted: frozenset[Counted]


@dataclass(frozen=True, slots=True)
class Counts:
    """One table: for each pillar, how many other partnerships stand at each level, 0 (none reached) first."""

    area: str
    others: int
    by_pillar: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a reader sees now: tables of London and, where it is safe, of its parts; `why_not` where there are none."""

    made_on: str
    tables: tuple[Counts, ...]
    why_not: str = ""


Table = frozenset[Counted]


def comparison(
    rounds: Sequence[Round],
    own: frozenset[str],
    still_sharing: frozenset[str],
    parts: Mapping[str, frozenset[str]],
    levels: int,
) -> Comparison:
    """What one reader sees. `own`: partnerships whose answers they know. `parts`: names of groups with their members.

    Rounds are taken in the order in which they were made; one that would give something away is passed over for good.
    """
    seen: list[Table] = []
    shown: tuple[str, list[tuple[str, Table]]] | None = None
    for each in rounds:
        tables = _addable(each, own, seen, parts)
        if tables:
            seen += [table for _, table in tables]
            shown = each.made_on, tables
    if shown is None:
        return Comparison("", (), TOO_FEW)
    made_on, tables = shown
    counted = {answers.partnership for answers in tables[0][1]}
    if not counted <= still_sharing:
        return Comparison("", (), WITHDRAWN)
    return Comparison(made_on, tuple(_counts(name, table, levels) for name, table in tables))


TOO_FEW = "It is shown once at least three other partnerships share agreed assessments of this framework."
WITHDRAWN = (
    "A partnership no longer shares. The comparison is shown again once enough others have changed that nobody can be "
    "worked out from what was shown before."
)


def _addable(
    each: Round, own: frozenset[str], seen: Sequence[Table], parts: Mapping[str, frozenset[str]]
) -> list[tuple[str, Table]]:
    """The tables of a round that may be shown beside those already seen: with parts, without, or none."""
    everyone = frozenset(answers for answers in each.counted if answers.partnership not in own)
    if not everyone:
        return []
    split = [
        (name, frozenset(answers for answers in everyone if answers.partnership in members))
        for name, members in parts.items()
    ]
    for tables in ([(ALL, everyone), *split], [(ALL, everyone)]):
        if all(tables_of[1] for tables_of in tables) and is_safe([*seen, *(table for _, table in tables)]):
            return tables
    return []


def is_safe(tables: Iterable[Table]) -> bool:
    """Whether no sum of these tables tells of fewer than three partnerships."""
    return all(len({answers.partnership for answers in group}) >= LEAST_OTHERS for group in _groups(tables))


def _groups(tables: Iterable[Table]) -> list[set[Counted]]:
    """Answers that are counted by exactly the same tables, together."""
    found: dict[tuple[bool, ...], set[Counted]] = {}
    told = list(tables)
    for answers in frozenset[Counted]().union(*told):
        found.setdefault(tuple(answers in table for table in told), set()).add(answers)
    return list(found.values())


def _counts(area: str, table: Table, levels: int) -> Counts:
    pillars = [name for name, _ in min(table, key=lambda answers: answers.partnership).levels]
    by_level = {
        pillar: tuple(sum(dict(answers.levels)[pillar] == level for answers in table) for level in range(levels + 1))
        for pillar in pillars
    }
    return Counts(area, len(table), tuple(by_level.items()))

"""What a reader may be shown of other partnerships, so that nothing can be worked out by subtraction. Pure.

Tables are the same for every reader, so what somebody saw in an earlier role is known without being remembered. Every
table counts partnerships. By adding and subtracting all tables there ever were, and leaving out what they know
themselves, a reader can single out only groups of answers that the same tables count: `_groups`. As long as enough of
each group is unknown to them, no sum tells of fewer than three. docs/methods/maturity-comparison.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST_OTHERS = 3
LEAST_UNKNOWN = LEAST_OTHERS + 1  # one more than three, which the reader may come to know by a change of role
LEAST_TOGETHER = LEAST_UNKNOWN + 1  # and the reader's own, which is counted like every other
ALL = "London"


@dataclass(frozen=True, slots=True)
class Counted:
    """One partnership's answers as they were counted: the level of each pillar, 0 for none reached, None for not judged."""

    partnership: str
    cycle: int
    levels: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Round:
    """Everything that could be counted at one time."""

    made_on: str
    counted: frozenset[Counted]


@dataclass(frozen=True, slots=True)
class Counts:
    """One table: for each pillar, how many partnerships are not judged, reached no level, and stand at each level.

    `known`: how many of them the reader knows.
    """

    area: str
    counted: int
    known: int
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
        tables = _addable(each, seen, parts)
        if tables:
            seen += [table for _, table in tables]
            shown = each.made_on, tables
    if shown is None:
        return Comparison("", (), TOO_FEW)
    made_on, tables = shown
    counted = {answers.partnership for answers in tables[0][1]}
    if not counted <= still_sharing:
        return Comparison("", (), WITHDRAWN)
    if not is_safe(seen, LEAST_UNKNOWN, own):
        return Comparison("", (), KNOWN)
    return Comparison(made_on, tuple(_counts(name, table, own, levels) for name, table in tables))


TOO_FEW = "It is shown once at least five partnerships share agreed assessments of this framework."
WITHDRAWN = (
    "A partnership no longer shares. The comparison is shown again once enough others have changed that nobody can be "
    "worked out from what was shown before."
)
KNOWN = "Your roles, today’s and earlier ones, reach so many of the partnerships counted that the others could be worked out."


def _addable(each: Round, seen: Sequence[Table], parts: Mapping[str, frozenset[str]]) -> list[tuple[str, Table]]:
    """The tables of a round that may be shown beside those there were: with parts, without, or none."""
    if not each.counted:
        return []
    split = [
        (name, frozenset(answers for answers in each.counted if answers.partnership in members))
        for name, members in parts.items()
    ]
    for tables in ([(ALL, each.counted), *split], [(ALL, each.counted)]):
        if all(table for _, table in tables) and is_safe([*seen, *(table for _, table in tables)], LEAST_TOGETHER):
            return tables
    return []


def is_safe(tables: Iterable[Table], least: int, own: frozenset[str] = frozenset()) -> bool:
    """Whether no sum of these tables tells whoever knows `own` of anything unknown of fewer partnerships than `least`."""
    unknown = [{answers.partnership for answers in group} - own for group in _groups(tables)]
    return all(len(group) >= least for group in unknown if group)


def _groups(tables: Iterable[Table]) -> list[set[Counted]]:
    """Answers that are counted by exactly the same tables, together."""
    found: dict[tuple[bool, ...], set[Counted]] = {}
    told = list(tables)
    for answers in frozenset[Counted]().union(*told):
        found.setdefault(tuple(answers in table for table in told), set()).add(answers)
    return list(found.values())


def _counts(area: str, table: Table, own: frozenset[str], levels: int) -> Counts:
    pillars = [name for name, _ in min(table, key=lambda answers: answers.partnership).levels]
    steps = (None, *range(levels + 1))
    by_level = {
        pillar: tuple(sum(dict(answers.levels)[pillar] == level for answers in table) for level in steps)
        for pillar in pillars
    }
    known = sum(answers.partnership in own for answers in table)
    return Counts(area, len(table), known, tuple(by_level.items()))

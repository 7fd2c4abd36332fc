"""What was agreed cycle after cycle, each under the names of the newest version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from goldenthread.hub.maturity import charts, frameworks
from goldenthread.hub.maturity.models import Agreement, Cycle
from goldenthread.hub.maturity.queries import answers_from
from goldenthread.hub.maturity.results import profile
from goldenthread.hub.maturity.upgrading import NoWay, carry
from goldenthread.hub.ui.interface import Cell, Row, Table

from .statement import level_word

By = Mapping[int, Mapping[str, Agreement]]


def headlines(cycles: Sequence[Cycle], agreements: By) -> Table:
    """The headline of each pillar of the newest cycle in every cycle, oldest first."""
    pillars = frameworks.of_cycle(cycles[-1]).pillars
    found = []
    for cycle in cycles:
        framework = frameworks.of_cycle(cycle)
        levels = [each.title for each in framework.levels]
        results = profile(framework, answers_from(agreements.get(cycle.pk, {})))
        found.append({each.pillar: charts.headline(each, levels) for each in results})
    rows = [Row(each.title, tuple(_cell(told.get(each.id)) for told in found)) for each in pillars]
    return Table("Headline of each pillar", _columns("Pillar", cycles), tuple(rows))


def statements(cycles: Sequence[Cycle], agreements: By) -> Table:
    """The level of each statement of the newest cycle in every cycle; several where statements were merged."""
    newest = frameworks.of_cycle(cycles[-1])
    columns = [_levels(cycle, agreements.get(cycle.pk, {}), names) for cycle, names in _named(cycles)]
    rows = [
        Row(each.title, tuple(_cell("; ".join(column.get(name, ())) or None) for column in columns))
        for name, each in newest.statements.items()
    ]
    note = "Several levels in one cell: statements that are one today were judged apart."
    merged = any(len(told) > 1 for column in columns for told in column.values())
    return Table("Level of each statement", _columns("Statement", cycles), tuple(rows), (note,) if merged else ())


def _named(cycles: Sequence[Cycle]) -> list[tuple[Cycle, dict[str, str]]]:
    """Each cycle with the newest names of its statements, oldest first; none where a version does not follow."""
    newer, names = frameworks.of_cycle(cycles[-1]), {name: name for name in frameworks.of_cycle(cycles[-1]).statements}
    found = []
    for cycle in reversed(cycles):
        framework = frameworks.of_cycle(cycle)
        try:
            places = carry(framework, newer, {}).places
        except NoWay:
            places = {}
        names = {old: names[new] for old, new in places.items() if new in names}
        newer = framework
        found.append((cycle, names))
    return found[::-1]


def _levels(cycle: Cycle, agreements: Mapping[str, Agreement], names: Mapping[str, str]) -> dict[str, list[str]]:
    levels = [each.title for each in frameworks.of_cycle(cycle).levels]
    found: dict[str, list[str]] = defaultdict(list)
    for old, new in names.items():
        agreed = agreements.get(old)
        found[new].append(level_word(None if agreed is None or agreed.is_carried else agreed.level, levels))
    return found


def _columns(first: str, cycles: Sequence[Cycle]) -> tuple[tuple[str, bool], ...]:
    return ((first, False), *((each.title, False) for each in cycles))


def _cell(words: str | None) -> Cell:
    told = words or "not in this cycle"
    return Cell(told, absent=words is None or words in ("not judged", "no level reached"))

"""Other partnerships in counts, and all of them for the regional team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.hub.maturity import charts, frameworks
from goldenthread.hub.maturity.comparison import Counts
from goldenthread.hub.maturity.models import Agreement, Cycle
from goldenthread.hub.maturity.queries import answers_from
from goldenthread.hub.maturity.results import moderated, profile
from goldenthread.hub.ui.interface import Cell, Row, Table, wording
from goldenthread.warehouse.definitions.frameworks import Framework


def table_of(counts: Counts, framework: Framework, own: Mapping[str, str]) -> Table:
    """How many partnerships stand at each level. `own`: the reader's headline of each pillar in words."""
    levels = [each.title for each in framework.levels]
    rows = []
    for pillar, told in counts.by_pillar:
        title = next((each.title for each in framework.pillars if each.id == pillar), pillar)
        cells = [Cell(str(count), numeric=True) for count in told]
        rows.append(Row(title, (*cells, Cell(own.get(pillar, "no assessment"), absent=pillar not in own))))
    steps = ("Not judged", "No level reached", *levels)
    heads = (("Pillar", False), *((step, True) for step in steps), ("Yours", False))
    known = f", {wording.number(counts.known)} of them open to you" if counts.known else ""
    caption = f"{counts.area}: {wording.counted(counts.counted, 'partnership')} at each level{known}"
    return Table(caption, heads, tuple(rows))


def own_headlines(cycle: Cycle | None, agreements: Mapping[str, Agreement]) -> dict[str, str]:
    """The headline of each pillar in words."""
    if cycle is None:
        return {}
    framework = frameworks.of_cycle(cycle)
    levels = [each.title for each in framework.levels]
    return {each.pillar: charts.headline(each, levels) for each in profile(framework, answers_from(agreements))}


@dataclass(frozen=True, slots=True)
class Square:
    """One pillar of one partnership. `level`: 0 for none."""

    words: str
    level: int
    moderated: str


@dataclass(frozen=True, slots=True)
class Line:
    """One partnership of the heat map."""

    name: str
    href: str
    state: str
    squares: tuple[Square, ...]


def heat_map(
    names: Mapping[str, str], cycles: Mapping[str, Cycle], agreements: Mapping[int, Mapping[str, Agreement]],
    framework: Framework,
) -> tuple[Line, ...]:  # fmt: skip
    """Every partnership by pillar of this framework; those without a closed cycle are named with what they have."""
    return tuple(_line(code, name, cycles.get(code), agreements, framework) for code, name in names.items())


def _line(
    code: str, name: str, cycle: Cycle | None, agreements: Mapping[int, Mapping[str, Agreement]], framework: Framework
) -> Line:
    href = reverse("maturity", args=[code])
    if cycle is None:
        return Line(name, href, "no assessment yet", ())
    state = f"{cycle.title}, {cycle.get_state_display().lower()}" + (", example" if cycle.is_example else "")
    if cycle.state == "open":
        return Line(name, href, f"{state}, {_agreed(cycle, agreements.get(cycle.pk, {}))}", ())
    return Line(name, href, state, _squares(cycle, agreements.get(cycle.pk, {}), framework))


def _agreed(cycle: Cycle, agreements: Mapping[str, Agreement]) -> str:
    """How far a cycle is that is being judged; its levels are shown once it is closed."""
    statements = frameworks.of_cycle(cycle).statements
    done = [each for name, each in agreements.items() if name in statements and each.level and not each.is_carried]
    return f"{len(done)} of {len(statements)} agreed"


def _squares(cycle: Cycle, agreements: Mapping[str, Agreement], framework: Framework) -> tuple[Square, ...]:
    own, answers = frameworks.of_cycle(cycle), answers_from(agreements)
    levels = [each.title for each in own.levels]
    agreed = {each.pillar: each for each in profile(own, answers)}
    beside = {each.pillar: each for each in profile(own, moderated(answers))}
    found = []
    for pillar in framework.pillars:
        result = agreed.get(pillar.id)
        if result is None:
            found.append(Square("not in its version", 0, ""))
            continue
        words, other = charts.headline(result, levels), charts.headline(beside[pillar.id], levels)
        found.append(Square(words, result.headline or 0, other if other != words else ""))
    return tuple(found)


def newest_closed(cycles: Sequence[Cycle]) -> dict[str, Cycle]:
    """Of each partnership its newest closed cycle, else the one being judged."""
    found: dict[str, Cycle] = {}
    for cycle in sorted(cycles, key=lambda each: (each.state == "open", -each.opened_at.timestamp(), -each.pk)):
        found.setdefault(cycle.partnership, cycle)
    return found

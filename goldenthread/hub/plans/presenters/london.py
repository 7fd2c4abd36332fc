"""What is planned across London, as tables: by theme, by partnership, and who works on the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.hub.evidence.interface import area_name
from goldenthread.hub.plans.queries.london import Across, Contactable, Counted, Planned
from goldenthread.hub.plans.states import STATES
from goldenthread.hub.plans.templates_in_force import newest_template
from goldenthread.hub.ui.interface import Cell, Row, Table, wording

NO_THEME = "No theme chosen"
COLUMNS = (("On track or met", True), ("Off track", True), ("Cannot be told", True))
NOTE = (
    "Cannot be told: no new figure since the baseline, no baseline or target, or a break in the series between the two."
)


@dataclass(frozen=True, slots=True)
class Together:
    """Partnerships with priorities of one theme: (name, title, address) of each priority."""

    title: str
    words: str
    priorities: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the regional team sees."""

    words: str
    by_theme: Table
    by_partnership: Table
    together: tuple[Together, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """Who else works on one theme: (organisation, title of the priority, whom to ask)."""

    theme: str
    rows: tuple[tuple[str, str, str], ...]


def themes() -> dict[str, str]:
    """Titles of themes by id."""
    return {each.id: each.title for each in newest_template().themes}


def overview(found: Across, theme: str = "") -> Overview:
    """The tables; `theme`: of its priorities alone."""
    priorities = [each for each in found.priorities if theme in ("", each.theme)]
    names = {plan.partnership: area_name(plan.partnership) for plan in found.plans}
    by_theme = _by((each for each in priorities if not each.is_example), lambda each: each.theme)
    return Overview(
        _words(found, priorities), _themes(by_theme, names), _partnerships(found, priorities, names),
        tuple(_together(title, by_theme[key], names) for key, title in _titles(by_theme) if len(_who(by_theme[key])) > 1),
    )  # fmt: skip


def others(found: Iterable[Contactable]) -> tuple[Others, ...]:
    """Others by theme."""
    titles, grouped = themes(), defaultdict(list)
    for each in found:
        told = each.contact or "no name given: ask the organisation"
        grouped[each.theme].append((area_name(each.partnership), each.title, told))
    return tuple(Others(titles.get(theme, theme), tuple(sorted(rows))) for theme, rows in grouped.items())


Grouped = Mapping[str, list[Planned]]


def _by(priorities: Iterable[Planned], key: object) -> dict[str, list[Planned]]:
    grouped: dict[str, list[Planned]] = defaultdict(list)
    for each in priorities:
        grouped[key(each)].append(each)  # type: ignore[operator]
    return grouped


def _titles(by_theme: Grouped) -> list[tuple[str, str]]:
    """Themes that occur, in the template's order; those it does not know, and none, come last."""
    known = themes()
    strange = sorted(key for key in by_theme if key not in known)
    return [(key, title) for key, title in known.items() if key in by_theme] + [
        (key, key or NO_THEME) for key in strange
    ]


def _who(priorities: Iterable[Planned]) -> list[str]:
    return list(dict.fromkeys(each.partnership for each in priorities))


def _words(found: Across, priorities: list[Planned]) -> str:
    """The totals, without the worked example, which is made up."""
    plans = [plan for plan in found.plans if not plan.is_example]
    own = [each for each in priorities if not each.is_example]
    total = _sum(own)
    words = (
        f"{wording.counted(len(plans), 'plan')} with {wording.counted(len(own), 'priority', 'priorities')}. Of their "
        f"{wording.counted(total.on + total.off + total.untold, 'success measure')}, {wording.counted(total.on, 'is', 'are')} "
        f"on track or met, {wording.counted(total.off, 'is', 'are')} off track, and of {total.untold:,} it cannot be told."
    )
    made_up = sorted(area_name(plan.partnership) for plan in found.plans if plan.is_example)
    if made_up:
        words += f" The worked example in {wording.listed(made_up)} is made up: it is in no total, and in no theme."
    return words


def _sum(priorities: Iterable[Planned]) -> Counted:
    total = Counted()
    for each in priorities:
        total = total.plus(each.measures)
    return total


def _numbers(priorities: Iterable[Planned]) -> tuple[Cell, ...]:
    total = _sum(priorities)
    return tuple(Cell(f"{number:,}", numeric=True) for number in (total.on, total.off, total.untold))


def _themes(by_theme: Grouped, names: Mapping[str, str]) -> Table:
    rows = tuple(
        Row(title, (
            Cell(f"{len(by_theme[key]):,}", numeric=True),
            Cell(wording.listed(sorted(names[code] for code in _who(by_theme[key])))),
            *_numbers(by_theme[key]),
        ))
        for key, title in _titles(by_theme)
    )  # fmt: skip
    columns = (("Theme", False), ("Priorities", True), ("Partnerships", False), *COLUMNS)
    return Table("Priorities and success measures by theme", columns, rows, (NOTE,))


def _partnerships(found: Across, priorities: list[Planned], names: Mapping[str, str]) -> Table:
    grouped = _by(priorities, lambda each: each.partnership)
    rows = tuple(
        Row(names[plan.partnership], (
            Cell(STATES[plan.state], href=f"{reverse('plan', args=[plan.partnership])}?plan={plan.pk}",
                 about=f"{names[plan.partnership]}’s plan:"),
            Cell(f"{len(grouped[plan.partnership]):,}", numeric=True), *_numbers(grouped[plan.partnership]),
        ), mark="worked example" if plan.is_example else "")
        for plan in sorted(found.plans, key=lambda plan: names[plan.partnership])
    )  # fmt: skip
    columns = (("Partnership", False), ("Plan", False), ("Priorities", True), *COLUMNS)
    return Table("Priorities and success measures by partnership", columns, rows)


def _together(title: str, priorities: list[Planned], names: Mapping[str, str]) -> Together:
    told = wording.counted(len(_who(priorities)), "partnership")
    links = sorted(
        (names[each.partnership], each.title, reverse("plan-priority", args=[each.partnership, each.id]))
        for each in priorities
    )
    return Together(title, told, tuple(links))

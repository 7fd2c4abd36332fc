"""A priority: why it is one, on what figures, what is done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.hub.evidence.interface import Reading, offered, readings
from goldenthread.hub.plans.actions.measures import baseline_of
from goldenthread.hub.plans.forms.measures import FirstActionForm
from goldenthread.hub.plans.models.priorities import ORIGINS, RAGS, STATUSES
from goldenthread.hub.plans.questions import told
from goldenthread.hub.plans.whole import WholeAction, WholePriority
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

from .figures import Figure, key_of
from .overview import MeasureLine, measure_line
from .proof import figure_kept

CAME_FROM = {
    "answer": "Comes from an answer to an insight question",
    "gap": "Comes from a gap in maturity",
    "figure": "Comes from a figure",
    "import": "Comes from an earlier plan",
    "own": "Written by the partnership itself",
}
RAG_KINDS = {"green": "good", "amber": "warn", "red": "bad", "": "quiet"}
assert set(CAME_FROM) == set(dict(ORIGINS))


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action in a list."""

    id: int
    title: str
    lead: str
    dates: str
    status: str
    rag: str
    rag_kind: str
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class Rests:
    """A figure under a priority as it stood when the priority was made, with what it is now."""

    title: str
    then: str
    now: Figure | None
    has_moved: bool
    href: str = ""  # the figure as it was then


@dataclass(frozen=True, slots=True)
class PriorityPage:
    """What a priority's page shows."""

    priority: WholePriority
    came_from: str
    origin: tuple[str, str]  # (words of a link, address) of the gap or question it came from
    theme: str
    given_to: str
    rests: tuple[Rests, ...]
    actions: tuple[ActionLine, ...]


def priority_page(
    priority: WholePriority,
    template: PlanTemplate,
    people: Mapping[str, str],
    figures: Sequence[Figure],
    origin: tuple[str, str] = ("", ""),
) -> PriorityPage:
    """`figures`: the evidence's indicators as they are now."""
    themes = {each.id: each.title for each in template.themes}
    return PriorityPage(
        priority, CAME_FROM[priority.origin], origin, themes.get(priority.theme, "No theme yet"),
        people.get(priority.assigned_to, ""),
        tuple(_rests(each, figures) for each in priority.evidence),
        tuple(action_line(action) for action in priority.actions),
    )  # fmt: skip


def _rests(kept: Mapping[str, object], figures: Sequence[Figure]) -> Rests:
    key = key_of(str(kept.get("indicator", "")), str(kept.get("breakdown") or "total"))
    now = next((figure for figure in figures if figure.key == key), None)
    text, label = str(kept.get("text") or "no figure"), str(kept.get("label") or kept.get("period") or "")
    then = f"{text} {wording.in_period(label)}" if label else text
    moved = now is not None and (now.value, now.when) != (text, label)
    return Rests(str(kept.get("title") or (now.title if now else key.split("|")[0])), then, now, moved, _kept_at(kept))


def _kept_at(kept: Mapping[str, object]) -> str:
    said = {name: str(kept.get(name) or "") for name in ("indicator", "area_code", "period", "breakdown", "build")}
    return figure_kept(
        said["indicator"], said["area_code"], said["period"], said["breakdown"] or "total", said["build"]
    )


def action_line(action: WholeAction) -> ActionLine:
    """An action for a list."""
    return ActionLine(
        action.id, action.title, action.lead or "No lead yet", dates_of(action), dict(STATUSES)[action.status],
        dict(RAGS)[action.rag], RAG_KINDS[action.rag], tuple(measure_line(measure) for measure in action.measures),
    )  # fmt: skip


def dates_of(action: WholeAction) -> str:
    """'1 September 2026 to 31 August 2028'."""
    if action.starts_on and action.ends_on:
        return f"{wording.day(action.starts_on)} to {wording.day(action.ends_on)}"
    if action.starts_on:
        return f"from {wording.day(action.starts_on)}, without an end"
    return f"until {wording.day(action.ends_on)}" if action.ends_on else "no dates yet"


def first_action_form(
    code: str, template: PlanTemplate, priority: WholePriority, data: Mapping[str, object] | None = None
) -> FirstActionForm:
    """An action and its measure in one form, with the priority's own indicator chosen and its baseline beside it."""
    evidence = [
        key_of(str(e["indicator"]), str(e.get("breakdown") or "total")) for e in priority.evidence if e.get("indicator")
    ]
    groups = indicator_groups(code, template, priority)
    near = [key for key, _ in groups[0][1]] if groups else []
    first = next((key for key in evidence if key in near), "")  # one with a figure to start from
    return FirstActionForm(data, groups=groups, initial={"indicator": first})


def indicator_groups(
    code: str, template: PlanTemplate, priority: WholePriority
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Indicators to choose from: under the priority and of its section with their baseline, then all others by theme."""
    section = template.section(priority.section)
    of_priority = [
        (str(e["indicator"]), str(e.get("breakdown") or "total")) for e in priority.evidence if e.get("indicator")
    ]
    of_section = [(each.indicator, each.key) for each in section.indicators] if section else []
    near = readings(code, tuple(dict.fromkeys([*of_priority, *of_section])))
    told_here = {key: figure for key, figure in near.items() if baseline_of(figure) is not None}
    groups = [("Of this section", tuple((key_of(*key), _with_baseline(figure)) for key, figure in told_here.items()))]
    themes: dict[str, list[tuple[str, str]]] = {}
    for offer in offered():
        if (offer.id, "total") not in near:
            themes.setdefault(offer.theme, []).append((key_of(offer.id, "total"), offer.title))
    groups += [(theme.replace("-", " ").capitalize(), tuple(found)) for theme, found in themes.items()]
    absent = tuple((key_of(*key), figure.title) for key, figure in near.items() if key not in told_here)
    groups.append(("No figure here, so no baseline", absent))
    return tuple((title, found) for title, found in groups if found)


def _with_baseline(figure: Reading) -> str:
    latest, start = figure.latest, baseline_of(figure)
    if latest is not None and start is not None and start is not latest:
        return f"{figure.title} ({told(latest)}, {latest.label}; baseline {start.marked}, {start.label})"
    return f"{figure.title} (now {told(latest)}{f', {latest.label}' if latest else ''})"

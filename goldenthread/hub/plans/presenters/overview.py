"""The plan at a glance: how far each section is, how its measures stand, what there is to do first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.hub.plans.tracking import TITLES, Track, baseline_changed, track_of
from goldenthread.hub.plans.whole import WholeMeasure, WholePlan, WholePriority
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate, Section

KINDS = {
    "met": "good",
    "on-track": "good",
    "off-track": "bad",
    "waiting": "quiet",
    "broken": "warn",
    "no-baseline": "warn",
    "no-target": "warn",
}


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section's progress. `comments`: how many are not settled."""

    id: str
    number: int
    title: str
    state: str
    kind: str
    answered: str
    priorities: int
    comments: int
    given_to: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with how it stands. `words` say what `title` says in a word."""

    id: int
    title: str
    track: Track
    kind: str
    target: str
    action: str


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """A priority with how much is under it."""

    id: int
    title: str
    section: str
    theme: str
    actions: str
    measures: str
    tracks: tuple[tuple[str, str], ...]  # (words, kind)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do first."""

    title: str
    about: str
    href: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What the plan's page shows. `counts`: (how many, words, kind) of measures."""

    sections: tuple[SectionLine, ...]
    priorities: tuple[PriorityLine, ...]
    counts: tuple[tuple[int, str, str], ...]
    troubled: tuple[MeasureLine, ...]
    steps: tuple[Step, ...]
    is_begun: bool
    told: str


def overview(
    whole: WholePlan, template: PlanTemplate, comments: Mapping[tuple[str, str], int], people: Mapping[str, str],
    first_section: str,
) -> Overview:  # fmt: skip
    """`comments`: not settled ones by kind and id; `first_section`: where a new plan best begins."""
    measures = [measure_line(measure, action.title) for action in whole.actions for measure in action.measures]
    moved = {measure.id for measure in whole.measures if baseline_changed(measure)}
    found = Counter[str](line.track.kind for line in measures)
    sections = tuple(_section(each, whole, comments, people) for each in template.sections)
    steps = _steps(whole, template, first_section)
    return Overview(
        sections=sections,
        priorities=tuple(_priority(each, template) for each in whole.priorities),
        counts=tuple((found[kind], TITLES[kind], KINDS[kind]) for kind in TITLES if found[kind]),
        troubled=tuple(line for line in measures if line.kind in ("bad", "warn") or line.id in moved),
        steps=steps,
        is_begun=all(step.is_done for step in steps),
        told=_told(whole, template),
    )


def measure_line(measure: WholeMeasure, action: str = "") -> MeasureLine:
    """A measure for a list."""
    track = track_of(measure)
    return MeasureLine(measure.id, measure.title, track, KINDS[track.kind], target_of(measure), action)


def target_of(measure: WholeMeasure) -> str:
    """'75% by 31 August 2028'."""
    if measure.target_value is None or measure.target_on is None:
        return "no target"
    value = wording.amount(measure.target_value, measure.unit, measure.decimals)
    return f"{value} by {wording.day(measure.target_on)}"


def _section(
    section: Section, whole: WholePlan, comments: Mapping[tuple[str, str], int], people: Mapping[str, str]
) -> SectionLine:
    text = whole.texts.get(section.id)
    answered = {a.question for a in whole.answers if a.text} & {q.id for q in section.questions}
    state, kind = "Not begun", "quiet"
    if text is not None and text.is_ready:
        state, kind = "Ready", "good"
    elif answered or whole.of_section(section.id) or (text is not None and text.narrative):
        state, kind = "Begun", "begun"
    said = comments.get(("section", section.id), 0)
    said += sum(comments.get(("question", question.id), 0) for question in section.questions)
    return SectionLine(
        section.id, section.number, section.title, state, kind, f"{len(answered)} of {len(section.questions)}",
        len(whole.of_section(section.id)), said, people.get(text.assigned_to, "") if text else "",
    )  # fmt: skip


def _priority(priority: WholePriority, template: PlanTemplate) -> PriorityLine:
    section = template.section(priority.section)
    themes = {each.id: each.title for each in template.themes}
    measures = [measure for action in priority.actions for measure in action.measures]
    tracks = Counter[str](track_of(measure).kind for measure in measures)
    return PriorityLine(
        priority.id, priority.title, f"{section.number}. {section.title}" if section else "",
        themes.get(priority.theme, ""), wording.counted(len(priority.actions), "action"),
        wording.counted(len(measures), "measure"),
        tuple((f"{tracks[kind]} {TITLES[kind].lower()}", KINDS[kind]) for kind in TITLES if tracks[kind]),
    )  # fmt: skip


def _told(whole: WholePlan, template: PlanTemplate) -> str:
    ready = sum(text.is_ready for text in whole.texts.values())
    parts = [
        f"{ready} of {len(template.sections)} sections ready",
        wording.counted(len(whole.priorities), "priority", "priorities"),
        wording.counted(len(whole.actions), "action"),
        wording.counted(len(whole.measures), "success measure"),
    ]
    return wording.listed(parts)


def _steps(whole: WholePlan, template: PlanTemplate, first_section: str) -> tuple[Step, ...]:
    """What to do first, in four steps from a figure to a measure."""
    section = template.section(first_section)
    home = f"{reverse('plan-section', args=[whole.partnership, first_section])}?plan={whole.id}"
    priority = next(iter(whole.priorities), None)
    action = next(iter(whole.actions), None)
    of_priority = reverse("plan-priority", args=[whole.partnership, priority.id]) if priority else home
    of_action = reverse("plan-action", args=[whole.partnership, action.id]) if action else of_priority
    begin = f"Begin with “{section.title}”, or any other section below." if section else ""
    return (
        Step("See what the figures say", begin, home, bool(whole.answers or whole.priorities)),
        Step(
            "Turn a figure, an answer or a gap into a priority",
            "One button beside each of them does it, and keeps the figure as it stands now.", home, priority is not None,
        ),
        Step(
            "Say what will be done", "Each priority takes actions with a lead, dates and money.", of_priority,
            action is not None,
        ),
        Step(
            "Say how you will know",
            "A success measure reads itself again whenever new figures are published. Its baseline is there already.",
            of_action, bool(whole.measures),
        ),
    )  # fmt: skip

"""What a priority is made of in one step: an answer, a gap in maturity, a figure. Its evidence is kept as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from goldenthread.hub.evidence.interface import Reading, readings
from goldenthread.hub.maturity.interface import Gap, gaps_of, level_title, statement
from goldenthread.hub.people.interface import Actor, may
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions import shipped_catalogue
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate, Section

from .models import Answer, Plan
from .questions import as_it_stands, told
from .templates_in_force import section_of_question

LONGEST = 200
AIMS = {"higher-is-better": "up from", "lower-is-better": "down from", "neither": "look into"}


@dataclass(frozen=True, slots=True)
class Origin:
    """A priority before it is one."""

    kind: str
    id: str
    title: str
    why: str
    section: str
    theme: str
    evidence: tuple[dict[str, Any], ...]


def from_answer(plan: Plan, template: PlanTemplate, question: str) -> Origin | None:
    """Of an answer's 'so what', or its first words. None where there is no such answer."""
    section = section_of_question(template, question)
    answer = Answer.objects.filter(plan=plan, question=question).first() if section else None
    if section is None or answer is None or not answer.text:
        return None
    title = shortened(answer.so_what or answer.text)
    cited = [str(each["indicator"]) for each in answer.cited]
    return Origin(
        "answer", question, title, answer.text, section.id, _theme(template, section, cited), tuple(answer.cited)
    )


def from_gap(
    by: Actor, plan: Plan, template: PlanTemplate, statement_id: str, section: Section | None
) -> Origin | None:
    """Of a statement below its target. None where there is no such gap."""
    gap = next((each for each in gaps_of(by, plan.partnership) if each.statement == statement_id), None)
    if gap is None:
        return None
    home = section or template.section_of_gap(statement_id, gap.pillar)
    when = f" by {wording.day(gap.target_on)}" if gap.target_on else ""
    why = (
        f"{gap.pillar_title}: “{gap.title}” is {level_now(gap)} and wanted at "
        f"{level_title(gap.target_level).lower()}{when}."
    )
    described = statement(statement_id)
    shown = described.indicators if described else ()
    figures = readings(plan.partnership, [(each.indicator, each.key) for each in shown])
    title = shortened(f"Bring “{gap.title}” to {level_title(gap.target_level).lower()}")
    known = sorted(figures.values(), key=lambda each: each.latest is None or each.latest.value is None)
    kept = tuple(as_it_stands(figure) for figure in known)
    return Origin(
        "gap", statement_id, title, why, home.id, _theme(template, home, [each.indicator for each in shown]), kept
    )


def level_now(gap: Gap) -> str:
    """'established now', and the regional team's level where it moderated: neither takes the other's place."""
    beside = (
        f" (moderated by the regional team: {level_title(gap.moderated_level).lower()})" if gap.moderated_level else ""
    )
    return f"{level_title(gap.level).lower()} now{beside}"


def moderation_of(by: Actor, partnership: str, statement_id: str) -> str:
    """Both levels of the statement that a priority came from, where the regional team moderated it; '' elsewhere."""
    if not may(by, "view", "assessment", partnership=partnership):
        return ""
    found = next(
        (gap for gap in gaps_of(by, partnership) if gap.statement == statement_id and gap.moderated_level), None
    )
    return f"The statement it came from is {level_now(found)}." if found else ""


def from_figure(
    plan: Plan, template: PlanTemplate, indicator: str, breakdown: str, section: Section | None
) -> Origin | None:
    """Of an indicator's newest figure. None for an indicator that there is not."""
    figure = readings(plan.partnership, [(indicator, breakdown)]).get((indicator, breakdown))
    if figure is None:
        return None
    home = section or _section_of(template, figure)
    title = f"{figure.title[:140]}: {AIMS[figure.direction]} {told(figure.latest)}"
    if figure.latest is None or figure.latest.value is None:
        title = f"{figure.title[:140]}: {told(figure.latest)}"
    name = indicator if breakdown == "total" else f"{indicator}|{breakdown}"
    theme = _theme(template, home, [indicator])
    return Origin("figure", name[:80], title, figure.sentence, home.id, theme, (as_it_stands(figure),))


def shortened(text: str) -> str:
    """The first sentence or line, as long as a title may be."""
    line = text.strip().splitlines()[0] if text.strip() else ""
    first = line.split(". ")[0].strip().rstrip(".")
    return first if len(first) <= LONGEST else f"{first[: LONGEST - 1].rstrip()}…"


def _theme(template: PlanTemplate, section: Section, indicators: Iterable[str]) -> str:
    known = shipped_catalogue().indicators
    return template.theme_of(section, {known[each].theme for each in indicators if each in known})


def _section_of(template: PlanTemplate, figure: Reading) -> Section:
    wanted = (figure.indicator, figure.breakdown)
    found = [s for s in template.sections if wanted in {(each.indicator, each.key) for each in s.indicators}]
    return found[0] if found else template.sections[0]

"""Plans as plain values for tests of checks: one without a fault, and what to change in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from goldenthread.hub.evidence.interface import Point
from goldenthread.hub.evidence.interface import Reading as Figure
from goldenthread.hub.plans.checks import examine
from goldenthread.hub.plans.checks.findings import Examined, Finding
from goldenthread.hub.plans.templates_in_force import newest_template
from goldenthread.hub.plans.whole import (
    MeasureReading,
    WholeAction,
    WholeAnswer,
    WholeMeasure,
    WholeMilestone,
    WholePlan,
    WholePriority,
    WholeText,
    WholeValue,
)

TODAY = dt.date(2026, 11, 26)
WEEKS, PLANS = "ehc-plans-issued-in-20-weeks", "ehc-plans"
TITLES = {WEEKS: "EHC plans issued within 20 weeks", PLANS: "Children with EHC plans"}


def a_point(year: int, value: float | None, text: str = "") -> Point:
    return Point(str(year), str(year), value, "ok" if value is not None else "x", text or f"{value}%")


def a_figure(indicator: str = WEEKS, values: Mapping[int, float | None] | None = None, **named: Any) -> Figure:
    """A figure with these values by year."""
    values = values or {2022: 60.0, 2023: 55.0, 2024: 58.0, 2025: 62.4}
    unit = named.get("unit", "percent")
    trend = tuple(
        a_point(y, v, f"{v}%" if unit == "percent" else f"{v:,.0f}") for y, v in values.items() if v is not None
    )
    told: dict[str, Any] = {
        "indicator": indicator, "breakdown": "total", "area_code": "E09000007", "title": TITLES[indicator], "unit": unit,
        "decimals": 1, "direction": "higher-is-better", "latest": trend[-1] if trend else None, "previous": None,
        "trend": trend, "neighbours": None, "neighbours_count": 0, "london": None, "england": None, "sentence": "",
        "amended": False, "release": "r", "build": "b", "href": "/", "page": "/",
    }  # fmt: skip
    return Figure(**{**told, **named})


def a_measure(**named: Any) -> WholeMeasure:
    told: dict[str, Any] = {
        "id": 31, "version": 1, "action_id": 21, "title": "Plans in 20 weeks", "indicator": WEEKS, "breakdown": "total",
        "area_code": "E09000007", "unit": "percent", "decimals": 1, "direction": "higher-is-better",
        "baseline_value": 62.4, "baseline_period": "2025", "baseline_build": "b", "target_value": 90.0,
        "target_on": dt.date(2028, 12, 31), "trajectory": (), "note": "",
        "readings": (MeasureReading("2025", "2025", 62.4, "ok", "b", None, ""),),
    }  # fmt: skip
    return WholeMeasure(**{**told, **named})


def an_action(**named: Any) -> WholeAction:
    told: dict[str, Any] = {
        "id": 21, "version": 1, "priority_id": 11, "title": "Advice in six weeks", "about": "", "lead": "Head of SEND",
        "partners": "", "starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2028, 8, 31), "cost_pounds": Decimal(125_000),
        "funding_source": "high-needs", "risk": "", "risk_note": "", "status": "under-way", "rag": "", "rag_reason": "",
        "assigned_to": "", "milestones": (WholeMilestone(41, 1, "Half way", dt.date(2027, 6, 30), None),),
        "measures": (a_measure(),),
    }  # fmt: skip
    return WholeAction(**{**told, **named})


def a_priority(**named: Any) -> WholePriority:
    told: dict[str, Any] = {
        "id": 11, "version": 1, "section": "assessment", "title": "Plans in time", "why": "", "theme": "timeliness",
        "order": 1, "assigned_to": "", "origin": "figure", "origin_id": WEEKS,
        "evidence": ({"indicator": WEEKS, "value": 62.4},), "actions": (an_action(),),
    }  # fmt: skip
    return WholePriority(**{**told, **named})


def values_of(numbers: int = 10, with_plan: int = 10) -> tuple[WholeValue, ...]:
    """Every cell of every table filled so that all sums agree."""
    template = newest_template()
    found = []
    for table in template.tables:
        for row in table.rows:
            cuts = [each for each in template.tables if each.part_of == table.part_of] if table.part_of else [table]
            for year in (*table.start_years, *table.years):
                for scenario, number in (("without-plan", numbers), ("with-plan", with_plan)):
                    total = number * len(template.tables[0].rows) * 7 * 13 * 14
                    share = Decimal(total) / len(table.rows) / len(cuts)
                    found.append(WholeValue(table.id, row.id, year, scenario, share, "", "typed", "", 1))
    return tuple(found)


def a_plan(**named: Any) -> WholePlan:
    """A plan in which nothing is to be found."""
    template = newest_template()
    told: dict[str, Any] = {
        "id": 1, "version": 1, "partnership": "E09000007", "template": template.id, "template_version": template.version,
        "title": "Camden SEND reform plan", "state": "draft", "is_example": False, "allows_contact": False, "build_seen": "b",
        "texts": {s.id: WholeText(1, s.id, "What we know.", "", False) for s in template.sections},
        "answers": tuple(
            WholeAnswer(n, 1, s.id, q.id, "It is known.", "So we act.", True, (), "")
            for n, (s, q) in enumerate((s, q) for s in template.sections for q in s.questions)
        ),
        "priorities": (a_priority(),), "values": values_of(), "signatures": (),
    }  # fmt: skip
    return WholePlan(**{**told, **named})


def written(plan: WholePlan, narrative: str, section: str = "assessment", **named: Any) -> WholePlan:
    """The plan with these words in a section."""
    return replace(
        plan, texts={**plan.texts, section: WholeText(3, section, narrative, "", named.get("is_ready", False))}
    )


def with_action(**named: Any) -> WholePlan:
    return a_plan(priorities=(a_priority(actions=(an_action(**named),)),))


def with_measure(**named: Any) -> WholePlan:
    return with_action(measures=(a_measure(**named),))


def found(plan: WholePlan, figures: Iterable[Figure] = (), **named: Any) -> list[Finding]:
    """What is found in it, beside these figures."""
    known = {(figure.indicator, figure.breakdown): figure for figure in (*figures,)} or {(WEEKS, "total"): a_figure()}
    comparable = {key: figure.trend for key, figure in known.items()}
    told = {"figures": known, "comparable": comparable, "gaps": (), "today": TODAY, **named}
    return list(examine(Examined(plan=plan, template=newest_template(), **told)))


def checks(plan: WholePlan, figures: Iterable[Figure] = (), **named: Any) -> list[str]:
    """The names of what is found."""
    return [finding.check for finding in found(plan, figures, **named)]

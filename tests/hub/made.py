"""Figures made for a test that needs one of a certain kind, as the warehouse would answer with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from goldenthread.hub.evidence.forms import BenchmarkQuestion
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.warehouse.answers import AreaRecord, Observation
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.areas import Neighbour
from goldenthread.warehouse.definitions.indicators import Indicator

TIMELINESS = load_catalogue().indicator("ehc-plans-issued-in-20-weeks")
PLANS = load_catalogue().indicator("ehc-plans")
NAMES = {
    "E09000007": "Camden", "E09000019": "Islington", "E09000023": "Lewisham", "E09000030": "Tower Hamlets",
    "E12000007": "London", "E92000001": "England",
    "E08000025": "Birmingham",
}  # fmt: skip
PLAIN = Observation(
    indicator=TIMELINESS.id, area_code="E09000007", area_name="Camden", area_level="authority", period="2024",
    period_label="2024", published_period="2024", breakdown="total", breakdown_label="all", value=80.0, status="ok",
    numerator=80.0, denominator=100.0, denominator_period="2024", published_value=80.0, published_status="ok",
    amendment=None, calculated=False, small_denominator=False, coverage=None, release="made", cells={},
)  # fmt: skip


def figure(code: str, value: float | None = 80.0, **changes: Any) -> Observation:
    """A figure of an area in NAMES; absent as 'x' when `value` is None."""
    status = changes.pop("status", "ok" if value is not None else "x")
    return replace(
        PLAIN, area_code=code, area_name=NAMES[code], value=value, published_value=value, status=status, **changes
    )


def counted(
    code: str, numerator: float, denominator: float, indicator: Indicator = TIMELINESS, **changes: Any
) -> Observation:
    """A figure of an area in NAMES that its numbers give, rounded as the indicator says."""
    scale = {"percent": 100, "per-1000": 1_000}[indicator.unit]
    value = round(scale * numerator / denominator, indicator.decimals)
    return figure(code, value, **{"numerator": numerator, "denominator": denominator, **changes})


def page(*figures: Observation, area: str | None = "E09000007", **changes: Any) -> Benchmark:
    """A benchmark page of these figures; the boroughs are those among them, Islington the one neighbour."""
    periods = tuple(sorted({f.period for f in figures}))
    chosen = AreaRecord(area, NAMES[area], "authority", None, None) if area else None
    question = BenchmarkQuestion(changes.get("indicator", TIMELINESS), chosen, periods[-1], periods, False)
    boroughs = tuple(dict.fromkeys(f.area_code for f in figures if f.area_code.startswith("E09")))
    nearest = Neighbour(model="2025", area_code="E09000007", neighbour_code="E09000019", rank=1, closeness="Close")
    return Benchmark(question, boroughs, (nearest,) if area else (), {(f.area_code, f.period): f for f in figures})

"""Whether a measure is on its way: told from its readings and its trajectory, in words and as a drawing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from goldenthread.hub.evidence.interface import Point
from goldenthread.hub.plans.charts import small_line
from goldenthread.hub.plans.days import last_day
from goldenthread.hub.plans.tracking import TITLES, track_of
from goldenthread.hub.plans.way import way_chart
from goldenthread.hub.plans.whole import MeasureReading, WholeMeasure

BEGAN, END = dt.date(2026, 1, 1), dt.date(2028, 1, 1)
MEASURE = WholeMeasure(
    id=1, version=1, action_id=1, title="Families who feel heard", indicator="", breakdown="total", area_code="E09000007",
    unit="percent", decimals=1, direction="higher-is-better", baseline_value=50.0, baseline_period=BEGAN.isoformat(),
    baseline_build="", target_value=70.0, target_on=END, trajectory=((END, 70.0),), note="", readings=(),
)  # fmt: skip


def read(day: dt.date, value: float | None, status: str = "ok") -> MeasureReading:
    return MeasureReading(day.isoformat(), f"{day:%d %B %Y}", value, status, "", None, "")


def kind_at(value: float, direction: str = "higher-is-better", **changes: object) -> str:
    """How a measure stands whose newest reading, half way, is this."""
    readings = (read(BEGAN, 50.0), read(dt.date(2027, 1, 1), value))
    return track_of(replace(MEASURE, readings=readings, direction=direction, **changes)).kind  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value, direction, kind",
    [
        (60.0, "higher-is-better", "on-track"), (59.9, "higher-is-better", "off-track"), (70.0, "higher-is-better", "met"),
        (75.0, "higher-is-better", "met"), (45.0, "higher-is-better", "off-track"),
        (61.0, "neither", "on-track"), (52.0, "neither", "off-track"), (70.0, "neither", "met"),
    ],
)  # fmt: skip
def test_half_way_the_straight_line_asks_for_half(value: float, direction: str, kind: str) -> None:
    assert kind_at(value, direction) == kind


def test_where_lower_is_better_the_line_goes_down() -> None:
    changes = {"target_value": 30.0, "trajectory": ((END, 30.0),)}
    assert kind_at(40.0, "lower-is-better", **changes) == "on-track"
    assert kind_at(41.0, "lower-is-better", **changes) == "off-track"
    assert kind_at(29.0, "lower-is-better", **changes) == "met"


def test_steps_on_the_way_ask_for_more_than_the_straight_line() -> None:
    steps = ((dt.date(2026, 7, 1), 65.0), (END, 70.0))
    assert kind_at(64.0, trajectory=steps) == "off-track"
    assert kind_at(67.0, trajectory=steps) == "on-track"


def test_a_reading_that_is_absent_is_no_reading() -> None:
    late = read(dt.date(2027, 6, 1), None, "c")
    told = track_of(replace(MEASURE, readings=(read(BEGAN, 50.0), late)))
    assert told.kind == "waiting"
    assert told.words.startswith("The baseline is 50.0%; 01 June 2027 is out without a figure (held back)")


@pytest.mark.parametrize(
    "now, told",
    [(75.1, "now published as 75.1%."), (None, "now published as no figure (held back)."), (50.0, "")],
)
def test_a_baseline_whose_period_is_published_otherwise_since_says_so(now: float | None, told: str) -> None:
    measure = replace(MEASURE, indicator="ehc-plans", readings=(read(BEGAN, now, "ok" if now else "c"),))
    words = track_of(measure).words
    assert words.startswith("The baseline is 50.0%; no later figure is out yet.")
    assert words.endswith(told or "is out yet.")
    assert ("50.0% when the baseline was taken" in words) is bool(told)


@pytest.mark.parametrize(
    "changes, kind",
    [
        ({"target_value": None}, "no-target"), ({"target_on": None}, "no-target"),
        ({"baseline_value": None}, "no-baseline"), ({"baseline_period": ""}, "no-baseline"), ({}, "waiting"),
    ],
)  # fmt: skip
def test_what_a_measure_lacks_is_said(changes: dict[str, object], kind: str) -> None:
    told = track_of(replace(MEASURE, **changes))  # type: ignore[arg-type]
    assert told.kind == kind
    assert told.title == TITLES[kind]
    assert told.words.endswith(".")


@pytest.mark.parametrize(
    "period, label, day",
    [
        ("2025", "January 2025", dt.date(2025, 1, 31)), ("2025", "31 March 2025", dt.date(2025, 3, 31)),
        ("2024", "2024", dt.date(2024, 12, 31)), ("2023", "mid-2023", dt.date(2023, 6, 30)),
        ("2024-25", "2024/25", dt.date(2025, 8, 31)), ("2023-02", "February 2023", dt.date(2023, 2, 28)),
        ("2026-03-31", "31 March 2026", dt.date(2026, 3, 31)), ("2019-20", "2019/20", dt.date(2020, 8, 31)),
        ("", "", None), ("soon", "", None), ("2023-13", "", None),
    ],
)  # fmt: skip
def test_a_period_ends_on_a_day(period: str, label: str, day: dt.date | None) -> None:
    assert last_day(period, label) == day


def points(*values: float | None) -> tuple[Point, ...]:
    return tuple(
        Point(str(2020 + n), str(2020 + n), v, "ok" if v is not None else "c", f"{v}") for n, v in enumerate(values)
    )


def test_a_period_without_a_figure_is_a_gap_in_the_line() -> None:
    drawn = small_line(points(1.0, 2.0, None, 3.0), "Title")
    assert drawn.count("M") == 2
    assert drawn.count("L") == 1


def test_a_figure_alone_is_a_dot_and_no_figure_at_all_is_no_picture() -> None:
    assert small_line(points(1.0), "Title").count("<circle") == 2
    assert small_line(points(None, None), "Title") == ""
    assert small_line((), "Title") == ""


def test_equal_figures_are_drawn_in_the_middle() -> None:
    assert "nan" not in small_line(points(5.0, 5.0), "Title").lower()


def test_a_title_cannot_leave_its_attribute() -> None:
    drawn = small_line(points(1.0, 2.0), '"><script>x</script>')
    assert "<script" not in drawn
    assert "&quot;&gt;" in drawn


def test_the_way_is_drawn_with_its_readings_and_target() -> None:
    readings = (read(BEGAN, 50.0), read(dt.date(2027, 1, 1), 58.0))
    drawn = way_chart(replace(MEASURE, readings=readings), "Title")
    assert "target 70.0%" in drawn
    assert "58.0%" in drawn
    assert drawn.count("gt-way__point") == 2


def test_without_a_baseline_or_a_target_there_is_no_way_to_draw() -> None:
    assert way_chart(replace(MEASURE, baseline_value=None), "Title") == ""
    assert way_chart(replace(MEASURE, trajectory=()), "Title") == ""

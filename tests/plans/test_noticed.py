"""Notices hold what they must in six hundred letters, whatever the titles and however much was revised."""

from __future__ import annotations

import datetime as dt

from goldenthread.hub.evidence.interface import Point
from goldenthread.hub.plans.presenters import noticed
from goldenthread.hub.plans.rereading import Move
from goldenthread.hub.plans.tracking import Track
from goldenthread.hub.plans.whole import WholeMeasure

WAITING = Track("waiting", "No new figure yet", "The baseline is 50.0%; no later figure is out yet.")


def a_whole_measure(title: str = "Plans in time", target: float | None = 75.0) -> WholeMeasure:
    return WholeMeasure(
        1, 1, 1, title, "ehc-plans", "total", "E09000007", "percent", 1, "higher-is-better", 50.0, "2020", "", target,
        dt.date(2028, 8, 31), (), "", (),
    )  # fmt: skip


def point(year: int, value: float | None = 50.0) -> Point:
    return Point(str(year), str(year), value, "ok" if value is not None else "x", "not available")


def test_what_does_not_fit_is_counted() -> None:
    moved = [Move("revised", point(year, 60.0), 50.0) for year in range(1990, 2025)]
    text = noticed.of_measure(a_whole_measure("A very long title " * 20), moved, [], WAITING, "")
    assert len(text) <= noticed.MOST
    assert "…: the figure in 1990 is revised from 50.0% to 60.0%." in text
    assert text.endswith("changes more; the measure’s page has every figure.")


def test_a_reason_that_is_too_long_is_cut_and_nothing_is_lost_before_it() -> None:
    text = noticed.of_measure(
        a_whole_measure(), [Move("new", point(2025))], [point(2024), point(2025)], WAITING, "Why not? " * 200
    )
    assert len(text) <= noticed.MOST
    assert text.startswith("Plans in time: 50.0% in 2025; not compared with 2024, because the series breaks.")


def test_nothing_to_tell_is_nothing_said() -> None:
    moved = [Move("other absence", point(2024, None))]
    assert noticed.of_measure(a_whole_measure(), moved, [], WAITING, "") == ""


def test_a_first_figure_is_compared_with_nothing() -> None:
    text = noticed.of_measure(a_whole_measure(), [Move("new", point(2025, 51.0))], [point(2025, 51.0)], WAITING, "")
    assert text.startswith("Plans in time: 51.0% in 2025, the first figure there is; ")


def test_a_measure_without_a_target_says_that_it_has_none() -> None:
    moved = [Move("new", point(2025, 51.0))]
    told = Track("no-target", "No target", "It has no target with a date.")
    text = noticed.of_measure(a_whole_measure(target=None), moved, [point(2024), *(m.point for m in moved)], told, "")
    assert text == "Plans in time: 51.0% in 2025, up from 50.0% in 2024; it has no target to be on track for."


def test_newest_evidence_that_is_absent_is_no_zero() -> None:
    assert noticed.newer_evidence(point(2025, None), Point("2024", "2024", 50.0, "ok", "50.0%")) == (
        "no figure in 2025 (not available), which is not zero; the priority rests on 50.0% in 2024."
    )

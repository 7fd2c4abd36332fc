from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.answers import STATUS_MEANING


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "written"),
    [
        (96.6, "percent", 1, "96.6%"),
        (0, "percent", 1, "0.0%"),
        (100917, "plans", 0, "100,917"),
        (-1234.5, "pounds", 0, "−£1,234"),
        (4.5, "percentage-points", 1, "+4.5 points"),
        (-4.5, "percentage-points", 1, "−4.5 points"),
        (51.25, "per-1000", 1, "51.2 per 1,000"),
        (5.87, "per-100", 2, "5.87 per 100"),
    ],
)
def test_a_figure_is_written_with_its_unit(value: float, unit: str, decimals: int, written: str) -> None:
    assert wording.amount(value, unit, decimals) == written


def test_every_kind_of_absence_has_words_that_hold_no_digit() -> None:
    absent = set(STATUS_MEANING) - {"ok"}
    assert set(wording.NO_FIGURE) == absent
    assert not any(character.isdigit() for words in wording.NO_FIGURE.values() for character in words)


@pytest.mark.parametrize(
    ("percent", "words"),
    [(10.8, "up 10.8%"), (-2.0, "down 2.0%"), (0.0, "no change"), (None, "no comparison")],
)
def test_a_change_says_which_way(percent: float | None, words: str) -> None:
    assert wording.change(percent) == words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("January 2025", "in January 2025"),
        ("31 March 2025", "on 31 March 2025"),
        ("mid-2023", "at mid-2023"),
        ("2024/25", "in 2024/25"),
    ],
)
def test_a_period_takes_its_own_preposition(label: str, words: str) -> None:
    assert wording.in_period(label) == words


def test_dates_and_moments_are_written_out() -> None:
    assert wording.day(dt.date(2026, 3, 3)) == "3 March 2026"
    assert wording.moment("2026-03-03T14:05:59+00:00") == "3 March 2026 at 14:05 UTC"
    assert wording.moment("not a moment") == "not a moment"


def test_places_in_an_order_are_spelled() -> None:
    assert [wording.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 33)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "33rd",
    ]  # fmt: skip


def test_lists_and_counts_read_as_english() -> None:
    assert wording.listed([]) == ""
    assert wording.listed(["A"]) == "A"
    assert wording.listed(["A", "B", "C"]) == "A, B and C"
    assert wording.counted(1, "borough") == "1 borough"
    assert wording.counted(2045, "figure") == "2,045 figures"

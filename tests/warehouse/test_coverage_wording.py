"""What a larger area's figure says of the authorities in it."""

from __future__ import annotations

from goldenthread.warehouse.answers import Coverage, Status
from tests.sample.country import SampleCountry

LONDON = "E12000007"


def told(sample: SampleCountry, indicator: str, area: str, period: str = "2024") -> str:
    """The words of an area's coverage."""
    [figure] = sample.open().query(indicator, areas=[area], periods=[period])
    assert figure.coverage is not None
    return figure.coverage.text


def test_a_complete_area_says_so_in_few_words(sample: SampleCountry) -> None:
    sample.build()
    assert told(sample, "decisions-in-time", LONDON, "2023") == "3 of 3"


def test_a_published_total_is_not_said_to_exclude_anybody(sample: SampleCountry) -> None:
    sample.build()
    assert told(sample, "decisions-in-time", LONDON) == (
        "published total; 2 of 3 have a figure of their own; without one: Elm (not available)"
    )


def test_a_rate_made_of_published_totals_is_not_said_to_exclude_anybody_either(sample: SampleCountry) -> None:
    sample.build()
    assert told(sample, "in-time-worked-out", LONDON) == (
        "from published totals; 2 of 3 have a figure of their own; without one: Elm (not available)"
    )


def test_a_sum_made_here_says_whom_it_excludes(sample: SampleCountry) -> None:
    sample.build()
    for indicator in ("decisions-in-time", "in-time-worked-out"):
        assert told(sample, indicator, "group-east") == "1 of 2; excludes Elm (not available)"


def test_an_area_without_a_figure_says_that_there_is_none(sample: SampleCountry) -> None:
    def withdraw(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        for row in rows:
            if row["la_name"] == "Dale" and row["time_period"] == "2024":
                row["in_time"] = row["in_time_pc"] = "x"
        return rows

    sample.rewrite(sample.corrected, withdraw)
    sample.build()
    assert told(sample, "in-time-worked-out", "group-east") == (
        "no figure; 0 of 2 have a figure of their own; without one: Dale (not available), Elm (not available)"
    )


def test_a_long_list_of_absences_is_counted_and_not_named() -> None:
    absent: tuple[tuple[str, Status], ...] = tuple((f"Area {n}", "x") for n in range(52))
    assert Coverage(100, 152, absent).text == "100 of 152; excludes 52 authorities without a figure of their own"
    assert Coverage(100, 152, absent, "published").text == ("published total; 100 of 152 have a figure of their own")

"""Inspections: a borough inspected in another year is said to be, and is not called without a figure."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.hub.evidence.presenters import events, sentences
from goldenthread.warehouse.definitions import load_catalogue
from tests.hub.made import figure, page
from tests.hub.reading import PageText

INSPECTION = load_catalogue().indicator("area-send-inspection-outcome")
CAMDEN, ISLINGTON, LEWISHAM, LONDON, ENGLAND = "E09000007", "E09000019", "E09000023", "E12000007", "E92000001"


def reported(code: str, year: str, value: float | None, level: str = "authority") -> object:
    status = "ok" if value is not None else "missing"
    return figure(code, value, period=year, period_label=year, status=status, area_level=level)


MADE = [
    *(reported(CAMDEN, year, value) for year, value in (("2023", None), ("2024", 2.0), ("2025", None))),
    *(reported(ISLINGTON, year, None) for year in ("2023", "2024", "2025")),
    *(reported(LEWISHAM, year, value) for year, value in (("2023", None), ("2024", None), ("2025", 1.0))),
    *(reported(LONDON, year, None, "region") for year in ("2023", "2024", "2025")),
]


def test_an_absent_figure_gives_way_to_the_year_that_has_one() -> None:
    found = page(*MADE, indicator=INSPECTION)  # type: ignore[arg-type]
    told = {
        code: events.instead(found, figure)
        for code in (CAMDEN, ISLINGTON, LEWISHAM, LONDON)
        if (figure := found.at(code))
    }
    assert told == {
        CAMDEN: "inspection report in 2024: 2",
        ISLINGTON: "no inspection report",
        LEWISHAM: "",
        LONDON: "no inspection report of its own",
    }
    before = found.at(LEWISHAM, "2024")
    assert before
    assert events.instead(found, before, "2024") == "inspection report in 2025: 1"


def test_an_absence_that_the_publisher_explains_keeps_its_own_words() -> None:
    found = page(*MADE, indicator=INSPECTION)  # type: ignore[arg-type]
    assert events.instead(found, figure(CAMDEN, None, status="x")) == ""


def test_other_indicators_have_no_events() -> None:
    found = page(figure(CAMDEN, None, status="missing"), figure(CAMDEN, 80.0, period="2023"))
    absent = found.at(CAMDEN)
    assert absent
    assert (events.instead(found, absent), events.finding(found), events.without(found, [CAMDEN])) == ("", "", "")


def test_the_finding_tells_of_the_chosen_place_or_counts_them_all() -> None:
    assert sentences.finding(page(*MADE, indicator=INSPECTION)) == (  # type: ignore[arg-type]
        "Camden had no inspection report in 2025; it had one in 2024: 2 (inconsistent experiences and outcomes)"
    )
    assert sentences.finding(page(*MADE, indicator=INSPECTION, area=ISLINGTON)) == (  # type: ignore[arg-type]
        "Islington has had no inspection report, 2023 to 2025"
    )
    assert sentences.finding(page(*MADE, indicator=INSPECTION, area=LEWISHAM)) == (  # type: ignore[arg-type]
        "Area inspection in 2025: Lewisham 1 (typically positive experiences and outcomes)"
    )
    assert sentences.finding(page(*MADE, indicator=INSPECTION, area=None)) == (  # type: ignore[arg-type]
        "2 of 3 London boroughs have had an inspection report, 2023 to 2025: 1 in 2024 and 1 in 2025"
    )


def test_those_without_one_are_told_apart_by_whether_they_had_one_at_all() -> None:
    found = page(*MADE, indicator=INSPECTION)  # type: ignore[arg-type]
    assert events.without(found, found.boroughs) == (
        "No inspection report in 2025, but in another year: Camden (2024). No inspection report, 2023 to 2025: Islington."
    )


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/london/?indicator=area-send-inspection-outcome", ("Newham (2024)", "Enfield2 in 2023", "inspection report in 2024: 3")),
        ("/london/?indicator=area-send-inspection-outcome&period=2024", ("Brent (2025)", "inspection report in 2025: 1")),
        ("/dashboards/inspections/?area=E09000025", ("Newham had no inspection report in 2025; it had one in 2024: 2",)),
        ("/indicators/area-send-inspection-outcome/", ("14 of 33 London boroughs have had an inspection report, 2023 to 2025",)),
    ],
)  # fmt: skip
def test_no_page_of_inspections_says_that_a_borough_is_not_in_the_source(
    site: Client, address: str, told: tuple[str, ...]
) -> None:
    words = PageText(site.get(address).content.decode()).words
    for each in told:
        assert each in words
    comparison = words.split("Over time")[0]
    assert "not in the source" not in comparison.lower()
    assert "“No inspection report”: no report on the authority is in the list" in words

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.hub.evidence import links
from goldenthread.hub.evidence.presenters import figure as figure_presenter
from goldenthread.hub.evidence.presenters import headline, sentences, written
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Cell, HeadlineFigure
from tests.hub.made import PLANS, TIMELINESS, figure


def headline_figure(**changes: Any) -> HeadlineFigure:
    plain: dict[str, Any] = {
        "area_code": "E12000007", "area_name": "London", "period": "2025", "period_label": "January 2025", "value": 100.0,
        "status": "ok", "published_value": 100.0, "previous_period": "2024", "previous_period_label": "January 2024",
        "previous": 80.0, "change_percent": 25.0, "previous_change_percent": -1.5, "published_change_percent": 25.0,
        "amendment_note": None, "coverage": None, "release": "made", "standing": "published",
    }  # fmt: skip
    return HeadlineFigure(**{**plain, **changes})


def test_a_card_says_each_change_with_what_it_is_measured_from(store: Store) -> None:
    card = headline.shown(store, PLANS, headline_figure(), published=False)
    assert (card.value, card.change, card.before, card.last_year) == (
        "100", "up 25.0%", "80 in January 2024", "down 1.5%",
    )  # fmt: skip
    assert card.used == card.as_published == card.ledger == ""


def test_a_card_without_a_figure_says_why_and_claims_no_change(store: Store) -> None:
    absent = headline_figure(value=None, status="c", published_value=None, change_percent=None)
    card = headline.shown(store, PLANS, absent, published=False)
    assert (card.value, card.absent, card.change) == ("held back", True, "no comparison")


def test_a_card_of_the_first_year_compares_with_nothing(store: Store) -> None:
    first = headline_figure(
        previous=None, previous_period=None, previous_period_label=None, previous_change_percent=None
    )
    card = headline.shown(store, PLANS, first, published=False)
    assert (card.before, card.last_year) == ("", "")


@pytest.mark.parametrize(
    ("method", "calculated", "told"),
    [
        ("published", False, "Taken from the source as it stands"),
        ("ratio", True, "100 × number ÷ out of, rounded to 1 decimal place"),
        ("growth", True, "the change on the period before"),
        ("difference", True, "one published figure less another"),
        ("published", True, "from the figures of the authorities"),
    ],
)
def test_how_a_figure_was_made_is_told(method: str, calculated: bool, told: str) -> None:
    indicator = TIMELINESS.model_copy(update={"method": method})
    assert told in figure_presenter.how_made(indicator, figure("E09000007", calculated=calculated))


def test_an_amended_figure_is_never_called_as_published() -> None:
    amended = figure("E09000007", amendment="some-entry")
    assert "amendment" in figure_presenter.how_made(PLANS, amended)


def test_a_sum_made_on_load_has_no_row_and_says_so() -> None:
    cell = Cell("population.csv", None, "ages 0 to 25, added up", 1234.0, "ok")
    table = figure_presenter.cells(figure("E09000007", cells={"denominator": cell}))
    assert table is not None
    assert [c.text for c in table.rows[0].cells] == ["1,234", "added up on load", cell.column, cell.file]


def test_a_value_is_marked_small_only_where_there_is_one() -> None:
    assert written.cell(figure("E09000007", 80, small_denominator=True), TIMELINESS).tag == "†"
    assert written.cell(figure("E09000007", None, small_denominator=True), TIMELINESS).tag == ""


def test_the_direction_of_good_is_said_once() -> None:
    def told(note: str, direction: str) -> str:
        return "".join(
            sentences.direction_and_why(TIMELINESS.model_copy(update={"direction": direction, "direction_note": note}))
        )

    assert told("Higher is better: they wait less.", "higher-is-better") == "Higher is better: they wait less."
    assert told("They wait less.", "lower-is-better") == "Lower is better. They wait less."
    assert told("Neither way is good in itself.", "neither") == "Neither way is good in itself."


def test_one_page_has_one_address() -> None:
    assert links.benchmark("ehc-plans") == "/indicators/ehc-plans/"
    assert links.download("ehc-plans", "E09000007", published=True) == (
        "/indicators/ehc-plans.csv?area=E09000007&figures=published"
    )
    assert links.figure("ehc-plans", "E09000007", "2025", "age=age-10") == (
        "/figures/ehc-plans/E09000007/2025/?breakdown=age%3Dage-10"
    )

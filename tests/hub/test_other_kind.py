"""A chosen period of another kind than an indicator's is met with what to choose, not with 'not in the source'."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.hub.evidence.presenters import other_kind
from goldenthread.warehouse import Store
from goldenthread.warehouse.periods import KINDS
from tests.hub.reading import PageText

pytestmark = pytest.mark.usefixtures("fresh_caches")

TIMELY = "ehc-plans-issued-in-20-weeks"


@pytest.mark.parametrize(
    ("indicator", "period", "periods", "told"),
    [
        (TIMELY, "2023-24", ("2022", "2023", "2024"), "Counted by calendar year: see 2023 or 2024"),
        (TIMELY, "2024-25", ("2022", "2023", "2024"), "Counted by calendar year: see 2024"),
        (TIMELY, "2019-20", ("2022", "2023", "2024"), "Counted by calendar year: there are figures for 2022 to 2024"),
        (TIMELY, "2019-20", ("2024",), "Counted by calendar year: there are figures for 2024"),
        ("ehc-plans", "2023-24", ("2023", "2024"), "Counted each January: see 2023 or 2024"),
        ("attainment-8", "2023", ("2022-23", "2023-24"), "Counted by school year: see 2022-23 or 2023-24"),
        (TIMELY, "2021", ("2022", "2023"), ""),
        ("attainment-8", "2019-20", ("2022-23",), ""),
        (TIMELY, "", ("2022",), ""),
        (TIMELY, "2023-24", (), ""),
    ],
)
def test_it_says_how_the_figures_are_counted_and_which_periods_to_see(
    store: Store, indicator: str, period: str, periods: tuple[str, ...], told: str
) -> None:
    assert other_kind.instead(store, store.catalogue.indicator(indicator), period, periods) == told


def test_every_kind_of_period_that_a_source_may_have_has_words(store: Store) -> None:
    assert set(other_kind.KINDS) == set(KINDS)
    for indicator in store.catalogue.indicators.values():
        assert other_kind.counted(store, indicator)


def test_a_month_is_of_another_kind_than_a_year_and_than_two(store: Store) -> None:
    indicator = store.catalogue.indicator(TIMELY)
    assert other_kind.instead(store, indicator, "2023-01", ("2023",)).endswith("see 2023")
    assert other_kind.instead(store, indicator, "2023-24", ("2023-01", "2024-06")).endswith("see 2023-01 or 2024-06")


def test_a_borough_page_of_a_school_year_leads_on_to_the_calendar_years(site: Client) -> None:
    page = PageText(site.get("/boroughs/E09000007/?period=2023-24").content.decode())
    assert "Plans issued in 20 weeks Counted by calendar year: see 2023 or 2024." in page.words
    line = next(cells for table in page.tables for name, cells in table.items() if "Plans issued in 20 weeks" in name)
    assert "other periods" in line[0]
    assert not any("not in the source" in cell for cell in line)


def test_what_is_of_the_same_kind_and_not_held_is_still_not_in_the_source(site: Client) -> None:
    words = PageText(site.get("/boroughs/E09000007/?period=2023-24").content.decode()).words
    assert "No figures for 2023-24." in words
    assert "not in the source" in words


def test_a_chart_of_a_dashboard_says_so_too(site: Client) -> None:
    words = PageText(site.get("/dashboards/twenty-weeks/?period=2023-24").content.decode()).words
    assert "Counted by calendar year: see 2023 or 2024. There are no figures for 2023-24." in words


def test_the_page_of_a_year_that_is_held_says_nothing_of_it(site: Client) -> None:
    words = PageText(site.get("/dashboards/twenty-weeks/?period=2023").content.decode()).words
    assert "Counted by calendar year" not in words

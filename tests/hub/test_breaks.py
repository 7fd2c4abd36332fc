"""Where a series breaks, figures on either side are neither joined nor compared, and it is said."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from goldenthread.hub.evidence.charts.lines import Line, line_chart
from goldenthread.hub.evidence.charts.multiples import little, y_scale
from goldenthread.hub.evidence.presenters import breaks
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.indicators import Break
from tests.hub.made import TIMELINESS
from tests.hub.reading import PageText

PARTED = TIMELINESS.model_copy(
    update={"breaks": (Break(period="2024", reason="Counted anew, made up."), Break(period="2021", reason="At first otherwise, made up."))}
)  # fmt: skip


@pytest.mark.parametrize(
    ("periods", "places", "since"),
    [
        (("2019", "2020", "2021", "2024"), [2, 3], 3),
        (("2020", "2022", "2023"), [1], 1),  # the break falls in a year without figures
        (("2021", "2022"), [], 0),  # before the first
        (("2019", "2020"), [], 0),  # after the last
        ((), [], 0),
    ],
)
def test_a_break_parts_the_periods_that_lie_on_either_side_of_it(
    periods: tuple[str, ...], places: list[int], since: int
) -> None:
    assert breaks.places(PARTED, periods) == places
    assert breaks.since(PARTED, periods) == since


def test_breaks_are_told_oldest_first_with_what_follows_from_them() -> None:
    first, second, rule = breaks.in_words(PARTED, ("2019", "2021", "2024"))
    assert first == "Break in the series, 2021. At first otherwise, made up."
    assert second.startswith("Break in the series, 2024.")
    assert rule == "Figures on either side of a break are not joined and must not be compared."
    assert breaks.in_words(PARTED, ("2021", "2022")) == ()
    assert breaks.in_words(PARTED, ()) == ()


def test_a_little_line_is_parted_at_a_break_and_a_figure_alone_is_a_dot() -> None:
    values = [1.0, 2.0, 3.0, 4.0]
    y = y_scale([values])
    whole, parted, alone = (str(little("a", values, y, places)) for places in ((), [2], [3]))
    assert [len(re.findall(r"M[\d.]+,[\d.]+L", drawn)) for drawn in (whole, parted, alone)] == [1, 2, 1]
    assert "h0" in alone
    assert "h0" not in parted


def test_a_large_line_and_the_band_behind_it_are_parted_too() -> None:
    lines = [Line("Camden", (1.0, 2.0, 3.0, 4.0), "4", "chosen")]
    years, band = ["2021", "2022", "2023", "2024"], [(0.0, 5.0)] * 4
    whole, parted = line_chart(years, lines, band).body, line_chart(years, lines, band, ["2023"]).body
    assert (whole.count('fill="#d5e6ea"'), parted.count('fill="#d5e6ea"')) == (1, 2)
    curve = [re.search(r'<path d="([^"]*)" fill="none"', body) for body in (whole, parted)]
    assert [found.group(1).count("M") for found in curve if found] == [1, 2]


def test_the_london_page_compares_only_since_the_break_and_says_so(site: Client) -> None:
    page = PageText(site.get("/london/", {"indicator": "plans-educated-elsewhere"}).content.decode())
    assert "lines end there and begin anew, and the words compare only from 2024 on" in page.words
    assert "Figures on either side of a break are not joined and must not be compared." in page.words
    history = page.words[page.words.index("each borough over time") :].split("Show the figures")[0]
    assert re.search(r"Camden ?[\d.]+% in 2024, [\d.]+% in 2025", history)
    assert not re.search(r"% in 20(1\d|2[0-3])", history.split("Break in the series")[0])


def test_a_rate_has_a_break_wherever_the_earlier_figure_it_is_divided_by_has_one(store: Store) -> None:
    known = store.catalogue.indicators.values()
    carried = [each for each in known if each.denominator_years_back and each.denominator]
    assert len(carried) > 3
    for each in carried:
        below, periods = each.denominator, store.periods(each.id)
        assert below
        shown = [
            o for o in known if o.value and (o.value.measure, o.value.breakdown) == (below.measure, below.breakdown)
        ]
        inside = {b.period for one in shown for b in one.breaks if periods and periods[0] < b.period <= periods[-1]}
        assert inside <= {b.period for b in each.breaks}, each.id


def test_no_change_of_requests_for_each_head_is_told_across_the_census(site: Client) -> None:
    rate = {"indicator": "ehc-plan-requests-per-10000"}
    history = PageText(site.get("/london/", rate).content.decode()).words
    told = history[history.index("each borough over time") :].split("Break in the series")[0]
    assert "Westminster" in told
    assert not re.search(r"in 20(19|2[0-2])", told)
    assert "so a rate may rise where requests fell" in history
    page = PageText(site.get("/dashboards/new-requests/", {"area": "E09000033"}).content.decode()).words
    assert "went from 27.5" not in page


def test_a_series_without_a_break_says_nothing_of_one(site: Client) -> None:
    page = PageText(site.get("/london/", {"indicator": "children-looked-after-rate"}).content.decode())
    assert "Over time" in page.words
    assert "The series breaks" not in page.words

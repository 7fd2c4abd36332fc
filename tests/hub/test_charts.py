from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from goldenthread.hub.evidence.charts.bars import Bar, bar_chart
from goldenthread.hub.evidence.charts.drawing import draw
from goldenthread.hub.evidence.charts.grid import Square, grid_chart
from goldenthread.hub.evidence.charts.lines import Line, line_chart
from goldenthread.hub.evidence.presenters import comparison, trend, written
from tests.hub.made import PLANS, TIMELINESS, counted, figure, page

BARS = (
    Bar("Camden", 96.6, "96.6%", "chosen"),
    Bar("Islington", 80.0, "80.0%", "neighbour"),
    Bar("London", 66.9, "66.9%", "reference"),
    Bar("Redbridge", 0.0, "0.0%", "other"),
    Bar("Lewisham", None, "not available", "other"),
)
PERIODS = ("2021", "2022", "2023", "2024")


def drawn(narrow: bool = False) -> str:
    return draw(bar_chart(BARS, narrow), "Title", "Description")


def texts(svg: str) -> list[str]:
    return ["".join(e.itertext()) for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def paths(svg: str) -> list[dict[str, str]]:
    return [e.attrib for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path") if "fill" in e.attrib]


def test_an_absent_figure_has_words_and_no_bar_in_both_widths() -> None:
    for narrow in (False, True):
        assert len(paths(drawn(narrow))) == 4  # one for each figure that is there, zero included
        assert any("not available" in text for text in texts(drawn(narrow)))


def test_a_true_zero_is_written_as_zero() -> None:
    assert "0.0%" in texts(drawn())


def test_the_chosen_borough_and_neighbours_are_marked_in_their_names_too() -> None:
    assert {"► Camden", "● Islington", "London"} <= set(texts(drawn()))
    assert {"► Camden: 96.6%", "● Islington: 80.0%"} <= set(texts(drawn(narrow=True)))


RANGED = (
    Bar("Camden", 96.6, "96.6%", "chosen", (92.8, 98.4)),
    Bar("London", 66.9, "66.9%", "reference", (65.9, 67.8)),
    Bar("Redbridge", 7.0, "7.0%", "other", (4.9, 9.9)),
    Bar("Lewisham", None, "not available", "other"),
)


def thin_lines(svg: str) -> list[tuple[float, float]]:
    """Where the thin lines begin and end, in pixels from the start of the bars, from the top."""
    found = [re.fullmatch(r"M([\d.]+),[\d.]+h([\d.]+)v4h-[\d.]+Z", p.get("d", "")) for p in paths(svg)]
    return [(float(m[1]), float(m[1]) + float(m[2])) for m in found if m]


def test_a_thin_line_on_a_bar_shows_where_its_figure_could_lie_in_both_widths() -> None:
    for narrow, width in ((False, 600), (True, 300)):
        svg = draw(bar_chart(RANGED, narrow), "Title", "Description")
        lines = thin_lines(svg)
        assert len(lines) == 3
        assert lines[2] == pytest.approx((4.9 / 98.4 * width, 9.9 / 98.4 * width), abs=0.2)
        assert lines[0][1] == pytest.approx(width, abs=0.2)  # nothing is drawn past the edge


def test_the_figure_at_a_bars_end_stands_past_its_thin_line() -> None:
    svg = draw(bar_chart(RANGED), "t", "d")
    at = dict(re.findall(r'translate\(([\d.]+),[\d.]+\)"[^>]*font-size="15px"[^>]*>(\d[\d.]+%)<', svg))
    ends = {text: float(x) for x, text in at.items()}
    assert ends["7.0%"] > 9.9 / 98.4 * 600
    assert ends["96.6%"] > 600


def test_bars_without_ranges_have_no_thin_lines() -> None:
    assert thin_lines(drawn()) == []
    assert len(paths(drawn())) == len(BARS) - 1


def test_the_boroughs_have_their_ranges_on_the_chart_in_the_key_and_in_the_table() -> None:
    found = page(
        counted("E09000007", 172, 178), counted("E09000019", 58, 73, period="2024"), figure("E09000023", None),
        figure("E09000030", 50, numerator=None, denominator=None), counted("E12000007", 6_000, 9_000),
    )  # fmt: skip
    chart = comparison.boroughs(found)
    assert chart is not None
    assert len(thin_lines(str(chart.wide))) == len(thin_lines(str(chart.narrow))) == 3
    assert ("range", "thin line: where the figure could lie by chance alone") in chart.key
    assert "Thin line: where the figure could lie by chance alone." in chart.wide
    place = [name for name, _ in chart.table.columns].index("95% range") - 1
    told = {row.heading: row.cells[place].text for row in chart.table.rows}
    assert told == {
        "Camden": "92.8 to 98.4", "Islington": "68.8 to 87.1", "London": "65.7 to 67.6",
        "Tower Hamlets": "not known", "Lewisham": "not known",
    }  # fmt: skip
    assert any(note.startswith("“95% range”") for note in chart.table.notes)


def test_where_no_figure_has_a_range_nothing_is_said_of_one() -> None:
    for found in (
        page(figure("E09000007", 90, numerator=None), figure("E09000019", 80, numerator=None)),
        page(counted("E09000007", 90, 100), counted("E09000019", 80, 100), indicator=PLANS),
        page(
            figure("E09000007", 900), figure("E09000019", 80),
            indicator=TIMELINESS.model_copy(update={"unit": "pounds-per-plan"}),
        ),
    ):  # fmt: skip
        chart = comparison.boroughs(found)
        assert chart is not None
        assert thin_lines(str(chart.wide)) == []
        assert "range" not in dict(chart.key)
        assert "chance" not in f"{chart.wide}{chart.table}"


def test_the_chart_of_neighbours_has_no_ranges() -> None:
    chart = comparison.neighbours(page(counted("E09000007", 172, 178), counted("E09000019", 58, 73)))
    assert chart is not None
    assert thin_lines(str(chart.wide)) == []
    assert "95% range" not in dict(chart.table.columns)


def test_reference_bars_are_hollow() -> None:
    assert [p["stroke"] for p in paths(drawn()) if p["fill"] == "#ffffff"] == ["#14304a"]


def test_a_chart_needs_no_inline_style_and_is_named_once() -> None:
    svg = drawn()
    assert not re.search(r'\sstyle="', svg)
    assert svg.count('role="img"') == 1
    assert "aria-label=" not in svg
    root = ET.fromstring(svg)
    named = {e.get("id"): e.text for e in root.iter() if e.get("id")}
    assert [named[i] for i in root.get("aria-labelledby", "").split()] == ["Title", "Description"]


def test_markup_in_a_title_or_an_area_stays_text() -> None:
    hostile = '<script>alert("x")</script>'
    svg = draw(bar_chart([Bar(hostile, 1.0, hostile, "other")]), hostile, hostile)
    assert "<script" not in svg
    assert hostile in texts(svg)


def test_two_charts_of_one_page_have_different_ids() -> None:
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (drawn(), drawn(narrow=True))]
    assert not ids[0] & ids[1]


def test_text_that_looks_like_markup_or_a_number_is_drawn_as_it_is() -> None:
    odd = Bar('A "b" role="x" > 1.2345', 7.28, "7.28% of 1.2345", "other")
    assert {odd.area, odd.text} <= set(texts(draw(bar_chart([*BARS, odd]), "t", "d")))


def test_a_period_without_a_figure_is_a_gap_in_the_line() -> None:
    whole = line_chart(PERIODS, [Line("Camden", (1.0, 2.0, 3.0, 4.0), "4", "chosen")])
    gap = line_chart(PERIODS, [Line("Camden", (1.0, 2.0, None, 4.0), "4", "chosen")])
    for spec, points, moves in ((whole, 4, 1), (gap, 3, 2)):
        root = ET.fromstring(draw(spec, "t", "d"))
        strokes = [p.attrib for p in root.iter("{http://www.w3.org/2000/svg}path")]
        line = next(p for p in strokes if p.get("stroke-width") == "2.5")
        assert line["d"].count("M") == moves
        assert len([p for p in strokes if p.get("transform") and p.get("fill") == "#14304a"]) == points


def test_lines_differ_in_dash_and_shape_and_not_in_colour_alone() -> None:
    lines = [
        Line("Camden", (1.0, 2.0, 3.0, 4.0), "4", "chosen"),
        Line("London", (2.0, 2.0, 2.0, 2.0), "2", "london"),
        Line("England", (3.0, 3.0, 3.0, 3.0), "3", "england"),
    ]
    svg = draw(line_chart(PERIODS, lines, [(1.0, 4.0)] * 4, ["2023"]), "t", "d")
    dashes = re.findall(r'stroke-width="2.5"[^>]*stroke-dasharray="([^"]+)"', svg)
    assert len(set(dashes)) == 3
    assert {"Camden 4", "London 2", "England 3"} <= set(texts(svg))


def test_labels_at_the_ends_of_lines_do_not_cover_each_other() -> None:
    lines = [Line("Camden", (50.0,) * 4, "50", "chosen"), Line("London", (50.1,) * 4, "50", "london")]
    svg = draw(line_chart(PERIODS, lines), "t", "d")
    heights = [float(y) for y in re.findall(r'translate\([\d.]+,([\d.]+)\)"[^>]*font-weight="bold"', svg)]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) >= 15


def test_the_same_figures_give_the_same_chart() -> None:
    first = draw(bar_chart(BARS), "t", "d")
    assert first == draw(bar_chart(BARS), "t", "d")


def test_boroughs_stand_highest_first_with_the_absent_last() -> None:
    found = page(figure("E09000023", None), figure("E09000007", 80), figure("E09000019", 95), figure("E12000007", 85))
    chart = comparison.boroughs(found)
    assert chart is not None
    assert [row.heading for row in chart.table.rows] == [
        "Islington",
        "London",
        "Camden",
        "Lewisham",
    ]


def test_counts_of_london_are_in_the_table_but_never_drawn_beside_boroughs() -> None:
    found = page(
        figure("E09000007", 900, period="2023", period_label="2023"),
        figure("E09000007", 1000),
        figure("E12000007", 100_917),
        indicator=PLANS,
    )
    chart, lines = comparison.boroughs(found), trend.over_time(found)
    assert chart is not None
    assert lines is not None
    assert "100,917" not in chart.wide
    assert [row.heading for row in chart.table.rows] == ["Camden", "London"]
    assert [text for text in texts(str(lines.wide)) if "London" in text] == []


def test_the_table_behind_the_lines_has_every_period_newest_first() -> None:
    found = page(
        figure("E09000007", 70, period="2023", period_label="2023"), figure("E09000007", 80), figure("E12000007", 66)
    )
    chart = trend.over_time(found)
    assert chart is not None
    rows = chart.table.rows
    assert [row.heading for row in rows] == ["2024", "2023"]
    assert rows[1].cells[1].text == "not in the source"


def test_small_figures_and_absences_are_explained_where_they_occur_and_nowhere_else() -> None:
    plain = comparison.boroughs(page(figure("E09000007", 80)))
    small = figure("E09000007", 80, small_denominator=True)
    marked = comparison.boroughs(page(small, figure("E09000023", None)))
    assert plain is not None
    assert marked is not None
    assert plain.notes == ()
    notes = " ".join(marked.notes)
    assert "†" in notes
    assert "“Not available”: the publisher has no figure to give (symbol x). It is not zero." in notes
    assert "symbol c" not in notes


def test_where_no_borough_has_a_figure_nothing_is_drawn() -> None:
    found = page(figure("E09000007", None), figure("E09000019", None), figure("E12000007", 66))
    assert comparison.boroughs(found) is None
    assert comparison.neighbours(found) is None


def test_one_period_alone_is_no_trend() -> None:
    assert trend.over_time(page(figure("E09000007", 80))) is None


def test_the_figure_of_a_negative_bar_stands_clear_of_it() -> None:
    svg = draw(bar_chart([Bar("Camden", -40.0, "−40", "other"), Bar("Barnet", 10.0, "10", "other")]), "t", "d")
    at = dict(re.findall(r'translate\(([\d.]+),[\d.]+\)"[^>]*font-size="15px"[^>]*>(−?\d+)<', svg))
    assert {text: float(x) for x, text in at.items()}["−40"] > 480  # right of zero, which is at four fifths of 600


def test_a_grid_for_a_phone_keeps_no_room_beside_its_squares_and_cuts_no_name() -> None:
    rows, columns = ["Barking and Dagenham", "Camden"], ["Speech, language and communication needs", "Autism"]
    squares = [Square(row, column, 0.5, "9.9") for row in rows for column in columns]
    wide, narrow = (grid_chart(rows, columns, squares, narrow=each) for each in (False, True))
    assert narrow.width < 320 < wide.width
    for words in ("Barking and Dagenham", "Speech, language and", "communication needs", "Autism"):
        assert f">{words}<" in narrow.body
    assert narrow.body.count(">9.9<") == 4


@pytest.mark.parametrize(("amount", "told"), [(414_338, "414k"), (100_000, "100k"), (99_999, "99,999"), (34, "34")])
def test_a_count_of_england_fits_its_square(amount: float, told: str) -> None:
    assert written.short(amount, PLANS) == told

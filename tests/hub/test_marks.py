"""What charts are made of: round numbers on axes, words that fit, and marks that are always well-formed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.hub.evidence.charts import marks
from goldenthread.hub.evidence.charts.dots import Dot, dot_chart
from goldenthread.hub.evidence.charts.drawing import draw
from goldenthread.hub.evidence.charts.grid import Square, grid_chart
from goldenthread.hub.evidence.charts.lines import Line, line_chart
from goldenthread.hub.evidence.charts.marks import Drawing
from goldenthread.hub.evidence.charts.palette import SERIES, SHADES
from goldenthread.hub.evidence.charts.stacked import Whole, stacked_chart

SVG = "{http://www.w3.org/2000/svg}"
figures = st.floats(-1e9, 1e9, allow_nan=False).filter(lambda value: value == 0 or abs(value) > 1e-6)


def tree(drawing: Drawing) -> ET.Element:
    return ET.fromstring(str(draw(drawing, "Title", "Description")))


def words(drawing: Drawing) -> list[str]:
    return ["".join(each.itertext()) for each in tree(drawing).iter(f"{SVG}text")]


def boxes(drawing: Drawing) -> list[dict[str, str]]:
    """Filled rectangles: x, y, width, height as text, and fill."""
    shape = re.compile(r"M([-\d.]+),([-\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+Z")
    found = [(shape.fullmatch(e.get("d", "")), e.get("fill", "")) for e in tree(drawing).iter(f"{SVG}path")]
    return [dict(zip("xywh", match.groups(), strict=True)) | {"fill": fill} for match, fill in found if match]


# ------------------------------------------------------------------ scales


@pytest.mark.parametrize(
    "values, ticks",
    [
        ([3.0, 96.6], [0, 20, 40, 60, 80, 100]),
        ([0.02, 0.11], [0, 0.02, 0.04, 0.06, 0.08, 0.1]),
        ([-40.0, 10.0], [-40, -30, -20, -10, 0, 10]),
        ([1234567.0], [0, 200_000, 400_000, 600_000, 800_000, 1_000_000, 1_200_000]),
        ([], [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_an_axis_has_round_numbers_and_always_zero(values: list[float], ticks: list[float]) -> None:
    assert marks.scale(values, 0, 300).ticks(5) == pytest.approx(ticks)


@given(st.lists(figures, max_size=8))
def test_a_scale_holds_every_value_and_its_ticks_lie_on_it(values: list[float]) -> None:
    scale = marks.scale(values, 0, 500)
    assert all(-0.01 <= scale.at(value) <= 500.01 for value in (*values, 0.0))
    ticks = scale.ticks(5)
    assert 2 <= len(ticks) <= 12
    assert all(-0.01 <= scale.at(tick) <= 500.01 for tick in ticks)


def test_a_scale_that_grows_upwards_has_its_highest_value_at_the_top() -> None:
    scale = marks.scale([50.0], 320, 0)
    assert (scale.at(0), scale.at(50)) == (320, 0)


@pytest.mark.parametrize(
    "value, step, written",
    [(1200000, 200000, "1,200,000"), (0.04, 0.02, "0.04"), (-20, 10, "\N{MINUS SIGN}20"), (0, 0.5, "0.0"), (5, 5, "5")],
)
def test_ticks_are_written_with_separators_and_no_more_decimals_than_needed(
    value: float, step: float, written: str
) -> None:
    assert marks.tick_text(value, step) == written


# ------------------------------------------------------------------ words


def test_words_too_long_for_their_room_end_in_an_ellipsis() -> None:
    name = "Speech, language and communication needs of pupils in reception"
    short = marks.shortened(name, 15, 200)
    assert short.endswith("…")
    assert name.startswith(short[:-1])
    assert marks.width_of(short, 15) <= 200
    assert marks.shortened("Camden", 15, 200) == "Camden"


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=40))
def test_labels_that_are_written_never_touch(labels: list[str]) -> None:
    places = [place * 9.0 for place in range(len(labels))]
    kept = marks.not_touching(places, labels, 15)
    assert kept[0] == 0
    for before, after in pairwise(kept):
        halves = (marks.width_of(labels[before], 15) + marks.width_of(labels[after], 15)) / 2
        assert places[after] - places[before] >= halves


@given(st.text(max_size=60))
def test_whatever_the_words_the_markup_is_well_formed_and_the_words_are_kept(text: str) -> None:
    drawable = "".join(letter for letter in text if letter.isprintable())
    drawing = Drawing(100, 20, marks.text(0, 10, drawable, 15))
    assert words(drawing) == [drawable]


def test_coordinates_are_to_a_tenth_and_never_minus_nought() -> None:
    assert [marks.n(value) for value in (0.04, -0.04, 12.0, 12.345, -3.96)] == ["0", "0", "12", "12.3", "-4"]


def test_a_box_of_negative_width_reaches_to_the_left() -> None:
    assert marks.box(100, 0, -40, 10, "#000") == marks.box(60, 0, 40, 10, "#000")


# ------------------------------------------------------------------ charts


def test_parts_follow_each_other_from_nought_to_their_sum() -> None:
    drawing = stacked_chart(["a", "b", "c"], [Whole("Camden", (50.0, 30.0, 20.0), bold=True)])
    found = boxes(drawing)
    assert [each["fill"] for each in found] == list(SERIES[:3])
    assert [(float(each["x"]), float(each["w"])) for each in found] == [(0, 300), (300, 180), (480, 120)]
    assert {"Camden", "50", "30", "20", "100%"} <= set(words(drawing))


def test_a_place_whose_parts_are_not_all_known_has_words_and_no_bar() -> None:
    drawing = stacked_chart(
        ["a", "b"], [Whole("Camden", (60.0, 40.0)), Whole("Barnet", (None, 40.0), absent="not available")]
    )
    assert len(boxes(drawing)) == 2
    assert "not available" in words(drawing)


def test_a_part_of_nought_is_not_drawn_and_a_narrow_one_has_no_figure() -> None:
    drawing = stacked_chart(["a", "b", "c"], [Whole("Camden", (97.0, 0.0, 3.0))])
    assert len(boxes(drawing)) == 2
    assert "3" not in words(drawing)


def test_parts_that_add_up_to_more_than_a_hundred_stay_inside_the_chart() -> None:
    drawing = stacked_chart(["a", "b"], [Whole("Greenwich", (80.0, 30.0))])
    last = boxes(drawing)[-1]
    assert float(last["x"]) + float(last["w"]) <= 600.1


def test_each_dot_stands_at_its_figure_in_its_items_row() -> None:
    dots = [
        Dot("ASD", 40.0, "chosen"),
        Dot("ASD", 20.0, "london"),
        Dot("MLD", None, "chosen"),
        Dot("MLD", 10.0, "london"),
    ]
    drawing = dot_chart(dots, {"ASD": "40.0%", "MLD": "not available"})
    found = re.findall(r'<path transform="translate\(([\d.]+),([\d.]+)\)"', drawing.body)
    assert sorted((float(x), float(y)) for x, y in found) == [(107.5, 40.5), (215.0, 13.5), (430.0, 13.5)]
    assert {"ASD", "MLD", "40.0%", "not available"} <= set(words(drawing))


def test_squares_are_darker_the_higher_and_an_absence_is_blank_with_its_word() -> None:
    squares = [
        Square("Camden", "2023", 0.0, "1"), Square("Camden", "2024", 1.0, "9"), Square("Barnet", "2023", None, "x"),
        Square("Barnet", "2024", 0.5, "5"),
    ]  # fmt: skip
    drawing = grid_chart(["Camden", "Barnet"], ["2023", "2024"], squares, bold=["Camden"])
    assert [each["fill"] for each in boxes(drawing)] == [SHADES[0], SHADES[-1], "#ffffff", SHADES[3]]
    assert words(drawing) == ["2023", "2024", "Camden", "Barnet", "1", "9", "x", "5"]
    assert 'font-weight="bold" fill="#0b0c0c">Camden' in drawing.body


def test_long_names_of_columns_are_turned_and_have_room_above() -> None:
    long = "Speech, language and communication needs"
    drawing = grid_chart(["Camden"], [long], [Square("Camden", long, 0.3, "12")])
    assert "rotate(-60)" in drawing.body
    assert drawing.height > 200
    assert "rotate" not in grid_chart(["Camden"], ["2024"], [Square("Camden", "2024", 0.3, "12")]).body


@given(st.lists(st.one_of(st.none(), figures), min_size=2, max_size=9).filter(lambda v: any(x is not None for x in v)))
def test_a_line_has_a_point_for_every_figure_and_a_gap_for_every_absence(values: list[float | None]) -> None:
    periods = [f"20{10 + n}" for n in range(len(values))]
    drawing = line_chart(periods, [Line("Camden", tuple(values), "end", "chosen")])
    line = next(e for e in tree(drawing).iter(f"{SVG}path") if e.get("stroke-width") == "2.5")
    runs = "".join("." if value is None else "#" for value in values).split(".")
    assert line.get("d", "").count("M") == len([run for run in runs if run])
    assert drawing.body.count("<path transform=") == sum(value is not None for value in values)


def test_the_band_of_neighbours_is_drawn_only_where_both_ends_are_known() -> None:
    lines = [Line("Camden", (1.0, 2.0, 3.0, 4.0), "4", "chosen")]
    whole = line_chart(["1", "2", "3", "4"], lines, [(0.0, 1.0)] * 4)
    broken = line_chart(["1", "2", "3", "4"], lines, [(0.0, 1.0), (0.0, 1.0), None, (0.0, 1.0)])
    none = line_chart(["1", "2", "3", "4"], lines, [None] * 4)
    assert [d.body.count('fill="#d5e6ea"') for d in (whole, broken, none)] == [1, 2, 0]


def test_a_break_in_the_series_is_a_dashed_upright_line() -> None:
    lines = [Line("Camden", (1.0, 2.0), "2", "chosen")]
    assert 'stroke-dasharray="4,4"' in line_chart(["2023", "2024"], lines, breaks=["2024"]).body
    assert 'stroke-dasharray="4,4"' not in line_chart(["2023", "2024"], lines).body


def test_on_a_phone_a_long_item_takes_two_lines_and_is_not_cut() -> None:
    item = "Top-up funding, independent and non-maintained schools and colleges"
    drawing = dot_chart([Dot(item, 4_991_123.0, "chosen")], {item: "£4,991,123"}, narrow=True)
    assert f"{item}: £4,991,123" in " ".join(words(drawing))
    assert len([text for text in words(drawing) if text in f"{item}: £4,991,123" and " " in text]) == 2
    assert drawing.height > dot_chart([Dot("A", 1.0, "chosen")], {"A": "1"}, narrow=True).height
    assert drawing.width < 345

"""Letters that no file can hold, signs that turn a reader's words around, and words too long for a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.hub.plans.outputs.blocks import Heading, Words, named, written
from goldenthread.hub.plans.outputs.dots import as_png
from goldenthread.hub.plans.outputs.letters import BREAK, breakable, harmless
from goldenthread.hub.plans.presenters.outputs import file_size


@pytest.mark.parametrize(
    "text, left",
    [
        ("plain words", "plain words"),
        ("a\x00b\x1fc\x7fd\x9fe", "abcde"),
        ("half \ud800 a pair", "half  a pair"),
        ("no \ufffe letter \ufdd0", "no  letter "),
        ("one\r\ntwo\rthree\u2028four\u2029five", "one\ntwo\nthree\nfour\nfive"),
        ("tab\tand line\n", "tab\tand line\n"),
        ("evil \u202etxt.exe\u202c", "evil txt.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("שלום العربية 漢字 😀", "שלום العربية 漢字 😀"),
    ],
)
def test_what_no_file_can_hold_goes_and_every_script_stays(text: str, left: str) -> None:
    assert harmless(text) == left


@given(st.text())
def test_what_is_harmless_can_be_written_and_stays_as_it_is(text: str) -> None:
    left = harmless(text)
    left.encode("utf-8")
    assert harmless(left) == left
    assert len(left) <= len(text)


@given(st.text(alphabet=st.characters(exclude_characters=BREAK)))
def test_places_to_break_change_no_word(text: str) -> None:
    assert breakable(text).replace(BREAK, "") == text


def test_a_path_breaks_at_its_parts_and_a_long_word_anywhere() -> None:
    assert breakable("00_multi_topic/lait_bds_long.parquet").split(BREAK)[0] == "00_"
    assert max(map(len, breakable("x" * 400).split(BREAK))) <= 16
    assert BREAK not in breakable("No word here is too long for a line.")


def test_what_people_wrote_becomes_blocks_without_its_marks() -> None:
    made = written("# High\n\n**bold** text\n\n> said\n\n- one\n    - two\n\n1. first", 3)
    kinds = [
        (each.kind, each.text) if isinstance(each, Words) else ("heading", each.text)
        for each in made
        if isinstance(each, Words | Heading)
    ]
    assert kinds == [
        ("heading", "High"), ("paragraph", "bold text"), ("quote", "said"), ("bullet", "one"), ("bullet", "two"), ("number", "first"),
    ]  # fmt: skip


def test_a_heading_of_a_writer_is_a_bold_paragraph_where_no_heading_may_stand() -> None:
    [made] = written("## My heading")
    assert isinstance(made, Words)
    assert (made.kind, made.text) == ("lead", "My heading")


@pytest.mark.parametrize("text", ["", " \n ", "\u00a0", "# "])
def test_nothing_written_makes_no_block(text: str) -> None:
    assert written(text, 3) == []


def test_lists_go_no_deeper_than_three_levels() -> None:
    made = written("\n".join("  " * n + "- item" for n in range(12)))
    assert max(block.depth for block in made if isinstance(block, Words)) == 2


def test_a_name_stands_bold_before_what_it_names() -> None:
    made = named("Lead", "Head of SEND")
    assert made.text == "Lead: Head of SEND"
    assert [run.bold for run in made.runs] == [True, False]


def test_drawings_become_dots_in_their_order_and_none_becomes_nothing() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="10"><rect width="{0}" height="10"/></svg>'
    made = as_png([drawing.format(20), drawing.format(40)])
    assert [each[:4] for each in made] == [b"\x89PNG", b"\x89PNG"]
    widths = [int.from_bytes(each[16:20], "big") for each in made]
    assert widths[1] == 2 * widths[0]
    assert as_png([drawing.format(20)]) == made[:1]
    assert as_png([]) == []


@pytest.mark.parametrize("count, told", [(1, "1 kB"), (211_535, "212 kB"), (999_999, "1000 kB"), (1_400_000, "1.4 MB")])
def test_sizes_of_files_are_told_in_round_numbers(count: int, told: str) -> None:
    assert file_size(count) == told

"""A layout never seen before stops the build and is described; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .standing import Standing

Rows = list[dict[str, str]]
TWICE = ("  symbols:", "  repeated: [need_b]\n  symbols:")


def without(column: str) -> Callable[[Rows], Rows]:
    def change(rows: Rows) -> Rows:
        return [{name: cell for name, cell in row.items() if name != column} for row in rows]

    return change


def say_again(content: bytes, copies: int = 1) -> bytes:
    """The last column, need_b, written again at the end of every row."""
    lines = content.decode("utf-8-sig").split("\r\n")
    again = [line + ("," + line.rsplit(",", 1)[1]) * copies if line else line for line in lines]
    return "\r\n".join(again).encode("utf-8-sig")


@pytest.mark.parametrize("column", ["time_period", "breakdown", "need_a"])
def test_a_missing_column_is_named(standing: Standing, column: str) -> None:
    standing.change_rows(without(column))
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv, row 1: the columns are not those of the column map: missing: ")
    assert f"missing: '{column}'." in message
    assert "add a layout for this release to the source definition" in message


@pytest.mark.parametrize("column", ["geographic_level", "country_code", "region_code", "new_la_code"])
def test_a_missing_column_of_places_is_named(standing: Standing, column: str) -> None:
    standing.change_rows(without(column))
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv, row ")
    assert f"column '{column}': no area is named here. The file lacks this column." in message


def test_a_renamed_column_is_recognised_and_still_not_guessed(standing: Standing) -> None:
    standing.respell("in_time_pc", "in_time_percent")
    message = standing.refusal()
    assert "row 1: " in message
    assert "'in_time_pc' seems to be renamed to 'in_time_percent'" in message


def test_a_column_that_only_changed_its_capitals_is_refused(standing: Standing) -> None:
    standing.respell("requests,decided", "Requests,decided")
    assert "'requests' seems to be renamed to 'Requests'" in standing.refusal()


def test_a_new_column_is_named(standing: Standing) -> None:
    standing.change_rows(lambda rows: [row | {"refused": "1"} for row in rows])
    assert "the columns are not those of the column map: new: 'refused'" in standing.refusal()


def test_columns_in_another_order_are_read_the_same(standing: Standing) -> None:
    standing.change_rows(lambda rows: [dict(reversed(row.items())) for row in rows])
    assert standing.build().code == 0
    assert standing.figures() == standing.figures_before


def test_a_heading_twice_is_refused(standing: Standing) -> None:
    standing.spoil(say_again)
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv, row 1, column 'need_b': the heading is there 2 times")
    assert "Download the file again" in message


def test_a_declared_second_copy_is_read_once_when_it_is_the_same(standing: Standing) -> None:
    standing.change_source(TWICE)
    for path in (standing.sample.first, standing.sample.corrected):
        path.write_bytes(say_again(path.read_bytes()))
    assert standing.build().code == 0
    assert standing.figures() == standing.figures_before


def test_a_declared_second_copy_that_differs_is_refused_with_its_row(standing: Standing) -> None:
    standing.change_source(TWICE)
    for path in (standing.sample.first, standing.sample.corrected):
        path.write_bytes(say_again(path.read_bytes()))
    lines = standing.spoilt.read_bytes().split(b"\r\n")
    lines[40] = lines[40].rsplit(b",", 1)[0] + b",1"
    standing.spoilt.write_bytes(b"\r\n".join(lines))
    assert standing.refusal() == (
        "corrected/requests.csv, row 41, column 'need_b': the two columns of this name differ, so neither can be used."
    )


@pytest.mark.parametrize("copies", [0, 2])
def test_a_declared_second_copy_must_be_there_exactly_twice(standing: Standing, copies: int) -> None:
    standing.change_source(TWICE)
    standing.sample.first.write_bytes(say_again(standing.sample.first.read_bytes()))
    standing.spoil(lambda content: say_again(content, copies))
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv, row 1, column 'need_b': ")
    assert f"{copies + 1} times where the column map expects 2" in message


@pytest.mark.parametrize(
    "names", [("row", "area_id", "period_id", "breakdown_0"), ("value", "status", "label", "breakdown_no")]
)
def test_published_columns_may_have_names_that_the_store_uses_itself(
    standing: Standing, names: tuple[str, ...]
) -> None:
    for old, new in zip(("decided", "in_time_pc", "need_a", "need_b"), names, strict=True):
        standing.change_source((f"    {old}:", f"    {new}:"))
        for path in (standing.sample.first, standing.sample.corrected):
            path.write_bytes(path.read_bytes().replace(f",{old}".encode(), f",{new}".encode(), 1))
    assert standing.build().code == 0
    assert standing.figures() == standing.figures_before


def test_a_heading_with_two_underscores_in_front_is_refused(standing: Standing) -> None:
    standing.change_source(("    decided:", "    __row:"))
    standing.respell(",decided,", ",__row,")
    standing.sample.first.unlink()
    assert standing.refusal() == (
        "corrected/requests.csv, row 1, column '__row': no heading may start with two underscores."
    )


def test_one_endless_heading_is_refused(standing: Standing) -> None:
    standing.respell("need_b", "need_b" * 50_000)
    assert standing.refusal().startswith("corrected/requests.csv, row 1: the first row cannot be read as headings.")


def test_semicolons_for_commas_are_refused(standing: Standing) -> None:
    standing.respell(",", ";", times=-1)
    assert standing.refusal().startswith(
        "corrected/requests.csv, row 1: the columns are not those of the column map: missing: "
    )

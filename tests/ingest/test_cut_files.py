"""A file that stops too soon is never published."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .standing import Standing

LAST_ROW = 82  # headings, then 3 years × 3 breakdowns × 9 places


def rows_only(count: int) -> Callable[[bytes], bytes]:
    """A cut exactly at the end of a row; `count` includes the headings."""
    return lambda content: b"".join(content.splitlines(keepends=True)[:count])


def test_a_file_cut_in_the_middle_of_a_row_is_refused(standing: Standing) -> None:
    standing.spoil(lambda content: content[:-20])
    message = standing.refusal()
    assert message.startswith(f"corrected/requests.csv, row {LAST_ROW}: ")
    assert "cut short. Download it again" in message


def test_a_file_cut_inside_its_very_last_number_is_refused(standing: Standing) -> None:
    standing.spoil(lambda content: content[:-3])  # '72' has become '7', and every row has all its cells
    assert f"row {LAST_ROW}: the last line has no end" in standing.refusal()


def test_a_file_cut_inside_quotation_marks_is_refused(standing: Standing) -> None:
    standing.respell("Fern", '"Fern')
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv, row 10: a quotation mark is opened and never closed")
    assert "Download it again" in message


def test_a_file_cut_inside_quotation_marks_at_its_end_is_refused(standing: Standing) -> None:
    standing.spoil(lambda content: content[: content.rfind(b"Fern")] + b'"Fe')
    assert f"row {LAST_ROW}: the last line has no end" in standing.refusal()


@pytest.mark.parametrize("kept", [7, 58, 79, 81])
def test_a_file_cut_at_the_end_of_a_row_is_found_out_by_the_sums(standing: Standing, kept: int) -> None:
    standing.spoil(rows_only(kept))
    message = standing.refusal()
    assert "failed, so nothing was published" in message
    assert "corrected/requests.csv" in message


def test_the_authorities_that_a_cut_took_away_are_named(standing: Standing) -> None:
    standing.spoil(rows_only(62))
    message = standing.refusal()
    assert "corrected/requests.csv: Elm (E09000002) has no row for 2024, although it existed." in message
    assert "corrected/requests.csv: Fern (E09000003) has no row for 2024, although it existed." in message
    assert "Dale (E09000001) has no row" not in message


def test_a_newer_release_cut_at_the_end_of_a_year_is_pointed_out(standing: Standing) -> None:
    """Nothing in the file itself can show it; what the older release gave does."""
    standing.spoil(rows_only(1 + 54))
    outcome = standing.build()
    assert outcome.code == 0
    assert "corrected/requests.csv lacks figures that first/requests.csv gave" in outcome.out
    assert "in 2024. Is the newer file whole?" in outcome.out


def test_a_whole_newer_release_is_not_doubted(standing: Standing) -> None:
    outcome = standing.build()
    assert (outcome.code, '"warnings": []' in outcome.out) == (0, True)


def test_blank_lines_after_the_last_row_do_no_harm(standing: Standing) -> None:
    standing.spoil(lambda content: content + b"\r\n\r\n")
    assert standing.build().code == 0
    assert standing.figures() == standing.figures_before


def test_a_blank_line_between_rows_is_refused_because_row_numbers_would_be_wrong(standing: Standing) -> None:
    standing.spoil(lambda content: content.replace(b"\r\n", b"\r\n\r\n", 3).replace(b"\r\n\r\n", b"\r\n", 2))
    assert standing.refusal().startswith("corrected/requests.csv, row 4: the row is blank")


def test_a_row_that_lost_a_comma_is_refused(standing: Standing) -> None:
    standing.respell("Cedar,", "Cedar")
    assert standing.refusal().startswith(
        "corrected/requests.csv, row 7: has 17 cells where the headings promise 18: the file may be cut short."
    )


def test_a_row_with_a_comma_too_many_is_refused(standing: Standing) -> None:
    standing.respell("Cedar,", "Cedar, the,")
    assert standing.refusal().startswith(
        "corrected/requests.csv, row 7: has 19 cells where the headings promise 18: a comma may lack its quotation marks."
    )

"""Places, periods and breakdowns that nobody declared stop the build where they stand."""

from __future__ import annotations

import pytest

from tests.sample.country import AUTHORITIES

from .standing import Standing

BY_NAME = ("area: {kind: ees}", "area: {kind: ees-name}")


def test_an_unknown_authority_code_is_named_with_its_row(standing: Standing) -> None:
    standing.set_cell(7, "new_la_code", "E09000999")
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv, row 7, column 'new_la_code': 'E09000999' is no area we know.")
    assert "add it to the areas of the definitions" in message


def test_a_blank_authority_code_is_refused(standing: Standing) -> None:
    standing.set_cell(7, "new_la_code", "  ")
    assert "row 7, column 'new_la_code': no area is named here." in standing.refusal()


def test_an_unknown_name_is_refused_with_the_nearest_one_we_know(standing: Standing) -> None:
    standing.change_source(BY_NAME)
    standing.set_cell(7, "la_name", "Cedarr")
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv, row 7, column 'la_name': 'Cedarr' is no area we know.")
    assert "Is it Cedar (E06000003)?" in message


def test_names_are_enough_where_a_file_has_no_codes(standing: Standing) -> None:
    standing.change_source(BY_NAME)
    assert standing.build().code == 0
    assert standing.figures() == standing.figures_before


def test_an_alias_that_leads_nowhere_is_refused(standing: Standing) -> None:
    standing.change_source(("area: {kind: ees}", "area: {kind: ees, aliases: {E09000999: E09000888}}"))
    standing.set_cell(7, "new_la_code", "E09000999")
    assert "'E09000888' is no area we know. The source's definition gives it as an alias" in standing.refusal()


def test_an_unknown_level_is_refused(standing: Standing) -> None:
    standing.set_cell(7, "geographic_level", "Ward")
    message = standing.refusal()
    assert "row 7, column 'geographic_level': 'Ward' is no area we know. Leave such rows out with 'keep'." in message


def test_an_authority_that_vanished_is_named_for_each_year(standing: Standing) -> None:
    code = "E09000003"
    standing.change_rows(lambda rows: [row for row in rows if row["new_la_code"] != code])
    message = standing.refusal()
    for year in ("2022", "2023", "2024"):
        assert (
            f"corrected/requests.csv: {AUTHORITIES[code][0]} ({code}) has no row for {year}, although it existed."
            in message
        )


def test_an_authority_that_vanished_for_a_declared_reason_is_let_pass(standing: Standing) -> None:
    """Its region and England are then sums that are not complete, so they are not compared either."""
    reason = "Elm sent nothing in 2024 and the publisher says so."
    areas = "areas: [E09000002], periods: ['2024']"
    standing.change_source(
        ("additive:", "exceptions:\n" + "".join(
            f"  - {{check: {check}, {areas}, reason: {reason}}}\n" for check in ("absent-authority", "sum-of-areas")
        ) + "additive:"),
    )  # fmt: skip
    standing.change_rows(lambda rows: [r for r in rows if (r["la_name"], r["time_period"]) != ("Elm", "2024")])
    assert standing.build().code == 0


def test_an_unknown_breakdown_label_is_named(standing: Standing) -> None:
    standing.set_cell(14, "breakdown", "Femal")
    message = standing.refusal()
    assert message.startswith(
        "corrected/requests.csv, row 14, column 'breakdown': 'Femal' is not in the vocabulary 'sex'."
    )
    assert "Add it there if it is right" in message


def test_an_unknown_breakdown_topic_is_named(standing: Standing) -> None:
    standing.set_cell(14, "breakdown_topic", "Colour")
    assert "row 14, column 'breakdown_topic': 'Colour' is no breakdown we know." in standing.refusal()


def test_an_unknown_label_under_the_total_is_not_taken_for_the_total(standing: Standing) -> None:
    standing.set_cell(7, "breakdown", "All but three")
    assert "row 7, column 'breakdown': 'All but three' stands under 'All', which has no parts." in standing.refusal()


@pytest.mark.parametrize("stamp", ["202", "2024-25", "", "٢٠٢٤"])
def test_an_unknown_period_stamp_is_named(standing: Standing, stamp: str) -> None:
    standing.set_cell(7, "time_period", stamp)
    assert f"corrected/requests.csv, row 7, column 'time_period': '{stamp}' is not " in standing.refusal()


def test_a_wrong_time_identifier_is_named_with_the_expected_one(standing: Standing) -> None:
    standing.set_cell(7, "time_identifier", "Academic year")
    assert standing.refusal() == (
        "corrected/requests.csv, row 7, column 'time_identifier': says 'Academic year' where the column map expects "
        "Calendar year."
    )


def test_a_row_there_twice_is_named_with_both_rows(standing: Standing) -> None:
    standing.change_rows(lambda rows: [*rows, rows[7]])
    assert standing.refusal() == (
        "corrected/requests.csv, row 83: is about the same thing as row 9 (Elm): a row is there twice. Download it again."
    )


def test_a_file_of_which_the_column_map_keeps_nothing_is_refused(standing: Standing) -> None:
    """Otherwise a publisher's new spelling of a level would empty the file without a word."""
    keep = "  keep: {geographic_level: [National, Regional, Local authority]}\n  keep_reason: Wards are left out.\n"
    standing.change_source(("  symbols:", keep + "  symbols:"))
    standing.change_rows(lambda rows: [row | {"geographic_level": row["geographic_level"].upper()} for row in rows])
    assert standing.refusal() == (
        "corrected/requests.csv: none of its rows is one that the column map keeps: the labels may have changed."
    )

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.hub.evidence.interface import readings, traces

CAMDEN, NEWHAM, CITY = "E09000007", "E09000025", "E09000001"
WEEKS = ("ehc-plans-issued-in-20-weeks", "total")
PLANS = ("ehc-plans", "total")


@pytest.fixture(autouse=True)
def _figures(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(store_folder))


def test_a_figure_is_traced_to_its_cell_in_the_published_file() -> None:
    found = traces(CAMDEN, [WEEKS])[WEEKS]
    assert found.text == readings(CAMDEN, [WEEKS])[WEEKS].latest.text  # type: ignore[union-attr]
    assert any("row " in cell and " of column " in cell and " in " in cell for cell in found.cells)
    assert found.release != "ehc-plans-2025-corrected"  # in words


def test_a_figure_says_which_of_londons_authorities_have_one() -> None:
    assert traces(CAMDEN, [PLANS])[PLANS].coverage == "33 of 33 London authorities have a figure"
    adults = ("level-2-english-and-maths-by-19", "total")
    assert traces(CAMDEN, [adults])[adults].coverage == (
        "32 of 33 London authorities have a figure; without one: City of London (not available)"
    )


def test_an_absence_is_traced_like_a_figure_and_told_in_words() -> None:
    adults = ("level-2-english-and-maths-by-19", "total")
    found = traces(CITY, [adults])[adults]
    assert (found.text, found.is_known) == ("not available", False)
    assert found.cells


def test_the_amendment_behind_a_figure_is_named() -> None:
    assert traces(NEWHAM, [PLANS])[PLANS].amendment
    assert traces(CAMDEN, [PLANS])[PLANS].amendment == ""


def test_what_the_definitions_do_not_have_is_left_out() -> None:
    assert traces(CAMDEN, [("no-such-indicator", "total"), WEEKS]).keys() == {WEEKS}


def test_without_a_build_there_are_no_traces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(tmp_path))
    assert traces(CAMDEN, [WEEKS]) == {}

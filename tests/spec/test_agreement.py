"""Two publications of one figure agree, and the one known difference is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.warehouse.reader import Store, open_store


@pytest.fixture(scope="module")
def store(store_folder: Path) -> Store:
    return open_store(store_folder)


@pytest.mark.parametrize("period", ["2024", "2025"])
def test_the_interactive_tool_and_the_ehc_files_agree_on_plans_for_all_153_authorities(
    store: Store, period: str
) -> None:
    codes = [area.code for area in store.areas("authority")]
    published = {o.area_code: o.value for o in store.query("ehc-plans", areas=codes, periods=[period], published=True)}
    connection = store._connection
    copied = dict(
        connection.rows(
            "SELECT a.code, o.value FROM observation o JOIN measure m USING (measure_id) JOIN period p USING (period_id) "
            "JOIN area a USING (area_id) WHERE m.name = 'ehc-plans-lait' AND p.text = ? AND a.level = 'authority' AND a.to_date IS NULL",
            [period],
        )
    )
    assert len(published) == len(copied) == 153
    assert published == copied


def test_the_two_publications_differ_only_where_the_release_withdrew_figures(store: Store) -> None:
    differences = [warning for warning in store.warnings() if "interactive tool" in warning]
    assert [(w.split(":")[1].split(",")[0].strip(), "94.8" in w) for w in differences] == [
        ("Lewisham", True), ("Lewisham", True), ("Wandsworth", False),
    ]  # fmt: skip


def test_newhams_fall_is_pointed_out(store: Store) -> None:
    assert any("Newham" in warning and "2,705" in warning and "1,199" in warning for warning in store.warnings())

"""What a newer release states otherwise than the one before, as the store knows it."""

from __future__ import annotations

from goldenthread.warehouse.restated import restated_totals
from tests.sample.country import SampleCountry


def test_a_total_that_the_newer_release_withdrew_is_restated_and_no_other(sample: SampleCountry) -> None:
    sample.build()
    store = sample.open()
    found = restated_totals(store)
    assert {store.area(code).name for code in found} == {"Elm"}
    for each in next(iter(found.values())):
        assert (each.period, each.older_status, each.newer, each.newer_status) == ("2024", "ok", None, "x")
        assert each.older is not None
        assert (each.older_release, each.newer_release) == ("sample-first", "sample-corrected")


def test_restated_totals_are_the_totals_among_the_changes(sample: SampleCountry) -> None:
    sample.build()
    store = sample.open()
    changes = store.changes("sample-first", "sample-corrected")
    listed = {
        (c.area_code, c.measure, c.period)
        for c in changes
        if c.breakdown == "total" and c.kind not in ("added", "removed")
    }
    assert {
        (code, each.measure, each.period) for code, all_of in restated_totals(store).items() for each in all_of
    } == listed


def test_where_two_releases_agree_nothing_is_restated(sample: SampleCountry) -> None:
    sample.corrected.write_bytes(sample.first.read_bytes())
    sample.build()
    assert restated_totals(sample.open()) == {}

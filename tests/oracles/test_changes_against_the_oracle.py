"""The list of what changed between two releases, against the cells of the two compared one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.warehouse.answers import Change

from .pairs import Pair, build_pair
from .plain_changes import PlainChange, changed_cells
from .plain_evidence import measures_in
from .spoiling import CELLS, ROWS, Spoilt, spoil
from .steady import NOT_SHRUNK
from .wider_country import write_wider_country

FIRST, CORRECTED = "ehc-plans-2025-first", "ehc-plans-2025-corrected"


def as_plain(changes: Iterable[Change]) -> set[PlainChange]:
    """The warehouse's changes as the plain way writes them, where a sum has no one column."""
    rows = []
    for change in changes:
        row = dataclasses.asdict(change)
        del row["area_name"]
        rows.append(PlainChange(**row | {"column": "" if change.column.startswith("sum of") else change.column}))
    assert len(set(rows)) == len(rows), "a change came twice"
    return set(rows)


@given(cells=CELLS, gone=ROWS)
@settings(NOT_SHRUNK, max_examples=6)
def test_every_change_between_two_releases_of_the_sample_is_listed_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, cells: list[Spoilt], gone: set[int]
) -> None:
    country = write_wider_country(tmp_path_factory.mktemp("changed"))
    spoil(country, cells, gone)
    store, evidence = build_pair(country)
    for older, newer in (("sample-first", "sample-corrected"), ("sample-corrected", "sample-first")):
        assert as_plain(store.changes(older, newer)) == changed_cells(evidence, older, newer)


@pytest.mark.data
@given(drawn=st.data())
@settings(NOT_SHRUNK, max_examples=2)
def test_every_change_when_the_release_was_corrected_is_listed_and_no_other(real: Pair, drawn: st.DataObject) -> None:
    store, evidence = real
    listed = store.changes(FIRST, CORRECTED)
    files = [(source, file) for source in evidence.catalogue.sources.values() for file in source.files]
    held = {measure for source, file in files if file.release == CORRECTED for measure in measures_in(source, file)}
    measure = drawn.draw(st.sampled_from(sorted(held)))
    assert as_plain(c for c in listed if c.measure == measure) == changed_cells(evidence, FIRST, CORRECTED, {measure})

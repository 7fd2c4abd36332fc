"""A build never quietly does without what the figures in force have."""

from __future__ import annotations

import pytest

from goldenthread.warehouse.faults import WarehouseError
from goldenthread.warehouse.store.build import build_store
from tests.sample.country import SampleCountry


def test_a_folder_without_any_published_file_is_refused(sample: SampleCountry) -> None:
    build = sample.build().build
    sample.first.unlink()
    sample.corrected.unlink()
    with pytest.raises(WarehouseError, match="Is it the right folder"):
        sample.build()
    assert sample.open().build.id == build


def test_a_source_that_is_gone_stops_the_build_unless_one_says_so(sample: SampleCountry) -> None:
    second = sample.definitions / "sources" / "sample-others.yaml"
    text = (sample.definitions / "sources" / "sample-requests.yaml").read_text(encoding="utf-8")
    text = text.replace("sample-requests", "sample-others").replace("first/requests.csv", "first/others.csv")
    text = text.replace("corrected/requests.csv", "corrected/others.csv").replace("measure: ", "measure: other-")
    text = (
        text.replace("percent: ", "percent: other-")
        .replace("numerator: ", "numerator: other-")
        .replace("denominator: ", "denominator: other-")
    )
    second.write_text(text.replace("additive: [requests, decided, in-time]\n", ""), encoding="utf-8")
    for path in (sample.first, sample.corrected):
        (path.parent / "others.csv").write_bytes(path.read_bytes())
    build = sample.build().build
    for path in (sample.first, sample.corrected):
        (path.parent / "others.csv").unlink()
    with pytest.raises(WarehouseError, match="not in this folder: sample-others"):
        sample.build()
    assert sample.open().build.id == build
    report = build_store(sample.data, sample.store, catalogue=sample.catalogue(), allow_missing=True)
    assert report.not_loaded

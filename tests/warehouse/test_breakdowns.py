"""Which breakdowns of an indicator a build can answer."""

from __future__ import annotations

import pytest

from goldenthread.warehouse.faults import UnknownName
from tests.sample.country import SampleCountry


def test_every_breakdown_with_cells_is_listed_in_the_order_of_the_definitions(sample: SampleCountry) -> None:
    sample.build()
    found = sample.open().breakdowns("requests")
    assert found[:4] == [{"sex": "female"}, {"sex": "male"}, {"need": "a"}, {"need": "b"}]
    assert {frozenset(items.items()) for items in found[4:]} == {
        frozenset({("need", need), ("sex", sex)}) for need in ("a", "b") for sex in ("female", "male")
    }


def test_an_item_that_the_build_has_no_cell_for_is_not_listed(sample: SampleCountry) -> None:
    vocabulary = sample.definitions / "vocabularies" / "need.yaml"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + "  - {id: c, label: Need C}\n", encoding="utf-8")
    sample.build()
    assert {"need": "c"} not in sample.open().breakdowns("requests")


def test_each_breakdown_listed_has_figures(sample: SampleCountry) -> None:
    sample.build()
    store = sample.open()
    for items in store.breakdowns("requests"):
        assert store.periods("requests", items) == ("2022", "2023", "2024")


def test_an_indicator_without_breakdowns_has_none(sample: SampleCountry) -> None:
    sample.build()
    assert sample.open().breakdowns("requests-growth") == []


def test_what_a_caller_does_to_the_list_changes_no_later_answer(sample: SampleCountry) -> None:
    sample.build()
    store = sample.open()
    store.breakdowns("requests").pop(0).clear()
    assert store.breakdowns("requests")[0] == {"sex": "female"}


def test_an_unknown_indicator_is_named(sample: SampleCountry) -> None:
    sample.build()
    with pytest.raises(UnknownName, match="no-such-thing"):
        sample.open().breakdowns("no-such-thing")

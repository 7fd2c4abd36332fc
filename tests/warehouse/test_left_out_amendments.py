"""Figures that leave an amendment out say which: Dale's 99 requests of 2024 are amended to 120, and London's with them."""

from __future__ import annotations

import pytest

from goldenthread.warehouse.definitions.load import DefinitionError
from goldenthread.warehouse.reader import Store
from tests.sample.country import PARTS_OF_EVERY_INDICATOR, SampleCountry

DALE, ELM, LONDON, ENGLAND = "E09000001", "E09000002", "E12000007", "E92000001"
SHARE = f"""
id: {{}}
title: Decisions of all requests
short_title: Decided
definition: Decisions as a share of the requests that were published, made up.
unit: percent
decimals: 1
method: ratio
numerator: {{{{measure: decided}}}}
denominator: {{{{measure: requests, as_published: true}}}}
denominator_years_back: {{}}
groups: from-parts
small_denominator: {{{{minimum: 10, reason: Below ten requests one decision moves the figure a lot.}}}}
{PARTS_OF_EVERY_INDICATOR}"""


@pytest.fixture
def store(sample: SampleCountry) -> Store:
    """The sample with two shares of the requests as published, one of which may carry an older year forward."""
    for name, years in (("share", 0), ("share-carried", 1)):
        text = SHARE.format(name, years)
        (sample.definitions / "indicators" / f"{name}.yaml").write_text(text, encoding="utf-8")
    sample.build()
    return sample.open()


def left_out(store: Store, indicator: str, period: str = "2024", **asked: object) -> dict[str, str | None]:
    """Each area's amendment that its figure leaves out."""
    areas = [DALE, ELM, LONDON, ENGLAND, "group-east"]
    return {o.area_code: o.left_out for o in store.query(indicator, areas, [period], **asked)}  # type: ignore[arg-type]


@pytest.mark.parametrize("indicator", ["share", "share-carried"])
def test_a_share_of_the_published_count_names_the_amendment_it_leaves_out(store: Store, indicator: str) -> None:
    assert left_out(store, indicator) == {
        DALE: "dale-2024",
        LONDON: "dale-2024",
        "group-east": "dale-2024",  # its sum has Dale's published count in it
        ELM: None,
        ENGLAND: None,
    }


def test_no_other_year_is_touched(store: Store) -> None:
    assert set(left_out(store, "share", "2023").values()) == {None}


def test_a_part_of_the_amended_total_names_it_too(store: Store) -> None:
    found = left_out(store, "requests", breakdown={"sex": "female"})
    assert (found[DALE], found[LONDON], found[ELM]) == ("dale-2024", "dale-2024", None)


@pytest.mark.parametrize("indicator", ["requests", "requests-growth"])
def test_a_figure_that_the_amendment_moves_leaves_nothing_out(store: Store, indicator: str) -> None:
    assert set(left_out(store, indicator).values()) == {None}
    [dale] = store.query(indicator, [DALE], ["2024"])
    assert dale.amendment == "dale-2024"


def test_figures_as_published_leave_nothing_out(store: Store) -> None:
    assert set(left_out(store, "share", published=True).values()) == {None}


SAME_RETURN = """
same_return:
  - measures: [decided]
    note: Dale's decisions are those of the ninety-nine requests that it returned.
"""


@pytest.fixture
def with_same_return(sample: SampleCountry) -> Store:
    """The sample where Dale's decisions are known to rest on the return whose total is amended."""
    path = sample.definitions / "amendments" / "dale-2024.yaml"
    path.write_text(path.read_text(encoding="utf-8") + SAME_RETURN, encoding="utf-8")
    sample.build()
    return sample.open()


def test_other_figures_of_the_same_return_name_the_amendment_that_cannot_reach_them(with_same_return: Store) -> None:
    found = left_out(with_same_return, "in-time-worked-out")
    assert (found[DALE], found[LONDON], found["group-east"]) == ("dale-2024", "dale-2024", "dale-2024")
    assert (found[ELM], found[ENGLAND]) == (None, None)


def test_without_a_word_on_the_return_its_other_figures_name_no_amendment(store: Store) -> None:
    assert set(left_out(store, "in-time-worked-out").values()) == {None}


def test_the_same_return_touches_no_other_year_and_no_figures_as_published(with_same_return: Store) -> None:
    assert set(left_out(with_same_return, "in-time-worked-out", "2023").values()) == {None}
    assert set(left_out(with_same_return, "in-time-worked-out", published=True).values()) == {None}


def test_a_return_may_have_counted_another_year_which_is_touched_in_its_place(sample: SampleCountry) -> None:
    path = sample.definitions / "amendments" / "dale-2024.yaml"
    of_before = SAME_RETURN.replace("- measures", '- period: "2023"\n    measures')
    path.write_text(path.read_text(encoding="utf-8") + of_before, encoding="utf-8")
    sample.build()
    store = sample.open()
    assert left_out(store, "in-time-worked-out", "2023")[DALE] == "dale-2024"
    assert set(left_out(store, "in-time-worked-out", "2024").values()) == {None}


def test_a_return_that_names_a_measure_of_no_source_is_refused(sample: SampleCountry) -> None:
    path = sample.definitions / "amendments" / "dale-2024.yaml"
    path.write_text(path.read_text(encoding="utf-8") + SAME_RETURN.replace("[decided]", "[deicded]"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="same_return: no source gives the measure 'deicded'"):
        sample.catalogue()

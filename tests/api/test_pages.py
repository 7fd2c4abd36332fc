"""Pages of big questions: only what a page shows is read, and every figure stands once in its place."""

from __future__ import annotations

import time
from typing import Any

import pytest

from goldenthread.hub.evidence.api import observations, parts
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation

from .conftest import Ask

PLANS, TIMELINESS = "ehc-plans", "ehc-plans-issued-in-20-weeks"
SEVERAL = [PLANS, TIMELINESS, "overall-absence", "ehc-plans-growth"]
MANY = [*SEVERAL, "children-in-need", "send-appeal-rate", "ehc-plan-requests", "plans-in-eotas", "new-ehc-plans"]


def _key(item: dict[str, Any]) -> tuple[str, str, str, str]:
    return item["indicator"], item["breakdown"], item["period"], item["area"]["code"]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The indicators that are read from the store, one by one, as it happens."""
    seen: list[str] = []
    query = Store.query

    def watched(self: Store, indicator: str, *rest: Any, **more: Any) -> list[Observation]:
        seen.append(indicator)
        return query(self, indicator, *rest, **more)

    parts.read_part.cache_clear()
    observations._sorted_whole.cache_clear()
    monkeypatch.setattr(Store, "query", watched)
    return seen


def test_a_page_reads_only_the_indicators_that_it_shows(ask: Ask, read: list[str]) -> None:
    told = ask("observations", indicator=SEVERAL, limit=50)
    assert read == [told["items"][0]["indicator"]] == [min(SEVERAL)]
    ask("observations", indicator=SEVERAL, limit=50, offset=told["total"] - 50)
    assert read == [min(SEVERAL), max(SEVERAL)]


def test_the_whole_question_is_counted_though_a_page_is_read(ask: Ask, store: Store) -> None:
    known = sum(len(store.query(name, with_coverage=False)) for name in SEVERAL)
    assert ask("observations", indicator=SEVERAL, limit=1)["total"] == known


def test_an_order_that_mixes_indicators_is_right_from_page_to_page(ask: Ask, read: list[str]) -> None:
    question = {"indicator": SEVERAL, "in": "London", "from": 2023, "to": 2023, "sort": "name,indicator"}
    whole = ask("observations", **question, limit=5000)["items"]
    paged = [ask("observations", **question, limit=7, offset=n)["items"] for n in range(0, len(whole), 7)]
    assert [item for page in paged for item in page] == whole
    names = [(item["area"]["name"], item["indicator"]) for item in whole]
    assert names == sorted(names)
    assert sorted(read) == sorted(SEVERAL)


@pytest.mark.parametrize(
    "sort", ["indicator,breakdown,period,area", "-indicator,-breakdown,-period,area", "breakdown,indicator,-value"]
)
def test_pages_that_read_in_parts_fit_together(ask: Ask, sort: str) -> None:
    question = {
        "indicator": [PLANS, "ehc-plan-requests"],
        "area": ["Camden", "London"],
        "breakdown": "sex:*",
        "sort": sort,
    }
    whole = ask("observations", **question, limit=5000)
    paged: list[dict[str, Any]] = []
    told = ask("observations", **question, limit=9)
    paged += told["items"]
    while told["next"]:
        told = ask(told["next"])
        paged += told["items"]
    assert paged == whole["items"]
    assert len({_key(item) for item in paged}) == whole["total"] == len(paged)


def test_every_larger_area_on_a_page_has_its_coverage(ask: Ask, store: Store) -> None:
    items = ask("observations", indicator=PLANS, breakdown="sex:*", area="London", limit=5000)["items"]
    for item in items:
        [known] = store.query(PLANS, ["London"], [item["period"]], item["breakdown"])
        assert known.coverage is not None
        assert (item["coverage"]["present"], item["coverage"]["expected"]) == (
            known.coverage.present,
            known.coverage.expected,
        )


def test_a_question_too_big_for_its_order_is_told_which_order_will_do(ask: Ask) -> None:
    question = {"indicator": PLANS, "breakdown": "*", "limit": 1}
    told = ask("observations", **question, sort="value", expected=400)["detail"]
    assert "30,000" in told
    assert "indicator,breakdown" in told
    assert ask("observations", **question, sort="indicator,breakdown,value")["total"] > 30_000


def test_a_page_past_the_end_is_empty_and_says_so(ask: Ask) -> None:
    told = ask("observations", indicator=PLANS, area="Camden", offset=900_000)
    assert (told["items"], told["next"]) == ([], None)
    assert told["total"] > 0


def test_pages_of_a_big_question_are_quick(ask: Ask, read: list[str]) -> None:
    """Generously measured, in the processor's own time: reading all of it took many times as long."""
    spent = []
    for offset in range(0, 15_000, 1_000):
        begun = time.process_time()
        assert len(ask("observations", indicator=MANY, limit=1_000, offset=offset)["items"]) == 1_000
        spent.append(time.process_time() - begun)
    assert sorted(spent)[len(spent) // 2] < 0.3

"""The definition of a borough's page: what does not fit is refused by name, and it covers what a head of SEND is asked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.borough import BoroughPage, load_borough_page
from goldenthread.warehouse.definitions.load import DEFINITIONS, DefinitionError

PAGE = load_borough_page(load_catalogue())
Load = Callable[..., BoroughPage]


@pytest.fixture
def load_with(tmp_path: Path) -> Load:
    """Loads a copy of the definitions with the page changed as told."""

    def load(**changes: Any) -> BoroughPage:
        folder = tmp_path / "definitions"
        shutil.copytree(DEFINITIONS, folder)
        path = folder / "pages" / "borough.yaml"
        path.write_text(
            yaml.safe_dump({**yaml.safe_load(path.read_text(encoding="utf-8")), **changes}), encoding="utf-8"
        )
        return load_borough_page(load_catalogue(folder))

    return load


def one(**headline: Any) -> dict[str, Any]:
    """The page with this one headline."""
    return {"groups": [{"title": "Alone", "headlines": [{"title": "A line", **headline}]}]}


def test_the_page_has_twelve_to_sixteen_headlines_that_fit_one_screen() -> None:
    assert 12 <= len(PAGE.headlines) <= 16
    assert all(len(headline.title) <= 40 for headline in PAGE.headlines)


def test_headlines_cover_requests_plans_placement_disagreement_school_and_money() -> None:
    themes = {load_catalogue().indicator(headline.indicator).theme for headline in PAGE.headlines}
    assert themes >= {
        "requests", "timeliness", "ehc-plans", "sen", "placements", "annual-reviews", "tribunal", "attendance", "attainment", "finance",
    }  # fmt: skip


def test_only_figures_in_which_places_of_all_sizes_compare_are_headlines() -> None:
    units = {load_catalogue().indicator(headline.indicator).unit for headline in PAGE.headlines}
    assert units <= {"percent", "per-1000", "per-10000", "score", "pounds-per-head", "pounds-per-plan"}


def test_a_headline_more_is_a_line_more(load_with: Load) -> None:
    assert len(load_with(**one(indicator="ehc-plans-per-1000")).headlines) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (one(indicator="ehc-planz"), "ehc-planz: there is no such indicator"),
        (one(indicator="ehc-plans", breakdown={"phase": "primary"}), "ehc-plans: it has no breakdown by phase"),
        (one(indicator="ehc-plans", breakdown={"age": "age-99"}), "there is no item 'age-99' in vocabulary 'age'"),
        (one(indicator="ehc-plans", colour="red"), "colour: Extra inputs are not permitted"),
        ({"groups": []}, "groups"),
        ({"size": {"indicator": "planz", "mix": "ehc-plans-need-share", "topic": "need"}}, "size: there is no indicator 'planz'"),
        ({"size": {"indicator": "ehc-plans", "mix": "ehc-plans-need-share", "topic": "sex"}}, "has no breakdown by sex"),
        ({"extreme_percent": 50}, "extreme_percent"),
        ({"not_outliers": [{"indicator": "nothing", "reason": "It is not there at all."}]}, "there is no indicator 'nothing'"),
        ({"not_outliers": [{"indicator": "ehc-plans", "reason": "tbc"}]}, "not_outliers"),
        ({"groups": 2 * one(indicator="ehc-plans")["groups"]}, "named twice: ehc-plans"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_name(load_with: Load, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(DefinitionError, match=told):
        load_with(**changes)


def test_one_indicator_may_be_shown_for_two_groups_of_pupils(load_with: Load) -> None:
    lines = [
        {"title": item, "indicator": "attainment-8", "breakdown": {"sen-provision": item}}
        for item in ("ehc-plan", "sen-support")
    ]
    assert len(load_with(groups=[{"title": "Both", "headlines": lines}]).headlines) == 2


def test_how_the_page_is_shown_changes_no_figure_so_no_build(tmp_path: Path) -> None:
    folder = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    path = folder / "pages" / "borough.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# a word\n", encoding="utf-8")
    assert load_catalogue(folder).sha256 == load_catalogue().sha256


@pytest.mark.parametrize(("year", "old"), [(2025, False), (2023, False), (2022, True), (0, False)])
def test_a_figure_is_old_some_years_before_the_newest(year: int, old: bool) -> None:
    assert PAGE.old_after_years == 3
    assert PAGE.is_old(year, 2025) is old

"""Maturity frameworks as definitions: the shipped one is whole, and what does not fit is refused by name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from goldenthread.command.check import check
from goldenthread.docs import pages
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.frameworks import Framework, load_frameworks
from goldenthread.warehouse.definitions.load import DEFINITIONS, DefinitionError
from tests.made.frameworks import write_framework

SHIPPED = ("london-send-maturity", "1")
Load = Callable[..., Framework]


@pytest.fixture
def load_with(tmp_path: Path) -> Load:
    """Loads a copy of the definitions with the shipped framework changed by a function."""

    def load(spoil: Callable[[dict[str, Any]], None], name: str = "london-send-maturity-1") -> Framework:
        folder = tmp_path / "definitions"
        shutil.copytree(DEFINITIONS, folder)
        path = folder / "frameworks" / "london-send-maturity-1.yaml"
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        spoil(told)
        path.unlink()
        (path.parent / f"{name}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
        return load_frameworks(load_catalogue(folder))[SHIPPED]

    return load


def test_the_shipped_framework_has_eight_pillars_of_three_statements_at_four_levels() -> None:
    framework = load_frameworks(load_catalogue())[SHIPPED]
    assert [len(pillar.statements) for pillar in framework.pillars] == [3] * 8
    assert [level.title for level in framework.levels] == ["Emerging", "Developing", "Established", "Leading"]
    assert framework.met_percent == 75


def test_every_pillar_can_be_shown_with_an_outcome_or_a_figure() -> None:
    framework = load_frameworks(load_catalogue())[SHIPPED]
    assert all(pillar.indicators for pillar in framework.pillars)


def test_the_map_to_the_national_pillars_is_left_to_fill_and_said_so() -> None:
    framework = load_frameworks(load_catalogue())[SHIPPED]
    assert {pillar.national for pillar in framework.pillars} == {""}
    assert "left to fill" in framework.source
    assert pages()["frameworks.md"].count("National pillar: left to fill") == 8


def test_the_reference_describes_every_statement_at_every_level() -> None:
    page = pages()["frameworks.md"]
    for statement in load_frameworks(load_catalogue())[SHIPPED].statements.values():
        assert f"`{statement.id}`" in page
        assert all(text in page for text in statement.levels)


def test_a_statement_without_a_level_is_refused_by_name(load_with: Load) -> None:
    def spoil(told: dict[str, Any]) -> None:
        told["pillars"][0]["statements"][0]["levels"].pop()

    with pytest.raises(DefinitionError, match="one-shared-plan: describe every one of the 4 levels"):
        load_with(spoil)


def test_an_id_used_twice_is_refused_by_name(load_with: Load) -> None:
    def spoil(told: dict[str, Any]) -> None:
        told["pillars"][1]["statements"][0]["id"] = "one-shared-plan"

    with pytest.raises(DefinitionError, match="named twice: one-shared-plan"):
        load_with(spoil)


def test_an_indicator_that_is_not_in_the_catalogue_is_refused_with_its_place(load_with: Load) -> None:
    def spoil(told: dict[str, Any]) -> None:
        told["pillars"][0]["indicators"] = [{"indicator": "happiness"}]

    with pytest.raises(DefinitionError, match="partnership-leadership: there is no indicator 'happiness'"):
        load_with(spoil)


def test_answers_that_go_nowhere_need_a_reason(load_with: Load) -> None:
    def spoil(told: dict[str, Any]) -> None:
        told["upgrades"] = [{"from_version": "0", "carried": [{"old": "old-statement"}]}]

    with pytest.raises(DefinitionError, match="say where its answers go"):
        load_with(spoil)


def test_frameworks_of_one_s_own_are_checked_with_the_shipped_ones(tmp_path: Path) -> None:
    write_framework(tmp_path / "good")
    told = CliRunner().invoke(check, ["--definitions", "--frameworks", str(tmp_path / "good")])
    assert (told.exit_code, "30 statements of maturity" in told.output) == (0, True)
    write_framework(tmp_path / "bad").rename(tmp_path / "bad" / "made-2.yaml")
    told = CliRunner().invoke(check, ["--definitions", "--frameworks", str(tmp_path / "bad")])
    assert "the file's name must be 'made-1.yaml'" in str(told.exception)


def test_the_file_is_named_after_id_and_version(load_with: Load) -> None:
    with pytest.raises(DefinitionError, match=r"the file's name must be 'london-send-maturity-1\.yaml'"):
        load_with(lambda told: None, name="maturity")

"""The worked example as a definition: whole, and whatever it names that nothing defines is refused by name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from goldenthread.command.check import check
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.examples import Example, load_example
from goldenthread.warehouse.definitions.load import DEFINITIONS, DefinitionError
from goldenthread.warehouse.definitions.plan_templates import load_plan_templates

Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    return folder


@pytest.fixture
def load_with(copied: Path) -> Callable[[Spoil], Example]:
    """Loads the example changed by a function."""

    def load(spoil: Spoil) -> Example:
        told = yaml.safe_load((DEFINITIONS / "example" / "camden.yaml").read_text(encoding="utf-8"))
        spoil(told)
        (copied / "example" / "camden.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
        return load_example(load_catalogue(copied))

    return load


def action(told: dict[str, Any], priority: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = told["priorities"][priority]["actions"][0]
    return found


def judgement(told: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = told["judgements"][0]
    return found


def test_the_example_is_a_finished_plan() -> None:
    catalogue = load_catalogue()
    example = load_example(catalogue)
    template = load_plan_templates(catalogue)[example.template, example.template_version]
    assert list(example.sections) == [section.id for section in template.sections]
    for section in template.sections:
        assert {question.id for question in section.questions} & set(example.answers), section.id
    assert all(each.actions[0].measures and each.actions[0].milestones for each in example.priorities)


def test_the_example_s_people_can_give_every_signature() -> None:
    catalogue = load_catalogue()
    example = load_example(catalogue)
    template = load_plan_templates(catalogue)[example.template, example.template_version]
    assert {slot.role for slot in template.sign_offs} <= {person.role for person in example.people}
    assert {"viewer", "contributor", "commissioner", "regional_team", "administrator"} <= {
        person.role for person in example.people
    }


def test_the_check_counts_the_example() -> None:
    told = CliRunner().invoke(check, ["--definitions"])
    assert told.exit_code == 0, told.output
    assert "10 people of the worked example" in told.output


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda t: t.update(template_version="9"), "no plan template send-reform-plan 9"),
        (lambda t: t.update(area_code="E09000099"), "no area 'E09000099'"),
        (lambda t: t["people"].append(t["people"][0]), "people: 'head' is there twice"),
        (lambda t: judgement(t).update(statement="being-nice"), "no statement 'being-nice'"),
        (lambda t: judgement(t).update(judged={"stranger": 2}), "no person 'stranger'"),
        (lambda t: judgement(t).update(judged={"head": 7}), "there is no level 7"),
        (lambda t: t["evidence"][0].update(by="stranger"), "evidence: there is no person 'stranger'"),
        (lambda t: t["evidence"][0].update(statements=["being-nice"]), "no statement 'being-nice'"),
        (lambda t: t["figures_as_evidence"][0].update(indicator="happiness"), "no indicator 'happiness'"),
        (lambda t: t["figures_as_evidence"][0].update(statement="being-nice"), "no statement 'being-nice'"),
        (lambda t: t["sections"].update(weather="It rains on most days."), "no section 'weather'"),
        (lambda t: t["sections"].pop("story"), "nothing is written in 'story'"),
        (lambda t: t["sections"].update(story="There are {value:happiness}."), "no indicator 'happiness'"),
        (lambda t: t["sections"].update(story="There are {valeu:ehc-plans}."), "'{valeu:ehc-plans}' is no place"),
        (lambda t: t["sections"].update(story="Of {value:ehc-plans:mood=good}."), "has no breakdown by mood"),
        (lambda t: t["sections"].update(story="Of {value:ehc-plans:mood}."), "is no figure"),
        (lambda t: t["answers"].update({"why-not": {"text": "Because."}}), "no question 'why-not'"),
        (lambda t: t["comments"][0].update(by="stranger"), "comments: there is no person 'stranger'"),
        (lambda t: t["comments"][0].update(section="weather"), "comments: there is no section 'weather'"),
        (lambda t: t["priorities"][0].update(section="weather"), "no section 'weather'"),
        (lambda t: t["priorities"][0].update(theme="weather"), "no theme 'weather'"),
        (lambda t: t["priorities"][0].update(answer="why-not"), "no answer 'why-not'"),
        (lambda t: t["priorities"][0].update(gap="joint-board"), "say one thing it comes from"),
        (lambda t: t["priorities"][1].update(gap="whose-voice-is-heard"), "no gap between level and target of"),
        (lambda t: next(p for p in t["priorities"] if "figure" in p).update(figure="happiness"), "no indicator 'happiness'"),
        (lambda t: action(t).update(funding_source="lottery"), "no funding source 'lottery'"),
        (lambda t: action(t).update(ends_on=action(t)["starts_on"].replace(year=2020)), "it ends before it starts"),
        (lambda t: action(t)["measures"][0].update(indicator="happiness"), "no indicator 'happiness'"),
        (lambda t: action(t)["measures"][0].update(indicator=None), "a success measure is of an indicator, or local"),
        (lambda t: action(t)["measures"][0].update(target=None), "needs a target and its date"),
        (lambda t: t["people"][0].update(role="king"), "role"),
        (lambda t: t["tables"][0].update(table="table-99"), "no table 'table-99'"),
        (lambda t: t["tables"][0]["rows"][0].update(row="babies"), "no row 'babies'"),
        (lambda t: t["tables"][0].update(years=[2024, 2025, 2026, 2027, 2028]), "no year '2024'"),
        (lambda t: t["tables"][0]["rows"][0].update(with_plan=[1]), "a number for each of 5 years"),
    ],
)  # fmt: skip
def test_what_nothing_defines_is_refused_by_name(
    load_with: Callable[[Spoil], Example], spoil: Spoil, said: str
) -> None:
    with pytest.raises(DefinitionError) as fault:
        load_with(spoil)
    assert said in str(fault.value)


def test_every_fault_is_told_at_once(load_with: Callable[[Spoil], Example]) -> None:
    def spoil(told: dict[str, Any]) -> None:
        told["priorities"][0]["theme"] = "weather"
        told["comments"][0]["by"] = "stranger"

    with pytest.raises(DefinitionError) as fault:
        load_with(spoil)
    assert "weather" in str(fault.value)
    assert "stranger" in str(fault.value)

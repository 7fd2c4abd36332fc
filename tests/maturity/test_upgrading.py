"""From one version of a framework to the next: renamed, merged, dropped and new statements."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from goldenthread.hub.maturity.upgrading import NoWay, OldAnswer, carry
from goldenthread.warehouse.definitions.frameworks import Framework
from tests.made.frameworks import a_framework

OLD = a_framework()
CARRIED: list[dict[str, Any]] = [
    {"old": "one-plan", "to": "shared-plan"},
    {"old": "one-board", "to": "governing"},
    {"old": "one-purse", "to": "governing"},
    {"old": "near", "reason": "Distance is measured now, and no longer judged."},
]
NEW = a_framework(
    {"leading": ("shared-plan", "governing", "one-voice"), "helping": ("early", "working-age")},
    version="2",
    upgrades=[{"from_version": "1", "carried": CARRIED}],
)


def told(**levels: int | None) -> dict[str, OldAnswer]:
    return {name.replace("_", "-"): OldAnswer(name.replace("_", "-"), level) for name, level in levels.items()}


def test_a_statement_under_the_same_id_keeps_everything() -> None:
    answer = OldAnswer("early", 2, "high", "Hubs are open.", 4, dt.date(2027, 9, 1))
    start = carry(OLD, NEW, {"early": answer}).starts[0]
    assert (start.statement, start.level, start.confidence, start.rationale) == ("early", 2, "high", "Hubs are open.")
    assert (start.target_level, start.target_on) == (4, dt.date(2027, 9, 1))


def test_a_renamed_statement_goes_under_its_new_id_with_its_evidence() -> None:
    result = carry(OLD, NEW, told(one_plan=3))
    assert [(start.statement, start.level, start.sources) for start in result.starts] == [
        ("shared-plan", 3, ("one-plan",))
    ]
    assert result.places["one-plan"] == "shared-plan"


def test_merged_statements_of_one_level_keep_it_with_the_lesser_confidence_and_both_reasons() -> None:
    answers = {
        "one-board": OldAnswer("one-board", 3, "high", "The board decides.", 4, dt.date(2027, 1, 1)),
        "one-purse": OldAnswer("one-purse", 3, "low", "Money is pooled.", 3, dt.date(2028, 1, 1)),
    }
    start = carry(OLD, NEW, answers).starts[0]
    assert (start.level, start.confidence) == (3, "low")
    assert start.rationale == "The board decides.\n\nMoney is pooled."
    assert (start.target_level, start.target_on) == (4, dt.date(2028, 1, 1))


def test_merged_statements_of_different_levels_are_to_be_judged_anew_and_it_is_said_why() -> None:
    result = carry(OLD, NEW, told(one_board=3, one_purse=1))
    assert result.starts[0].level is None
    lost = {each.statement: each.why for each in result.not_carried}
    assert lost["one-board"] == lost["one-purse"]
    assert "judge it anew" in lost["one-board"]


def test_a_dropped_statement_is_named_with_the_reason_the_new_version_gives() -> None:
    result = carry(OLD, NEW, told(near=4))
    assert result.starts == ()
    assert [(each.title, each.why) for each in result.not_carried] == [
        ("Near", "Distance is measured now, and no longer judged.")
    ]


def test_new_statements_start_empty_and_are_named() -> None:
    assert carry(OLD, NEW, told(early=1)).new == ("working-age",)


def test_a_statement_that_vanished_without_a_word_is_named_too() -> None:
    silent = a_framework({"leading": ("one-plan",)}, version="2", upgrades=[{"from_version": "1", "carried": []}])
    assert {each.statement for each in carry(OLD, silent, {}).not_carried} == set(OLD.statements) - {"one-plan"}


def test_the_next_cycle_of_the_same_version_carries_every_answer() -> None:
    result = carry(OLD, OLD, told(early=1, near=None))
    assert [(start.statement, start.level) for start in result.starts] == [("early", 1), ("near", None)]
    assert (result.not_carried, result.new) == ((), ())


def test_a_level_that_is_not_on_the_new_scale_is_not_carried() -> None:
    shorter = a_framework(version="2", levels=("Low", "High"), upgrades=[{"from_version": "1", "carried": []}])
    result = carry(OLD, shorter, {"early": OldAnswer("early", 4, target_level=4)})
    assert (result.starts[0].level, result.starts[0].target_level) == (None, 2)
    assert result.not_carried[0].why == "Its level is not on the new scale."


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (a_framework(version="3"), "Version 3 does not say what becomes of answers to version 1"),
        (a_framework(framework="other"), "are different frameworks"),
    ],
)
def test_a_version_that_says_nothing_about_the_old_one_takes_nothing_over(new: Framework, words: str) -> None:
    with pytest.raises(NoWay, match=words):
        carry(OLD, new, told(early=2))

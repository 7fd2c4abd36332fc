"""What answers add up to, against a slow plain oracle."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.hub.maturity.results import Answer, gaps, moderated, profile
from goldenthread.warehouse.definitions.frameworks import Framework
from tests.made.frameworks import a_framework

FRAMEWORK = a_framework()
LEADING = ("one-plan", "one-board", "one-voice", "one-purse")


def answers(*levels: int | None, names: tuple[str, ...] = LEADING) -> dict[str, Answer]:
    return {name: Answer(name, level) for name, level in zip(names, levels, strict=True)}


@pytest.mark.parametrize(
    ("levels", "headline"),
    [
        ((3, 3, 3, 1), 3),
        ((4, 4, 3, 1), 3),
        ((4, 4, 2, 1), 2),
        ((1, 1, 1, None), 1),
        ((4, 4, None, None), None),
        ((None, None, None, None), None),
        ((4, 4, 4, 4), 4),
    ],
)
def test_the_headline_is_the_highest_level_that_three_quarters_meet(
    levels: tuple[int | None, ...], headline: int | None
) -> None:
    assert profile(FRAMEWORK, answers(*levels))[0].headline == headline


def test_what_is_not_judged_counts_as_not_met_and_is_counted_apart() -> None:
    result = profile(FRAMEWORK, answers(3, 3, None, 3))[0]
    assert (result.not_judged, result.counts, result.met, result.needed) == (1, (0, 0, 3, 0), (3, 3, 3, 0), 3)


def test_a_pillar_nobody_has_judged_has_no_headline() -> None:
    result = profile(FRAMEWORK, {})[1]
    assert (result.headline, result.not_judged, result.total) == (None, 2, 2)


def test_an_answer_carried_over_counts_for_nothing_until_it_is_judged_anew() -> None:
    carried = {name: Answer(name, 4, is_carried=True) for name in LEADING}
    assert profile(FRAMEWORK, carried)[0].headline is None


def test_moderated_levels_stand_beside_the_agreed_ones() -> None:
    agreed = {name: Answer(name, 4, moderated_level=2 if name == "one-plan" else None) for name in LEADING}
    assert profile(FRAMEWORK, agreed)[0].counts == (0, 0, 0, 4)
    assert profile(FRAMEWORK, moderated(agreed))[0].counts == (0, 1, 0, 3)


def test_gaps_come_widest_first_and_less_where_confidence_is_less() -> None:
    told = {
        "one-plan": Answer("one-plan", 2, "low", target_level=4),  # 2 × 60 % = 1.2
        "one-board": Answer("one-board", 2, "high", target_level=4),  # 2
        "one-voice": Answer("one-voice", 3, "high", target_level=4),  # 1
    }
    assert [gap.statement for gap in gaps(FRAMEWORK, told)] == ["one-board", "one-plan", "one-voice"]


def test_of_equal_gaps_the_one_with_the_furthest_date_comes_first() -> None:
    told = {
        name: Answer(name, 1, target_level=3, target_on=day)
        for name, day in zip(
            LEADING, (dt.date(2027, 1, 1), dt.date(2028, 1, 1), None, dt.date(2026, 9, 1)), strict=True
        )
    }
    assert [gap.statement for gap in gaps(FRAMEWORK, told)] == ["one-voice", "one-board", "one-plan", "one-purse"]


def test_a_target_that_is_reached_or_not_set_is_no_gap() -> None:
    told = {"one-plan": Answer("one-plan", 3, target_level=3), "one-board": Answer("one-board", 1)}
    assert gaps(FRAMEWORK, told) == ()


def test_a_target_of_something_not_judged_comes_last_and_has_no_size() -> None:
    told = {"one-plan": Answer("one-plan", None, target_level=4), "one-board": Answer("one-board", 3, target_level=4)}
    found = gaps(FRAMEWORK, told)
    assert [(gap.statement, gap.size) for gap in found] == [("one-board", 1), ("one-plan", None)]


# ------------------------------------------------------------------ against the oracle


@st.composite
def questions(draw: st.DrawFn) -> tuple[Framework, dict[str, Answer]]:
    sizes = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
    pillars = {f"pillar-{p}": [f"statement-{p}-{s}" for s in range(size)] for p, size in enumerate(sizes)}
    framework = a_framework(pillars, met_percent=draw(st.integers(50, 100)))
    told = {}
    for name in framework.statements:
        if draw(st.booleans()):
            told[name] = Answer(name, draw(st.none() | st.integers(1, 4)), is_carried=draw(st.booleans()))
    return framework, told


def plain_headline(framework: Framework, place: int, told: dict[str, Answer]) -> int | None:
    """One level at a time, in exact fractions, from the statements themselves."""
    best = None
    for level in (1, 2, 3, 4):
        met = 0
        for statement in framework.pillars[place].statements:
            answer = told.get(statement.id)
            if answer is not None and not answer.is_carried and answer.level is not None and answer.level >= level:
                met += 1
        if Fraction(met, len(framework.pillars[place].statements)) >= Fraction(framework.met_percent, 100):
            best = level
    return best


@given(questions())
def test_the_profile_agrees_with_the_plain_oracle(question: tuple[Framework, dict[str, Answer]]) -> None:
    framework, told = question
    for place, result in enumerate(profile(framework, told)):
        assert result.headline == plain_headline(framework, place, told)
        assert sum(result.counts) + result.not_judged == len(framework.pillars[place].statements)
        if result.headline is not None:
            assert result.met[result.headline - 1] >= result.needed


@given(questions(), st.data())
def test_judging_a_statement_higher_never_lowers_a_headline(
    question: tuple[Framework, dict[str, Answer]], data: st.DataObject
) -> None:
    framework, told = question
    name = data.draw(st.sampled_from(sorted(framework.statements)))
    before = profile(framework, told)
    old = told[name].judged if name in told else None
    raised = {**told, name: Answer(name, min(4, (old or 0) + 1))}
    for first, then in zip(before, profile(framework, raised), strict=True):
        assert (then.headline or 0) >= (first.headline or 0)

"""An assessment as documents tell it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from goldenthread.hub.maturity.interface import assessment_told
from goldenthread.hub.maturity.models import Agreement, Cycle
from tests.made.maturity import BOARD, CAMDEN, PLAN, a_closed_cycle, agreed, an_open_cycle
from tests.made.people import an_actor

pytestmark = pytest.mark.django_db


def test_a_partnership_without_an_assessment_has_nothing_to_tell() -> None:
    assert assessment_told(an_actor("viewer"), CAMDEN) is None


def test_who_may_not_see_an_assessment_is_told_none() -> None:
    a_closed_cycle()
    with pytest.raises(PermissionDenied):
        assessment_told(an_actor("viewer", "barnet"), CAMDEN)


def test_each_headline_stands_with_its_sum_and_each_answer_with_its_target() -> None:
    cycle = an_open_cycle()
    agreed(cycle, 2, PLAN, target_level=3, target_on=dt.date(2027, 8, 31))
    agreed(cycle, 1, BOARD, target_level=2)
    told = assessment_told(an_actor("viewer"), CAMDEN)
    assert told is not None
    first = told.pillars[0]
    assert first.headline == "no level is reached"
    assert "75% of 3 statements is 3." in first.formula
    assert first.formula.endswith("No level is reached. 1 not judged, which counts as not met.")
    by_title = {each.statement: each for each in first.answers}
    assert by_title["One shared plan"].level == "Developing"
    assert by_title["One shared plan"].target == "Established by 31 August 2027"
    assert by_title["A board that brings everyone together"].target == "Developing, with no date"
    assert by_title["Decisions on data that remove delay"].level == "not judged"
    assert (told.is_open, told.is_example) == (True, False)
    assert told.pillars[1].headline == "not judged"


def test_what_was_only_carried_over_is_told_as_such() -> None:
    cycle = an_open_cycle()
    agreed(cycle, 2, PLAN)
    Agreement.objects.filter(cycle=cycle, statement=PLAN).update(is_carried=True)
    told = assessment_told(an_actor("viewer"), CAMDEN)
    assert told is not None
    assert told.pillars[0].answers[0].level == "carried over, not judged anew"
    assert told.pillars[0].answers[0].confidence == "not judged"


def test_the_newest_cycle_is_told() -> None:
    a_closed_cycle(title="Spring 2026")
    an_open_cycle(title="Spring 2027")
    told = assessment_told(an_actor("viewer"), CAMDEN)
    assert told is not None
    assert told.cycle == "Spring 2027"
    assert Cycle.objects.count() == 2


def test_the_rule_says_that_nothing_is_averaged() -> None:
    a_closed_cycle()
    told = assessment_told(an_actor("viewer"), CAMDEN)
    assert told is not None
    assert told.rule.endswith("Nothing is averaged across pillars.")
    assert [each.headline for each in told.pillars] == ["Developing"] * 8

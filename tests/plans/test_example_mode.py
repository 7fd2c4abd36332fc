"""Example mode: the example is made once, leaves everybody's own words alone, is gone without it, and is never public."""

from __future__ import annotations

import pytest
from django.test import override_settings

from goldenthread.hub.audit.interface import Versioned
from goldenthread.hub.config.example_mode import example_or_none
from goldenthread.hub.config.serve import CannotServe, _prepare, serve
from goldenthread.hub.maturity.actions.cycles import open_cycle
from goldenthread.hub.maturity.models import Agreement, Cycle, Evidence, Judgement
from goldenthread.hub.people.models import Person
from goldenthread.hub.plans.example import remove_example
from goldenthread.hub.plans.models import (
    Action,
    Answer,
    Comment,
    Milestone,
    Plan,
    Priority,
    Reading,
    SectionText,
    SuccessMeasure,
    TableValue,
)
from tests.made.example import an_example
from tests.made.people import an_actor, an_organisation
from tests.made.plans import CAMDEN, a_plan

MADE = (Plan, SectionText, Answer, Priority, Action, Milestone, SuccessMeasure, Reading, TableValue, Comment,
        Cycle, Judgement, Agreement, Evidence, Person)  # fmt: skip


def counted() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in MADE}


@pytest.mark.django_db
@override_settings(EXAMPLE=True)
def test_it_is_made_once_and_then_only_its_people_get_new_codes() -> None:
    _, first = an_example()
    before = counted()
    _, again = an_example()
    assert counted() == before
    assert before["Plan"] == before["Cycle"] == 1
    assert [way.email for way in again] == [way.email for way in first]
    assert not {way.password for way in first} & {way.password for way in again}
    assert not {code for way in first for code in way.codes} & {code for way in again for code in way.codes}


@pytest.mark.django_db
def test_outside_example_mode_nothing_of_it_is_left() -> None:
    before = counted()
    with override_settings(EXAMPLE=True):
        an_example()
    assert example_or_none() == ""
    assert counted() == before


@pytest.mark.django_db
def test_outside_example_mode_it_cannot_be_made() -> None:
    with pytest.raises(RuntimeError, match="example mode alone"):
        an_example()
    assert not Plan.objects.exists()


@pytest.mark.django_db
@override_settings(EXAMPLE=True)
def test_without_figures_it_is_said_why_there_is_no_example(no_figures: None) -> None:
    an_organisation()
    assert "there are none yet" in example_or_none()
    assert not Plan.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_plan_of_the_partnership_s_own_is_kept_and_the_example_left_out() -> None:
    plan = a_plan(title="Our own plan")
    with override_settings(EXAMPLE=True):
        an_example()
    assert [each.title for each in Plan.objects.all()] == ["Our own plan"]
    assert not Cycle.objects.exists()
    assert not Evidence.objects.exists()
    remove_example()
    assert kept(plan)


@pytest.mark.django_db
def test_an_assessment_of_the_partnership_s_own_is_kept_and_the_example_left_out() -> None:
    cycle, _ = open_cycle(by=an_actor("approver"), partnership=CAMDEN, title="Our own autumn")
    with override_settings(EXAMPLE=True):
        an_example()
    assert [each.title for each in Cycle.objects.all()] == ["Our own autumn"]
    assert not Plan.objects.exists()
    assert not Judgement.objects.exists()
    remove_example()
    assert kept(cycle)


def kept(thing: Versioned) -> bool:
    return type(thing)._default_manager.get(pk=thing.pk).version == thing.version


# ------------------------------------------------------------------ never in public


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "send.example.org"])
@pytest.mark.parametrize("asked", ["by the option", "by the environment"])
def test_it_is_not_served_where_others_reach_the_machine(
    host: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_EXAMPLE", "" if asked == "by the option" else "1")
    with pytest.raises(CannotServe, match="Leave out --example"):
        serve(host=host, port=8121, example=asked == "by the option")


@pytest.mark.django_db
@override_settings(EXAMPLE=True, ALLOWED_HOSTS=["send.example.org"])
def test_it_is_not_served_behind_a_public_name() -> None:
    with pytest.raises(CannotServe, match="GOLDENTHREAD_ALLOWED_HOSTS names more than this machine"):
        _prepare()
    assert not Person.objects.exists()

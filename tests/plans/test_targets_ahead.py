"""A target lies ahead of its baseline and of today, and a measure without a start is warned of before it is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from goldenthread.hub.evidence.interface import offered, readings
from goldenthread.hub.maturity.models import Agreement
from goldenthread.hub.plans.actions.measures import add_local_measure, baseline_of, change_measure
from goldenthread.hub.plans.models import Action, SuccessMeasure
from goldenthread.hub.plans.presenters.priority import indicator_groups
from goldenthread.hub.plans.queries.whole import whole_plan
from goldenthread.hub.plans.templates_in_force import template_of
from tests.made.maturity import agreed, an_open_cycle
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_local_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
YESTERYEAR = dt.date(2024, 3, 31)
CITY = "E09000001"


def url(name: str, *args: object, code: str = CAMDEN) -> str:
    return reverse(name, args=[code, *args])


def test_a_new_measure_has_its_target_ahead() -> None:
    with pytest.raises(ValidationError, match="31 March 2024 has passed"):
        add_local_measure(
            an_action(a_priority(a_plan())), by=an_actor(), title="Heard", unit="percent", direction="higher-is-better",
            baseline_value=54.0, baseline_on=dt.date(2023, 3, 31), target_value=75.0, target_on=YESTERYEAR,
        )  # fmt: skip


def test_a_target_that_has_passed_meanwhile_does_not_keep_its_words_from_being_changed() -> None:
    measure = a_local_measure(an_action(a_priority(a_plan())))
    SuccessMeasure.objects.filter(pk=measure.pk).update(
        target_on=YESTERYEAR, baseline_period="2023-03-31", trajectory=[["2024-03-31", 75.0]]
    )
    assert change_measure(measure.pk, by=an_actor(), version=1, title="Families heard").title == "Families heard"
    with pytest.raises(ValidationError, match="has passed"):
        change_measure(measure.pk, by=an_actor(), version=2, target_on=dt.date(2024, 4, 1))


def test_a_level_is_wanted_by_a_day_to_come() -> None:
    cycle = an_open_cycle()
    with pytest.raises(ValidationError, match="This day has passed"):
        agreed(cycle, 1, target_level=2, target_on=YESTERYEAR)
    agreed(cycle, 1, target_level=2, target_on=dt.date(2028, 3, 31))
    Agreement.objects.update(target_on=YESTERYEAR)
    assert agreed(cycle, 2, target_level=2, target_on=YESTERYEAR, rationale="Since then it was done.").level == 2


def absent(code: str) -> str:
    """An indicator of which an area has no figure in any period."""
    wanted = [(each.id, "total") for each in offered()]
    return next(key[0] for key, figure in readings(code, wanted).items() if baseline_of(figure) is None)


def test_indicators_with_a_figure_are_offered_first_and_the_rest_are_called_what_they_are() -> None:
    plan = a_plan(by=an_actor("approver", "city-of-london"), partnership=CITY)
    priority = a_priority(plan, by=an_actor("approver", "city-of-london"))
    priority.evidence = [{"indicator": absent(CITY), "breakdown": "total"}]
    priority.save()
    groups = indicator_groups(CITY, template_of(plan), whole_plan(plan).priorities[0])
    assert groups[-1][0] == "No figure here, so no baseline"
    assert f"{absent(CITY)}|total" in dict(groups[-1][1])
    assert all("(now " in words or "; baseline " in words for _, words in groups[0][1])


def test_a_measure_without_a_start_is_warned_of_before_it_is_kept(site: Client) -> None:
    by = an_actor("approver", "city-of-london")
    priority = a_priority(a_plan(by=by, partnership=CITY), by=by)
    writer = signed_in(site, a_person("contributor", "city-of-london"))
    sent = {
        "title": "Advice", "indicator": f"{absent(CITY)}|total", "target_value": "75", "target_on": "31 August 2028"
    }  # fmt: skip
    asked = writer.post(url("plan-action-first", priority.pk, code=CITY), sent).content.decode()
    assert "the measure would have no baseline" in asked
    assert not Action.objects.exists()
    writer.post(url("plan-action-first", priority.pk, code=CITY), {**sent, "no_baseline": "yes"})
    assert SuccessMeasure.objects.get().baseline_value is None
    again = {"indicator": sent["indicator"], "target_value": "75", "target_on": "31 August 2028"}
    action = Action.objects.get()
    assert "no baseline" in writer.post(url("plan-measure-new", action.pk, code=CITY), again).content.decode()
    assert SuccessMeasure.objects.count() == 1

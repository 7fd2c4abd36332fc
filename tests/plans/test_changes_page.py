"""The page of what new figures changed under a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.hub.audit.interface import remove
from goldenthread.hub.plans.actions.following import follow
from goldenthread.hub.plans.models import Notice, Plan, Priority, SuccessMeasure
from goldenthread.hub.plans.queries.following import SHOWN
from tests.made.builds import Builds, Changed
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, WEEKS, a_measure, a_plan

from .following import BEFORE_2024, a_followed_measure, in_2023, in_2024

pytestmark = pytest.mark.django_db
PAGE = f"/plans/{CAMDEN}/changes/"


@pytest.fixture
def builds(store_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    found = Builds(store_folder, tmp_path / "store")
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(found.folder))
    found.publish(BEFORE_2024)
    return found


@pytest.fixture
def member(site: Client) -> Client:
    return signed_in(site, a_person("viewer"))


def shown(client: Client, query: str = "") -> str:
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_plan_that_nothing_happened_to_says_so(builds: Builds, member: Client) -> None:
    a_plan()
    assert "no figure under this plan has changed" in shown(member)


def test_opening_a_page_of_the_plan_reads_the_newest_figures(builds: Builds, member: Client) -> None:
    _, measure = a_followed_measure()
    build = builds.publish(in_2024(97.4))
    page = shown(member)
    assert "97.4% in 2024, up from 96.6% in 2023" in page
    assert build in page
    assert reverse("plan-measure", args=[CAMDEN, measure.pk]) in page
    assert reverse("figure", args=[measure.indicator, CAMDEN, "2024"]) in page
    assert measure.readings.filter(build=build).exists()


def test_what_was_shown_is_new_once_and_for_each_reader(builds: Builds, member: Client) -> None:
    a_followed_measure()
    builds.publish(in_2024(97.4))
    assert "New to you" in shown(member)
    assert "New to you" not in shown(member)
    other = signed_in(Client(), a_person("contributor"))
    assert "New to you" in shown(other)


def test_builds_stand_newest_first(builds: Builds, member: Client) -> None:
    a_followed_measure()
    first = builds.publish(BEFORE_2024, in_2023(91.2))
    shown(member)
    second = builds.publish(in_2023(91.2), in_2024(97.4))
    page = shown(member)
    assert page.index(second) < page.index(first)


def _as(measure: SuccessMeasure, **other: Any) -> dict[str, Any]:
    """Another measure like it."""
    names = [field.attname for field in SuccessMeasure._meta.concrete_fields if not field.primary_key]
    return {**{name: getattr(measure, name) for name in names}, **other}


def test_evidence_leads_to_its_own_indicator_and_not_to_the_measure_of_the_same_number(
    builds: Builds, member: Client
) -> None:
    plan, measure = a_followed_measure(target=97.0, indicator="decisions-in-6-weeks")
    evidence = {"indicator": WEEKS, "breakdown": "total", "period": "2023", "value": 96.6, "text": "", "build": ""}
    Priority.objects.create(plan=plan, pk=measure.pk + 1_000, title="Plans in time", evidence=[evidence])
    SuccessMeasure.objects.create(**_as(measure, pk=measure.pk + 1_000))
    builds.publish(Changed("request-outcomes-in-6-weeks-percent", "2024", CAMDEN, 50.0), in_2024(97.4))
    page = shown(member)
    evidence_part = page.split("The evidence under")[1].split("</li>")[0]
    assert f"/indicators/{WEEKS}/?area={CAMDEN}" in evidence_part
    assert "decisions-in-6-weeks" not in evidence_part


def test_a_withdrawn_figure_leads_to_the_indicator_and_says_that_it_is_no_zero(builds: Builds, member: Client) -> None:
    a_followed_measure()
    builds.publish(BEFORE_2024, in_2023(None, "x"))
    page = shown(member)
    assert "That is not zero." in page
    assert "All figures of this indicator" in page


def test_of_a_removed_measure_the_notice_stays(builds: Builds, member: Client) -> None:
    plan, measure = a_followed_measure()
    builds.publish(in_2024(97.4))
    follow(plan)
    remove(SuccessMeasure.objects.get(pk=measure.pk), by="1")
    page = shown(member)
    assert "97.4% in 2024" in page
    assert "It is no longer in the plan." in page


def test_other_partnerships_and_visitors_see_nothing(builds: Builds, site: Client) -> None:
    a_followed_measure()
    assert site.get(PAGE).status_code == 302
    stranger = signed_in(site, a_person("approver", "newham"))
    assert stranger.get(PAGE).status_code == 403
    assert stranger.get("/plans/E09000025/changes/").url.startswith("/plans/E09000025/?then="), "Newham has no plan"


def test_a_place_in_the_list_that_cannot_be_is_refused_in_words(builds: Builds, member: Client) -> None:
    a_plan()
    assert member.get(PAGE + "?before=now").status_code == 400
    assert member.get(PAGE + "?before=" + "9" * 30).status_code == 400


def _many(plan: Plan, count: int) -> None:
    Notice.objects.bulk_create(
        Notice(plan=plan, kind="measure", object_id=str(n), text=f"Change {n}.", build="a" * 12)
        for n in range(1, count + 1)
    )


def test_a_long_list_goes_on_where_it_stopped(builds: Builds, member: Client) -> None:
    _many(a_plan(), SHOWN + 3)
    first = shown(member)
    assert first.count("gt-changed__one") == SHOWN
    older = first.split('href="?plan=')[1].split('"')[0].replace("&amp;", "&")
    rest = shown(member, f"?plan={older}")
    assert rest.count("gt-changed__one") == 3
    assert "Older changes" not in rest


def test_the_page_asks_as_often_for_many_notices_as_for_few(
    builds: Builds, member: Client, django_assert_max_num_queries: Any
) -> None:
    plan, measure = a_followed_measure()
    for _ in range(30):
        a_measure(measure.action, an_actor())
    builds.publish(in_2024(97.4))
    follow(plan)
    with django_assert_max_num_queries(16):
        shown(member)

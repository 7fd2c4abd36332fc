"""New figures read into plans: what moved, what was revised or withdrawn, and that it happens once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from goldenthread.hub.audit.interface import events_of_partnership
from goldenthread.hub.evidence.interface import Point, current_build
from goldenthread.hub.plans.actions.following import Followed, follow, follow_all, follow_if_newer
from goldenthread.hub.plans.actions.priorities import add_priority
from goldenthread.hub.plans.models import Notice, Plan, Reading
from goldenthread.hub.plans.rereading import Kept, moves
from tests.made.builds import Builds, Changed, Without
from tests.made.people import an_actor
from tests.made.plans import CAMDEN, WEEKS, a_local_measure, a_measure, a_plan, a_priority, an_action

from .following import BEFORE_2024, IN_20_WEEKS, a_followed_measure, in_2023, in_2024

pytestmark = pytest.mark.django_db
APPEALS = "send-appeals-registered"


@pytest.fixture
def builds(store_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    """A site whose newest figures are of 2023."""
    found = Builds(store_folder, tmp_path / "store")
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(found.folder))
    found.publish(BEFORE_2024)
    return found


def the_notice(plan: Plan) -> str:
    return Notice.objects.get(plan=plan).text


# ------------------------------------------------------------------ moved


def test_a_measure_that_moved_is_told_with_its_way_to_the_target(builds: Builds) -> None:
    plan, measure = a_followed_measure(target=98.0)
    build = builds.publish(in_2024(97.4))
    assert follow(plan)
    assert the_notice(plan) == (
        f"{measure.title}: 97.4% in 2024, up from 96.6% in 2023; on track for the target of 98.0% by 31 December 2028."
    )
    newest = Reading.objects.get(measure=measure, period="2024")
    assert (newest.value, newest.before, newest.build, newest.status) == (97.4, None, build, "ok")
    assert newest.release


def test_a_measure_off_its_way_is_told_what_the_way_asks_for(builds: Builds) -> None:
    plan, _ = a_followed_measure(target=98.0)
    builds.publish(in_2024(90.0))
    follow(plan)
    assert "90.0% in 2024, down from 96.6% in 2023; off track for the target of 98.0%" in the_notice(plan)
    assert "the way there asks for 96.9% by now" in the_notice(plan)


def test_for_a_measure_that_is_to_fall_less_is_on_track(builds: Builds) -> None:
    plan, measure = a_followed_measure(target=97.0)
    measure.direction = "lower-is-better"
    measure.target_value, measure.trajectory = 80.0, [["2028-12-31", 80.0]]
    measure.save()
    builds.publish(in_2024(85.0))
    follow(plan)
    assert "85.0% in 2024, down from 96.6% in 2023; on track for the target of 80.0%" in the_notice(plan)


def test_a_target_that_is_reached_is_met(builds: Builds) -> None:
    plan, _ = a_followed_measure(target=98.0)
    builds.publish(in_2024(99.0))
    follow(plan)
    assert the_notice(plan).endswith("the target of 98.0% by 31 December 2028 is met.")


def test_a_build_that_moves_nothing_of_a_plan_tells_nothing(builds: Builds) -> None:
    plan, measure = a_followed_measure()
    build = builds.publish(BEFORE_2024, Changed(IN_20_WEEKS, "2023", "E09000025", 11.0))
    followed = follow(plan)
    assert followed
    assert (followed.readings, followed.notices) == (0, 0)
    plan.refresh_from_db()
    assert plan.build_seen == build
    assert measure.readings.count() == 1


def test_a_measure_bound_in_the_newest_build_has_no_news_of_it(builds: Builds) -> None:
    plan, _ = a_followed_measure()
    builds.publish()
    by = an_actor()
    a_measure(an_action(a_priority(plan, by), by), by)
    follow(plan)
    assert Notice.objects.filter(plan=plan).count() == 1


# ------------------------------------------------------------------ revised, withdrawn, absent, broken


def test_a_revised_figure_keeps_what_stood_there(builds: Builds) -> None:
    plan, measure = a_followed_measure()
    builds.publish(BEFORE_2024, in_2023(91.2))
    follow(plan)
    assert "The figure in 2023 is revised from 96.6% to 91.2%." in the_notice(plan).replace(": the", ": The")
    row = Reading.objects.get(measure=measure)
    assert (row.value, row.before) == (91.2, 96.6)
    measure.refresh_from_db()
    assert measure.baseline_value == 96.6, "the baseline is what was agreed on"


def test_a_withdrawn_figure_is_an_absence_and_never_a_zero(builds: Builds) -> None:
    plan, measure = a_followed_measure()
    builds.publish(BEFORE_2024, in_2023(None, "x"))
    follow(plan)
    assert "in 2023, 96.6% until now, is withdrawn (not available). That is not zero." in the_notice(plan)
    row = Reading.objects.get(measure=measure)
    assert (row.value, row.status, row.before) == (None, "x", 96.6)


def test_a_series_that_is_no_longer_there_is_withdrawn_too(builds: Builds) -> None:
    plan, measure = a_followed_measure()
    builds.publish(BEFORE_2024, Without(IN_20_WEEKS, "2023"))
    follow(plan)
    assert "is withdrawn (not in the source). That is not zero." in the_notice(plan)
    assert Reading.objects.get(measure=measure).value is None


def test_a_new_period_without_a_figure_says_when_there_last_was_one(builds: Builds) -> None:
    plan, measure = a_followed_measure()
    builds.publish(in_2024(None, "c"))
    follow(plan)
    told = the_notice(plan)
    assert "no figure in 2024 (held back). That is not zero. The last was 96.6% in 2023." in told
    assert "cannot be told" in told
    assert Reading.objects.get(measure=measure, period="2024").status == "c"


def test_a_withdrawn_figure_that_comes_back_is_told(builds: Builds) -> None:
    plan, _ = a_followed_measure()
    builds.publish(BEFORE_2024, in_2023(None, "x"))
    follow(plan)
    builds.publish(BEFORE_2024)
    follow(plan)
    assert "the figure in 2023, missing until now, is 96.6%" in Notice.objects.filter(plan=plan)[0].text


def test_no_change_is_claimed_across_a_break(builds: Builds) -> None:
    builds.publish(Without(APPEALS, "2025"))
    plan, _ = a_followed_measure(target=20.0, indicator=APPEALS)
    builds.publish()
    follow(plan)
    told = the_notice(plan)
    assert "57 in 2025; not compared with 2024, because the series breaks. Copied by hand" in told
    assert "up from" not in told
    assert "cannot be told: the series breaks after the baseline" in told


# ------------------------------------------------------------------ evidence


def entry(value: float | None = 96.6, period: str = "2023") -> dict[str, object]:
    return {
        "indicator": WEEKS,
        "breakdown": "total",
        "period": period,
        "value": value,
        "text": "",
        "build": current_build(),
    }


def a_founded_priority(plan: Plan) -> None:
    add_priority(plan, by=an_actor(), section="assessment", title="Plans in time", origin="figure", evidence=[entry()])


def test_newer_evidence_under_a_priority_is_told_beside_what_it_rests_on(builds: Builds) -> None:
    plan = a_plan()
    a_founded_priority(plan)
    builds.publish(in_2024(88.0))
    follow(plan)
    told = the_notice(plan)
    assert told.startswith("The evidence under “Plans in time” changed. ")
    assert told.endswith("88.0% in 2024; the priority rests on 96.6% in 2023.")


def test_newer_evidence_that_is_as_before_says_so(builds: Builds) -> None:
    plan = a_plan()
    a_founded_priority(plan)
    builds.publish()
    follow(plan)
    assert the_notice(plan).endswith("96.6% in 2024, as in 2023, on which the priority rests.")


def test_evidence_that_is_revised_or_withdrawn_is_told(builds: Builds) -> None:
    plan = a_plan()
    a_founded_priority(plan)
    builds.publish(BEFORE_2024, in_2023(80.0))
    follow(plan)
    assert "in 2023, 96.6% when the priority was set, is 80.0% now." in the_notice(plan)
    builds.publish(BEFORE_2024, in_2023(None, "u"))
    follow(plan)
    assert "is withdrawn (too unreliable). That is not zero." in Notice.objects.filter(plan=plan)[0].text


def test_what_was_told_of_evidence_is_not_told_again_by_the_next_build(builds: Builds) -> None:
    plan = a_plan()
    a_founded_priority(plan)
    builds.publish(in_2024(88.0))
    follow(plan)
    builds.publish(in_2024(88.0), Changed(IN_20_WEEKS, "2023", "E09000025", 11.0))
    follow(plan)
    assert Notice.objects.filter(plan=plan).count() == 1


# ------------------------------------------------------------------ once, and whole


def test_following_twice_writes_once(builds: Builds) -> None:
    plan, measure = a_followed_measure()
    builds.publish(in_2024(97.4))
    stale = Plan.objects.get(pk=plan.pk)
    assert follow(plan) is not None
    assert follow(stale) is None, "another worker had the same plan in hand"
    assert follow(Plan.objects.get(pk=plan.pk)) is None
    assert Notice.objects.filter(plan=plan).count() == 1
    assert measure.readings.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_writes(builds: Builds) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        pytest.skip("threads share one connection of a database in memory")
    plan, measure = a_followed_measure()
    builds.publish(in_2024(97.4))
    ready = threading.Barrier(4)
    found: list[Followed | None] = []

    def work() -> None:
        mine = Plan.objects.get(pk=plan.pk)
        ready.wait()
        found.append(follow(mine))
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(found) == 4
    assert len([each for each in found if each is not None]) == 1
    assert (Notice.objects.filter(plan=plan).count(), measure.readings.count()) == (1, 2)


def test_every_plan_in_use_is_followed_and_progress_told(builds: Builds) -> None:
    plan, _ = a_followed_measure()
    old = a_plan_of("newham", "E09000025")
    Plan.objects.filter(pk=old.pk).update(state="superseded")
    builds.publish(in_2024(97.4))
    seen: list[tuple[int, int, str]] = []
    followed = follow_all(lambda done, total, label: seen.append((done, total, label)))
    assert [each.partnership for each in followed] == [CAMDEN]
    assert seen[0] == (0, 2, WEEKS)
    assert seen[-1][:2] == (2, 2)
    assert follow_all() == ()
    old.refresh_from_db()
    assert old.build_seen != current_build()
    assert plan.pk


def a_plan_of(organisation: str, code: str) -> Plan:
    return a_plan(an_actor("contributor", organisation), partnership=code)


def test_an_interruption_in_the_middle_leaves_each_plan_whole(builds: Builds) -> None:
    first, _ = a_followed_measure()
    by = an_actor("contributor", "newham")
    second = a_plan(by, partnership="E09000025")
    a_measure(an_action(a_priority(second, by), by), by, target=99.0)
    builds.publish(in_2024(97.4), in_2024(60.0, area="E09000025"))
    with connection.execute_wrapper(_Stop("plans_notice", after=1)), pytest.raises(KeyboardInterrupt):
        follow_all()
    assert Notice.objects.filter(plan=first).exists()
    assert not Notice.objects.filter(plan=second).exists()
    assert not Reading.objects.filter(measure__action__priority__plan=second, period="2024").exists()
    assert [each.partnership for each in follow_all()] == ["E09000025"]
    assert Notice.objects.filter(plan=second).count() == 1


class _Stop:
    """The power goes when something is written to a table for the second time."""

    def __init__(self, table: str, after: int) -> None:
        self.table, self.left = table, after

    def __call__(self, execute: Callable[..., Any], sql: str, *told: Any) -> Any:
        if sql.startswith("INSERT") and self.table in sql:
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
        return execute(sql, *told)


def test_the_site_itself_is_the_author_in_the_audit(builds: Builds) -> None:
    plan, _ = a_followed_measure()
    builds.publish(in_2024(97.4))
    follow(plan)
    event = events_of_partnership(CAMDEN)[0]
    assert (event.action, event.actor, event.kind, event.fields) == ("read again", "", "plan", ["readings"])


def test_local_measures_are_left_to_those_who_read_them(builds: Builds) -> None:
    by = an_actor()
    plan = a_plan(by)
    measure = a_local_measure(an_action(a_priority(plan, by), by), by)
    builds.publish()
    follow(plan)
    assert measure.readings.count() == 1
    assert not Notice.objects.exists()


def test_without_figures_nothing_is_followed(builds: Builds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, _ = a_followed_measure()
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(tmp_path / "nowhere"))
    follow_if_newer(plan)
    assert follow_all() == ()
    assert not Notice.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_measures(
    builds: Builds, django_assert_max_num_queries: Any
) -> None:
    plan, measure = a_followed_measure()
    by = an_actor()
    for _ in range(20):
        a_measure(measure.action, by)
    builds.publish(in_2024(97.4))
    with django_assert_max_num_queries(14):
        follow(plan)
    assert Notice.objects.filter(plan=plan).count() == 21


# ------------------------------------------------------------------ the rule itself


def test_periods_before_the_baseline_are_nobodys_business() -> None:
    published = [Point(str(year), str(year), float(year), "ok", "") for year in (2022, 2023, 2024)]
    kept = {"2023": Kept("2023", 2023.0, "ok")}
    assert [(move.kind, move.point.period) for move in moves(kept, published, "2023")] == [("new", "2024")]


def test_an_absence_for_another_reason_is_kept_and_told_to_nobody() -> None:
    published = [Point("2023", "2023", None, "c", "held back")]
    assert [move.kind for move in moves({"2023": Kept("2023", None, "x")}, published, "")] == ["other absence"]

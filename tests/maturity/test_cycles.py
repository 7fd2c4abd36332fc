"""Opening, closing and going over to a new version."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from goldenthread.hub.maturity import actions, frameworks, queries
from goldenthread.hub.maturity.models import Agreement, Cycle, Evidence
from goldenthread.hub.maturity.results import profile
from goldenthread.warehouse.definitions.frameworks import Framework
from tests.made.frameworks import write_framework
from tests.made.maturity import (
    BOARD,
    CAMDEN,
    PLAN,
    a_closed_cycle,
    agreed,
    an_approver,
    an_open_cycle,
    enough_evidence,
    some_evidence,
)

pytestmark = pytest.mark.django_db


def test_the_first_cycle_starts_empty_by_the_newest_version() -> None:
    cycle = an_open_cycle(title="  Autumn 2026 ")
    assert (cycle.title, cycle.state, cycle.framework_version) == ("Autumn 2026", "open", frameworks.newest().version)
    assert not Agreement.objects.exists()


def test_one_cycle_is_open_at_a_time() -> None:
    an_open_cycle()
    with pytest.raises(ValidationError, match="Close it before you open the next one"):
        an_open_cycle()
    assert Cycle.objects.count() == 1


def test_two_partnerships_each_have_theirs() -> None:
    an_open_cycle(CAMDEN)
    assert an_open_cycle("E09000003").state == "open"


def test_a_cycle_without_a_name_is_refused() -> None:
    with pytest.raises(ValidationError):
        an_open_cycle(title=" ")


def test_closing_keeps_when_and_is_done_once() -> None:
    cycle, by = an_open_cycle(), an_approver()
    with pytest.raises(ValidationError, match="nothing to close"):
        actions.close_cycle(cycle, by=by, version=1)
    agreed(cycle, 2)
    with pytest.raises(actions.CycleClosed):
        actions.close_cycle(actions.close_cycle(cycle, by=by, version=1), by=by, version=1)
    assert Cycle.objects.get().agreed_at is not None


def test_a_button_pressed_twice_does_its_work_once() -> None:
    cycle, by = a_closed_cycle(), an_approver()
    first = actions.share(cycle, by=by, version=cycle.version, shared=True)
    again = actions.share(cycle, by=by, version=cycle.version, shared=True)
    assert (again.shared, again.version) == (True, first.version)


def test_evidence_that_expired_since_the_agreement_stops_the_closing() -> None:
    enough_evidence(statements=(PLAN,))
    cycle = an_open_cycle()
    agreed(cycle, 3)
    item = Evidence.objects.filter(kind="audit").get()
    actions.change_evidence(item.pk, by=an_approver(), version=item.version, expires_on=dt.date(2020, 1, 1))
    with pytest.raises(actions.RulesBroken) as broken:
        actions.close_cycle(cycle, by=an_approver(), version=cycle.version)
    assert set(broken.value.findings) == {PLAN}
    assert Cycle.objects.get().state == "open"


def test_the_next_cycle_starts_from_the_last_one_and_counts_nothing_until_agreed_anew() -> None:
    old = a_closed_cycle(level=2)
    cycle = an_open_cycle()
    carried = queries.agreements_of(cycle)
    assert {each.level for each in carried.values()} == {2}
    assert all(each.is_carried for each in carried.values())
    framework = frameworks.of_cycle(cycle)
    assert profile(framework, queries.answers_from(carried))[0].headline is None
    agreed(cycle, 2, PLAN)
    assert not Agreement.objects.get(cycle=cycle, statement=PLAN).is_carried
    assert profile(framework, queries.answers_from(queries.agreements_of(old)))[0].headline == 2


def test_what_was_only_carried_is_not_handed_on_as_agreed() -> None:
    a_closed_cycle(level=2)
    second = an_open_cycle()
    agreed(second, 1, PLAN)
    actions.close_cycle(second, by=an_approver(), version=second.version)
    third = queries.agreements_of(an_open_cycle())
    assert (third[PLAN].level, third[BOARD].level) == (1, None)


# ------------------------------------------------------------------ a new version

FIRST = {"leading": ("first-plan", "first-board", "first-purse"), "helping": ("first-early", "first-near")}
SECOND = {"leading": ("second-plan", "second-governing"), "helping": ("first-early", "second-working")}
CARRIED: list[dict[str, Any]] = [
    {"old": "first-plan", "to": "second-plan"},
    {"old": "first-board", "to": "second-governing"},
    {"old": "first-purse", "to": "second-governing"},
    {"old": "first-near", "reason": "Distance is measured now, and no longer judged."},
]


@pytest.fixture
def versions(tmp_path: Path, settings: Settings) -> tuple[Framework, Framework]:
    """An installation's own framework at two versions: renamed, merged, dropped and new statements."""
    folder = tmp_path / "frameworks"
    write_framework(folder, pillars=FIRST, framework="own")
    write_framework(
        folder, pillars=SECOND, framework="own", version="2", upgrades=[{"from_version": "1", "carried": CARRIED}]
    )
    settings.MORE_FRAMEWORKS = folder
    known = frameworks.known()
    return known["own", "1"], known["own", "2"]


@pytest.fixture
def old(versions: tuple[Framework, Framework]) -> Cycle:
    """A closed cycle of the first version, with evidence and a target."""
    some_evidence(statements=("first-plan", "first-near"))
    cycle = an_open_cycle(framework=versions[0])
    levels = {"first-plan": 2, "first-board": 2, "first-purse": 1, "first-early": 1, "first-near": 2}
    for statement, level in levels.items():
        target = {"target_level": 4, "target_on": dt.date(2028, 9, 1)} if statement == "first-plan" else {}
        agreed(cycle, level, statement, rationale=f"About {statement}.", **target)
    return actions.close_cycle(cycle, by=an_approver(), version=cycle.version)


def test_answers_targets_and_evidence_go_over_and_what_cannot_is_named(
    versions: tuple[Framework, Framework], old: Cycle
) -> None:
    cycle, carried = actions.open_cycle(by=an_approver(), partnership=CAMDEN, title="Next", framework=versions[1])
    found = queries.agreements_of(cycle)
    assert (found["second-plan"].level, found["second-plan"].target_level) == (2, 4)
    assert found["second-plan"].target_on == dt.date(2028, 9, 1)
    assert (found["second-governing"].level, found["first-early"].level) == (None, 1)
    assert found["second-governing"].rationale == "About first-board.\n\nAbout first-purse."
    assert Evidence.objects.get().statements == ["first-plan", "first-near", "second-plan"]
    assert carried is not None
    assert {each.statement for each in carried.not_carried} == {"first-board", "first-purse", "first-near"}
    assert carried.new == ("second-working",)


def test_the_old_cycle_stays_as_it_was(versions: tuple[Framework, Framework], old: Cycle) -> None:
    before = {name: each.tracked_values() for name, each in queries.agreements_of(old).items()}
    actions.open_cycle(by=an_approver(), partnership=CAMDEN, title="Next", framework=versions[1])
    assert {name: each.tracked_values() for name, each in queries.agreements_of(old).items()} == before
    assert frameworks.of_cycle(Cycle.objects.get(pk=old.pk)) == versions[0]


def test_a_jump_is_told_across_versions_as_well(versions: tuple[Framework, Framework], old: Cycle) -> None:
    cycle, _ = actions.open_cycle(by=an_approver(), partnership=CAMDEN, title="Next", framework=versions[1])
    enough_evidence(statements=("second-plan", "first-early"))
    with pytest.raises(actions.RulesBroken):
        agreed(cycle, 4, "second-plan")
    with pytest.raises(actions.RulesBroken):
        agreed(cycle, 3, "first-early")


def test_the_newest_version_is_the_one_people_count_last(tmp_path: Path, settings: Settings) -> None:
    for version in ("2", "10", "9"):
        write_framework(tmp_path / "own", framework="own", version=version)
    settings.MORE_FRAMEWORKS = tmp_path / "own"
    assert frameworks.newest("own").version == "10"

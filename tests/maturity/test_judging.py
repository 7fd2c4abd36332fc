"""Judging, agreeing and moderating: who may, what is refused, and that nobody's words are lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from goldenthread.hub.audit.interface import Conflict, events_of_partnership
from goldenthread.hub.maturity import actions
from goldenthread.hub.maturity.models import Agreement, Cycle, Judgement
from goldenthread.hub.people.interface import Actor, SecondFactorNeeded
from tests.made.maturity import (
    BOARD,
    CAMDEN,
    PLAN,
    a_closed_cycle,
    agreed,
    an_approver,
    an_open_cycle,
    enough_evidence,
    judged,
    some_evidence,
)
from tests.made.people import an_actor

pytestmark = pytest.mark.django_db
Try = Callable[[Cycle, Actor], object]

# Each action as somebody tries it.
TRIES: dict[str, Try] = {
    "judge": lambda cycle, by: judged(cycle, by, 2),
    "agree": lambda cycle, by: agreed(cycle, 2, by=by),
    "moderate": lambda cycle, by: actions.moderate(cycle, by=by, statement=PLAN, version=0, level=2, note="Seen."),
    "close": lambda cycle, by: actions.close_cycle(cycle, by=by, version=cycle.version),
    "finish": lambda cycle, by: actions.finish_moderation(cycle, by=by, version=cycle.version),
    "share": lambda cycle, by: actions.share(cycle, by=by, version=cycle.version, shared=True),
    "open": lambda cycle, by: actions.open_cycle(by=by, partnership=cycle.partnership, title="Next"),
    "add": lambda cycle, by: some_evidence(by=by),
    "add restricted": lambda cycle, by: some_evidence(by=by, classification="restricted"),
    "figure": lambda cycle, by: actions.add_figure(
        cycle, by=by, statement=PLAN, indicator="area-send-inspection-outcome"
    ),
}
VIEWER, OUTSIDER = ("viewer", "camden"), ("approver", "barnet")
FORUM, ICB, REGION = (
    ("contributor", "camden-parent-carer-forum"),
    ("approver", "icb-west-and-north-london"),
    ("regional_team", "london-regional-team"),
)
COUNCIL = ("contributor", "camden")
REFUSED = {
    "judge": (VIEWER, OUTSIDER, REGION),
    "agree": (VIEWER, OUTSIDER, REGION, FORUM, COUNCIL),
    "moderate": (VIEWER, OUTSIDER, FORUM, ICB, COUNCIL, ("approver", "camden")),
    "close": (VIEWER, OUTSIDER, REGION, FORUM, COUNCIL),
    "finish": (VIEWER, OUTSIDER, FORUM, ICB, COUNCIL, ("approver", "camden")),
    "share": (VIEWER, OUTSIDER, REGION, FORUM, ICB, COUNCIL),
    "open": (VIEWER, OUTSIDER, REGION, FORUM, COUNCIL),
    "add": (VIEWER, OUTSIDER, REGION),
    "add restricted": (VIEWER, OUTSIDER, REGION, FORUM),
    "figure": (VIEWER, OUTSIDER, REGION),
}


@pytest.mark.parametrize(("action", "who"), [(action, who) for action, told in REFUSED.items() for who in told])
def test_every_action_is_refused_to_every_role_that_may_not(action: str, who: tuple[str, str]) -> None:
    cycle = an_open_cycle()
    before = len(events_of_partnership(CAMDEN))
    with pytest.raises(PermissionDenied):
        TRIES[action](cycle, an_actor(*who))
    assert len(events_of_partnership(CAMDEN)) == before


@pytest.mark.parametrize("action", [name for name in TRIES if name not in ("moderate", "finish")])
def test_every_action_asks_for_the_second_step_at_sign_in(action: str) -> None:
    cycle = an_open_cycle()
    with pytest.raises(SecondFactorNeeded):
        TRIES[action](cycle, an_actor("approver", "camden", second_factor=False))


@pytest.mark.parametrize("who", [COUNCIL, FORUM, ICB])
def test_council_forum_and_icb_judge_and_it_is_kept_for_whom(who: tuple[str, str]) -> None:
    kept = judged(an_open_cycle(), an_actor(*who), 3, rationale="  We saw it.\r\nTwice. ")
    assert kept.organisation_kind == {COUNCIL: "authority", FORUM: "forum", ICB: "icb"}[who]
    assert kept.rationale == "We saw it.\nTwice."


def test_several_people_judge_the_same_statement_and_each_keeps_a_row() -> None:
    cycle = an_open_cycle()
    for level in (1, 3, None):
        judged(cycle, an_actor(), level)
    assert [each.level for each in Judgement.objects.order_by("pk")] == [1, 3, None]


def test_warnings_do_not_stop_a_judgement() -> None:
    assert judged(an_open_cycle(), an_actor(), 4).level == 4


def test_not_judged_is_no_level() -> None:
    kept = judged(an_open_cycle(), an_actor(), None)
    assert kept.level is None


@pytest.mark.parametrize("level", [0, 5, -1])
def test_a_level_off_the_scale_is_refused(level: int) -> None:
    with pytest.raises(ValidationError, match="Choose one of the levels"):
        judged(an_open_cycle(), an_actor(), level)


def test_a_statement_of_no_framework_is_refused() -> None:
    with pytest.raises(ValidationError, match="no such statement"):
        judged(an_open_cycle(), an_actor(), 2, "no-such-statement")


def test_a_rationale_that_is_too_long_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(ValidationError):
        judged(an_open_cycle(), an_actor(), 2, rationale="x" * 4001)
    assert not Judgement.objects.exists()


def test_nobody_judges_or_agrees_in_a_closed_cycle() -> None:
    cycle = a_closed_cycle()
    for attempt in (lambda: judged(cycle, an_actor(), 2), lambda: agreed(cycle, 1)):
        with pytest.raises(actions.CycleClosed, match="Open the next one"):
            attempt()


def test_a_stale_judgement_of_ones_own_second_tab_clashes_with_both_texts() -> None:
    cycle, by = an_open_cycle(), an_actor()
    judged(cycle, by, 2, rationale="First tab")
    with pytest.raises(Conflict) as found:
        judged(cycle, by, 2, rationale="Second tab")
    assert [(d.field, d.theirs, d.yours) for d in found.value.differences] == [("rationale", "First tab", "Second tab")]


# ------------------------------------------------------------------ agreeing


def test_an_upper_level_is_not_agreed_without_evidence_and_it_is_said_what_mends_it() -> None:
    with pytest.raises(actions.RulesBroken) as broken:
        agreed(an_open_cycle(), 3)
    assert [each.code for each in broken.value.findings[PLAN]] == ["too-few-kinds", "no-families-or-outcome"]
    assert not Agreement.objects.exists()


def test_with_an_audit_and_the_voice_of_families_it_is() -> None:
    enough_evidence(statements=(PLAN,))
    assert agreed(an_open_cycle(), 3).level == 3


def test_restricted_evidence_counts_like_any_other() -> None:
    some_evidence(kind="audit", classification="restricted")
    some_evidence(kind="voice")
    assert agreed(an_open_cycle(), 3).level == 3


def test_evidence_of_another_statement_does_not_count() -> None:
    enough_evidence(statements=(BOARD,))
    with pytest.raises(actions.RulesBroken):
        agreed(an_open_cycle(), 3)


def test_expired_evidence_blocks_and_is_named() -> None:
    enough_evidence(statements=(PLAN,))
    some_evidence(title="Audit of 2020", expires_on=dt.date(2020, 12, 31))
    with pytest.raises(actions.RulesBroken) as broken:
        agreed(an_open_cycle(), 3)
    assert broken.value.findings[PLAN][0].missing == "‘Audit of 2020’ has expired."


def test_a_jump_between_cycles_needs_a_note() -> None:
    enough_evidence(statements=(PLAN,))
    a_closed_cycle(level=1)
    cycle = an_open_cycle()
    with pytest.raises(actions.RulesBroken) as broken:
        agreed(cycle, 3)
    assert [each.code for each in broken.value.findings[PLAN]] == ["unexplained-jump"]
    assert agreed(cycle, 3, change_note="A new board began in May.").change_note == "A new board began in May."


def test_targets_stand_beside_the_level() -> None:
    kept = agreed(an_open_cycle(), 1, target_level=3, target_on=dt.date(2027, 9, 1))
    assert (kept.level, kept.target_level, kept.target_on) == (1, 3, dt.date(2027, 9, 1))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"target_on": dt.date(2027, 9, 1)}, "Choose the level that this date is for"),
        ({"target_level": 1}, "at or above the agreed level"),
        ({"target_level": 7}, "Choose one of the levels"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(values: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        agreed(an_open_cycle(), 2, **values)


def test_another_level_than_was_agreed_asks_for_a_reason() -> None:
    cycle, by = an_open_cycle(), an_approver()
    first = agreed(cycle, 1, rationale="Plans are kept apart.")
    again = {"by": by, "statement": PLAN, "version": first.version}
    with pytest.raises(ValidationError, match="Write why it is changed"):
        actions.agree(cycle, level=2, rationale="Plans are kept apart.", **again)
    same = actions.agree(cycle, level=1, rationale="Plans are kept apart.", confidence="high", **again)
    again["version"] = same.version
    assert actions.agree(cycle, level=2, rationale="One plan since May.", **again).level == 2


def test_two_approvers_who_agree_different_fields_at_once_are_joined() -> None:
    cycle, by = an_open_cycle(), an_approver()
    first = agreed(cycle, 1, rationale="Old")
    met = "The board met."
    actions.agree(cycle, by=by, statement=PLAN, version=first.version, level=2, rationale="Old", change_note=met)
    joined = actions.agree(cycle, by=by, statement=PLAN, version=first.version, level=1, rationale="New")
    assert (joined.level, joined.rationale, joined.version) == (2, "New", 3)


def test_two_approvers_who_agree_for_the_first_time_at_once_do_not_overwrite_each_other() -> None:
    cycle, by = an_open_cycle(), an_approver()
    agreed(cycle, 1, rationale="Theirs")
    with pytest.raises(Conflict) as found:
        actions.agree(cycle, by=by, statement=PLAN, version=0, level=2, rationale="Yours")
    assert {d.field for d in found.value.differences} == {"level", "rationale"}
    assert Agreement.objects.get().level == 1


# ------------------------------------------------------------------ moderating


def moderated(cycle: Cycle, level: int | None, note: str = "") -> Agreement:
    version = Agreement.objects.get(cycle=cycle, statement=PLAN).version
    by = an_actor(*REGION)
    return actions.moderate(cycle, by=by, statement=PLAN, version=version, level=level, note=note)


def test_the_moderated_level_stands_beside_the_agreed_one() -> None:
    kept = moderated(a_closed_cycle(level=2), 1, "The audit says otherwise.")
    assert (kept.level, kept.moderated_level) == (2, 1)


def test_a_moderated_level_that_differs_needs_a_reason_and_one_that_does_not_needs_none() -> None:
    cycle = a_closed_cycle(level=2)
    with pytest.raises(ValidationError, match="Say why your level differs"):
        moderated(cycle, 1)
    assert moderated(cycle, 2).moderated_level == 2
    assert moderated(cycle, None).moderated_level is None


def test_an_open_cycle_is_not_moderated() -> None:
    cycle = an_open_cycle()
    with pytest.raises(actions.CycleClosed, match="still judges"):
        TRIES["moderate"](cycle, an_actor(*REGION))
    with pytest.raises(ValidationError, match="still judges"):
        TRIES["finish"](cycle, an_actor(*REGION))


def test_finishing_moderation_is_a_state_of_the_cycle() -> None:
    cycle = a_closed_cycle()
    assert actions.finish_moderation(cycle, by=an_actor(*REGION), version=cycle.version).state == "moderated"


def test_every_write_is_kept_with_who_did_it() -> None:
    cycle, by = an_open_cycle(), an_actor()
    judged(cycle, by, 2)
    event = events_of_partnership(CAMDEN)[0]
    assert (event.actor, event.action, event.kind) == (by.key, "judged", "judgement")

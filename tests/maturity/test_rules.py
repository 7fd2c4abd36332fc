"""What a level asks for, told piece by piece, and against a slow plain reading of the rule."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.hub.maturity.rules import Piece, findings

TODAY = dt.date(2026, 3, 3)
AUDIT = Piece("An audit of 40 plans", "audit")
VOICE = Piece("The forum's survey", "voice")
FIGURE = Piece("Plans in 20 weeks", "indicator")
OUTCOME = Piece("The absence gap", "indicator", is_outcome=True)
OLD_AUDIT = Piece("The audit of 2023", "audit", expires_on=dt.date(2026, 3, 2))


def codes(level: int | None, *evidence: Piece, before: int | None = None, note: str = "") -> list[str]:
    return [each.code for each in findings(level, evidence, TODAY, before, note)]


@pytest.mark.parametrize("level", [None, 1, 2])
def test_lower_levels_and_no_judgement_ask_for_no_evidence(level: int | None) -> None:
    assert codes(level) == []


@pytest.mark.parametrize("level", [3, 4])
def test_an_upper_level_without_evidence_lacks_both_kinds_and_families(level: int) -> None:
    assert codes(level) == ["too-few-kinds", "no-families-or-outcome"]


def test_two_kinds_with_the_voice_of_families_are_enough() -> None:
    assert codes(3, AUDIT, VOICE) == []


def test_an_outcome_stands_for_the_voice_of_families() -> None:
    assert codes(4, AUDIT, OUTCOME) == []


def test_two_pieces_of_one_kind_are_not_enough() -> None:
    assert codes(3, VOICE, Piece("Another survey", "voice")) == ["too-few-kinds"]


def test_two_kinds_without_families_or_an_outcome_are_not_enough() -> None:
    assert codes(3, AUDIT, FIGURE) == ["no-families-or-outcome"]


def test_expired_evidence_does_not_count_and_is_named() -> None:
    found = findings(3, [VOICE, OLD_AUDIT], TODAY)
    assert [each.code for each in found] == ["too-few-kinds", "expired"]
    assert found[1].missing == "‘The audit of 2023’ has expired."
    assert found[1].mend == "Renew it with a later date, or take it off this statement."


def test_expired_evidence_is_named_even_beside_enough_that_is_in_force() -> None:
    assert codes(3, VOICE, FIGURE, OLD_AUDIT) == ["expired"]


def test_evidence_is_in_force_on_the_day_it_expires() -> None:
    assert codes(3, VOICE, Piece("An audit", "audit", expires_on=TODAY)) == []


@pytest.mark.parametrize(("before", "now"), [(1, 3), (4, 2), (1, 4)])
def test_a_jump_of_two_levels_needs_a_note(before: int, now: int) -> None:
    assert codes(now, AUDIT, VOICE, before=before) == ["unexplained-jump"]
    assert codes(now, AUDIT, VOICE, before=before, note="  ") == ["unexplained-jump"]
    assert codes(now, AUDIT, VOICE, before=before, note="A new service began.") == []


def test_a_step_of_one_level_or_a_first_judgement_needs_no_note() -> None:
    assert codes(3, AUDIT, VOICE, before=2) == []
    assert codes(3, AUDIT, VOICE) == []


def test_every_finding_says_how_to_mend_it() -> None:
    for found in findings(4, [OLD_AUDIT], TODAY, before=1):
        assert found.mend.endswith(".")


pieces = st.builds(
    Piece,
    title=st.just("Something"),
    kind=st.sampled_from(["indicator", "document", "audit", "voice", "inspection", "practice"]),
    is_outcome=st.booleans(),
    expires_on=st.none() | st.dates(TODAY - dt.timedelta(3), TODAY + dt.timedelta(3)),
)


def plain(level: int | None, evidence: list[Piece], before: int | None, note: str) -> bool:
    """Whether a level may be agreed, read from domain notes E.5 word by word."""
    if level is None:
        return True
    if before is not None and level - before in (-3, -2, 2, 3) and note.strip() == "":
        return False
    if level in (1, 2):
        return True
    for each in evidence:
        if each.expires_on is not None and (TODAY - each.expires_on).days > 0:
            return False
    two_kinds = any(a.kind != b.kind for a in evidence for b in evidence)
    return two_kinds and any(each.kind == "voice" or each.is_outcome for each in evidence)


@given(
    st.none() | st.integers(1, 4),
    st.lists(pieces, max_size=5),
    st.none() | st.integers(1, 4),
    st.sampled_from(["", " ", "why"]),
)
def test_the_rules_agree_with_a_plain_reading_of_them(
    level: int | None, evidence: list[Piece], before: int | None, note: str
) -> None:
    assert (findings(level, evidence, TODAY, before, note) == ()) == plain(level, evidence, before, note)

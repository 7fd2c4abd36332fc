"""What the plan is told of maturity."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from goldenthread.hub.maturity import interface
from tests.made.maturity import BOARD, CAMDEN, PLAN, a_closed_cycle, agreed, an_open_cycle, some_evidence
from tests.made.people import an_actor

pytestmark = pytest.mark.django_db


def test_before_an_assessment_there_is_nothing_to_tell() -> None:
    reader = an_actor("viewer")
    assert interface.results_of(reader, CAMDEN) is None
    assert interface.gaps_of(reader, CAMDEN) == ()


def test_gaps_come_with_their_words_and_their_size() -> None:
    cycle = an_open_cycle()
    agreed(cycle, 1, PLAN, target_level=3, target_on=dt.date(2027, 9, 1))
    agreed(cycle, 2, BOARD, target_level=3)
    gaps = interface.gaps_of(an_actor("viewer"), CAMDEN)
    assert [(gap.statement, gap.size) for gap in gaps] == [(PLAN, 2), (BOARD, 1)]
    assert (gaps[0].title, gaps[0].pillar_title) == ("One shared plan", "Partnership leadership")


def test_results_say_which_cycle_and_whether_it_is_open() -> None:
    a_closed_cycle(level=2, title="Spring 2026")
    found = interface.results_of(an_actor("viewer"), CAMDEN)
    assert found is not None
    assert (found.cycle, found.is_open, found.pillars[0].headline) == ("Spring 2026", False, 2)
    assert found.levels == ("Emerging", "Developing", "Established", "Leading")


def test_strangers_are_told_nothing() -> None:
    a_closed_cycle()
    for ask in (interface.results_of, interface.gaps_of, interface.evidence_of):
        with pytest.raises(PermissionDenied):
            ask(an_actor("approver", "barnet"), CAMDEN)


def test_evidence_is_told_without_what_the_reader_may_not_see() -> None:
    some_evidence(title="Open audit")
    some_evidence(title="About one child", classification="restricted")
    assert [each.title for each in interface.evidence_of(an_actor("viewer"), CAMDEN, PLAN)] == ["Open audit"]
    assert len(interface.evidence_of(an_actor(), CAMDEN)) == 2


def test_a_statement_is_found_by_its_id_and_one_that_never_was_is_none() -> None:
    found = interface.statement(PLAN)
    assert found is not None
    assert found.title == "One shared plan"
    assert interface.statement("never-was") is None
    assert (interface.level_title(3), interface.level_title(None)) == ("Established", "not judged")

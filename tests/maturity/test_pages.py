"""Pages of an assessment: who may open them, what the overview and the history say, steps of a cycle, and their cost."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goldenthread.hub.maturity import frameworks
from goldenthread.hub.maturity.models import Cycle, Evidence
from tests.made.maturity import (
    BOARD,
    CAMDEN,
    DATA,
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

from .reading import HOME, STATEMENT, member, read, send

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------ who may open what

PAGES = ("", "history/", "comparison/", "evidence/", f"statements/{PLAN}/")
WRITING = ("open/", f"statements/{PLAN}/agree/", f"statements/{PLAN}/moderate/", "evidence/add/")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_members_of_the_partnership(page: str) -> None:
    an_open_cycle()
    assert Client().get(HOME + page).status_code == 302
    assert member("viewer", "barnet").get(HOME + page).status_code == 403
    answer = member("viewer").get(HOME + page)
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("private, no-store")


@pytest.mark.parametrize("page", WRITING)
def test_pages_to_write_on_are_refused_to_viewers_and_strangers(page: str) -> None:
    an_open_cycle()
    assert member("viewer").get(HOME + page).status_code == 403
    assert member("approver", "barnet").post(HOME + page, {}).status_code == 403


@pytest.mark.parametrize("page", ["close/", "reopen/", "share/", "moderated/"])
def test_steps_are_refused_to_contributors_and_cannot_be_read(page: str) -> None:
    an_open_cycle()
    assert member().post(HOME + page, {"version": "1"}).status_code == 403
    assert member("approver").get(HOME + page).status_code == 405


def test_without_a_second_step_at_sign_in_the_page_says_what_to_do() -> None:
    an_open_cycle()
    page = member("approver", second_factor=False).get(f"{STATEMENT}agree/")
    assert page.status_code == 403
    assert "needs a second step at sign-in" in page.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/maturity/E09000099/",
        "/maturity/E06000001/",
        f"{HOME}statements/no-such-statement/",
        f"{HOME}?cycle=999",
        f"{HOME}?cycle=x'--",
        f"{HOME}evidence/999/",
        f"{HOME}evidence/999/file/",
        f"{HOME}evidence/add/?statement=nothing",
    ],
)
def test_addresses_that_lead_nowhere_say_so(path: str) -> None:
    an_open_cycle()
    assert member("approver").get(path).status_code == 404


# ------------------------------------------------------------------ overview


def test_a_partnership_without_an_assessment_is_told_how_to_begin() -> None:
    assert "Open the first cycle" in read(member("approver"), HOME)
    assert "An approver of the council or the ICB opens the first cycle" in read(member("viewer"), HOME)


def test_the_overview_shows_progress_profile_formula_and_gaps() -> None:
    cycle = an_open_cycle()
    agreed(cycle, 1, PLAN, target_level=3)
    agreed(cycle, 2, BOARD)
    judged(cycle, an_actor(), 2, DATA)
    judged(cycle, an_actor(), None, BOARD)
    judged(cycle, an_actor(), None, "lawful-timescales")
    page = read(member("viewer"), HOME)
    assert "2 of 24 statements are agreed; 1 has been judged by somebody." in page
    assert "75% of 3 statements is 3. Leading: 0. Established or above: 0. Developing or above: 1." in page
    assert "No level is reached. 1 not judged, which counts as not met." in page
    assert "Emerging; target Established" in page
    assert page.count("<svg") == 2


def test_an_agreed_level_does_not_hide_how_judgements_are_apart() -> None:
    cycle = an_open_cycle()
    judged(cycle, an_actor(), 1, PLAN)
    agreed(cycle, 2, PLAN)
    judged(cycle, an_actor(), 2, BOARD)
    agreed(cycle, 2, BOARD)
    page = read(member("viewer"), HOME)
    assert "Judged apart: the agreed level is what nobody judged." in page
    assert page.count("Judged apart") == 1
    assert "On 1 agreed statement judgements are apart" in page


def test_what_is_carried_over_is_said_to_be() -> None:
    a_closed_cycle(level=2)
    an_open_cycle()
    page = read(member(), HOME)
    assert "24 still stand as carried over from the last cycle" in page
    assert "carried over: Developing" in page


def test_older_cycles_can_be_opened_and_are_closed_to_writing() -> None:
    old = a_closed_cycle(level=2, title="Spring 2026")
    an_open_cycle(title="Autumn 2026")
    page = read(member("approver"), f"{HOME}?cycle={old.pk}")
    assert "<strong>Spring 2026</strong>: agreed." in page
    assert "Save my judgement" not in read(member(), f"{STATEMENT}?cycle={old.pk}")


def test_example_judgements_are_marked_as_such() -> None:
    an_open_cycle(is_example=True)
    assert "Example judgements" in read(member(), HOME)
    assert "Example judgements" in read(member(), STATEMENT)


# ------------------------------------------------------------------ cycles


def test_a_cycle_is_opened_closed_shared_and_followed_by_the_next() -> None:
    client = member("approver")
    assert "Write a name" in send(client, f"{HOME}open/", title="").content.decode()
    assert send(client, f"{HOME}open/", title="Spring 2026").status_code == 302
    assert "open cycle" in send(client, f"{HOME}open/", title="Too soon").content.decode()
    cycle = Cycle.objects.get()
    agreed(cycle, 2)
    asked = send(client, f"{HOME}close/", cycle=cycle.pk, version=1)
    assert "23 statements without an agreed level" in asked.content.decode()
    assert "this cycle could not be shared" in asked.content.decode()
    assert asked.content.decode().count("/statements/") == 23
    assert Cycle.objects.get().state == "open"
    send(client, f"{HOME}close/", cycle=cycle.pk, version=1, sure="yes")
    closed = read(client, HOME)
    assert "cannot be shared in London’s comparison yet: some statements are neither agreed" in closed
    assert "Share in London’s comparison" not in closed
    assert "Open Spring 2026 again" in closed
    send(client, f"{HOME}reopen/", cycle=cycle.pk, version=2)
    assert "Spring 2026 is open again" in read(client, HOME)
    for statement in list(frameworks.newest().statements):
        if statement != PLAN:
            agreed(cycle, None, statement, rationale="Nobody here knows yet.")
    send(client, f"{HOME}close/", cycle=cycle.pk, version=3, sure="yes")
    send(client, f"{HOME}share/", cycle=cycle.pk, version=4, shared="yes")
    cycle.refresh_from_db()
    assert (cycle.state, cycle.shared) == ("agreed", True)
    page = read(client, f"{HOME}open/")
    assert "24 answers of Spring 2026 are carried over as a start" in page
    assert "Withdraw from London’s comparison" in read(client, HOME)
    assert "Open Spring 2026 again" not in read(client, HOME)
    send(client, f"{HOME}share/", cycle=cycle.pk, version=5, shared="no")
    assert not Cycle.objects.get().shared


def test_a_cycle_that_breaks_the_rules_is_not_closed_and_each_place_is_named() -> None:
    enough_evidence(statements=(PLAN,))
    cycle = an_open_cycle()
    agreed(cycle, 3)
    Evidence.objects.update(expires_on="2020-01-01")
    answer = send(member("approver"), f"{HOME}close/", cycle=cycle.pk, version=1, sure="yes")
    page = answer.content.decode()
    assert (answer.status_code, Cycle.objects.get().state) == (422, "open")
    assert "One shared plan" in page
    assert "has expired" in page


def test_the_history_tells_each_statement_in_every_cycle() -> None:
    a_closed_cycle(level=1, title="2025")
    a_closed_cycle(level=2, title="2026")
    page = read(member("viewer"), f"{HOME}history/")
    assert "Headline of each pillar" in page
    assert page.count(">Emerging<") == page.count(">Developing<") == 8 + 24


def test_what_nobody_judged_is_not_judged_and_a_closed_cycle_waits_for_nobody() -> None:
    cycle, by = an_open_cycle(title="2026"), an_approver()
    for statement in frameworks.of_cycle(cycle).statements:
        if statement != PLAN:
            agreed(cycle, 2, statement, by)
    assert "nobody has judged it yet" in read(member("viewer"), HOME)
    Cycle.objects.update(state="agreed")
    assert "not in this cycle" not in (page := read(member("viewer"), f"{HOME}history/"))
    assert page.count("not judged") == 1
    for path in (HOME, f"{HOME}statements/{PLAN}/"):
        assert not re.search("judged (it|this) yet|agreed yet", read(member("viewer"), path))


def test_the_history_of_nothing_says_so() -> None:
    assert "has not begun an assessment yet" in read(member("viewer"), f"{HOME}history/")


# ------------------------------------------------------------------ how many questions a page asks the database

MOST = 22


@pytest.mark.parametrize("path", ["", "history/", "evidence/", f"statements/{PLAN}/", "comparison/"])
def test_pages_ask_no_more_the_more_rows_there_are(
    path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_closed_cycle(level=1)
    cycle, client = an_open_cycle(), member()
    for _ in range(8):
        for statement in (PLAN, BOARD, DATA):
            judged(cycle, an_actor(), 2, statement)
            some_evidence(statements=(statement,), classification="restricted")
    with django_assert_max_num_queries(MOST):
        assert client.get(HOME + path).status_code == 200


def test_the_heat_map_asks_no_more_the_more_partnerships_there_are(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for code in (CAMDEN, "E09000003", "E09000005"):
        a_closed_cycle(code, level=1)
    client = member("regional_team", "london-regional-team")
    with django_assert_max_num_queries(MOST):
        assert client.get("/maturity/london/").status_code == 200

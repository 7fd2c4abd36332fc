"""What was done, in plain words, for those whom it concerns."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from goldenthread.hub.audit.interface import record, record_reads
from goldenthread.hub.people.actions.memberships import give_role
from tests.made.people import a_person, an_organisation, signed_in
from tests.people.test_pages import words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [3, 49])
def test_a_page_of_events_asks_a_fixed_number_of_questions(
    visitor: Client, django_assert_max_num_queries: Any, count: int
) -> None:
    for number in range(count):
        record(by=a_person("viewer").key, action="changed", kind="priority", object_id=number, partnership="E09000007",
               fields=["title"])  # fmt: skip
    signed_in(visitor, a_person("approver"))
    with django_assert_max_num_queries(6):
        page = words(visitor.get("/partnerships/E09000007/audit/"))
    assert page.count("changed a priority: title") == count


def test_events_are_told_page_by_page_newest_first(visitor: Client) -> None:
    chief = a_person("approver")
    for number in range(120):
        record(by=chief.key, action="changed", kind="priority", object_id=number, partnership="E09000007",
               fields=[f"field {number}."])  # fmt: skip
    signed_in(visitor, chief)
    first, last = (words(visitor.get(f"/partnerships/E09000007/audit/?page={page}")) for page in (1, 3))
    assert "field 119." in first
    assert "Older" in first
    assert "Newer" not in first
    assert "field 0." in last
    assert "Older" not in last


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "99999999999", "²"])
def test_a_page_that_is_none_is_not_found(visitor: Client, page: str) -> None:
    signed_in(visitor, a_person("approver"))
    assert visitor.get("/members/audit/", {"page": page}).status_code == 404


def test_people_see_what_they_did_and_what_was_done_to_them(visitor: Client) -> None:
    chief, person = a_person("administrator", name="Chief"), a_person("viewer", name="Ada")
    give_role(person, an_organisation(), "contributor", by=chief.key)
    record(by=chief.key, action="changed", kind="priority", object_id=1, partnership="E09000007", fields=["title"])
    page = words(signed_in(visitor, person).get("/members/audit/"))
    assert "Chief" in page
    assert "gave the role contributor" in page
    assert "changed a priority" not in page


def test_reading_restricted_things_is_told_to_the_partnership(visitor: Client) -> None:
    reader = a_person("contributor", name="Ada")
    record_reads(by=reader.key, kind="evidence", object_ids=[7], partnership="E09000007")
    page = words(signed_in(visitor, a_person("approver")).get("/partnerships/E09000007/audit/"))
    assert "read a piece of evidence that is restricted" in page


def test_somebody_who_closed_their_account_is_a_former_member_and_the_site_is_the_site(visitor: Client) -> None:
    record(by="999999", action="created", kind="action", object_id=1, partnership="E09000007")
    record(by="", action="changed", kind="success_measure", object_id=1, partnership="E09000007", fields=["note"])
    page = words(signed_in(visitor, a_person("approver")).get("/partnerships/E09000007/audit/"))
    assert "a former member" in page
    assert "began an action" in page
    assert "the site" in page
    assert "changed a success measure: note" in page


@pytest.mark.parametrize(
    "role, organisation, second_factor, code",
    [
        ("approver", "camden", True, 200),
        ("administrator", "camden", True, 200),
        ("administrator", "london-regional-team", True, 200),
        ("approver", "camden", False, 403),
        ("contributor", "camden", True, 403),
        ("approver", "barnet", True, 403),
    ],
)
def test_a_partnerships_events_are_for_those_who_answer_for_it(
    visitor: Client, role: str, organisation: str, second_factor: bool, code: int
) -> None:
    signed_in(visitor, a_person(role, organisation), second_factor)
    assert visitor.get("/partnerships/E09000007/audit/").status_code == code


def test_an_authority_elsewhere_has_no_events_here(visitor: Client) -> None:
    signed_in(visitor, a_person("administrator", "london-regional-team"))
    assert visitor.get("/partnerships/E08000025/audit/").status_code == 404


def test_an_action_without_words_of_its_own_is_still_told(visitor: Client) -> None:
    person = a_person("viewer")
    record(by=person.key, action="signed_off", kind="sign_off", object_id=1, partnership="E09000007", fields=[])
    assert "signed off (sign off)" in words(signed_in(visitor, person).get("/members/audit/"))

"""Two people write at once: nothing is lost, both texts are shown, the writer chooses."""

from __future__ import annotations

import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from benchmarks.forms import form_with
from goldenthread.hub.plans.actions.actions import change_action, remove_action
from goldenthread.hub.plans.actions.sections import answer, write_section
from goldenthread.hub.plans.differences import by_word
from goldenthread.hub.plans.models import Action, Answer, SectionText
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
SECTION, QUESTION = "assessment", "most-days-lost"


def url(name: str, *args: object) -> str:
    return reverse(name, args=[CAMDEN, *args])


@pytest.fixture
def writer(site: Client) -> Client:
    return signed_in(site, a_person(name="Wanda Writer"))


def version_in(page: str) -> str:
    found = re.search(
        r'name="(?:[a-z-]+-)?version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="(?:[a-z-]+-)?version"', page
    )
    assert found
    return found[1] or found[2]


def test_a_stale_text_is_shown_beside_the_other_and_kept(writer: Client) -> None:
    plan = a_plan()
    colleague = an_actor()
    write_section(plan, by=colleague, section=SECTION, version=0, narrative="Theirs on advice")
    response = writer.post(url("plan-section-write", SECTION), {"version": "0", "narrative": "Mine on reviews"})
    page = response.content.decode()
    assert response.status_code == 409
    assert f"{colleague.name} wrote" in page
    assert "Theirs on advice" in page
    assert page.count("Mine on reviews") == 2  # as it was written, and in the box to be joined
    assert SectionText.objects.get().narrative == "Theirs on advice"


def test_what_the_writer_joins_is_saved(writer: Client) -> None:
    plan = a_plan()
    write_section(plan, by=an_actor(), section=SECTION, version=0, narrative="Theirs")
    address = url("plan-section-write", SECTION)
    page = writer.post(address, {"version": "0", "narrative": "Mine"}).content.decode()
    joined = {"version": version_in(page), "narrative": "Theirs and mine", "keep-narrative": "yours"}
    assert writer.post(address, joined).status_code == 302
    assert SectionText.objects.get().narrative == "Theirs and mine"


def test_theirs_is_kept_where_the_writer_says_so(writer: Client) -> None:
    plan = a_plan()
    write_section(plan, by=an_actor(), section=SECTION, version=0, narrative="Theirs")
    address = url("plan-section-write", SECTION)
    page = writer.post(address, {"version": "0", "narrative": "Mine"}).content.decode()
    writer.post(address, {"version": version_in(page), "narrative": "Mine", "keep-narrative": "theirs"})
    assert SectionText.objects.get().narrative == "Theirs"


def test_a_third_writer_in_between_is_shown_too(writer: Client) -> None:
    plan = a_plan()
    first = write_section(plan, by=an_actor(), section=SECTION, version=0, narrative="First")
    address = url("plan-section-write", SECTION)
    page = writer.post(address, {"version": "0", "narrative": "Mine"}).content.decode()
    write_section(plan, by=an_actor(), section=SECTION, version=first.version, narrative="Second")
    again = writer.post(address, {"version": version_in(page), "narrative": "Mine", "keep-narrative": "yours"})
    assert again.status_code == 409
    assert "Second" in again.content.decode()


def test_an_answer_of_two_at_once_is_not_overwritten(writer: Client) -> None:
    plan = a_plan()
    answer(plan, by=an_actor(), question=QUESTION, version=0, text="Theirs", so_what="Buy")
    address = url("plan-answer", QUESTION)
    sent = {f"{QUESTION}-version": "0", f"{QUESTION}-text": "Mine", f"{QUESTION}-so_what": "Sell"}
    response = writer.post(address, sent)
    page = response.content.decode()
    assert response.status_code == 409
    keep = {f"keep-{QUESTION}-text": "theirs", f"keep-{QUESTION}-so_what": "yours"}
    writer.post(address, {**sent, f"{QUESTION}-version": version_in(page), **keep})
    saved = Answer.objects.get()
    assert (saved.text, saved.so_what) == ("Theirs", "Sell")


def test_other_fields_of_an_action_are_joined_without_a_question(writer: Client) -> None:
    action = an_action(a_priority(a_plan()))
    change_action(action.pk, by=an_actor(), version=1, partners="NHS North Central London")
    mine = {
        "version": "1", "title": action.title, "lead": "Director", "starts_on": "1 September 2026",
        "ends_on": "31 August 2028", "cost_pounds": "125,000", "funding_source": "high-needs", "status": "not-started",
    }  # fmt: skip
    assert writer.post(url("plan-action-change", action.pk), mine).status_code == 302
    action.refresh_from_db()
    assert (action.lead, action.partners) == ("Director", "NHS North Central London")


def test_choices_that_clash_are_named_in_words(writer: Client) -> None:
    action = an_action(a_priority(a_plan()))
    change_action(action.pk, by=an_actor(), version=1, rag="red")
    mine = {"version": "1", "title": action.title, "rag": "green", "status": "not-started"}
    page = writer.post(url("plan-action-change", action.pk), mine).content.decode()
    assert "Off track" in page
    assert "On track" in page


def test_what_was_typed_is_shown_when_the_thing_was_removed_meanwhile(writer: Client) -> None:
    action = an_action(a_priority(a_plan()))
    pk = action.pk
    remove_action(action, by=an_actor())
    response = writer.post(url("plan-action-change", pk), {"version": "1", "title": "Mine", "status": "done"})
    assert response.status_code == 404
    assert "Mine" in response.content.decode()
    assert "to be copied" in response.content.decode()
    assert not Action.objects.exists()


def test_a_form_without_a_version_overwrites_nothing(writer: Client) -> None:
    plan = a_plan()
    write_section(plan, by=an_actor(), section=SECTION, version=0, narrative="Theirs")
    for version in ("", "x", "-1"):
        response = writer.post(url("plan-section-write", SECTION), {"version": version, "narrative": "Mine"})
        assert response.status_code in (200, 409)
    assert SectionText.objects.get().narrative == "Theirs"


def test_a_version_that_never_was_overwrites_nothing(writer: Client) -> None:
    plan = a_plan()
    write_section(plan, by=an_actor(), section=SECTION, version=0, narrative="Theirs")
    assert writer.post(url("plan-section-write", SECTION), {"version": "999", "narrative": "Mine"}).status_code == 409
    assert SectionText.objects.get().narrative == "Theirs"


def test_differences_are_told_word_by_word() -> None:
    parts = by_word("Advice from health is late.", "Advice from social care is often late.")
    assert [(p.kind, p.text) for p in parts] == [
        ("same", "Advice from "), ("gone", "health"), ("new", "social care"), ("same", " is "), ("new", "often "),
        ("same", "late."),
    ]  # fmt: skip
    assert by_word("", "") == ()
    assert by_word("Same", "Same")[0].kind == "same"


def test_the_parts_put_together_are_the_two_texts() -> None:
    before, after = "One two\nthree – four; “five”", "One 2\nthree four, “five” six"
    parts = by_word(before, after)
    assert "".join(p.text for p in parts if p.kind != "new") == before
    assert "".join(p.text for p in parts if p.kind != "gone") == after


def test_very_long_texts_are_compared_by_lines_in_good_time() -> None:
    before = "\n".join(f"line {n} of many words that go on" for n in range(2000))
    parts = by_word(before, before.replace("line 7 ", "line seven "))
    assert sum(part.kind == "new" for part in parts) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n".join(["a"] * 2600), "\n".join(f"a\nx{i}" for i in range(1300))),
        (" ".join(["a"] * 800), " ".join(f"a x{i}" for i in range(800))),
        (" ".join(["a"] * 198), " ".join(f"a x{i}" for i in range(800))),
        ("a" * 40_000, "a " * 20_000),
        ("\n".join(f"a {i}" for i in range(400)), "\n".join(f"a b {i}" for i in range(400))),
    ],
)
def test_texts_that_are_hard_to_compare_take_no_long_time(before: str, after: str) -> None:
    began = time.process_time()
    parts = by_word(before, after)
    assert time.process_time() - began < 0.5
    assert "".join(p.text for p in parts if p.kind != "new") == before
    assert "".join(p.text for p in parts if p.kind != "gone") == after


def test_a_changed_line_in_a_long_text_is_marked_by_its_words() -> None:
    lines = [f"In year {n} we will do more for families." for n in range(300)]
    parts = by_word("\n".join(lines), "\n".join(lines).replace("In year 7 we will", "In year 7 we may"))
    assert [(p.kind, p.text) for p in parts if p.kind != "same"] == [("gone", "will"), ("new", "may")]


def test_agreeing_an_answer_on_an_old_page_agrees_nothing_and_says_so(writer: Client) -> None:
    plan = a_plan()
    address = url("plan-answer-agree", QUESTION)
    assert "has no answer yet" in writer.post(address, {"agreed": "yes", "version": "1"}).content.decode()
    seen = answer(plan, by=an_actor(), question=QUESTION, version=0, text="What we saw")
    newer = answer(plan, by=an_actor(), question=QUESTION, version=seen.version, text="Something else")
    for version in (str(seen.version), "", "999"):
        response = writer.post(address, {"agreed": "yes", "version": version})
        assert response.status_code == 409
        assert "Read it as it is now" in response.content.decode()
        assert "Something else" in response.content.decode()
    assert not Answer.objects.get().is_agreed
    assert writer.post(address, {"agreed": "yes", "version": str(newer.version)}).status_code == 302
    assert Answer.objects.get().is_agreed


def test_who_decides_a_conflict_does_not_undo_what_they_left_alone(writer: Client) -> None:
    action = an_action(a_priority(a_plan()))
    address = url("plan-action-change", action.pk)
    seen = {"version": str(action.version), "title": action.title, "lead": action.lead, "status": "not-started",
            "starts_on": "1 September 2026", "ends_on": "31 August 2028", "cost_pounds": "125000",
            "funding_source": "high-needs", "risk_note": ""}  # fmt: skip
    change_action(action.pk, by=an_actor(), version=1, about="Theirs", risk_note="Posts stay empty", status="under-way")
    page = writer.post(address, {**seen, "about": "Mine"}).content.decode()
    form = form_with(page, "version")
    assert (form["risk_note"], form["status"]) == ("Posts stay empty", "under-way")
    writer.post(address, {**form, "about": "Theirs and mine"})
    action.refresh_from_db()
    assert (action.about, action.risk_note, action.status) == ("Theirs and mine", "Posts stay empty", "under-way")

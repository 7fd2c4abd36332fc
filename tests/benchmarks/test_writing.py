"""What the benchmark of writing at once finds, and that it would find a fault."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from benchmarks.forms import form_with, written_by_the_other
from benchmarks.loaded import watched
from benchmarks.writing import measured_on
from benchmarks.written import checked
from goldenthread.hub.audit.models import Revision
from goldenthread.hub.plans.actions.actions import change_action
from goldenthread.hub.plans.actions.comments import comment
from goldenthread.hub.plans.actions.sections import write_section
from goldenthread.hub.plans.models import Plan, SectionText
from tests.made.people import an_actor
from tests.made.plans import a_plan, a_priority, an_action
from tests.on_postgresql import postgresql, programs

PAGE = """
<form method="get"><input name="q" value="autism"></form>
<form method="post" action="/a/"><input type="hidden" name="csrfmiddlewaretoken" value="x"></form>
<form method="post" action="/b/">
  <input type="hidden" name="version" value="4">
  <input name="title" value="Plans &amp; places"><textarea name="why">
Two
lines</textarea>
  <select name="theme"><option value="">None</option><option value="money" selected>Money</option></select>
  <select name="risk"><option value="">None</option></select>
  <input type="radio" name="keep" value="yours" checked><input type="radio" name="keep" value="theirs">
  <input type="checkbox" name="is_ready">
</form>
"""


def test_a_form_is_read_as_a_browser_holds_it() -> None:
    assert form_with(PAGE, "version") == {
        "version": "4", "title": "Plans & places", "why": "Two\nlines", "theme": "money", "risk": "", "keep": "yours",
    }  # fmt: skip


def test_a_page_without_the_form_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no form with the field narrative"):
        form_with(PAGE, "narrative")


def test_the_others_words_are_read_from_the_page_of_both() -> None:
    page = '<p class="gt-said" dir="auto">Theirs &amp; more</p><p class="gt-said" dir="auto">Mine</p>'
    assert written_by_the_other(page) == "Theirs & more"
    with pytest.raises(ValueError, match="does not show"):
        written_by_the_other("<p>Theirs</p>")


def test_a_busy_machine_is_told() -> None:
    with watched() as told:
        sum(n * n for n in range(300_000))
    assert 0 <= told["own_percent"] <= told["busy_percent"] <= 100


def said(token: str, version: int, kind: str = "sectiontext", field: str = "narrative") -> dict[str, object]:
    return {"token": token, "kind": kind, "field": field, "version": version}


def written(*texts: str) -> SectionText:
    """A text that two people wrote in turn."""
    plan, people = a_plan(), (an_actor(), an_actor())
    for n, text in enumerate(texts):
        kept = write_section(plan, by=people[n % 2], section="assessment", version=n + 1 if n else 0, narrative=text)
    return kept


@pytest.mark.django_db
def test_saves_that_are_kept_are_found(figures: None) -> None:
    written("Mine [1.1]", "Mine [1.1] and theirs [2.1]")
    comment(Plan.objects.get(), by=an_actor(), kind="section", object_id="assessment", text="Why? [1.2]")
    saves = [said("[1.1]", 0), said("[2.1]", 2), said("[1.2]", 0, "comment", "text")]
    assert checked(saves) == {"missing": 0, "overwritten": 0, "undone": 0, "strayed": 0}


@pytest.mark.django_db
def test_a_save_that_is_nowhere_is_lost(figures: None) -> None:
    written("Mine [1.1]")
    assert checked([said("[1.1]", 0), said("[9.9]", 2), said("[9.8]", 0, "comment", "text")])["missing"] == 2


@pytest.mark.django_db
def test_a_text_replaced_unseen_is_lost(figures: None) -> None:
    written("Mine [1.1]", "Theirs alone [2.1]")
    assert checked([said("[2.1]", 1)])["overwritten"] == 1


@pytest.mark.django_db
def test_a_save_that_undoes_what_its_writer_left_alone_is_lost(figures: None) -> None:
    action = an_action(a_priority(a_plan()))
    change_action(action.pk, by=an_actor(), version=1, risk_note="Theirs [2.1]")
    change_action(action.pk, by=an_actor(), version=2, about="Mine [1.1]", risk_note="")
    saves = [said("[2.1]", 1, "action", "risk_note"), said("[1.1]", 2, "action", "about")]
    assert checked(saves) == {"missing": 0, "overwritten": 0, "undone": 1, "strayed": 0}


@pytest.mark.django_db
def test_a_thing_that_is_not_what_its_newest_version_says_is_lost(figures: None) -> None:
    text = written("Mine [1.1]")
    SectionText.objects.filter(pk=text.pk).update(narrative="Something else")
    assert checked([said("[1.1]", 0)])["strayed"] == 1
    assert Revision.objects.filter(kind="sectiontext").count() == text.version


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_people_who_write_at_once_lose_nothing(store_folder: Path, database: str) -> None:
    if database == "postgresql" and programs() is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with postgresql() if database == "postgresql" else contextlib.nullcontext("") as address:
        found = measured_on(address, store_folder, seconds=3, people=8, boroughs=3)
    assert found["errors"]["value"] == 0, found["what_errors"]
    assert found["lost"]["value"] == 0, found["how_lost"]
    assert found["boroughs"] == 3
    assert found["saves"] > 0
    assert found["p95"]["limit"] == 150

"""Saving without lost updates, on whatever database the site has."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from goldenthread.hub.audit.interface import Conflict, Gone, change, create, create_many, history, remove
from goldenthread.hub.audit.models import Event, Revision
from goldenthread.hub.plans.models import Plan, Priority

pytestmark = pytest.mark.django_db


def a_priority(title: str = "Plans in time", why: str = "Families wait.") -> Priority:
    plan = create(
        Plan(partnership="E09000007", template="send-reform-plan", template_version="1", title="Plan"), by="1"
    )
    return create(Priority(plan=plan, section="assessment", title=title, why=why), by="1")


def test_a_new_thing_is_version_one_with_an_event_and_what_it_said() -> None:
    priority = a_priority()
    assert priority.version == 1
    event = Event.objects.get(kind="priority")
    assert (event.actor, event.action, event.object_id, event.partnership) == (
        "1",
        "created",
        str(priority.pk),
        "E09000007",
    )
    assert Revision.objects.get(kind="priority").values["title"] == "Plans in time"


def test_a_change_makes_the_next_version_and_names_the_fields_but_not_the_words() -> None:
    priority = a_priority()
    changed = change(
        Priority, priority.pk, version=1, values={"title": "Plans on time", "why": "Families wait."}, by="2"
    )
    assert (changed.version, changed.title, changed.changed_by) == (2, "Plans on time", "2")
    event = Event.objects.filter(action="changed").get()
    assert event.fields == ["title"]
    assert "Plans on time" not in str(event.__dict__)


def test_nothing_changed_is_no_new_version() -> None:
    priority = a_priority()
    assert change(Priority, priority.pk, version=1, values={"title": "Plans in time"}, by="2").version == 1
    assert not Event.objects.filter(action="changed").exists()


def test_two_people_who_change_different_fields_both_keep_their_words() -> None:
    priority = a_priority()
    change(Priority, priority.pk, version=1, values={"title": "Theirs", "why": "Families wait."}, by="2")
    joined = change(Priority, priority.pk, version=1, values={"title": "Plans in time", "why": "Mine"}, by="3")
    assert (joined.version, joined.title, joined.why) == (3, "Theirs", "Mine")


def test_two_people_who_change_one_field_differently_are_told_and_nothing_is_lost() -> None:
    priority = a_priority()
    change(Priority, priority.pk, version=1, values={"title": "Theirs"}, by="2")
    with pytest.raises(Conflict) as told:
        change(Priority, priority.pk, version=1, values={"title": "Mine"}, by="3")
    (difference,) = told.value.differences
    assert (difference.field, difference.before, difference.theirs, difference.yours) == (
        "title",
        "Plans in time",
        "Theirs",
        "Mine",
    )
    assert (told.value.version, told.value.changed_by) == (2, "2")
    assert Priority.objects.get(pk=priority.pk).title == "Theirs"
    settled = change(Priority, priority.pk, version=told.value.version, values={"title": "Mine"}, by="3")
    assert (settled.title, settled.version) == ("Mine", 3)


def test_two_people_who_write_the_same_do_not_disagree() -> None:
    priority = a_priority()
    change(Priority, priority.pk, version=1, values={"title": "Same"}, by="2")
    assert change(Priority, priority.pk, version=1, values={"title": "Same"}, by="3").title == "Same"


def test_what_was_removed_cannot_be_changed_and_its_versions_stay() -> None:
    priority = a_priority()
    key = priority.pk
    remove(priority, by="2")
    with pytest.raises(Gone):
        change(Priority, key, version=1, values={"title": "x"}, by="3")
    assert Revision.objects.filter(kind="priority", object_id=str(key)).exists()
    assert Event.objects.filter(action="removed", object_id=str(key)).exists()


def test_a_wrong_value_is_refused_and_nothing_is_saved() -> None:
    priority = a_priority()
    with pytest.raises(ValidationError):
        change(Priority, priority.pk, version=1, values={"title": "x" * 201}, by="2")
    assert Priority.objects.get(pk=priority.pk).title == "Plans in time"


def test_history_tells_every_step_newest_first() -> None:
    priority = a_priority()
    change(Priority, priority.pk, version=1, values={"title": "Second"}, by="2")
    newest, first = history("priority", priority.pk)
    assert (newest.version, newest.actor, newest.changes) == (2, "2", (("title", "Plans in time", "Second"),))
    assert ("title", None, "Plans in time") in first.changes


@pytest.mark.django_db(transaction=True)
def test_of_eight_people_who_add_a_word_at_once_none_is_lost() -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        pytest.skip("threads share one connection of a database in memory; the load test runs it on a file")
    priority = a_priority(why="")
    faults: list[Exception] = []

    def write(name: str) -> None:
        try:
            _until_saved(lambda: _add_word(priority.pk, name))
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(8)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert not faults
    assert set(Priority.objects.get(pk=priority.pk).why.split()) == {f"w{n}" for n in range(8)}


def _add_word(key: int, word: str) -> None:
    seen = Priority.objects.get(pk=key)
    change(Priority, key, version=seen.version, values={"why": f"{seen.why} {word}"}, by=word)


def _until_saved(save: Callable[[], None]) -> None:
    for _ in range(100):
        try:
            return save()
        except Conflict:
            continue
    raise AssertionError("never saved")


def test_many_things_are_kept_like_one_each_with_its_version_and_its_event() -> None:
    plan = a_priority().plan
    made = create_many([Priority(plan=plan, section="story", title=f"Number {n}") for n in range(3)], by="7")
    assert [(each.version, each.changed_by) for each in made] == [(1, "7")] * 3
    for each in made:
        [first] = history("priority", each.pk)
        assert ("title", None, each.title) in first.changes
    events = Event.objects.filter(kind="priority", actor="7", action="created")
    assert {event.object_id for event in events} == {str(each.pk) for each in made}
    assert {event.partnership for event in events} == {plan.partnership}
    assert create_many([], by="7") == []

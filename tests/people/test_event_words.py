"""Everything that is written into the audit has words for readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

import goldenthread.hub
from goldenthread.hub.audit.interface import Event, Versioned, kind_of
from goldenthread.hub.people.presenters.events import KINDS, WORDS, lines
from goldenthread.hub.plans.states import STEPS

ACTION = re.compile(r"""(?<![a-z_.])action(?:: str)? ?= ?"([a-z_ -]+)"|_record\([a-z_., ]+, "([a-z ]+)\"""")
NO_EVENT = {"view", "state"}  # a default of permissions, and a field


def actions_in_code() -> set[str]:
    found = set()
    for path in Path(goldenthread.hub.__path__[0]).rglob("*.py"):
        for match in ACTION.finditer(path.read_text(encoding="utf-8")):
            found.add(match[1] or match[2])
    return (found - NO_EVENT) | {step.id for step in STEPS}


def test_every_action_in_the_code_has_words() -> None:
    found = actions_in_code()
    assert {"copied", "judged", "carried over", "signed", "revise", "invited"} <= found
    assert sorted(each for each in found if each.replace(" ", "_") not in WORDS) == []


def test_every_kind_of_thing_is_called_by_a_word() -> None:
    kinds = {kind_of(each) for each in apps.get_models() if issubclass(each, Versioned)}
    plain = {"action", "answer", "judgement", "plan", "priority"}
    assert sorted(kinds - set(KINDS) - plain) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "kind", "words"),
    [
        ("copied", "successmeasure", "copied a success measure into the next draft"),
        ("revise", "plan", "began a new draft of the plan"),
        ("carried over", "agreement", "carried an agreed level over from the last cycle"),
    ],
)
def test_a_reader_is_told_in_words(action: str, kind: str, words: str) -> None:
    assert lines([Event(actor="p", action=action, kind=kind, object_id="1")])[0].what == words

"""`python -m benchmarks.written make PEOPLE BOROUGHS` and `… check` (saves as JSON from standard input), on the settings' database.

`make` writes plans of so many boroughs and people with sessions; `check` looks for every save in the database.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

SECTIONS = ("assessment", "mainstream")
OF_ACTION = ("about", "risk_note", "rag_reason")
AT_ONE_PLAN = 4  # boroughs among which everybody beyond the first of each borough is spread


def made(people: int, boroughs: int = 33) -> list[dict[str, Any]]:
    """Each person's session key, borough and things to write in."""
    from django.test import Client
    from django.utils.text import slugify

    from goldenthread.hub.evidence.interface import area_name
    from goldenthread.hub.people.interface import actor_for, london
    from tests.made.people import a_person, signed_in

    codes = london()[:boroughs]
    approvers = {code: a_person("approver", slugify(area_name(code))) for code in codes}
    things = {code: _plan(code, actor_for(person, True)) for code, person in approvers.items()}
    told = []
    for number in range(people):
        code = codes[number if number < len(codes) else number % min(AT_ONE_PLAN, len(codes))]
        person = a_person("approver", slugify(area_name(code)))
        session = signed_in(Client(), person).cookies["sessionid"].value
        told.append({"session": session, "borough": code, "things": things[code]})
    return told


def _plan(code: str, by: Any) -> list[dict[str, Any]]:
    """A plan in the middle of being written, and what is written in it."""
    from goldenthread.hub.plans.templates_in_force import template_of
    from tests.made.plans import a_plan

    plan = a_plan(by, code)
    sections = filter(None, map(template_of(plan).section, SECTIONS))
    return [thing for section in sections for thing in _in_section(plan, section, by)]


def _in_section(plan: Any, section: Any, by: Any) -> Iterator[dict[str, Any]]:
    """A text, an answer, a priority with an action and its measure, and room for comments."""
    from goldenthread.hub.plans.actions.sections import answer, write_section
    from tests.made.plans import a_local_measure, a_priority, an_action

    write_section(plan, by=by, section=section.id, version=0, narrative=f"What we know of **{section.title}**.")
    priority = a_priority(plan, by, section.id, f"Change {section.title.lower()}")
    action = an_action(priority, by)
    a_local_measure(action, by)
    home, question = f"/plans/{plan.partnership}/", section.questions[0].id
    answer(plan, by=by, question=question, version=0, text="We have begun to ask.")
    text, answered = f"{home}sections/{section.id}/write/", f"{home}questions/{question}/"
    yield _thing("sectiontext", text, text, ("narrative",))
    yield _thing("answer", f"{home}sections/{section.id}/", answered, ("text", "so_what"), f"{question}-")
    for kind, folder, pk, fields in (
        ("priority", "priorities", priority.pk, ("why",)), ("action", "actions", action.pk, OF_ACTION),
    ):  # fmt: skip
        yield _thing(kind, f"{home}{folder}/{pk}/change/", f"{home}{folder}/{pk}/change/", fields)
    about = {"kind": "section", "object_id": section.id}
    yield {**_thing("comment", "", f"{home}comments/", ("text",)), "with_it": about}


def _thing(kind: str, opens: str, sends: str, fields: tuple[str, ...], prefix: str = "") -> dict[str, Any]:
    return {"kind": kind, "opens": opens, "sends": sends, "prefix": prefix, "fields": fields, "with_it": {}}


# ------------------------------------------------------------------ what became of it


def checked(saves: Iterable[dict[str, Any]]) -> dict[str, int]:
    """`missing`: kept saves that no version holds; `overwritten`: what a save replaced without its writer having seen it;
    `undone`: saves that changed back what their writer had not touched; `strayed`: things that do not say what their newest version says."""
    from goldenthread.hub.plans.models import Comment

    comments = " ".join(Comment.objects.values_list("text", flat=True))
    lines = _lines()
    missing = overwritten = undone = 0
    for save in saves:
        if save["kind"] == "comment":
            missing += save["token"] not in comments
            continue
        place = _first_with(lines[save["kind"]], save["field"], save["token"])
        if place is None:
            missing += 1
        else:
            overwritten += _unseen(*place, save["field"], save["version"])
            undone += _undoes(*place, save["field"])
    return {"missing": missing, "overwritten": overwritten, "undone": undone, "strayed": _strayed()}


Line = list[tuple[int, dict[str, Any]]]  # versions of one thing in order, each with its values


def _lines() -> dict[str, list[Line]]:
    from goldenthread.hub.audit.models import Revision

    found: dict[str, dict[str, Line]] = defaultdict(lambda: defaultdict(list))
    for kind, object_id, version, values in Revision.objects.order_by("version").values_list(
        "kind", "object_id", "version", "values"
    ):
        found[kind][object_id].append((version, values))
    return defaultdict(list, {kind: list(lines.values()) for kind, lines in found.items()})


def _first_with(lines: Iterable[Line], field: str, token: str) -> tuple[Line, int] | None:
    for line in lines:
        for place, (_, values) in enumerate(line):
            if token in str(values.get(field, "")):
                return line, place
    return None


def _unseen(line: Line, place: int, field: str, version: int) -> bool:
    """Whether the field was changed after the version that the writer saw and before the writer's own."""
    seen = max(version, 1)
    return any(
        seen < number and values.get(field) != line[n - 1][1].get(field)
        for n, (number, values) in enumerate(line[:place])
        if n
    )


def _undoes(line: Line, place: int, field: str) -> bool:
    """Whether the save changed another field than the one it wrote in."""
    before, after = (line[n][1] for n in (place - 1, place)) if place else ({}, {})
    return any(before.get(name) != value for name, value in after.items() if name != field)


def _strayed() -> int:
    from goldenthread.hub.audit.models import Revision
    from goldenthread.hub.plans.models import Action, Answer, Priority, SectionText

    strayed = 0
    for model in (SectionText, Answer, Priority, Action):
        kind = str(model._meta.model_name)
        newest = {each.object_id: each for each in Revision.objects.filter(kind=kind).order_by("version")}
        for thing in model._default_manager.all():
            last = newest[str(thing.pk)]
            strayed += (last.version, last.values) != (thing.version, thing.tracked_values())
    return strayed


def main(arguments: list[str]) -> None:
    """Prints JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
    from goldenthread.hub.config.serve import prepare_database

    prepare_database()
    told = made(*map(int, arguments[1:])) if arguments[0] == "make" else checked(json.load(sys.stdin))
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])

"""The worked example: one borough's assessment and plan with published figures and words that are made up."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from goldenthread.hub.evidence.interface import current_build, readings
from goldenthread.hub.maturity.interface import (
    add_evidence,
    add_figure,
    agree,
    judge,
    make_example_cycle,
    remove_example_cycles,
)
from goldenthread.hub.people.interface import Actor, SignIn, make_example_people, remove_example_people
from goldenthread.warehouse import StoreMissing
from goldenthread.warehouse.definitions import shipped_catalogue
from goldenthread.warehouse.definitions.examples import (
    Example,
    ExampleAction,
    ExampleMeasure,
    ExamplePriority,
    ExampleTable,
    load_example,
)

from .access import current_plan
from .actions.actions import add_action, add_milestone
from .actions.comments import comment
from .actions.measures import add_local_measure, add_measure, add_reading
from .actions.plans import start_plan
from .actions.priorities import add_priority
from .actions.sections import answer, write_section
from .actions.tables import set_values, start_from_published
from .grids.cells import Entry
from .grids.names import WITH, WITHOUT
from .models import Action, Plan
from .origins import Origin, from_answer, from_figure, from_gap
from .questions import asked, places_in
from .templates_in_force import template_of

Actors = dict[str, Actor]


@transaction.atomic
def make_example() -> tuple[Example, tuple[SignIn, ...]]:
    """Makes what of the example is not there, and new ways to sign in. All of it or nothing.

    A partnership that writes a plan of its own keeps it: the example is then left out. Raises StoreMissing where there
    are no figures, RuntimeError outside example mode.
    """
    if not current_build():
        raise StoreMissing("The worked example is made of published figures, and there are none yet.")
    example = load_example(shipped_catalogue())
    actors, ways = make_example_people(example.people)
    if current_plan(example.area_code) is None and _assess(example, actors):
        _plan(example, actors)
    return example, ways


@transaction.atomic
def remove_example() -> int:
    """Removes the example with its people, as far as it is there; how many people there were."""
    keys = remove_example_people()
    remove_example_cycles(keys)
    Plan.objects.filter(is_example=True).delete()
    return len(keys)


def _assess(example: Example, actors: Actors) -> bool:
    """Whether it was made: not beside an assessment of the partnership's own."""
    head = actors["head"]
    cycle = make_example_cycle(by=head, partnership=example.area_code, title=example.cycle)
    if cycle is None:
        return False
    for item in example.evidence:
        add_evidence(
            by=actors[item.by], partnership=example.area_code, statements=item.statements, kind=item.kind,
            title=item.title, about=item.about, strength=item.strength,
        )  # fmt: skip
    for figure in example.figures_as_evidence:
        add_figure(cycle, by=head, statement=figure.statement, indicator=figure.indicator)
    for told in example.judgements:
        for person, level in told.judged.items():
            judge(
                cycle, by=actors[person], statement=told.statement, version=0, level=level,
                rationale=f"Example: {told.why}" if level == told.level else "Example: seen otherwise from here.",
            )  # fmt: skip
        agree(
            cycle, by=head, statement=told.statement, version=0, level=told.level, rationale=f"Example: {told.why}",
            target_level=told.target, target_on=example.target_on,
        )  # fmt: skip
    return True


def _plan(example: Example, actors: Actors) -> None:
    head = actors["head"]
    plan = start_plan(by=head, partnership=example.area_code, title=example.title, is_example=True)
    start_from_published(plan, by=head, tables=[table.id for table in template_of(plan).tables])
    for table in example.tables:
        _numbers(plan, table, head)
    _say_nothing(plan, example, head)
    for section, text in example.sections.items():
        narrative = f"{example.mark}\n\n{_with_figures(plan, text)}"
        write_section(plan, by=head, section=section, version=0, narrative=narrative, is_ready=True)
    for question, told in example.answers.items():
        text, so_what = f"{told.text} (Example answer.)", told.so_what
        answer(plan, by=actors["analyst"], question=question, version=0, text=text, so_what=so_what)
    for priority in example.priorities:
        _priority(plan, priority, actors)
    for remark in example.comments:
        comment(plan, by=actors[remark.by], kind="section", object_id=remark.section, text=remark.text)


def _numbers(plan: Plan, wanted: ExampleTable, by: Actor) -> None:
    """Made-up numbers of the years ahead in both scenarios, each with the example as its source."""
    for scenario, name in ((WITHOUT, "without_plan"), (WITH, "with_plan")):
        values = {
            (row.row, year): Entry(Decimal(number))
            for row in wanted.rows
            for year, number in zip(wanted.years, getattr(row, name), strict=True)
        }
        set_values(
            plan, by=by, table=wanted.table, values=values, origin="typed", scenario=scenario, source=wanted.source
        )


def _say_nothing(plan: Plan, example: Example, by: Actor) -> None:
    """That there is no number with the plan, and why, in the tables of which the example has none."""
    silent = example.without_numbers
    for table in template_of(plan).tables if silent else ():
        if silent and table.id in silent.tables:
            values = {(row.id, year): Entry(None, silent.status) for row in table.rows for year in table.years}
            set_values(plan, by=by, table=table.id, values=values, origin="typed", scenario=WITH, source=silent.source)


def _with_figures(plan: Plan, text: str) -> str:
    figures = readings(plan.partnership, places_in(text))
    return asked(text, figures, "Camden").text


def _priority(plan: Plan, wanted: ExamplePriority, actors: Actors) -> None:
    origin = _origin(plan, wanted, actors["head"])
    made = add_priority(
        plan, by=actors["head"], section=wanted.section, title=wanted.title, theme=wanted.theme,
        why=f"Example. {origin.why}" if origin else "Example.", origin=origin.kind if origin else "own",
        origin_id=origin.id if origin else "", evidence=origin.evidence if origin else (),
    )  # fmt: skip
    for action in wanted.actions:
        values = action.model_dump(exclude={"title", "milestones", "measures"})
        kept = add_action(made, by=actors["finance"], title=action.title, **values)
        _steps(kept, action, actors)


def _origin(plan: Plan, wanted: ExamplePriority, by: Actor) -> Origin | None:
    template = template_of(plan)
    section = template.section(wanted.section)
    if wanted.answer:
        return from_answer(plan, template, wanted.answer)
    if wanted.gap:
        return from_gap(by, plan, template, wanted.gap, section)
    return from_figure(plan, template, wanted.figure, "total", section) if wanted.figure else None


def _steps(action: Action, wanted: ExampleAction, actors: Actors) -> None:
    for milestone in wanted.milestones:
        add_milestone(action, by=actors["head"], **milestone.model_dump())
    for measure in wanted.measures:
        _measure(action, measure, actors["analyst"])


def _measure(action: Action, wanted: ExampleMeasure, by: Actor) -> None:
    if wanted.local is None:
        assert wanted.indicator is not None
        add_measure(
            action, by=by, indicator=wanted.indicator, breakdown=wanted.breakdown, target_value=wanted.target,
            target_on=wanted.target_on, trajectory=[(step.day, step.value) for step in wanted.steps],
        )  # fmt: skip
        return
    local = wanted.local
    made = add_local_measure(
        action, by=by, title=local.title, unit=local.unit, decimals=local.decimals, direction=local.direction,
        baseline_value=local.baseline, baseline_on=local.baseline_on, target_value=local.target,
        target_on=local.target_on, note="An example measure: its readings are made up.",
    )  # fmt: skip
    for read in wanted.readings:
        add_reading(made, by=by, on=read.day, value=read.value, note=read.note)

"""What the worked example names must be there: statements, sections, questions, themes, figures and its own people."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from .frameworks import Framework, Shown, check_shown, load_frameworks
from .load import Catalogue, DefinitionError
from .plan_templates import PlanTemplate, load_plan_templates

if TYPE_CHECKING:
    from .examples import Example, ExampleAction, ExamplePriority

# The places for figures in a text, as in the questions of a template.
FIGURE = re.compile(r"\{(?:value|when|london|trend):([^:}]+)(?::([^}]+))?\}")
ANY_PLACE = re.compile(r"\{[^}]*\}")


def check_names(example: Example, catalogue: Catalogue) -> None:
    """Raises DefinitionError listing everything that the example names and nothing defines."""
    template = load_plan_templates(catalogue).get((example.template, example.template_version))
    if template is None:
        raise DefinitionError(f"example {example.id}: no plan template {example.template} {example.template_version}")
    framework = load_frameworks(catalogue)[template.framework, template.framework_version]
    faults = [
        *_people(example), *_tables(example, template), *_assessment(example, framework, catalogue), *_words(example, template, catalogue),
        *(fault for each in example.priorities for fault in _priority(each, example, template, catalogue)),
    ]  # fmt: skip
    if example.area_code not in catalogue.areas:
        faults.append(f"there is no area '{example.area_code}'")
    if faults:
        raise DefinitionError(f"The worked example '{example.id}' does not fit:\n  " + "\n  ".join(faults))


def _lost(where: str, what: str, named: Iterable[str], known: Collection[str]) -> Iterator[str]:
    return (f"{where}: there is no {what} '{name}'" for name in named if name not in known)


def _people(example: Example) -> Iterator[str]:
    ids = [person.id for person in example.people]
    yield from (f"people: '{name}' is there twice" for name in sorted({name for name in ids if ids.count(name) > 1}))
    for judgement in example.judgements:
        yield from _lost(f"judgement of {judgement.statement}", "person", judgement.judged, ids)
    yield from _lost("evidence", "person", [each.by for each in example.evidence], ids)
    yield from _lost("comments", "person", [each.by for each in example.comments], ids)


def _assessment(example: Example, framework: Framework, catalogue: Catalogue) -> Iterator[str]:
    statements, highest = framework.statements, len(framework.levels)
    yield from _lost("judgements", "statement", [each.statement for each in example.judgements], statements)
    for each in example.judgements:
        for level in (each.level, each.target, *each.judged.values()):
            if not 1 <= level <= highest:
                yield f"judgement of {each.statement}: there is no level {level}"
    for piece in example.evidence:
        yield from _lost(f"evidence '{piece.title}'", "statement", piece.statements, statements)
    for figure in example.figures_as_evidence:
        yield from _lost("figures as evidence", "statement", [figure.statement], statements)
        yield from _figure("figures as evidence", figure.indicator, "total", catalogue)


def _words(example: Example, template: PlanTemplate, catalogue: Catalogue) -> Iterator[str]:
    sections = [each.id for each in template.sections]
    yield from _lost("sections", "section", example.sections, sections)
    yield from (f"sections: nothing is written in '{name}'" for name in sections if name not in example.sections)
    yield from _lost("comments", "section", [each.section for each in example.comments], sections)
    questions = {question.id for section in template.sections for question in section.questions}
    yield from _lost("answers", "question", example.answers, questions)
    for name, text in example.sections.items():
        for place in ANY_PLACE.findall(text):
            found = FIGURE.fullmatch(place)
            if found is None:
                yield f"section {name}: '{place}' is no place for a figure"
            else:
                yield from _figure(f"section {name}", found[1], found[2] or "total", catalogue)


def _tables(example: Example, template: PlanTemplate) -> Iterator[str]:
    silent = example.without_numbers.tables if example.without_numbers else ()
    yield from (f"without_numbers: there is no table '{name}'" for name in silent if template.table(name) is None)
    for each in example.tables:
        table = template.table(each.table)
        if table is None:
            yield f"tables: there is no table '{each.table}'"
            continue
        yield from _lost(each.table, "row", [row.row for row in each.rows], [row.id for row in table.rows])
        yield from _lost(each.table, "year", [str(year) for year in each.years], [str(year) for year in table.years])


def _priority(each: ExamplePriority, example: Example, template: PlanTemplate, catalogue: Catalogue) -> Iterator[str]:
    where = f"priority '{each.title}'"
    yield from _lost(where, "section", [each.section], [section.id for section in template.sections])
    yield from _lost(where, "theme", [each.theme], [theme.id for theme in template.themes])
    origins = [origin for origin in (each.answer, each.gap, each.figure) if origin]
    if len(origins) != 1:
        yield f"{where}: say one thing it comes from: an answer, a gap or a figure"
    yield from _lost(where, "answer", [each.answer] if each.answer else [], example.answers)
    gaps = [judged.statement for judged in example.judgements if judged.level < judged.target]
    yield from _lost(where, "gap between level and target of", [each.gap] if each.gap else [], gaps)
    yield from _figure(where, each.figure, "total", catalogue) if each.figure else ()
    for action in each.actions:
        yield from _action(f"action '{action.title}'", action, template, catalogue)


def _action(where: str, action: ExampleAction, template: PlanTemplate, catalogue: Catalogue) -> Iterator[str]:
    sources = [source.id for source in template.funding_sources]
    yield from _lost(where, "funding source", [action.funding_source], sources)
    if action.ends_on < action.starts_on:
        yield f"{where}: it ends before it starts"
    for measure in action.measures:
        if measure.indicator:
            yield from _figure(where, measure.indicator, measure.breakdown, catalogue)


def _figure(where: str, indicator: str, breakdown: str, catalogue: Catalogue) -> Iterator[str]:
    """A fault where there is no such indicator with that breakdown."""
    try:
        items = {} if breakdown == "total" else dict(item.split("=", 1) for item in breakdown.split(","))
        check_shown(catalogue, Shown(indicator=indicator, breakdown=items), where)
    except DefinitionError as fault:
        yield str(fault)
    except ValueError:
        yield f"{where}: '{indicator}' with '{breakdown}' is no figure"

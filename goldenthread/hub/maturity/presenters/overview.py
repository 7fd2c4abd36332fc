"""The assessment on one page: how far it is, the profile with its formula, gaps in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.hub.maturity import charts, differences
from goldenthread.hub.maturity.answered import Answered
from goldenthread.hub.maturity.models import Agreement, Cycle, Judgement
from goldenthread.hub.maturity.queries import answers_from
from goldenthread.hub.maturity.results import Gap, PillarResult, gaps, moderated, profile
from goldenthread.hub.people.interface import Actor
from goldenthread.hub.ui.interface import Cell, Row, Table, wording
from goldenthread.warehouse.definitions.frameworks import Framework, Statement

from .pages import priority_address


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement as the overview lists it. `hides`: how those who judged differ from each other and what is agreed."""

    title: str
    href: str
    state: str
    level: str
    is_done: bool
    hides: str = ""


@dataclass(frozen=True, slots=True)
class PillarBlock:
    """One pillar with its headline, the sum behind it and its statements."""

    id: str
    title: str
    about: str
    headline: str
    moderated: str  # the regional team's headline where it is another
    formula: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap in words. `priority`: where it becomes a priority of the plan, '' for who may not make one."""

    title: str
    href: str
    pillar: str
    words: str
    by: str
    confidence: str
    priority: str
    answered: Answered | None = None  # the priority that came from it


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page says about a cycle. `apart`: on how many agreed statements those who judged differ."""

    progress: str
    apart: str
    wide: str
    narrow: str
    table: Table
    pillars: tuple[PillarBlock, ...]
    gaps: tuple[GapLine, ...]


def overview(
    cycle: Cycle, framework: Framework, agreements: Mapping[str, Agreement], judged: Mapping[str, list[Judgement]],
    reader: Actor, answered: Mapping[str, Answered] | None = None,
) -> Overview:  # fmt: skip
    """The page of a cycle. `reader`: whose own judgements are marked. `answered`: priorities that came from gaps."""
    answers, levels = answers_from(agreements), [each.title for each in framework.levels]
    results, beside = profile(framework, answers), profile(framework, moderated(answers))
    title = f"Levels of the statements of each pillar, {cycle.title}"
    pillars = tuple(
        _block(cycle, framework, place, result, beside[place], agreements, judged, reader.key)
        for place, result in enumerate(results)
    )
    return Overview(
        progress(framework, agreements, judged),
        _apart([line for pillar in pillars for line in pillar.lines]),
        charts.profile_chart(results, levels, title),
        charts.profile_chart(results, levels, title, narrow=True),
        _table(results, levels, title),
        pillars,
        tuple(
            _gap(cycle, gap, levels, reader, (answered or {}).get(gap.statement)) for gap in gaps(framework, answers)
        ),
    )


def _apart(lines: list[StatementLine]) -> str:
    count = sum(bool(line.hides) for line in lines)
    said = "as its line says" if count == 1 else "as their lines say"
    return f"On {wording.counted(count, 'agreed statement')} judgements are apart, {said}." if count else ""


def progress(framework: Framework, agreements: Mapping[str, Agreement], judged: Mapping[str, list[Judgement]]) -> str:
    """How far the cycle is."""
    total = len(framework.statements)
    begun = sum(any(each.level is not None for each in judged.get(name, ())) for name in framework.statements)
    agreed = [each for name, each in agreements.items() if name in framework.statements]
    done = sum(not each.is_carried and each.level is not None for each in agreed)
    carried = sum(each.is_carried for each in agreed)
    words = (
        f"{done} of {total} statements {'is' if done == 1 else 'are'} agreed; {begun} {'has' if begun == 1 else 'have'} "
        "been judged by somebody."
    )
    if carried:
        one = carried == 1
        words += (
            f" {carried} still {'stands' if one else 'stand'} as carried over from the last cycle, and "
            f"{'does' if one else 'do'} not count until agreed anew."
        )
    return words


def formula(result: PillarResult, levels: list[str]) -> str:
    """The sum behind a headline, level by level from the top."""
    if result.not_judged == result.total:
        return "No statement is judged."
    words = f"{result.met_percent}% of {wording.counted(result.total, 'statement')} is {result.needed}."
    for level in range(len(levels), 0, -1):
        met = result.met[level - 1]
        words += f" {levels[level - 1]}{'' if level == len(levels) else ' or above'}: {met}"
        if result.headline == level:
            return f"{words}, so the headline is {levels[level - 1]}.{_unjudged(result)}"
        words += "."
    return f"{words} No level is reached.{_unjudged(result)}"


def _unjudged(result: PillarResult) -> str:
    return f" {result.not_judged} not judged, which counts as not met." if result.not_judged else ""


def _table(results: tuple[PillarResult, ...], levels: list[str], title: str) -> Table:
    rows = tuple(
        Row(
            result.title,
            (
                *(Cell(str(count), numeric=True) for count in (*result.counts, result.not_judged)),
                Cell(charts.headline(result, levels), absent=result.headline is None),
            ),
        )
        for result in results
    )
    heads = (("Pillar", False), *((level, True) for level in levels), ("Not judged", True), ("Headline", False))
    return Table(title, heads, rows, ("Pillars are never averaged: each stands for itself.",))


def _block(
    cycle: Cycle, framework: Framework, place: int, result: PillarResult, beside: PillarResult,
    agreements: Mapping[str, Agreement],
    judged: Mapping[str, list[Judgement]], own: str,
) -> PillarBlock:  # fmt: skip
    pillar, levels = framework.pillars[place], [each.title for each in framework.levels]
    lines = tuple(
        _line(cycle, each, agreements.get(each.id), judged.get(each.id, []), levels, own) for each in pillar.statements
    )
    headline, other = charts.headline(result, levels), charts.headline(beside, levels)
    return PillarBlock(
        pillar.id,
        pillar.title,
        pillar.about,
        headline,
        other if other != headline else "",
        formula(result, levels),
        lines,
    )


def _line(
    cycle: Cycle, statement: Statement, agreed: Agreement | None, judged: list[Judgement], levels: list[str], own: str
) -> StatementLine:
    href = statement_address(cycle, statement.id)
    done = agreed is not None and not agreed.is_carried
    level = levels[agreed.level - 1] if agreed is not None and agreed.level else ""
    given = agreed.moderated_level if agreed is not None else None
    beside = f"; moderated by the regional team: {levels[given - 1]}" if given else ""
    if done:
        told = [(each.organisation_kind, each.level) for each in judged]
        hides = differences.beside_agreed(told, agreed.level if agreed else None)
        state = f"{'agreed' if level else 'agreed as not judged'}{beside}"
        return StatementLine(statement.title, href, state, level, True, hides)
    if cycle.state != "open" and all(each.level is None for each in judged):
        return StatementLine(statement.title, href, f"not judged{beside}", "", False)
    count = sum(each.level is not None for each in judged)
    words = f"judged by {wording.counted(count, 'person', 'people')}" if count else "nobody has judged it yet"
    mine = any(each.person == own for each in judged)
    if mine and differences.differ([(each.organisation_kind, each.level) for each in judged]):
        words += ", who differ"
    if count and not mine:
        words += ", not yet by you"
    if level:
        words += f"; carried over: {level}"
    return StatementLine(statement.title, href, words + beside, "", False)


def statement_address(cycle: Cycle, statement: str) -> str:
    """The page of a statement in a cycle."""
    address = reverse("maturity-statement", args=[cycle.partnership, statement])
    return address if cycle.state == "open" else f"{address}?cycle={cycle.pk}"


def _gap(cycle: Cycle, gap: Gap, levels: list[str], reader: Actor, answered: Answered | None) -> GapLine:
    now = levels[gap.level - 1] if gap.level else "not judged"
    words = f"{now}{', carried over' if gap.is_carried else ''}; target {levels[gap.target_level - 1]}"
    by = wording.day(gap.target_on) if gap.target_on else "no date"
    return GapLine(
        gap.title, statement_address(cycle, gap.statement), gap.pillar_title, words, by,
        gap.confidence if gap.level else "not judged",
        priority_address(reader, cycle.partnership, gap.statement), answered,
    )  # fmt: skip

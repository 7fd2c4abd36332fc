"""Figures in the text that are not those of the tables or of the published figures.

A number is compared only where a sentence leaves no doubt of what it is: it is the site's own sentence; or it names one
known indicator, close to one number of its unit, and says nothing of targets, other places or comparisons; or it names a
table, a row and a year. The number may be any figure that the indicator has had, or that of the year named, rounded as
it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.hub.plans.grids.names import WITH, WITHOUT
from goldenthread.hub.plans.grids.sums import by_cell, column_total
from goldenthread.hub.plans.whole import WholeValue
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTable

from .findings import Examined, Finding, Mend, Place
from .named import Forms, Names, Told, beside, may_be_of, number_of, unit_of
from .numbers import Written, numbers, sentences

OTHERWISE = re.compile(
    r"\b(targets?|aims?|goals?|expect\w*|forecast\w*|project\w*|will|would|could|should|ambition|want|reduce|raise|increas\w*|"
    r"reach|by 20\d\d|england|english|london\w*|national\w*|neighbours?|averages?|region\w*|statistical|than|if|ceased|"
    r"boys|girls|white|black|asian|year groups?|of (?:these|them|which|those))\b",
    re.IGNORECASE,
)


FOLLOWING = 4  # sentences after the site's own in which London is compared with it


@dataclass(frozen=True, slots=True)
class _Text:
    """Words of the plan, where they are, and what is needed to put a figure there."""

    place: Place
    words: str
    version: int


def find(examined: Examined) -> Iterator[Finding]:
    """Every text and answer, sentence by sentence."""
    forms, names = Forms(examined.figures.values()), Names(examined.figures.values())
    for text in _texts(examined):
        stated, since = None, 0  # the figure that the site's own sentence stated, and how many sentences ago
        for start, sentence in sentences(text.words):
            sure = list(forms.told(sentence)) or list(beside(sentence, stated))
            stated, since = (sure[0].figure, 0) if sure else (stated if since < FOLLOWING else None, since + 1)
            for told in sure:
                yield from _differs(text, start, told)
            if sure or OTHERWISE.search(sentence):
                continue
            for told in names.told(sentence):
                if not _is_something_else(examined, text.place.section, told, sentence):
                    yield from _differs(text, start, told)
            yield from _tables(examined, text, sentence)


def _texts(examined: Examined) -> Iterator[_Text]:
    for section in examined.template.sections:
        text = examined.plan.texts.get(section.id)
        if text is not None:
            yield _Text(Place("section", section.id, section.title, section.id), text.narrative, text.version)
        for answer in examined.plan.answers:
            if answer.section == section.id:
                yield _Text(Place("question", answer.question, section.title, section.id), answer.text, 0)


def _differs(text: _Text, start: int, told: Told) -> Iterator[Finding]:
    written, known = told.written, [point for point in told.points if point.value is not None]
    if not known or any(_same(written, point.value) for point in known):
        return
    newest = known[-1]
    whose = "London’s figure of " if told.is_london else ""
    mend = None
    if text.place.kind == "section" and told.is_sure:
        values: dict[str, str | int] = {
            "section": text.place.id, "version": text.version, "start": start + written.start, "end": start + written.end,
            "old": written.text, "new": number_of(newest),
        }  # fmt: skip
        mend = Mend("figure", f"Write {number_of(newest)} instead", values)
    yield Finding(
        "figure-differs", "fault", text.place,
        f"The text says {written.text} where it speaks of {whose}“{told.figure.title}”. Published is {newest.text} "
        f"{wording.in_period(newest.label)}.",
        "Correct the number, or say which figure it is.", mend,
    )  # fmt: skip


def _is_something_else(examined: Examined, section: str, told: Told, sentence: str) -> bool:
    """Whether the number is far from every value of the figure, or right for another of the section, London or a measure."""
    written, unit = told.written, unit_of(told.figure)
    known = [point.value for point in told.points if point.value is not None]
    if not known or not _could_be(written, known, unit):
        return True
    shown = [(e.indicator, e.key) for s in examined.template.sections if s.id == section for e in s.indicators]
    figures = [figure for key in shown if (figure := examined.figures.get(key)) and unit_of(figure) == unit]
    others = [p for f in figures if f.indicator != told.figure.indicator for p in f.trend if may_be_of(p, sentence)]
    wider = [point for f in figures for point in (f.london, f.england, f.neighbours) if point is not None]
    measured = [m.target_value for m in examined.plan.measures]
    measured += [
        v for m in examined.plan.measures if not m.indicator for v in (m.baseline_value, *(r.value for r in m.readings))
    ]
    return any(_same(written, v) for v in (*(p.value for p in (*others, *wider)), *measured))


def _same(written: Written, value: float | None) -> bool:
    """Signs are left aside: a fall is written without one."""
    return value is not None and abs(written.value - abs(value)) <= written.slack + 1e-9


def _could_be(written: Written, known: Sequence[float], unit: str) -> bool:
    """Whether the number can be meant as this figure at all: a part of it, or something else, is far from every value."""
    if unit == "percent":
        return min(abs(written.value - value) for value in known) <= 20
    return any(value > 0 and 0.7 <= written.value / value <= 1.4 for value in known)


def _tables(examined: Examined, text: _Text, sentence: str) -> Iterator[Finding]:
    """'Table 6 … maintained special schools … 2027 … 340'."""
    low = sentence.casefold()
    for table in examined.template.tables:
        if not re.search(rf"\btable {re.escape(table.number)}(?![\d.]\d|\d)", low):
            continue
        years = [year for year in (*table.start_years, *table.years) if str(year) in sentence]
        rows = [row for row in table.rows if row.title.casefold() in low]
        told = [each for each in numbers(sentence) if each.unit == "count" and not _in_title(each, low, table)]
        if len(years) != 1 or len(told) != 1:
            continue
        if not rows and table.parts_of_total and _ends(low[told[0].end :], table, years[0]):
            yield from _whole(examined, text, table, years[0], told[0])
        if len(rows) != 1:
            continue
        cells = [v for v in examined.plan.values if (v.table, v.row, v.year) == (table.id, rows[0].id, years[0])]
        yield from _cell(text, table, rows[0].title, years[0], told[0], cells)


def _ends(after: str, table: PlanTable, year: int) -> bool:
    """Whether a sentence says nothing more of its number than the table's unit and the year: not which part it is of."""
    return re.fullmatch(rf" {re.escape(table.unit)}(?: in {year})?[.!]?", after) is not None


def _whole(examined: Examined, text: _Text, table: PlanTable, year: int, written: Written) -> Iterator[Finding]:
    """'Table 10 shows 999 requests in 2025': the table's unit right behind a number, which is none of its numbers of the year."""
    cells = by_cell(examined.plan.values)
    totals = [column_total(table, cells, year, scenario) for scenario in (WITHOUT, WITH)]
    whole = [total.value for total in totals if total.is_whole and total.value is not None]
    own = [v.value for v in examined.plan.values if (v.table, v.year) == (table.id, year) and v.value is not None]
    if len(whole) < sum(total.value is not None for total in totals) or any(_same(written, float(v)) for v in own):
        return
    yield from _differs_from(text, table, f"all of its {table.unit}", year, written, whole)


def _in_title(written: Written, low: str, table: PlanTable) -> bool:
    titles = [row.title.casefold() for row in table.rows]
    return any(low.find(t) <= written.start < low.find(t) + len(t) for t in titles if low.find(t) >= 0)


def _cell(
    text: _Text, table: PlanTable, row: str, year: int, written: Written, cells: Sequence[WholeValue]
) -> Iterator[Finding]:
    known = [cell.value for cell in cells if cell.value is not None]
    yield from _differs_from(text, table, f"“{row}”", year, written, known)


def _differs_from(
    text: _Text, table: PlanTable, what: str, year: int, written: Written, known: Sequence[Decimal]
) -> Iterator[Finding]:
    if not known or any(_same(written, float(value)) for value in known):
        return
    told = " or ".join(dict.fromkeys(wording.number(float(value), table.decimals) for value in known))
    yield Finding(
        "table-differs", "fault", text.place,
        f"The text says {written.text} for {what} in {year}; table {table.number} says {told}.",
        "Correct the text or the table.",
    )  # fmt: skip

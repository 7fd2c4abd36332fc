"""Figures in the text that are not those of the tables or of the published figures.

A number is compared only where a sentence leaves no doubt of what it is: it names one known indicator, close to one number
of its unit, and says nothing of targets, other places or comparisons; or it names a table, a row and a year. The number
may be any figure that the indicator has had, or that of the year named, rounded as it is written.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenthread.hub.evidence.interface import Reading as Figure
from goldenthread.hub.plans.whole import WholeValue
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTable

from .findings import Examined, Finding, Mend, Place
from .numbers import Written, numbers, sentences

OTHERWISE = re.compile(
    r"\b(targets?|aims?|goals?|expect\w*|forecast\w*|project\w*|will|would|could|should|ambition|want|reduce|raise|increas\w*|"
    r"reach|by 20\d\d|england|english|london\w*|national\w*|neighbours?|averages?|region\w*|statistical|than|if|ceased|"
    r"boys|girls|white|black|asian|year groups?|of (?:these|them|which|those))\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b20\d\d(?:[/–-]\d\d)?\b")
NEAR = 60  # letters between a name and its number
SHORTEST = 9
POUNDS = ("pounds", "pounds-per-head", "pounds-per-plan")


@dataclass(frozen=True, slots=True)
class _Text:
    """Words of the plan, where they are, and what is needed to put a figure there."""

    place: Place
    words: str
    version: int


def find(examined: Examined) -> Iterator[Finding]:
    """Every text and answer, sentence by sentence."""
    names = _names(examined)
    pattern = _pattern(names)
    for text in _texts(examined):
        for start, sentence in sentences(text.words):
            if OTHERWISE.search(sentence):
                continue
            yield from _published(text, start, sentence, names, pattern)
            yield from _tables(examined, text, sentence)


def _texts(examined: Examined) -> Iterator[_Text]:
    for section in examined.template.sections:
        text = examined.plan.texts.get(section.id)
        if text is not None:
            yield _Text(Place("section", section.id, section.title, section.id), text.narrative, text.version)
        for answer in examined.plan.answers:
            if answer.section == section.id:
                yield _Text(Place("question", answer.question, section.title, section.id), answer.text, 0)


def _names(examined: Examined) -> dict[str, Figure]:
    """Titles of the indicators that the plan shows or measures, in small letters; of one title, the whole before the parts."""
    found: dict[str, Figure] = {}
    for (_, breakdown), figure in sorted(examined.figures.items(), key=lambda each: each[0][1] == "total"):
        title, has_number = figure.title.casefold(), any(point.value is not None for point in figure.trend)
        if has_number and len(title) >= SHORTEST and (title not in found or breakdown == "total"):
            found[title] = figure
    return found


def _pattern(names: dict[str, Figure]) -> re.Pattern[str]:
    """Finds any of the names, the longest where several begin alike. Made once for a plan."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in longest_first) or '(?!)'})(?!\w)")


def _published(
    text: _Text, start: int, sentence: str, names: dict[str, Figure], pattern: re.Pattern[str]
) -> Iterator[Finding]:
    named = _named(sentence, names, pattern)
    if named is None:
        return
    begin, end, figure = named
    unit = "percent" if figure.unit == "percent" else "pounds" if figure.unit in POUNDS else "count"
    told = [each for each in numbers(sentence) if each.end <= begin or each.start >= end]
    if len(told) != 1 or told[0].unit != unit or min(abs(told[0].start - end), abs(begin - told[0].end)) > NEAR:
        return
    written = told[0]
    fitting = [
        point for point in figure.trend if point.value is not None and _is_of(point.label, point.period, sentence)
    ]
    known = [point.value for point in fitting if point.value is not None]
    if not known or any(_same(written, value) for value in known) or not _could_be(written, known, unit):
        return
    newest = fitting[-1]
    mend = None
    if text.place.kind == "section":
        values: dict[str, str | int] = {
            "section": text.place.id, "version": text.version, "start": start + written.start, "end": start + written.end,
            "old": written.text, "new": newest.text,
        }  # fmt: skip
        mend = Mend("figure", f"Write {newest.text} instead", values)
    yield Finding(
        "figure-differs", "fault", text.place,
        f"The text says {written.text} where it speaks of “{figure.title}”. Published is {newest.text} {wording.in_period(newest.label)}.",
        "Correct the number, or say which figure it is.", mend,
    )  # fmt: skip


def _named(sentence: str, names: dict[str, Figure], pattern: re.Pattern[str]) -> tuple[int, int, Figure] | None:
    """The one indicator that a sentence names; none where it names several."""
    low = sentence.casefold()
    if len(low) != len(sentence):
        return None
    found = list(itertools.islice(pattern.finditer(low), 2))
    return (found[0].start(), found[0].end(), names[found[0].group()]) if len(found) == 1 else None


def _is_of(label: str, period: str, sentence: str) -> bool:
    """Whether a period may be meant: any where the sentence names no year."""
    years = YEAR.findall(sentence)
    return not years or any(
        year.replace("–", "/").replace("-", "/") in (label.split(" ")[-1], period.replace("-", "/")) for year in years
    )


def _same(written: Written, value: float) -> bool:
    return abs(written.value - value) <= written.slack + 1e-9


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
        if len(years) != 1 or len(rows) != 1 or len(told) != 1:
            continue
        cells = [v for v in examined.plan.values if (v.table, v.row, v.year) == (table.id, rows[0].id, years[0])]
        yield from _cell(text, table, rows[0].title, years[0], told[0], cells)


def _in_title(written: Written, low: str, table: PlanTable) -> bool:
    titles = [row.title.casefold() for row in table.rows]
    return any(low.find(t) <= written.start < low.find(t) + len(t) for t in titles if low.find(t) >= 0)


def _cell(
    text: _Text, table: PlanTable, row: str, year: int, written: Written, cells: Sequence[WholeValue]
) -> Iterator[Finding]:
    known = [cell.value for cell in cells if cell.value is not None]
    if not known or any(_same(written, float(value)) for value in known):
        return
    told = " or ".join(dict.fromkeys(wording.number(float(value), table.decimals) for value in known))
    yield Finding(
        "table-differs", "fault", text.place,
        f"The text says {written.text} for “{row}” in {year}; table {table.number} says {told}.",
        "Correct the text or the table.",
    )  # fmt: skip

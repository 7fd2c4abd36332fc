"""Which figure a sentence speaks of: by the site's own sentence with another number in it, or by a name near the number."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.hub.evidence.interface import Point
from goldenthread.hub.evidence.interface import Reading as Figure
from goldenthread.hub.ui.interface import wording

from .numbers import Written, numbers

SHORTEST = 9
SLOT = r"(?P<value>.{1,80}?)"
YEAR = re.compile(r"\b20\d\d(?:[/–-]\d\d)?\b")
LONDON = re.compile(r"\bLondon (?:has |\()")
NEAR = 60  # letters between a name and its number
BESIDE_A_NAME = 8  # letters between a number and the name behind it: '% of '
BESIDE_A_FORM = 25  # letters between where a form has its number and the number: 'deficit of £'


@dataclass(frozen=True, slots=True)
class Told:
    """A number of a sentence with the figure it is told of. `points`: those it may be.

    `is_sure`: the sentence leaves no doubt which period is meant, so that a figure may be offered in its place.
    """

    written: Written
    figure: Figure
    points: tuple[Point, ...]
    is_london: bool = False
    is_sure: bool = True


class Forms:
    """The site's own sentences, as patterns: everything but the number and the period is as the site writes it."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._forms = [(form, figure) for figure in figures if (form := _form(figure)) is not None]

    def told(self, sentence: str) -> Iterator[Told]:
        """The figure that the sentence states, and that of the period before, where it has the words of one."""
        low = sentence.casefold()
        for (start, pattern), figure in self._forms:
            found = pattern.search(low) if start in low and len(low) == len(sentence) else None
            if found is None or YEAR.search(found["value"]):  # a number with a period of its own stands in the gap
                continue
            told = numbers(sentence)
            point = _at(figure, found["when"])
            at = found.start("value")
            own = next((each for each in told if at <= each.start <= at + BESIDE_A_FORM), None)
            if own and point:
                yield Told(own, figure, (point,))
            for each in told:
                before = _dated(each, low, figure) if each.start >= found.end() and each is not own else None
                if before and before is not point:
                    yield Told(each, figure, (before,))
            return


class Names:
    """Titles and other names of the figures that a plan shows or measures, in small letters; of one name, the whole first."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._names: dict[str, Figure] = {}
        for figure in sorted(figures, key=lambda each: each.breakdown == "total"):
            if any(point.value is not None for point in figure.trend):
                self._names |= dict.fromkeys(_names(figure), figure)
        longest_first = sorted(self._names, key=len, reverse=True)
        written = "|".join(re.escape(name).replace(r"\{value\}", r"[£\d][\d,.%]*") for name in longest_first)
        self._pattern = re.compile(rf"(?<![\w£,.])(?:{written or '(?!)'})(?!\w)")
        self._with_number = [
            (re.compile(re.escape(name).replace(r"\{value\}", r"[£\d][\d,.%]*")), name)
            for name in longest_first if "{value}" in name
        ]  # fmt: skip

    def told(self, sentence: str) -> Iterator[Told]:
        """The one number near the one indicator named, or each number that stands before its own period."""
        named = self._named(sentence)
        if named is None:
            return
        begin, end, figure, holds_number = named
        unit = unit_of(figure)
        told = [e for e in numbers(sentence) if holds_number or e.end <= begin or e.start >= end]
        low = sentence.casefold()
        if len(told) == 1 and told[0].unit == unit and _distance(told[0], begin, end) <= NEAR:
            dated = _dated(told[0], low, figure, low[max(begin, told[0].end) : end])
            points = (dated,) if dated else tuple(p for p in figure.trend if may_be_of(p, sentence))
            yield Told(told[0], figure, points, is_sure=bool(dated) or len(set(YEAR.findall(sentence))) < 2)
            return
        first = YEAR.search(sentence)
        if first is not None and told and first.start() < told[0].start:
            return  # 'in 2024 646 and in 2023 821': whether a period goes with what follows or stands before is not sure
        for each in told:
            point = _dated(each, low, figure, low[max(begin, each.end) : end]) if each.unit == unit else None
            if point is not None:
                yield Told(each, figure, (point,))

    def _named(self, sentence: str) -> tuple[int, int, Figure, bool] | None:
        """The one indicator that a sentence names; none where it names several."""
        low = sentence.casefold()
        if len(low) != len(sentence):
            return None
        found = list(itertools.islice(self._pattern.finditer(low), 4))
        figures = [(each, *self._figure(each.group())) for each in found]
        if not found or len({figure.indicator for _, figure, _ in figures}) > 1:
            return None
        each, figure, holds_number = figures[0]
        return each.start(), each.end(), figure, holds_number

    def _figure(self, words: str) -> tuple[Figure, bool]:
        if words in self._names:
            return self._names[words], False
        return next((self._names[name], True) for form, name in self._with_number if form.fullmatch(words))


def beside(sentence: str, stated: Figure | None) -> Iterator[Told]:
    """London's number in the sentence behind the site's own: 'It is lower than London (22.7%).'"""
    found = LONDON.search(sentence) if stated is not None and stated.london is not None else None
    number = next((e for e in numbers(sentence) if found and 0 <= e.start - found.end() <= BESIDE_A_FORM), None)
    if number is not None and stated is not None and number.unit != unit_of(stated):
        return
    if number is not None and stated is not None and stated.london is not None:
        yield Told(number, stated, (stated.london,), is_london=True)


def number_of(point: Point) -> str:
    """The number alone: '£22,344,113' of 'surplus of £22,344,113', '34.0' of '34.0 per 1,000'."""
    told = numbers(point.text)
    return told[0].text if (told and "of £" in point.text) or (told and "of " in point.text) else point.text


def unit_of(figure: Figure) -> str:
    """The unit as numbers in a text have it."""
    if figure.unit == "percent" or figure.unit.startswith("per-"):
        return figure.unit
    return "pounds" if figure.unit in wording.POUNDS else "count"


def _names(figure: Figure) -> set[str]:
    """Those long enough to mean nothing else."""
    return {name.casefold() for name in (figure.title, *figure.names) if len(name) >= SHORTEST}


def _form(figure: Figure) -> tuple[str, re.Pattern[str]] | None:
    """What the site says of the newest figure, with gaps for number and period, and its longest first words."""
    latest = figure.latest
    if latest is None or latest.value is None or not figure.sentence:
        return None
    sentence, text = figure.sentence.casefold(), latest.text.casefold()
    when = wording.in_period(latest.label).casefold()
    at_when = sentence.find(when)
    masked = sentence[:at_when] + " " * len(when) + sentence[at_when + len(when) :]
    found = re.search(rf"(?<![\w.,£]){re.escape(text)}(?!\w|[.,]\d)", masked) if at_when >= 0 else None
    if found is None:
        return None
    labels = sorted({wording.in_period(point.label).casefold() for point in figure.trend}, key=len, reverse=True)
    gaps = sorted(
        [
            (found.start(), found.end(), SLOT),
            (at_when, at_when + len(when), f"(?P<when>{'|'.join(map(re.escape, labels))})"),
        ]
    )
    (a, b, first), (c, _, second) = gaps
    pattern = re.escape(sentence[:a]) + first + re.escape(sentence[b:c]) + second
    return sentence[:a].strip(), re.compile(rf"(?<!\w){pattern}(?![\w/-])" if second != SLOT else rf"(?<!\w){pattern}")


def _at(figure: Figure, when: str) -> Point | None:
    return next(
        (p for p in figure.trend if wording.in_period(p.label).casefold() == when and p.value is not None), None
    )


def _dated(written: Written, low: str, figure: Figure, name: str = "") -> Point | None:
    """The point whose period stands right behind a number or the name behind it: '651 in 2023', '651 requests in 2023'."""
    after = low[written.end :]
    before, said, behind = after.partition(name) if name else (after, "", "")
    if said and not re.search(r"[,.;\d]", before):
        after = before[:BESIDE_A_NAME] + behind
    for point in figure.trend:
        if point.value is not None and re.match(
            rf"(?:\sper\s[\d,]+)?(?:(?!\band\b)[^.,;\d]){{0,16}}\s{re.escape(wording.in_period(point.label).casefold())}(?![\w/-])",
            after,
        ):
            return point
    return None


def may_be_of(point: Point, sentence: str) -> bool:
    """Whether a period may be meant: any where the sentence names no year."""
    years = YEAR.findall(sentence)
    return not years or any(
        year.replace("–", "/").replace("-", "/") in (point.label.split(" ")[-1], point.period.replace("-", "/"))
        for year in years
    )


def _distance(written: Written, begin: int, end: int) -> int:
    inside = begin <= written.start and written.end <= end
    return 0 if inside else min(abs(written.start - end), abs(begin - written.end))

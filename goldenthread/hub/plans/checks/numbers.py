"""Numbers as people write them in sentences, with what they may stand for after rounding."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'(*])|\n+")
NUMBER = re.compile(
    r"(?<![\w.,/£–-])(?P<pound>£\s?)?(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(?P<part>\d{1,6}))?"
    r"(?:\s?(?P<times>million|billion|thousand|bn|m|k)\b)?"
    r"(?P<percent>\s?%|\s?per\s?cent\b|\s?percent\b)?(?![\w/%]|[–-]\d|\.\d|,\d)",
    re.IGNORECASE,
)
TIMES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "thousand": 1e3, "k": 1e3}
ABOUT = re.compile(
    r"\b(about|around|almost|nearly|roughly|approximately|some|over|under|more than|less than|just)\s*$", re.IGNORECASE
)
SPAN = re.compile(r"^\s*(to|and|or|of|in)\s+£?(?!20\d\d\b(?![,.]\d))\d", re.IGNORECASE)
RATE = re.compile(r"^\s?(?:per|for (?:each|every)) (100|1,?000|10,?000)(?![\d,.]\d)\b", re.IGNORECASE)
TIME = re.compile(r"^[\s-]*(weeks?|days?|months?|years?|hours?|terms?|minutes?|points?|percentage)\b", re.IGNORECASE)
BEFORE = re.compile(
    r"\b(per|each|every|aged?|years?|section|table|tables|page|paragraph|week|part|chapter|step|stage|act|code|version|phase|priority|action|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\s*$", re.IGNORECASE)  # fmt: skip
BESIDE = 40  # letters before and after a number that say what it is
MOST_NUMBERS = 50  # in a sentence: what holds more is a list, and none of its numbers is taken for a figure
MONTH = re.compile(
    r"^\s*(january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Written:
    """A number in a text. `slack`: how far off the true figure may be, by the digits that are written."""

    start: int
    end: int
    text: str
    value: float
    unit: str  # 'percent', 'pounds', 'count' or, of a rate, 'per-1000'
    slack: float


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with where it begins."""
    start = 0
    for end in ENDS.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def numbers(sentence: str) -> list[Written]:
    """The numbers that are amounts: not years, days, ages, durations, ranges or numbers of sections.

    None in a sentence that is a list of them.
    """
    found = []
    matches = list(itertools.islice(NUMBER.finditer(sentence), MOST_NUMBERS + 1))
    for each in matches if len(matches) <= MOST_NUMBERS else []:
        written = _written(each, sentence)
        if written is not None:
            found.append(written)
    return found


def _written(each: re.Match[str], sentence: str) -> Written | None:
    before = sentence[max(0, each.start() - BESIDE) : each.start()]
    after = sentence[each.end() : each.end() + BESIDE]
    unit = "pounds" if each["pound"] else "percent" if each["percent"] else "count"
    if unit == "count" and (_is_year(each) or BEFORE.search(before) or TIME.match(after) or MONTH.match(after)):
        return None
    if SPAN.match(after) and unit == "count":
        return None
    rate = RATE.match(after)
    if rate and unit == "count":
        unit = f"per-{rate[1].replace(',', '')}"
    times = TIMES.get((each["times"] or "").casefold(), 1.0)
    value = float(f"{each['whole'].replace(',', '')}.{each['part'] or '0'}") * times
    slack = 0.5 * 10.0 ** -len(each["part"] or "") * times * 1.0001
    whole = each["whole"].replace(",", "")
    if each["part"] is None and times == 1.0 and whole.endswith("00"):
        slack = max(slack, 0.5 * 10.0 ** (len(whole) - len(whole.rstrip("0"))) * 1.0001)
    if ABOUT.search(before):
        slack = max(slack, abs(value) * 0.05)
    return Written(each.start(), each.end(), each.group(), value, unit, slack)


def _is_year(each: re.Match[str]) -> bool:
    whole = each["whole"]
    return len(whole) == 4 and whole.isdigit() and 1900 <= int(whole) <= 2100 and not each["part"] and not each["times"]

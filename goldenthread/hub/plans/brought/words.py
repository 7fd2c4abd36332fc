"""What people write in the cells of an action plan: dates, money, ratings and names, in the plan's own words."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError

from goldenthread.hub.plans.columns import NOT_SET
from goldenthread.hub.plans.grids.names import plain_name
from goldenthread.hub.plans.models.priorities import RAGS, RISKS, STATUSES
from goldenthread.hub.ui.interface import DateField, NumberField, wording
from goldenthread.warehouse.definitions.plan_templates import Option, PlanTemplate

NOTHING = {
    "",
    NOT_SET,
    "n/a",
    "na",
    "tbc",
    "tba",
    "to be confirmed",
    "to be agreed",
    "-",
    "–",
    "—",
    "unknown",
    "not known",
}
MOST_POUNDS = Decimal(9_999_999_999)
DAY_ONE = dt.date(1899, 12, 30)  # from which Excel counts days
SERIAL = re.compile(r"[2-6]\d{4}(?:\.0+)?")
MONTH = re.compile(r"([A-Za-z]{3,9})\.?\s+(20\d\d)")
MONTHS = {name.casefold(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])} | {
    "sept": 9
}
DONE, UNDER_WAY, NOT_STARTED, STOPPED = "done", "under-way", "not-started", "stopped"
STATUS_WORDS: dict[str, str] = {
    **{plain_name(words): status for status, words in STATUSES}, "in progress": UNDER_WAY, "ongoing": UNDER_WAY,
    "on going": UNDER_WAY, "started": UNDER_WAY, "underway": UNDER_WAY, "complete": DONE, "completed": DONE, "closed": DONE,
    "finished": DONE, "achieved": DONE, "not yet started": NOT_STARTED, "planned": NOT_STARTED, "to do": NOT_STARTED,
    "open": NOT_STARTED, "cancelled": STOPPED, "withdrawn": STOPPED, "abandoned": STOPPED,
}  # fmt: skip
RAG_WORDS: dict[str, str] = {
    **{plain_name(words): rag for rag, words in RAGS}, "g": "green", "a": "amber", "r": "red", "green": "green",
    "amber": "amber", "yellow": "amber", "orange": "amber", "red": "red", "none": "", "grey": "", "not rag rated": "",
}  # fmt: skip
RISK_WORDS: dict[str, str] = {
    **{plain_name(words): risk for risk, words in RISKS}, "l": "low", "m": "medium", "h": "high", "med": "medium",
}  # fmt: skip


class NotUnderstood(ValueError):
    """What is written in a cell; the message says what to write."""


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say yet."""
    return " ".join(text.split()).casefold() in NOTHING


def day(text: str, *, end: bool = False) -> dt.date | None:
    """'3 March 2026', '03/03/2026', '2026-03-03 00:00:00', a spreadsheet's number of the day; 'March 2026' is its first or last day."""
    if is_nothing(text):
        return None
    plain = re.sub(r"[ T]00:00(:00(\.0+)?)?$", "", text.strip())
    if SERIAL.fullmatch(plain):
        return DAY_ONE + dt.timedelta(days=int(float(plain)))
    month = MONTH.fullmatch(plain)
    if month and month[1].casefold() in MONTHS:
        number, year = MONTHS[month[1].casefold()], int(month[2])
        return dt.date(year, number, calendar.monthrange(year, number)[1] if end else 1)
    try:
        found = DateField(required=False).to_python(plain)
    except ValidationError as fault:
        raise NotUnderstood(fault.messages[0]) from fault
    assert found is None or isinstance(found, dt.date)
    return found


def pounds(text: str) -> Decimal | None:
    """'£1.2m', '125,000', '0'; None where it is not known."""
    if is_nothing(text):
        return None
    if plain_name(text) in ("nil", "none", "no cost", "no extra cost"):
        return Decimal(0)
    try:
        found: Decimal | None = NumberField(decimals=2, least=Decimal(0)).to_python(text)
    except ValidationError as fault:
        raise NotUnderstood(fault.messages[0]) from fault
    if found is not None and found > MOST_POUNDS:
        raise NotUnderstood(f"{wording.number(float(found))} pounds is more than an action can cost.")
    return found


def one_of(text: str, words: Mapping[str, str], known: Iterable[str], empty: str) -> str:
    """The value that a word stands for."""
    if is_nothing(text):
        return empty
    found = words.get(plain_name(text))
    if found is None:
        raise NotUnderstood(f"'{text[:40]}' is none of {wording.listed(list(known))}.")
    return found


def status(text: str) -> str:
    """A status; not started where nothing is said."""
    return one_of(text, STATUS_WORDS, (words for _, words in STATUSES), NOT_STARTED)


def rag(text: str) -> str:
    """A rating; '' where nothing is said."""
    return one_of(text, RAG_WORDS, ("Green", "Amber", "Red"), "")


def risk(text: str) -> str:
    """A risk; '' where nothing is said."""
    return one_of(text, RISK_WORDS, ("Low", "Medium", "High"), "")


def option(text: str, options: Iterable[Option]) -> str:
    """A theme or a funding source by its title or id; '' where nothing is said."""
    options = tuple(options)
    words = {plain_name(each.title): each.id for each in options} | {plain_name(each.id): each.id for each in options}
    return one_of(text, words, (each.title for each in options), "")


def section(text: str, template: PlanTemplate) -> str:
    """A section by '8. Assessment …', its title, its number or its id; '' where nothing is said."""
    if is_nothing(text):
        return ""
    words: dict[str, str] = {}
    for each in template.sections:
        names = (each.title, each.id, str(each.number), f"{each.number} {each.title}", f"section {each.number}")
        words |= {plain_name(name): each.id for name in names}
    found = words.get(plain_name(re.sub(r"\.0+$", "", text.strip())))
    if found is None:
        raise NotUnderstood(f"'{text[:40]}' is no section of the plan. Write its number or its title.")
    return found

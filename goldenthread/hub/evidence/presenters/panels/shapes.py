"""What a panel is to its template, and what several kinds of panel write in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.presenters.comparison import Chart
from goldenthread.hub.evidence.series import Item, Items
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from .. import written


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart of a dashboard. `absent`: why there is none; `more`: (words, address) of pages that say more.

    `caveats`: what its figures mislead without; they stand under the chart wherever it is shown.
    """

    finding: str
    shown: str
    direction: tuple[str, str] = ("", "")
    coverage: tuple[str, ...] = ()
    chart: Chart | None = None
    absent: str = ""
    note: str = ""
    caveats: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


def about(view: View) -> str:
    """The code of the area that a page is about: the chosen authority, else London."""
    return view.area_code or LONDON


def beside(view: View) -> list[str]:
    """The chosen authority, London and England, each once."""
    return list(dict.fromkeys([about(view), LONDON, ENGLAND]))


def no_period(period: str, periods: Iterable[str], instead: str = "") -> str:
    """Why a panel has nothing for the period chosen. `instead`: what to choose where it is counted by other periods."""
    known = list(periods)
    if not known:
        return "This build holds no figures for this. “About the data” says which sources are not loaded and how to bring them."
    if instead:
        return f"{instead}. There are no figures for {period}."
    span = known[0] if len(known) == 1 else f"{known[0]} to {known[-1]}"
    return f"There are no figures for {period} here. There are for {span}: choose another period, or the latest."


def name_of(found: Items, code: str) -> str:
    """The area's name as its figures give it."""
    return next((o.area_name for (_, c, _), o in found.figures.items() if c == code), code)


Pairs = list[tuple[Item, Observation]]


def leading(found: Items, code: str, most: int = 2, lead: str = "") -> str:
    """'highest for age 3 (93.1%) and age 4 (88.0%)', of an area; 'most pupils for …' of a count; 'the same for all 5 (0)'; '' where there is no figure.

    Items that tie are told together. Figures counted on too few are left out, which is said where one would be named.
    """
    known = [(item, o) for n, item in enumerate(found.items) if (o := found.at(n, code)) and o.value is not None]
    ranked = sorted(known, key=lambda pair: -(pair[1].value or 0))
    sound = [pair for pair in ranked if not written.is_small(pair[1])]
    if not sound:
        return ""
    if len(sound) > 1 and len({o.value for _, o in sound}) == 1:
        return f"the same for {'both' if len(sound) == 2 else f'all {len(sound)}'} ({written.value(sound[0][1], sound[0][0].indicator)})"
    told, last = _with_ties(sound, most)
    left_out = [o for _, o in ranked if written.is_small(o) and (o.value or 0) >= last]
    few = f", of those not counted on too few ({written.SMALL})" if left_out else ""
    return f"{lead or _highest(sound[0][0].indicator)} {told}{few}"


def _highest(indicator: Indicator) -> str:
    """A number alone does not say of what: a page may count plans and pupils by the same items."""
    is_number = written.is_count(indicator) and indicator.unit not in wording.POUNDS
    return f"most {indicator.unit} for" if is_number else "highest for"


def _with_ties(ranked: Pairs, most: int) -> tuple[str, float]:
    """The first items with whatever ties with them, in words, and the last value that is told."""
    parts: list[str] = []
    named, value, of = 0, 0.0, len(ranked)
    # A nought is no high figure: it is not named after others.
    while ranked and named < most and (ranked[0][1].value or not parts):
        value = ranked[0][1].value or 0.0
        alike = [pair for pair in ranked if pair[1].value == value]
        if len(alike) == 1 or named + len(alike) <= most:
            parts += [listed_figures([pair]) for pair in alike]
        else:
            parts.append(_alike(alike, of))
        named, ranked = named + len(alike), ranked[len(alike) :]
    return wording.listed(parts), value


MOST_NAMED = 4  # of those that tie


def _alike(pairs: Pairs, of: int) -> str:
    """'3 alike (100.0%): age 3, age 4 and age 9'; so many that nobody would read them are counted alone."""
    figure = written.value(pairs[0][1], pairs[0][0].indicator)
    if len(pairs) > MOST_NAMED:
        return f"{len(pairs)} of {of}, all alike ({figure})"
    return f"{len(pairs)} alike ({figure}): {wording.listed([within(item) for item, _ in pairs])}"


def within(item: Item) -> str:
    """A label inside a sentence: 'autistic spectrum disorder', but 'EOTAS' and 'White British' as they are."""
    label = item.label
    if "ethnicity=" in item.key or not label[1:2].islower():
        return label
    return label[0].lower() + label[1:]


def listing(found: Items, code: str, beside: str) -> str:
    """Every item with the area's figure and the other area's: 'SEN support 30.9% (London 30.8%)'; '' without any."""
    told = []
    for n, item in enumerate(found.items):
        own, other = found.at(n, code), found.at(n, beside)
        if own is None or own.value is None:
            continue
        known = (
            other is not None and other.value is not None and beside != code and not written.is_count(item.indicator)
        )
        against = f" ({name_of(found, beside)} {written.value(other, item.indicator)})" if known else ""
        told.append(f"{within(item)} {written.value(own, item.indicator)}{against}")
    return wording.listed(told)


def listed_figures(found: Pairs) -> str:
    """'autistic spectrum disorder (34.1%) and speech … (20.0%)'."""
    return wording.listed([f"{within(item)} ({written.value(o, item.indicator)})" for item, o in found])

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


def no_period(period: str, periods: Iterable[str]) -> str:
    """Why a panel has nothing for the period chosen."""
    known = list(periods)
    if not known:
        return "This build holds no figures for this. “About the data” says which sources are not loaded and how to bring them."
    span = known[0] if len(known) == 1 else f"{known[0]} to {known[-1]}"
    return f"There are no figures for {period} here. There are for {span}: choose another period, or the latest."


def name_of(found: Items, code: str) -> str:
    """The area's name as its figures give it."""
    return next((o.area_name for (_, c, _), o in found.figures.items() if c == code), code)


def highest(found: Items, code: str, most: int = 2) -> list[tuple[Item, Observation]]:
    """The items with the largest figures of an area, largest first."""
    known = [(item, found.at(n, code)) for n, item in enumerate(found.items)]
    there = [(item, o) for item, o in known if o is not None and o.value is not None and not written.is_small(o)]
    return sorted(there, key=lambda pair: -(pair[1].value or 0))[:most]


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


def listed_figures(found: list[tuple[Item, Observation]]) -> str:
    """'autistic spectrum disorder (34.1%) and speech … (20.0%)'."""
    return wording.listed([f"{within(item)} ({written.value(o, item.indicator)})" for item, o in found])

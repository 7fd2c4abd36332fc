"""Many indicators for every authority of England: read once for a build, and kept for the pages of all boroughs."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.borough import load_borough_page
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.many import Wanted
from goldenthread.warehouse.restated import Restated, restated_totals

from . import queries, series
from .places import ENGLAND, LONDON
from .presenters import written

KEPT = 3  # landscapes of nine megabytes each: amended, as published, and one of an earlier period
_kept: OrderedDict[tuple[str, bool, str], Landscape] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator of everyone or of an item. `label`: its name on the page; `key`: the breakdown's key text.

    `period` is the one shown, `before` the one before it that has figures; '' where there is none.
    """

    label: str
    indicator: Indicator
    key: str
    period: str
    before: str
    periods: tuple[str, ...]
    figures: Mapping[tuple[str, str], Observation]  # by area code and period
    newer: Measured | None = None  # the same in another unit, where its figures go further

    @property
    def year(self) -> int:
        """The year in which the period shown begins; 0 where none is shown."""
        return int(self.period[:4]) if self.period else 0

    @property
    def period_label(self) -> str:
        """The period shown in words: 'January 2025'; '' where none is shown."""
        return next((o.period_label for o in self.figures.values() if o.period == self.period), "")

    def at(self, code: str) -> Observation | None:
        """The figure of the period shown; None when nothing is loaded."""
        return self.figures.get((code, self.period))

    def earlier(self, code: str) -> Observation | None:
        """The figure of the period before."""
        return self.figures.get((code, self.before)) if self.before else None

    def known(self, codes: Iterable[str]) -> list[Observation]:
        """The figures of these places that can be compared: there, not counted on too few, and not of a faulty return."""
        found = (self.at(code) for code in codes)
        return [figure for figure in found if figure and figure.value is not None and not figure.small_denominator and not figure.left_out]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Landscape:
    """Every authority, London and England. `headlines`: the lines of a borough's page; `others`: every rate on a dashboard.

    `restated`: published totals by area code that a newer release states otherwise.
    """

    headlines: tuple[Measured, ...]
    others: tuple[Measured, ...]
    restated: Mapping[str, tuple[Restated, ...]]

    @property
    def newest(self) -> int:
        """The year in which the newest headline begins."""
        return max(each.year for each in self.headlines)


def authorities(store: Store) -> list[str]:
    """The codes of England's authorities of today."""
    known = store.catalogue.areas
    return [area.code for area in store.areas("authority") if known[area.code].to_date is None]


def landscape(store: Store, published: bool = False, period: str = "") -> Landscape:
    """The figures of `period`, or of the latest that each indicator has. Read on first use, then kept by build."""
    name = (store.build.id, published, period)
    with _lock:
        found = _kept.get(name)
        if found is None:
            found = _kept[name] = _read(store, published, period)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(name)
        return found


def forget() -> None:
    """Lets go of everything kept, as if the site had just started."""
    with _lock:
        _kept.clear()


def _read(store: Store, published: bool, period: str) -> Landscape:
    page, places = load_borough_page(store.catalogue), [*authorities(store), LONDON, ENGLAND]
    rates = _rates_on_dashboards(store)
    wanted = [(each.indicator, series.key_of(each.breakdown)) for each in page.headlines]
    store.read_periods([Wanted(*each, ()) for each in (*wanted, *((rate.id, "total") for rate in rates))])
    headlines = [
        _measured(store, each.title, store.catalogue.indicator(each.indicator), series.key_of(each.breakdown), period)
        for each in page.headlines
    ]
    named = {n: _newest(store, each.newer) for n, each in enumerate(page.headlines) if each.newer and not period}
    newer = {n: one for n, one in named.items() if one.year > headlines[n].year}
    here = {measured.indicator.id for measured in headlines if measured.key == "total"}
    others = [
        _measured(store, indicator.title, indicator, "total", period) for indicator in rates if indicator.id not in here
    ]
    shown = [each for each in others if each.period]
    # Of the others nobody asks how they were before.
    asked = [
        *((each, (each.before, each.period)) for each in headlines),
        *((each, (each.period,)) for each in (*shown, *newer.values())),
    ]
    found = _with_figures(store, asked, places, published)
    read, start = found[: len(headlines)], len(found) - len(newer)
    for n, one in zip(newer, found[start:], strict=True):
        read[n] = replace(read[n], newer=one)
    return Landscape(tuple(read), tuple(found[len(headlines) : start]), restated_totals(store))


def _rates_on_dashboards(store: Store) -> list[Indicator]:
    """Every indicator of a dashboard in which places of different size can be compared, but what the definition leaves out."""
    left_out = {each.indicator for each in load_borough_page(store.catalogue).not_outliers}
    pages = load_dashboards(store.catalogue).pages.values()
    named = dict.fromkeys(name for page in pages for panel in page.panels for name in panel.indicators)
    indicators = [store.catalogue.indicator(name) for name in named if name not in left_out]
    return [each for each in indicators if not written.is_count(each) and each.unit not in written.JUDGED]


def _measured(store: Store, label: str, indicator: Indicator, key: str, period: str) -> Measured:
    """What is to be read. Without the period asked for there is none to show."""
    periods = queries.periods(store, indicator.id, key)
    shown = period if period in periods else "" if period or not periods else periods[-1]
    place = periods.index(shown) if shown else 0
    return Measured(label, indicator, key, shown, periods[place - 1] if place else "", periods, {})


def _newest(store: Store, name: str) -> Measured:
    indicator = store.catalogue.indicator(name)
    return _measured(store, indicator.short_title, indicator, "total", "")


def _with_figures(
    store: Store, asked: list[tuple[Measured, tuple[str, ...]]], places: list[str], published: bool
) -> list[Measured]:
    """Each with the figures of its periods; '' is none."""
    wanted = [Wanted(each.indicator.id, each.key, [p for p in periods if p]) for each, periods in asked]
    found = store.query_many(wanted, places, published)
    return [replace(each, figures=figures) for (each, _), figures in zip(asked, found, strict=True)]

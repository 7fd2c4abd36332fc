"""Reads what a page is asked for. Whatever cannot be answered is refused in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, QueryDict

from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store, UnknownName, reader
from goldenthread.warehouse.answers import AreaRecord
from goldenthread.warehouse.definitions.indicators import Indicator

from . import queries

FIGURES = ("amended", "published")


@dataclass(frozen=True, slots=True)
class BenchmarkQuestion:
    """What a benchmark page shows. `periods`: every period there is, oldest first; empty without figures.

    `breakdown` is its key text, 'total' or 'age=age-10'. `breakdowns` are the keys to choose from where
    the indicator has no total.
    """

    indicator: Indicator
    area: AreaRecord | None
    period: str
    periods: tuple[str, ...]
    published: bool
    breakdown: str = "total"
    breakdowns: tuple[str, ...] = ()

    @property
    def area_code(self) -> str:
        """The chosen borough's code; '' when none is chosen."""
        return self.area.code if self.area else ""

    @property
    def key(self) -> tuple[str, str, str, str, bool]:
        """What sets one question apart from another."""
        return self.indicator.id, self.area_code, self.period, self.breakdown, self.published


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """The one value that 'About this figure' is about. `breakdown` is its key text: 'total' or 'age=age-10'."""

    indicator: Indicator
    area: AreaRecord
    period: str
    breakdown: str
    published: bool

    @property
    def key(self) -> tuple[str, str, str, str, bool]:
        """What sets one question apart from another."""
        return self.indicator.id, self.area.code, self.period, self.breakdown, self.published


def read_benchmark(store: Store, indicator_id: str, query: QueryDict) -> BenchmarkQuestion:
    """Http404 for an unknown indicator, BadRequest for an unknown borough, period, breakdown or kind of figures."""
    indicator = read_indicator(store, indicator_id)
    choices = queries.breakdowns_instead_of_a_total(store, indicator)
    breakdown, periods = read_breakdown(store, indicator, query.get("breakdown") or next(iter(choices), "total"))
    return BenchmarkQuestion(
        indicator=indicator,
        area=read_borough(store, query.get("area", "")),
        period=read_period(periods, query.get("period", "")),
        periods=periods,
        published=read_figures(query),
        breakdown=breakdown,
        breakdowns=choices,
    )


def read_indicator(store: Store, indicator_id: str) -> Indicator:
    """The indicator; Http404 naming near spellings."""
    try:
        return store.catalogue.indicator(indicator_id)
    except UnknownName as fault:
        raise Http404(str(fault)) from fault


def read_borough(store: Store, text: str) -> AreaRecord | None:
    """A London borough by its code; None when none is chosen. BadRequest for anything else."""
    if not text:
        return None
    if text not in queries.boroughs(store):
        raise BadRequest(f"'{_short(text)}' is not the code of a London borough. Choose a borough from the list.")
    return store.area(text)


def read_period(periods: tuple[str, ...], text: str) -> str:
    """One of the periods; the latest when none is chosen. BadRequest for anything else."""
    if text and text not in periods:
        offered = f" There are figures for {wording.listed(list(periods))}." if periods else ""
        raise BadRequest(f"There are no figures for the period '{_short(text)}'.{offered}")
    return text or (periods[-1] if periods else "")


def read_figures(query: QueryDict) -> bool:
    """True for the figures as published, without amendments. BadRequest for anything but the two."""
    asked = query.get("figures") or FIGURES[0]
    if asked not in FIGURES:
        raise BadRequest(f"'{_short(asked)}' is no kind of figures. Choose amended or published.")
    return asked == "published"


def read_figure(store: Store, indicator_id: str, code: str, period: str, query: QueryDict) -> FigureQuestion:
    """Http404 for an address that names no figure, BadRequest for a breakdown or kind of figures there is not."""
    indicator, area, published = read_indicator(store, indicator_id), read_area(store, code), read_figures(query)
    breakdown, periods = read_breakdown(store, indicator, query.get("breakdown", "total"))
    if period not in periods:
        raise Http404(f"There are no such figures for the period '{_short(period)}'.")
    return FigureQuestion(indicator, area, period, breakdown, published)


def read_breakdown(store: Store, indicator: Indicator, text: str) -> tuple[str, tuple[str, ...]]:
    """The breakdown's key text and the periods it has figures for. BadRequest for one the indicator has not."""
    try:
        items = reader.read_breakdown(text)
        breakdown = ",".join(f"{topic}={item}" for topic, item in sorted(items.items())) or "total"
        return breakdown, queries.periods(store, indicator.id, breakdown)
    except UnknownName as fault:
        raise BadRequest(str(fault)) from fault


def read_area(store: Store, code: str) -> AreaRecord:
    """Any area by its code; Http404 for anything else."""
    try:
        area = store.area(code)
    except UnknownName as fault:
        raise Http404(f"There is no area '{_short(code)}'.") from fault
    if area.code != code:
        raise Http404(f"Areas have one address each. Use {area.code} for {area.name}.")
    return area


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"

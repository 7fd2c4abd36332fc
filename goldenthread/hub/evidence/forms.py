"""Reads what a page is asked for. Whatever cannot be answered is refused in plain words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
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

    `breakdown` is its key text, 'total' or 'age=age-10'; `breakdowns` are the keys on offer. `instead_of` is
    the period asked for, where the indicator has it and this breakdown has not; '' otherwise.
    """

    indicator: Indicator
    area: AreaRecord | None
    period: str
    periods: tuple[str, ...]
    published: bool
    breakdown: str = "total"
    breakdowns: tuple[str, ...] = ()
    instead_of: str = ""

    @property
    def area_code(self) -> str:
        """The chosen authority's code; '' when none is chosen."""
        return self.area.code if self.area else ""

    @property
    def key(self) -> tuple[str, str, str, str, bool, str]:
        """What sets one question apart from another."""
        return self.indicator.id, self.area_code, self.period, self.breakdown, self.published, self.instead_of


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
    """Http404 for an unknown indicator, BadRequest for an unknown authority, period, breakdown or kind of figures."""
    indicator = read_indicator(store, indicator_id)
    choices = queries.breakdowns_on_offer(store, indicator)
    breakdown, periods = read_breakdown(store, indicator, query.get("breakdown") or next(iter(choices), "total"))
    asked = query.get("period", "")
    # Who chooses another breakdown keeps the period of the one before, which the new one may not have.
    is_elsewhere = bool(periods) and asked not in periods and _has_period(store, indicator, choices, asked)
    return BenchmarkQuestion(
        indicator=indicator,
        area=read_authority(store, query.get("area", "")),
        period=read_period(periods, "" if is_elsewhere else asked),
        periods=periods,
        published=read_figures(query),
        breakdown=breakdown,
        breakdowns=choices,
        instead_of=asked if is_elsewhere else "",
    )


def read_download(store: Store, indicator_id: str, query: QueryDict) -> BenchmarkQuestion:
    """As `read_benchmark`, but a period the breakdown has not is refused: a file cannot say what it has instead."""
    question = read_benchmark(store, indicator_id, query)
    read_period(question.periods, question.instead_of)
    return question


def _has_period(store: Store, indicator: Indicator, keys: tuple[str, ...], period: str) -> bool:
    return bool(period) and any(period in queries.periods(store, indicator.id, key) for key in keys)


def read_indicator(store: Store, indicator_id: str) -> Indicator:
    """The indicator; Http404 naming near spellings."""
    try:
        return store.catalogue.indicator(indicator_id)
    except UnknownName as fault:
        raise Http404(str(fault)) from fault


def read_authority(store: Store, text: str) -> AreaRecord | None:
    """A local authority by its code, number or name; None when none is chosen.

    BadRequest for anything else, with the names that may have been meant.
    """
    if not text:
        return None
    try:
        area = store.area(text)
    except UnknownName as fault:
        raise BadRequest(str(fault)) from fault
    if area.level != "authority":
        raise BadRequest(f"{area.name} is not a local authority. Choose one, or compare with {area.name} instead.")
    return area


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


def near(kind: str, asked: str, known: Iterable[str]) -> str:
    """'There is no dashboard …', with what may have been meant."""
    found = difflib.get_close_matches(asked, list(known), n=3, cutoff=0.5)
    meant = f" Did you mean {' or '.join(found)}?" if found else ""
    return f"There is no {kind} '{_short(asked)}'.{meant}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"

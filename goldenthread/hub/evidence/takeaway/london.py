"""The charts of the London page that no other page has: how the boroughs are spread, both maps, and each over time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, QueryDict
from django.utils.safestring import SafeString

from goldenthread.hub.evidence import forms, links, london_views, queries
from goldenthread.hub.evidence.charts.drawing import draw
from goldenthread.hub.evidence.charts.sheet import Little, sheet
from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.forms import BenchmarkQuestion
from goldenthread.hub.evidence.presenters.comparison import Chart
from goldenthread.hub.evidence.presenters.london import page as london_presenter
from goldenthread.hub.evidence.presenters.panels.shapes import Panel
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store

from .charts import Shown
from .sources import source_lines, sources_of

Context = dict[str, Any]  # what the page's template is given
TILES = "The tiles stand near where the boroughs are; each has the same size."
NUMBERS = "The numbers are classes."


def of_london(store: Store, question: BenchmarkQuestion, chart: str, view: View) -> Shown:
    """One of the page's charts. Http404 for one it has not."""
    if chart not in CHARTS:
        raise Http404(f"There is no chart '{chart[:40]}'. The London page has {wording.listed(list(CHARTS))}.")
    found = queries.benchmark(store, question, every_coverage=False)
    page = london_presenter.page(store, found, view)
    drawn = CHARTS[chart](page) if page["ranked"] else None
    absent = "" if drawn else _why_nothing(page, chart)
    shown = [o for o in found.figures.values() if chart == "time" or o.period == question.period]
    return Shown(
        Panel(page["finding"], question.indicator.title, page["direction"], chart=drawn, absent=absent),
        source_lines(store, sources_of(store, shown)),
        links.london(question.indicator.id, view.address()),
    )


def read_london(store: Store, name: str, query: QueryDict) -> tuple[BenchmarkQuestion, View]:
    """What the page of an indicator is asked. Http404 for an unknown indicator, BadRequest as the page itself."""
    if name not in store.catalogue.indicators:
        raise Http404(forms.near("indicator", name, store.catalogue.indicators))
    asked = query.copy()
    asked["indicator"] = name
    return london_views.read(store, asked)


def _why_nothing(page: Context, chart: str) -> str:
    if not page["ranked"]:
        return str(page["absence"])
    return str(page["maps"].not_here) if chart == "map" else "There are too few figures for this chart."


# ------------------------------------------------------------------ the charts


def _spread(page: Context) -> Chart | None:
    strip = page["spread"]
    if strip is None:
        return None
    return Chart(strip.title, strip.wide, strip.narrow, strip.key, (strip.sentence,), page["table"])


def _tiles(page: Context) -> Chart:
    maps = page["maps"]
    return _map(page, "tiles", maps.tiles_title, maps.tiles, (f"{TILES} {maps.units}", page["classes"]))


def _outlines(page: Context) -> Chart | None:
    maps = page["maps"]
    if maps.outlines is None:
        return None
    notes = (NUMBERS if page["numbered"] else "", page["classes"], maps.attribution)
    return _map(page, "outlines", maps.outlines_title, maps.outlines, notes)


def _map(page: Context, kind: str, title: str, drawn: SafeString, notes: tuple[str, ...]) -> Chart:
    told = tuple(note for note in (page["no_figure"], *notes) if note)
    return Chart(title, drawn, SafeString(""), page["maps"].key, told, page["table"], kind)


def _time(page: Context) -> Chart | None:
    history = page["history"]
    if history is None:
        return None
    lines = [Little(each.name, each.words, str(each.drawn), each.chosen) for each in history.multiples]
    told = "; ".join(f"{each.name}: {each.words}" for each in history.multiples)
    drawn = draw(sheet(lines, str(history.shared)), history.title, f"{told}.")
    return Chart(history.title, drawn, SafeString(""), history.key, (history.reading, *history.breaks), page["table"])


CHARTS: dict[str, Callable[[Context], Chart | None]] = {
    "spread": _spread, "tiles": _tiles, "map": _outlines, "time": _time,
}  # fmt: skip

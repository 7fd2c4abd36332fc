"""The charts of the pages, one at a time, each with its finding and its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, QueryDict

from goldenthread.hub.evidence import forms, links, queries
from goldenthread.hub.evidence.compared import View, read_view, with_chosen
from goldenthread.hub.evidence.forms import BenchmarkQuestion
from goldenthread.hub.evidence.presenters import benchmark as benchmark_presenter
from goldenthread.hub.evidence.presenters import dashboard as dashboard_presenter
from goldenthread.hub.evidence.presenters import returns, sentences
from goldenthread.hub.evidence.presenters.panels.shapes import Panel
from goldenthread.hub.evidence.series import Reader
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.dashboards import Dashboard

from . import subjects
from .pictures import Picture
from .sources import source_lines, sources_of

OF_AN_INDICATOR = ("boroughs", "neighbours", "trend")


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart as it leaves the site. `home`: the address of the page it stands on, with the same choices."""

    panel: Panel
    source: tuple[str, ...]
    home: str

    @property
    def picture(self) -> Picture:
        """What the chart's file is made of. Http404 saying why where there is nothing to draw."""
        if self.panel.chart is None:
            raise Http404(self.panel.absent or "There is nothing to draw here.")
        return Picture(self.panel.finding, self.panel.chart, self.source)


def of_dashboard(store: Store, dashboard: Dashboard, number: int, view: View) -> Shown:
    """A dashboard's chart by its number from 1. Http404 for a number it has not."""
    if not 1 <= number <= len(dashboard.panels):
        has = wording.counted(len(dashboard.panels), "chart")
        raise Http404(f"There is no chart {number} here: {dashboard.title} has {has}, numbered from 1.")
    one = dashboard.panels[number - 1]
    panel = dashboard_presenter.panel(Reader(store, view), one)
    drawn = list(subjects.drawn_by(store, view, one))
    return Shown(panel, (*panel.caveats, *_below(store, drawn)), links.dashboard(dashboard.id, view.address()))


def of_indicator(store: Store, question: BenchmarkQuestion, chart: str, view: View) -> Shown:
    """One of an indicator's charts. Http404 for one it has not."""
    if chart not in OF_AN_INDICATOR:
        raise Http404(f"There is no chart '{chart[:40]}'. An indicator has {wording.listed(list(OF_AN_INDICATOR))}.")
    found = queries.benchmark(store, question, with_chosen(view), every_coverage=False)
    page = benchmark_presenter.page(store, found, view)
    finding = (sentences.moved(found) if chart == "trend" else "") or page["finding"]
    drawn, title = page.get(chart), question.indicator.title
    absent = "" if drawn else "There are too few figures for this chart."
    shown = [o for o in found.figures.values() if chart == "trend" or o.period == question.period]
    return Shown(
        Panel(finding, title, page["direction"], chart=drawn, absent=absent),
        (*question.indicator.essential_caveats, *_below(store, shown)),
        links.benchmark(question.indicator.id) + view.address(),
    )


def _below(store: Store, shown: Sequence[Observation]) -> tuple[str, ...]:
    """What stands under the chart: caveats of the returns that it rests on, and where it comes from."""
    caveats = [caveat.text for caveat in returns.caveats(store, shown)]
    return (*caveats, *source_lines(store, sources_of(store, shown)))


def read_indicator(store: Store, name: str, query: QueryDict) -> tuple[BenchmarkQuestion, View]:
    """What an indicator's page is asked for. Http404 and BadRequest as `forms.read_download` and `read_view`."""
    question = forms.read_download(store, name, query)
    return question, read_view(store, query)

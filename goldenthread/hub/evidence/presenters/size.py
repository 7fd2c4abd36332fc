"""How many plans a borough has and whom they are for: a line above its headlines."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.hub.evidence import links, queries
from goldenthread.hub.evidence.compared import View
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import AreaRecord, Observation
from goldenthread.warehouse.definitions.borough import load_borough_page
from goldenthread.warehouse.definitions.dashboards import load_dashboards

from . import mix, returns, written


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, and where its figures are shown: (words, address)."""

    text: str
    leads_on: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Size:
    """The sentences of the line, and what must be read beside them."""

    told: tuple[Told, ...]
    notes: tuple[str, ...]
    returns: tuple[returns.Caveat, ...]


def size(store: Store, area: AreaRecord, view: View) -> Size:
    """The number of plans and the commonest needs, of the period chosen where it is held, else of the latest."""
    wanted = load_borough_page(store.catalogue).size
    known, query = store.catalogue.indicators, view.address(place=(), compare="")
    plans, of = known[wanted.indicator], known[wanted.mix]
    number = _number(store, plans.id, area, view)
    parts = mix.mixes(store, of, wanted.topic, [area.code], view.period, view.published).get(area.code)
    told = []
    if number:
        text = f"{area.name} had {written.value(number, plans)} EHC plans{mix.marks(number)} {wording.in_period(number.period_label)}."
        told.append(Told(text, _leads_on(store, plans.id, query)))
    if parts:
        topic = store.catalogue.vocabularies[wanted.topic].title.lower()
        when = wording.in_period(parts.largest[0].period_label)
        told.append(Told(f"The commonest {topic}s {when}: {parts.words}.", _leads_on(store, of.id, query)))
    figures = parts.figures if parts else ()
    notes = (*written.notes([number], plans), *written.notes(figures, of)) if number else written.notes(figures, of)
    return Size(tuple(told), tuple(dict.fromkeys(notes)), returns.caveats(store, figures))


def _number(store: Store, indicator: str, area: AreaRecord, view: View) -> Observation | None:
    periods = queries.periods(store, indicator)
    if not periods:
        return None
    period = view.period if view.period in periods else periods[-1]
    found = store.query(indicator, [area.code], [period], published=view.published, with_coverage=False)
    return next((o for o in found if o.value is not None), None)


def _leads_on(store: Store, indicator: str, query: str) -> tuple[str, str]:
    """The first dashboard that begins with the indicator, else the first that has it."""
    pages = load_dashboards(store.catalogue).pages.values()
    having = [page for page in pages if any(indicator in panel.indicators for panel in page.panels)]
    first = next((page for page in having if indicator in page.panels[0].indicators), having[0])
    return first.title, links.dashboard(first.id, query)

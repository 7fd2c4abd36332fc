"""One figure as a sentence for a paper: what it is, whose it is, of which build, and where it can be seen again."""

from __future__ import annotations

from goldenthread.hub.evidence.presenters import written
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from .sources import Source, made_on, sources_of


def title_of(figure: Observation, indicator: Indicator) -> str:
    """'EHC plans (age 10), Camden, January 2025'."""
    whom = "" if figure.breakdown == "total" else f" ({figure.breakdown_label})"
    return f"{indicator.title}{whom}, {figure.area_name}, {figure.period_label}"


def sentence(store: Store, figure: Observation, indicator: Indicator, address: str) -> str:
    """The citation. `address`: whole, and pinned to the build."""
    amended = " (amended: see the address)" if figure.amendment else ""
    sources = "; ".join(map(_source, sources_of(store, [figure]))) or "No published file has this figure"
    build = f"Golden Thread build {store.build.id}, made {made_on(store)}"
    value = written.value(figure, indicator)
    return f"{title_of(figure, indicator)}: {value}{amended}. {sources}. {build}. {address}"


def _source(source: Source) -> str:
    publication, release = source.publication, source.release
    day = f" ({wording.day(release.published_date)})" if release.published_date else ""
    return f"{publication.publisher}, {publication.title}, {release.title}{day}"

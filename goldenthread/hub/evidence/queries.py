"""Reads of the warehouse. The open store is shared by a process's threads and follows the build in force."""

from __future__ import annotations

import hashlib
import itertools
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.cache import cache

from goldenthread.warehouse import Store, open_store
from goldenthread.warehouse.answers import FileRecord, Observation
from goldenthread.warehouse.definitions.areas import Neighbour
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.store.folder import current_build, store_folder

from .places import ENGLAND, LONDON

if TYPE_CHECKING:
    from .forms import BenchmarkQuestion, FigureQuestion

_lock = threading.Lock()
_open: dict[Path, Store] = {}


def current_store() -> Store:
    """The build in force, opened once. A newer build is used from the moment it is published.

    Raises StoreMissing when there is none. A store that is replaced closes when its last reader lets go.
    """
    path = current_build(store_folder())
    store = _open.get(path)
    if store is None:
        with _lock:
            store = _open.get(path) or open_store(path)
            _open.clear()
            _open[path] = store
    return store


def periods(store: Store, indicator_id: str, breakdown: str = "total") -> tuple[str, ...]:
    """The periods an indicator has any figure for, oldest first; asked of the store once for a build.

    Raises UnknownName for a breakdown the indicator does not have.
    """
    name = hashlib.sha256(f"{indicator_id}:{breakdown}".encode("utf-8", "replace")).hexdigest()
    key = f"periods:{store.build.id}:{name}"
    found: tuple[str, ...] | None = cache.get(key)
    if found is None:
        found = store.periods(indicator_id, breakdown)
        cache.set(key, found)
    return found


def breakdowns_instead_of_a_total(store: Store, indicator: Indicator) -> tuple[str, ...]:
    """The breakdowns of an indicator that has no figure for everyone together; () when it has one."""
    if periods(store, indicator.id) or not indicator.breakdowns:
        return ()
    topics = sorted(indicator.breakdowns[0])
    items = itertools.product(*(store.catalogue.vocabularies[topic].items for topic in topics))
    keys = (",".join(f"{t}={i.id}" for t, i in zip(topics, chosen, strict=True)) for chosen in items)
    return tuple(key for key in keys if periods(store, indicator.id, key))


def boroughs(store: Store) -> tuple[str, ...]:
    """The codes of London's 33 authorities in order of name; asked of the store once for a build."""
    key = f"boroughs:{store.build.id}"
    found: tuple[str, ...] | None = cache.get(key)
    if found is None:
        found = store.members(LONDON)
        cache.set(key, found)
    return found


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The figures of one benchmark page: the boroughs, the chosen one's neighbours, London and England."""

    question: BenchmarkQuestion
    boroughs: tuple[str, ...]
    neighbours: tuple[Neighbour, ...]
    figures: dict[tuple[str, str], Observation]  # by area code and period

    def at(self, area_code: str, period: str | None = None) -> Observation | None:
        """The figure of an area in a period (the chosen one unless said); None when nothing is loaded."""
        return self.figures.get((area_code, self.question.period if period is None else period))

    @property
    def previous_period(self) -> str:
        """The period before the chosen one; '' for the first."""
        periods = self.question.periods
        place = periods.index(self.question.period) if periods else 0
        return periods[place - 1] if place else ""


def benchmark(store: Store, question: BenchmarkQuestion) -> Benchmark:
    """Every period of every area on the page, in one query."""
    inside = boroughs(store)
    neighbours = store.neighbours(question.area.code) if question.area else ()
    areas = dict.fromkeys([*inside, LONDON, ENGLAND, *(n.neighbour_code for n in neighbours)])
    found = store.query(
        question.indicator.id, areas=list(areas), breakdown=question.breakdown, published=question.published
    )
    return Benchmark(question, inside, neighbours, {(o.area_code, o.period): o for o in found})


@dataclass(frozen=True, slots=True)
class Figure:
    """One value with what was published, what other releases gave, and the files it came from."""

    indicator: Indicator
    used: Observation
    published: Observation
    other_releases: tuple[Observation, ...]
    files: dict[str, FileRecord]  # by path


def figure(store: Store, question: FigureQuestion) -> Figure:
    """The value as used, as published and as every other release gave it."""
    indicator = question.indicator
    asked: dict[str, Any] = {
        "areas": [question.area.code],
        "periods": [question.period],
        "breakdown": question.breakdown,
    }
    used = store.query(indicator.id, **asked)[0]
    published = store.query(indicator.id, **asked, published=True)[0]
    files = {cell.file: store.file(cell.file) for cell in used.cells.values()}
    return Figure(indicator, used, published, _other_releases(store, indicator, asked, used, files), files)


def _other_releases(
    store: Store, indicator: Indicator, asked: dict[str, Any], used: Observation, files: dict[str, FileRecord]
) -> tuple[Observation, ...]:
    """The figure as other loaded releases of the same publications gave it, where they have it."""
    loaded = {file.release for file in store.files()}
    publications = {store.catalogue.sources[file.source].publication for file in files.values()}
    releases = [r.id for p in sorted(publications) for r in store.catalogue.publications[p].releases if r.id in loaded]
    found = []
    for release in releases:
        if release != used.release:
            found += [o for o in store.query(indicator.id, **asked, release=release) if o.cells]
    return tuple(found)

"""Reads of the warehouse. The open store is shared by a process's threads and follows the build in force."""

from __future__ import annotations

import functools
import hashlib
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict

from goldenthread.warehouse import Store, open_store
from goldenthread.warehouse.answers import Change, FileRecord, Observation
from goldenthread.warehouse.definitions import shipped_catalogue
from goldenthread.warehouse.definitions.areas import Neighbour
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.faults import StoreDamaged, StoreOutdated
from goldenthread.warehouse.store.folder import build_path, current_build, store_folder

from .places import ENGLAND, LONDON

if TYPE_CHECKING:
    from .forms import BenchmarkQuestion, FigureQuestion

_lock = threading.Lock()
_open: dict[Path, Store] = {}
_kept: dict[Path, Store] = {}  # older builds that addresses are pinned to
KEPT_OPEN = 3


class BuildGone(Exception):
    """The build that an address is pinned to is no longer kept."""


class BuildUnreadable(BuildGone):
    """It is kept, but another version of the software made it, which this one cannot read."""


class BuildDamaged(BuildGone):
    """It is kept, but its file is damaged."""


def current_store() -> Store:
    """The build in force, opened once. A newer build is used from the moment it is published.

    Raises StoreMissing when there is none. A store that is replaced closes when its last reader lets go.
    """
    path = current_build(store_folder())
    store = _open.get(path)
    if store is None:
        with _lock:
            store = _open.get(path) or open_store(path, shipped_catalogue())
            _open.clear()
            _open[path] = store
    return store


def forget() -> None:
    """Lets go of every open build, as if the site had just started. Whoever still reads one keeps it."""
    with _lock:
        _open.clear()
        _kept.clear()


def store_of(query: QueryDict) -> Store:
    """The build that an address is pinned to with `build`, else the one in force.

    Raises BuildGone when that build is no longer kept or readable, and BadRequest for what is no build's name.
    """
    return store_named(query.get("build", ""))


def store_named(pinned: str) -> Store:
    """As `store_of`, by the build's name; '' is the one in force."""
    if not pinned:
        return current_store()
    if not re.fullmatch(r"[0-9a-f]{12}", pinned):
        raise BadRequest("The address names a build that cannot be: a build's name is twelve letters and digits.")
    in_force = current_store()
    return in_force if in_force.build.id == pinned else _kept_store(pinned)


@functools.lru_cache(maxsize=4)  # a pair of releases may differ in seventy thousand cells, read a page at a time
def changes(store: Store, older: str, newer: str) -> list[Change]:
    """As `Store.changes`."""
    return store.changes(older, newer)


def _kept_store(build_id: str) -> Store:
    path = build_path(store_folder(), build_id)
    with _lock:
        store = _kept.get(path)
        if store is None:
            if not path.exists():
                raise BuildGone(build_id)
            if len(_kept) >= KEPT_OPEN:
                _kept.pop(next(iter(_kept)))
            store = _kept[path] = _readable(path, build_id)
    return store


def _readable(path: Path, build_id: str) -> Store:
    """The pinned build. What is wrong with it is no fault of the figures in force, which need not be built again."""
    try:
        return open_store(path, shipped_catalogue())
    except StoreOutdated as fault:
        raise BuildUnreadable(build_id) from fault
    except StoreDamaged as fault:
        raise BuildDamaged(build_id) from fault


def whose_fault(fault: Exception, request: HttpRequest) -> Exception:
    """The fault; damage that shows only while a pinned build is read as that build's own, a BuildDamaged."""
    if not isinstance(fault, StoreDamaged):
        return fault
    pinned = request.GET.get("build", "")
    return BuildDamaged(pinned) if build_path(store_folder(), pinned) in _kept else fault


def periods(store: Store, indicator_id: str, breakdown: str = "total") -> tuple[str, ...]:
    """The periods an indicator has any figure for, oldest first; asked of the store once for a build.

    Raises UnknownName for a breakdown the indicator does not have.
    """
    name = hashlib.sha256(f"{indicator_id}:{breakdown}".encode("utf-8", "replace")).hexdigest()
    key = f"periods:{store.build.id}:{name}"
    found: tuple[str, ...] | None = caches["figures"].get(key)
    if found is None:
        found = store.periods(indicator_id, breakdown)
        caches["figures"].set(key, found)
    return found


def breakdowns_on_offer(store: Store, indicator: Indicator) -> tuple[str, ...]:
    """Keys to choose from: 'total' where there is one, then every item of one topic that the build has.

    Combinations of topics run to thousands; they are only offered where there is nothing simpler. Asked of the
    store once for a build.
    """
    key = f"breakdowns:{store.build.id}:{indicator.id}"
    found: tuple[str, ...] | None = caches["figures"].get(key)
    if found is None:
        held = store.breakdowns(indicator.id)
        total = ("total",) if periods(store, indicator.id) else ()
        offered = [items for items in held if len(items) == 1] or ([] if total else held)
        found = (*total, *(",".join(f"{topic}={item}" for topic, item in sorted(items.items())) for items in offered))
        caches["figures"].set(key, found)
    return found


def boroughs(store: Store) -> tuple[str, ...]:
    """The codes of London's 33 authorities in order of name; asked of the store once for a build."""
    key = f"boroughs:{store.build.id}"
    found: tuple[str, ...] | None = caches["figures"].get(key)
    if found is None:
        found = store.members(LONDON)
        caches["figures"].set(key, found)
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


def benchmark(
    store: Store, question: BenchmarkQuestion, inside: tuple[str, ...] = (), every_coverage: bool = True
) -> Benchmark:
    """Every period of every area on the page: London's boroughs unless `inside` names others.

    `every_coverage` as in `places`.
    """
    inside = inside or boroughs(store)
    neighbours = store.neighbours(question.area.code) if question.area else ()
    chosen = [question.area.code] if question.area else []
    areas = dict.fromkeys([*chosen, *inside, LONDON, ENGLAND, *(n.neighbour_code for n in neighbours)])
    return Benchmark(question, inside, neighbours, places(store, question, list(areas), every_coverage))


def places(
    store: Store, question: BenchmarkQuestion, areas: list[str], every_coverage: bool = False
) -> dict[tuple[str, str], Observation]:
    """The figures of these areas by area code and period, in every period.

    How many authorities stand behind a larger area takes longer to find than all else, so unless `every_coverage`
    is asked for, only London's and England's figures of the chosen period have their coverage.
    """
    covered = every_coverage or [question.period]
    found = store.query(
        question.indicator.id, areas, None, question.breakdown, question.published, with_coverage=covered
    )
    return {(o.area_code, o.period): o for o in found}


@dataclass(frozen=True, slots=True)
class Figure:
    """One value with what was published, what other releases gave, the files it came from, and what it is read beside.

    `beside`: the area, London and England in the period before and in this one, as the page shows them.
    """

    indicator: Indicator
    used: Observation
    published: Observation
    other_releases: tuple[Observation, ...]
    files: dict[tuple[str, str], FileRecord]  # by source and path: two sources may read one file
    beside: tuple[Observation, ...] = ()


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
    files = {(cell.source, cell.file): store.file(cell.file, cell.source) for cell in used.cells.values()}
    others = _other_releases(store, indicator, asked, used, files)
    return Figure(indicator, used, published, others, files, _beside(store, question))


def _beside(store: Store, question: FigureQuestion) -> tuple[Observation, ...]:
    known = periods(store, question.indicator.id, question.breakdown)
    place = known.index(question.period)
    areas = list(dict.fromkeys([question.area.code, LONDON, ENGLAND]))
    asked = (areas, known[max(place - 1, 0) : place + 1], question.breakdown, question.published)
    return tuple(store.query(question.indicator.id, *asked, with_coverage=False))


def _other_releases(
    store: Store,
    indicator: Indicator,
    asked: dict[str, Any],
    used: Observation,
    files: dict[tuple[str, str], FileRecord],
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

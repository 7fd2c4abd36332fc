"""The controls that every dashboard shares, read from the address: whose page it is, beside whom, when, which figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.cache import caches
from django.core.exceptions import BadRequest
from django.http import QueryDict

from goldenthread.warehouse import Store, UnknownName, reader
from goldenthread.warehouse.answers import AreaRecord

from . import queries
from .forms import BenchmarkQuestion, read_authority, read_benchmark, read_figures
from .places import ENGLAND, LONDON

NEIGHBOURS, OWN_SET = "neighbours", "set"
BETWEEN = re.compile(r",(?!\s*(?:City|County) of\s*(?:,|$))", re.IGNORECASE)
MOST_PLACES = 160  # every authority of England and a few: more is no comparison


@dataclass(frozen=True, slots=True)
class View:
    """What a reader chose. `compare`: a larger area's code, 'neighbours' or 'set'; `places`: the codes compared.

    `period` is '' for the latest of each chart; `breakdown` the key text of whom to show, '' for everyone.
    """

    area: AreaRecord | None
    compare: str
    places: tuple[str, ...]
    period: str
    published: bool
    pinned: str
    breakdown: str = ""

    @property
    def area_code(self) -> str:
        """The chosen authority's code; '' when none is chosen."""
        return self.area.code if self.area else ""

    @property
    def key(self) -> str:
        """What sets one view apart from another: all of it, so that no two that differ can be taken for each other."""
        chosen = (self.area_code, self.compare, self.places, self.period, self.published, self.pinned, self.breakdown)
        return repr(chosen)

    def address(self, **changed: str | tuple[str, ...]) -> str:
        """The query that leads back to this view, with some of it changed; '' for the plainest view."""
        told = {
            "area": self.area_code,
            "compare": "" if self.compare in (LONDON, OWN_SET) else self.compare,
            "place": self.places if self.compare == OWN_SET else (),
            "period": self.period,
            "breakdown": self.breakdown,
            "figures": "published" if self.published else "",
            "build": self.pinned,
            **changed,
        }
        kept = {name: value for name, value in told.items() if value}
        return f"?{urlencode(kept, doseq=True)}" if kept else ""


def read_view(store: Store, query: QueryDict) -> View:
    """The view of one page. BadRequest for an unknown area, comparison or breakdown, contradictory choices or too many places."""
    area = read_authority(store, query.get("area", ""))
    compare, places = _comparison(store, query, area)
    period = query.get("period", "")
    if period and not store.has_period(period):
        raise BadRequest(f"There are no figures for the period '{period[:40]}'. Choose one from the list.")
    breakdown = _breakdown(store, query.get("breakdown", ""))
    return View(area, compare, places, period, read_figures(query), query.get("build", ""), breakdown)


def read_page(store: Store, indicator_id: str, query: QueryDict) -> tuple[BenchmarkQuestion, View]:
    """What an indicator's own page is asked, and the view of it: its period and breakdown are the indicator's own.

    Http404 for an unknown indicator, BadRequest as `read_view` and `read_benchmark` say.
    """
    question = read_benchmark(store, indicator_id, query)
    shared = query.copy()
    shared.pop("period", None)
    shared.pop("breakdown", None)
    is_latest = question.period == (question.periods[-1] if question.periods else "")
    period = "" if is_latest else question.period
    breakdown = "" if question.breakdown == "total" else question.breakdown
    return question, replace(read_view(store, shared), period=period, breakdown=breakdown)


def _breakdown(store: Store, text: str) -> str:
    """The breakdown's key text; '' for everyone. Which charts have it is theirs to say."""
    try:
        items = reader.read_breakdown(text) if text else {}
    except UnknownName as fault:
        raise BadRequest(str(fault)) from fault
    for topic, item in items.items():
        vocabulary = store.catalogue.vocabularies.get(topic)
        if vocabulary is None or item not in {each.id for each in vocabulary.items}:
            raise BadRequest(f"There is no breakdown '{topic[:40]}={item[:40]}'. Choose one from the list.")
    return ",".join(f"{topic}={item}" for topic, item in sorted(items.items()))


def own_set(places: tuple[str, ...]) -> str:
    """A set of places as one value of `compare`, for a list to choose from: it goes when another comparison is chosen."""
    return ",".join([OWN_SET, *places])


def _comparison(store: Store, query: QueryDict, area: AreaRecord | None) -> tuple[str, tuple[str, ...]]:
    """What is compared, in one spelling whatever it was called, and its places."""
    compare, _, kept = query.get("compare", "").partition(",")
    named = [read_authority(store, text) for text in _listed([*query.getlist("place"), kept])]
    own = tuple(dict.fromkeys(place.code for place in named if place))
    compare = compare or (OWN_SET if own else LONDON)
    if compare != OWN_SET:
        if own:
            raise BadRequest("The address names a comparison and a set of places as well. Keep one of them.")
        return _places(store, compare, area)
    if not own:
        raise BadRequest("The address asks for a set of places and names none. Name each, as in place=Barnet, or leave out compare.")  # fmt: skip
    return OWN_SET, own


def _listed(values: Iterable[str]) -> list[str]:
    """The places of a set: repeated, or in one value with commas between; 'Bristol, City of' is one place."""
    named = [text.strip() for value in values for text in BETWEEN.split(value) if text.strip()]
    if len(named) > MOST_PLACES:
        raise BadRequest(f"The address names {len(named):,} places; a page compares at most {MOST_PLACES}.")
    return named


def _places(store: Store, compare: str, area: AreaRecord | None) -> tuple[str, tuple[str, ...]]:
    if compare == NEIGHBOURS:
        if area is None:
            raise BadRequest("Statistical neighbours are somebody's: choose an authority as well.")
        return NEIGHBOURS, tuple(n.neighbour_code for n in store.neighbours(area.code))
    try:
        larger = store.area(compare)
    except UnknownName as fault:
        raise BadRequest(str(fault)) from fault
    if larger.level == "authority":
        raise BadRequest(f"{larger.name} is one authority: choose a larger area to compare with, or a set of places.")
    return larger.code, queries.boroughs(store) if larger.code == LONDON else store.members(larger.code)


def with_chosen(view: View) -> tuple[str, ...]:
    """The places compared, the chosen authority among them."""
    return tuple(dict.fromkeys([*view.places, *((view.area.code,) if view.area else ())]))


def comparisons(store: Store) -> tuple[tuple[str, str], ...]:
    """(code, words) of every comparison on offer but a reader's own set; asked of the store once for a build."""
    key = f"comparisons:{store.build.id}"
    found: tuple[tuple[str, str], ...] | None = caches["figures"].get(key)
    if found is None:
        found = (
            (LONDON, "All London boroughs"),
            (NEIGHBOURS, "Statistical neighbours"),
            *((a.code, a.name) for a in _parts_of_london(store)),
            (ENGLAND, "All authorities in England"),
        )
        caches["figures"].set(key, found)
    return found


def _parts_of_london(store: Store) -> list[AreaRecord]:
    kinds = ("sub-region", "group")
    return [a for a in store.areas() if a.level in kinds and a.region_code == LONDON and store.members(a.code)]

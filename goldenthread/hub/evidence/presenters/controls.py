"""The controls that every page of figures shares: whose page, beside whom, which figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goldenthread.hub.evidence.compared import NEIGHBOURS, OWN_SET, View, comparisons, own_set
from goldenthread.hub.evidence.places import LONDON
from goldenthread.hub.evidence.queries import boroughs
from goldenthread.hub.ui.interface import Choice, Select, wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.indicators import Indicator


def shared(
    store: Store, view: View, path: str, indicators: Iterable[Indicator], compares: bool = True
) -> dict[str, Any]:
    """What `controls.html` needs beside its selects. `path`: the page's address without a query.

    `indicators`: those shown, `compares`: whether places are set side by side: a choice without effect is not offered.
    """
    own = view.places if view.compare == OWN_SET else ()
    return {
        "view": view,
        "compares": compares,
        "sets": [(code, store.area(code).name, code in own) for code in dict.fromkeys([*boroughs(store), *own])],
        "has_own_set": bool(own),
        "former": former(store, view) if compares else "",
        "switches": switches(view, path) if can_be_amended(store, indicators) else (),
    }


def areas(store: Store, view: View) -> Select:
    """Every borough, and the authority chosen where it is elsewhere."""
    inside = boroughs(store)
    listed = [Choice(code, store.area(code).name, code == view.area_code) for code in inside]
    if view.area and view.area.code not in inside:
        listed.append(Choice(view.area.code, view.area.name, True))
    return Select("area", "Borough", (Choice("", "No borough: London as a whole", not view.area), *listed))


def comparison(store: Store, view: View) -> Select:
    """Every comparison on offer, and the one chosen where it is another or a set of the reader's own."""
    offered = [(code, words) for code, words in comparisons(store) if code != NEIGHBOURS or view.area]
    listed = [Choice(code, words, code == view.compare) for code, words in offered]
    if view.compare == OWN_SET:
        listed.append(Choice(own_set(view.places), "The places chosen", True))
    elif view.compare not in {code for code, _ in offered}:
        listed.append(Choice(view.compare, store.area(view.compare).name, True))
    return Select("compare", "Compare with", tuple(listed))


def former(store: Store, view: View) -> str:
    """Who is not among the authorities of today that are compared; '' where none of a larger area has ended."""
    if view.compare in (LONDON, NEIGHBOURS, OWN_SET):
        return ""
    of_today = set(view.places)
    ended = [code for code in store.members(view.compare, and_former=True) if code not in of_today]
    if not ended:
        return ""
    names = wording.listed(sorted(store.area(code).name for code in ended))
    return (
        f"Compared are the authorities of today. No longer among them: {names}. {store.area(view.compare).name}’s own "
        "figures count these for as long as they were there."
    )


def can_be_amended(store: Store, indicators: Iterable[Indicator]) -> bool:
    """Whether an amendment moves or marks any figure of these, so that it matters which figures are shown."""
    touched = {name for entry in store.catalogue.amendments.values() for name in entry.measures}
    parts = (part for each in indicators for part in (each.value, each.minus, each.numerator, each.denominator))
    return any(part.measure in touched for part in parts if part)


def switches(view: View, path: str) -> tuple[Choice, ...]:
    """The same page with amendments and as published."""
    kinds = (("", "With amendments"), ("published", "As published"))
    return tuple(
        Choice(value or "amended", words, view.published == bool(value), path + view.address(figures=value) or path)
        for value, words in kinds
    )


def among(store: Store, view: View) -> str:
    """The places compared, in words that end a title."""
    if view.compare == OWN_SET:
        return "the places chosen"
    if view.compare == NEIGHBOURS:
        return f"{view.area.name if view.area else ''} and its statistical neighbours"
    if view.compare == LONDON:
        return "London boroughs"
    return f"authorities of {store.area(view.compare).name}"

"""Where figures stand in the published files, in words, for documents that leave the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store, StoreMissing, UnknownName
from goldenthread.warehouse.answers import Cell

from . import queries
from .places import LONDON
from .presenters.figure import ROLES, how_made
from .presenters.written import in_words
from .spans import Span, span

NAMED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Trace:
    """The way from an indicator's newest figure of one area back to its source.

    `cells`: one sentence each; none where the source has no such cell. `coverage`: which of London's authorities have
    a figure beside it. `amendment`: the id of the one that moved it, '' for none. `breaks`: (first period after the
    break, why) of the series. `is_known`: whether `text` is a figure and not a reason why there is none.
    """

    title: str
    period_label: str
    text: str
    is_known: bool
    release: str
    how_made: str
    cells: tuple[str, ...]
    coverage: str
    amendment: str
    build: str
    breaks: tuple[tuple[str, str], ...]


def traces(area_code: str, wanted: Sequence[tuple[str, str]], build: str = "") -> dict[tuple[str, str], Trace]:
    """The traces of these (indicator, breakdown); what has no figure at all is left out, everything without a build.

    Raises BuildGone for a build that is not kept.
    """
    try:
        store = queries.store_named(build)
    except StoreMissing:
        return {}
    releases = {r.id: r.title for p in store.catalogue.publications.values() for r in p.releases}
    found = {}
    for key in dict.fromkeys(wanted):
        try:
            made = _trace(store, span(store, *key, area_code), area_code, releases)
        except UnknownName:
            continue
        if made is not None:
            found[key] = made
    return found


def _trace(store: Store, found: Span, area_code: str, releases: dict[str, str]) -> Trace | None:
    figure, indicator = found.measured.at(area_code), found.measured.indicator
    if figure is None:
        return None
    return Trace(
        title=indicator.title + ("" if found.label == "all" else f" ({found.label})"),
        period_label=figure.period_label, text=in_words(figure, indicator, with_note=True), is_known=figure.value is not None,
        release=releases.get(figure.release, figure.release), how_made=how_made(indicator, figure),
        cells=tuple(_address(role, cell) for role, cell in figure.cells.items()), coverage=_coverage(store, found),
        amendment=figure.amendment or "", build=store.build.id,
        breaks=tuple((b.period, b.reason) for b in indicator.breaks),
    )  # fmt: skip


def _address(role: str, cell: Cell) -> str:
    """'Number: row 97,067 of column Values in lait.parquet'."""
    row = "added up on load from" if cell.row is None else f"row {cell.row:,} of"
    return f"{ROLES.get(role, role)}: {row} column {cell.column} in {cell.file}"


def _coverage(store: Store, found: Span) -> str:
    """'32 of 33 London authorities have a figure; without one: City of London (not available)'."""
    codes = [code for code in queries.boroughs(store) if code in found.points]
    own = {code: found.measured.at(code) for code in codes}
    without = [
        f"{store.area(code).name} ({wording.NO_FIGURE[figure.status if figure else 'missing']})"
        for code, figure in own.items()
        if figure is None or figure.value is None
    ]
    if not codes or LONDON not in found.points:
        return "London's coverage is not known"
    have = f"{len(codes) - len(without)} of {len(codes)} London authorities have a figure"
    if not without:
        return have
    named = ", ".join(without) if len(without) <= NAMED_AT_MOST else f"{len(without)} authorities"
    return f"{have}; without one: {named}"

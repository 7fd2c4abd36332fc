"""The data reference: its front page, the symbols, the glossary, and where the figures must be read with care."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from goldenthread.hub.evidence import links
from goldenthread.hub.ui.interface import Cell, Page, Row, Table, wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Status
from goldenthread.warehouse.definitions.agreements import Agreement
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.definitions.words import GlossaryEntry, load_words

from . import written

HOME, REFERENCE = ("Home", "/"), ("Data reference", "/reference/")
SYMBOLS: tuple[Status, ...] = ("z", "x", "c", "low", "u")
PLACES_NAMED = 6


def crumbs(title: str) -> tuple[tuple[str, str], ...]:
    """The way back from a page of the reference."""
    return HOME, REFERENCE, (title, "")


def hub(store: Store) -> dict[str, Any]:
    """The front page: every page of the reference with what is in it."""
    catalogue, words = store.catalogue, load_words(store.catalogue)
    told = {
        "catalogue": f"{len(catalogue.indicators)} indicators.",
        "releases": f"{wording.counted(len(store.releases()), 'release')} of {wording.counted(len(catalogue.publications), 'publication')}.",
        "amendments": f"{wording.counted(len(catalogue.amendments), 'amendment')} in force.",
        "glossary": f"{len(words.glossary)} words.",
    }
    pages = [page for page in words.search.help if page.page != "reference"]
    return {
        "page": Page("Data reference", "Where the figures come from and how to read them.", (HOME, ("Data reference", ""))),
        "pages": [(page.title, reverse(page.page), page.text, told.get(page.page, "")) for page in pages],
        "record": store.build,
        "made": wording.moment(store.build.made_at),
    }  # fmt: skip


# ------------------------------------------------------------------ symbols


def symbols(store: Store) -> dict[str, Any]:
    """What each symbol means, how many cells of this build hold it, and in which tables."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for one in store.absences():
        counts[one.status][one.source] = one.count
    rows = [_symbol(store, status, counts[status]) for status in SYMBOLS]
    missing = (
        Cell(f"{wording.NO_FIGURE['missing'].capitalize()}: {wording.WHY_NO_FIGURE['missing']}."),
        Cell("cannot be counted"),
        Cell("Wherever a file has no row or column for what is asked."),
    )
    columns = (("Symbol", False), ("What it means", False), ("Cells", True), ("Where", False))
    return {
        "page": Page("Symbols and marks", crumbs=crumbs("Symbols and marks")),
        "cells": f"{store.build.observations:,}",
        "table": Table("Symbols in place of a number", columns, (*rows, Row("missing", missing))),
        "small": _small(store.catalogue.indicators.values()),
        "mark": written.SMALL,
        "amended": wording.counted(len(store.catalogue.amendments), "entry", "entries"),
    }


def _symbol(store: Store, status: Status, sources: dict[str, int]) -> Row:
    largest = sorted(sources, key=lambda source: -sources[source])
    named = [f"{store.catalogue.sources[s].title} ({sources[s]:,})" for s in largest if s in store.catalogue.sources]
    if len(named) > PLACES_NAMED:
        named = [*named[:PLACES_NAMED], wording.counted(len(named) - PLACES_NAMED, "other table")]
    means = f"{wording.NO_FIGURE[status].capitalize()}: {wording.WHY_NO_FIGURE[status]}."
    where = f"{wording.listed(named)}." if named else "Nowhere in this build."
    return Row(status, (Cell(means), Cell(f"{sum(sources.values()):,}", numeric=True), Cell(where)))


def _small(indicators: Iterable[Indicator]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The indicators by the number below which their figures are marked."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for indicator in sorted(indicators, key=lambda each: each.title):
        if indicator.small_denominator and indicator.small_denominator.minimum:
            found[indicator.small_denominator.minimum].append((indicator.title, links.benchmark(indicator.id)))
    return [(f"{minimum:,}", listed) for minimum, listed in sorted(found.items())]


# ------------------------------------------------------------------ glossary


def glossary(store: Store) -> dict[str, Any]:
    """Every word by its first letter, with where to see it at work."""
    words = load_words(store.catalogue).glossary
    letters: dict[str, list[dict[str, Any]]] = {}
    for entry in words.values():
        first = entry.word[0].upper()
        letters.setdefault(first if first.isalpha() else "0–9", []).append(
            {"id": entry.id, "word": entry.word, "also": wording.listed(list(entry.also)), "meaning": entry.meaning, "see": _see(store, entry, words)}
        )  # fmt: skip
    return {
        "page": Page("Glossary", "The words of the pages in plain English.", crumbs("Glossary")),
        "letters": letters,
    }


def _see(store: Store, entry: GlossaryEntry, words: dict[str, GlossaryEntry]) -> list[tuple[str, str]]:
    dashboards = load_dashboards(store.catalogue).pages
    helps = {page.page: page.title for page in load_words(store.catalogue).search.help}
    titles = {dashboards[name].title for name in entry.dashboards}
    indicators = [store.catalogue.indicator(name) for name in entry.indicators]
    return [
        *((dashboards[name].title, links.dashboard(name)) for name in entry.dashboards),
        *((each.title, links.benchmark(each.id)) for each in indicators if each.title not in titles),
        *((helps[name], reverse(name)) for name in entry.pages),
        *((words[name].word, f"#{name}") for name in entry.words),
    ]


# ------------------------------------------------------------------ quality


def quality(store: Store) -> dict[str, Any]:
    """Breaks in series, agreements between publications, declared exceptions, and what the checks point out."""
    return {
        "page": Page("How good the data are", crumbs=crumbs("How good the data are")),
        "breaks": _breaks(store),
        "agreements": [_agreement(store, each) for each in store.catalogue.agreements.values()],
        "exceptions": _exceptions(store),
        "warnings": store.warnings(),
        "passed": f"{store.build.checks_passed:,}",
        "not_loaded": store.not_loaded(),
    }


def _breaks(store: Store) -> list[dict[str, Any]]:
    """Each break once, with every series it is in."""
    found: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for indicator in store.catalogue.indicators.values():
        for each in indicator.breaks:
            found[each.period, each.reason].append(indicator)
    return [
        {"period": period.replace("-", "/") if len(period) == 7 and int(period[5:]) > 12 else period, "reason": reason,
         "series": [(each.title, links.benchmark(each.id)) for each in indicators]}
        for (period, reason), indicators in sorted(found.items(), reverse=True)
    ]  # fmt: skip


def _agreement(store: Store, agreement: Agreement) -> dict[str, Any]:
    first, last = agreement.periods[0], agreement.periods[-1]
    return {
        "title": agreement.title,
        "periods": first if first == last else f"{first} to {last}",
        "differences": [
            f"{store.area(each.area).name}, {each.period}: {each.reason}" for each in agreement.known_differences
        ],
    }


def _exceptions(store: Store) -> list[tuple[str, list[str]]]:
    """Tables with declared departures from what must hold, each with its reasons."""
    held = {file.source for file in store.files()}
    found = [
        (source.title, list(dict.fromkeys(each.reason for each in source.exceptions)))
        for source in store.catalogue.sources.values()
        if source.exceptions and source.id in held
    ]
    return sorted(found)

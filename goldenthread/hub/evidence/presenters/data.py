"""Pages about the data as a whole: the indicators, the amendments ledger, what is loaded and what is not."""

from __future__ import annotations

import datetime as dt
from typing import Any

from goldenthread.hub.evidence import links
from goldenthread.hub.ui.interface import Cell, Page, Row, Summary, Table, wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import FileRecord
from goldenthread.warehouse.definitions.amendments import Amendment

from . import sentences
from .amended import amendment_lines
from .catalogue import theme_title
from .reference import HOME, crumbs


def indicators(store: Store) -> dict[str, Any]:
    """Indicators by theme, each with its question and the direction of good."""
    themes: dict[str, list[dict[str, str]]] = {}
    for indicator in sorted(store.catalogue.indicators.values(), key=lambda i: i.title):
        themes.setdefault(theme_title(indicator.theme), []).append(
            {
                "title": indicator.title,
                "href": links.benchmark(indicator.id),
                "question": indicator.question,
                "direction": "" if indicator.direction == "neither" else sentences.direction(indicator),
            }
        )
    return {"page": Page("Indicators", crumbs=(HOME, ("Indicators", ""))), "themes": sorted(themes.items())}


def ledger(store: Store) -> dict[str, Any]:
    """Every amendment with both values and who stands for it."""
    entries = [
        {"id": entry.id, "title": entry.title, "lines": _entry(store, entry)}
        for entry in store.catalogue.amendments.values()
    ]
    return {"page": Page("Amendments ledger", crumbs=crumbs("Amendments")), "entries": entries}


def _entry(store: Store, entry: Amendment) -> tuple[Summary, ...]:
    """The entry with a link to the amended figure, where an indicator shows it as it is."""
    area = store.area(entry.area)
    for indicator in store.catalogue.indicators.values():
        is_it = indicator.method == "published" and indicator.value and indicator.value.measure == entry.measure
        if is_it and indicator.value and not indicator.value.breakdown:
            figure = store.query(indicator.id, areas=[area.code], periods=[entry.period])[0]
            where = f"{_names(store, entry)}, {figure.period_label}: {indicator.title}"
            return amendment_lines(entry, where, links.figure(indicator.id, area.code, entry.period))
    return amendment_lines(entry, f"{_names(store, entry)}, {entry.period}")


def _names(store: Store, entry: Amendment) -> str:
    return wording.listed([store.area(code).name for code in entry.areas])


def about(store: Store) -> dict[str, Any]:
    """The build, the releases and files it holds, what could not be loaded, and what the checks point out."""
    return {
        "page": Page("About the data", crumbs=crumbs("About the data")),
        "record": store.build,
        "made": wording.moment(store.build.made_at),
        "releases": _releases(store),
        "files": _files(store),
        "pair": _comparable(store),
        "not_loaded": store.not_loaded(),
        "warnings": store.warnings(),
    }


def _releases(store: Store) -> Table:
    rows = []
    for release in store.releases():
        publication = store.catalogue.publications[release.publication]
        day = dt.date.fromisoformat(release.published_date) if release.published_date else None
        cells = (
            Cell(release.id),
            Cell(publication.publisher),
            Cell(wording.day(day) if day else release.date_note or "not known"),
            Cell(f"{release.observations:,}", numeric=True),
        )
        rows.append(Row(f"{publication.title}: {release.title}", cells))
    columns = ("Release", "Release id", "Publisher", "Published")
    return Table("Releases in this build", (*((name, False) for name in columns), ("Cells held", True)), tuple(rows))


def _comparable(store: Store) -> tuple[str, str]:
    """The ids of two releases that hold the same dataset, older first, as an example; else words in their place."""
    of_source: dict[str, set[str]] = {}
    for file in store.files():
        of_source.setdefault(file.source, set()).add(file.release)
    for publication in store.catalogue.publications.values():
        known = [release.id for release in publication.releases]
        for releases in of_source.values():
            found = [release for release in known if release in releases]
            if len(found) > 1:
                return found[-2], found[-1]
    return "OLDER-ID", "NEWER-ID"


def _files(store: Store) -> Table:
    files = sorted(set(store.files()), key=lambda file: (file.source_title, file.path, file.release))
    names = ("Source", "Publication", "Release id", "File", "Standing")
    columns = (*((name, False) for name in names), ("Rows", True), ("SHA-256 begins", False))
    return Table("Files in this build", columns, tuple(_file(store, file) for file in files))


def _file(store: Store, file: FileRecord) -> Row:
    publication = store.catalogue.publications[store.catalogue.sources[file.source].publication]
    words = (publication.title, file.release, file.path, file.standing)
    numbers = (Cell(f"{file.rows:,}", numeric=True), Cell(file.sha256[:16]))
    return Row(file.source_title, (*map(Cell, words), *numbers))

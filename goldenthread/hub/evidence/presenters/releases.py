"""Publications: their releases and files, when the next is expected, and what changed from one release to the next."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import Any

from django.urls import reverse

from goldenthread.hub.evidence import queries
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.ui.interface import Cell, Page, Row, Table, wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import ChangeCount, FileRecord, ReleaseRecord
from goldenthread.warehouse.definitions.sources import Publication, Release

from .reference import HOME, REFERENCE, crumbs

KINDS = {
    "revised": "one number became another",
    "withdrawn": "a number became a symbol, so that there is no figure any more",
    "supplied": "a symbol became a number",
    "restated": "one symbol became another",
    "added": "only the newer release has the cell",
    "removed": "only the older release has the cell",
}


def page(store: Store) -> dict[str, Any]:
    """Every publication: those in the build with releases and files, the others by name."""
    loaded = {record.id: record for record in store.releases()}
    held = {record.publication for record in loaded.values()}
    pairs = comparable(store)
    publications = sorted(store.catalogue.publications.values(), key=lambda each: each.title)
    rows = tuple(Row(p.title, (Cell(p.publisher), Cell(p.cadence), Cell(p.next_expected))) for p in publications)
    names = ("Publication", "Publisher", "How often", "Next expected")
    return {
        "page": Page("Releases", "What was published when, and when the next is expected.", crumbs("Releases")),
        "expected": Table("When new figures are expected", tuple((name, False) for name in names), rows),
        "publications": [_publication(store, each, loaded, pairs) for each in publications if each.id in held],
        "others": [each.title for each in publications if each.id not in held],
    }


def _publication(
    store: Store, publication: Publication, loaded: dict[str, ReleaseRecord], pairs: list[tuple[str, str]]
) -> dict[str, Any]:
    files = [f for f in store.files() if store.catalogue.sources[f.source].publication == publication.id]
    title = {release.id: release.title for release in publication.releases}
    return {
        "publication": publication,
        "releases": _releases(store, publication, loaded),
        "compare": [(title[older], title[newer], reverse("release-changes", args=[older, newer])) for older, newer in pairs if older in title],
        "notes": [f"{release.title}: {release.note}" for release in publication.releases if release.note],
        "files": _files(publication, files),
        "count": wording.counted(len(set(files)), "file"),
    }  # fmt: skip


def _releases(store: Store, publication: Publication, loaded: dict[str, ReleaseRecord]) -> Table:
    rows = tuple(
        _release(store, publication, r, loaded[r.id]) for r in reversed(publication.releases) if r.id in loaded
    )
    names = (("Release", False), ("Id", False), ("Published", False), ("What it gave", False), ("Superseded by", False))
    return Table(f"Releases of {publication.title}", names, rows)


def _release(store: Store, publication: Publication, release: Release, record: ReleaseRecord) -> Row:
    tables = {file.source for file in store.files() if file.release == release.id}
    gave = f"{wording.counted(record.observations, 'cell')} in {wording.counted(len(tables), 'table')}"
    return Row(
        release.title, (Cell(release.id), Cell(published(release)), Cell(gave), Cell(_superseded(store, publication, release)))
    )  # fmt: skip


def published(release: Release) -> str:
    """The day of publication, or what is known of it."""
    return wording.day(release.published_date) if release.published_date else release.date_note or "not known"


def _superseded(store: Store, publication: Publication, release: Release) -> str:
    """The next release that holds tables of this one; in part where it has not all of them."""
    tables: dict[str, set[str]] = defaultdict(set)
    for file in store.files():
        tables[file.release].add(file.source)
    own = tables[release.id]
    for later in sorted(publication.releases, key=lambda each: each.rank):
        if later.rank > release.rank and tables[later.id] & own:
            part = "" if own <= tables[later.id] else f" (for {len(own & tables[later.id])} of its {len(own)} tables)"
            return later.title + part
    return "Nothing: it is in force"


def _files(publication: Publication, files: list[FileRecord]) -> Table:
    ordered = sorted(set(files), key=lambda file: (file.source_title, file.release, file.path))
    rows = tuple(
        Row(f.source_title, (Cell(f.release), Cell(f.path), Cell(f.standing), Cell(f"{f.rows:,}", numeric=True), Cell(f.sha256)))
        for f in ordered
    )  # fmt: skip
    names = (
        ("Table", False),
        ("Release", False),
        ("File", False),
        ("Standing", False),
        ("Rows", True),
        ("SHA-256", False),
    )
    return Table(f"Files of {publication.title}", names, rows)


def comparable(store: Store) -> list[tuple[str, str]]:
    """(older, newer) ids of the releases of one publication that follow each other for some table of the build."""
    of_source: dict[str, set[str]] = defaultdict(set)
    for file in store.files():
        of_source[file.source].add(file.release)
    found: dict[tuple[str, str], None] = {}
    for publication in store.catalogue.publications.values():
        ranked = [release.id for release in sorted(publication.releases, key=lambda each: each.rank)]
        for releases in of_source.values():
            known = [release for release in ranked if release in releases]
            found |= dict.fromkeys(itertools.pairwise(known))
    return list(found)


# ------------------------------------------------------------------ changes


def changes(store: Store, older: str, newer: str) -> dict[str, Any]:
    """How many cells differ, in which way, by measure and by borough. Of London, its boroughs and England only."""
    publication, first, second = _named(store, older, newer)
    areas = [ENGLAND, LONDON, *queries.boroughs(store)]
    counts = store.change_counts(older, newer, areas)
    kinds: Counter[str] = Counter()
    for one in counts:
        kinds[one.kind] += one.count
    title = f"What changed in {publication.title}"
    return {
        "page": Page(f"{title}: {first.title} to {second.title}", crumbs=(HOME, REFERENCE, ("Releases", reverse("releases")), ("What changed", ""))),
        "title": title, "older": first, "newer": second,
        "older_published": published(first).rstrip("."), "newer_published": published(second).rstrip("."),
        "withdrawn": _withdrawn(store, counts),
        "total": f"{kinds.total():,}",
        "kinds": [(kind, f"{kinds[kind]:,}", words) for kind, words in KINDS.items() if kinds[kind]],
        "by_measure": _by_measure(store, counts),
        "by_area": _by_area(store, areas, counts),
        "tables": sorted({store.catalogue.sources[one.source].title for one in counts if one.source in store.catalogue.sources}),
    }  # fmt: skip


def _named(store: Store, older: str, newer: str) -> tuple[Publication, Release, Release]:
    for publication in store.catalogue.publications.values():
        releases = {release.id: release for release in publication.releases}
        if older in releases and newer in releases:
            return publication, releases[older], releases[newer]
    raise LookupError(f"{older} and {newer} are not of one publication")  # comparable() only offers such as are


def _withdrawn(store: Store, counts: list[ChangeCount]) -> str:
    """The boroughs that lost figures, most first: 'Wandsworth (1,873) and Lewisham (504)'; '' where none did."""
    lost: Counter[str] = Counter()
    for one in counts:
        lost[one.area_code] += one.count * (one.kind == "withdrawn")
    return wording.listed([f"{store.area(code).name} ({count:,})" for code, count in lost.most_common(6) if count])


def _by_measure(store: Store, counts: list[ChangeCount]) -> Table:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in counts:
        found[one.measure][one.kind] += one.count
    rows = [(_measure(store, measure), kinds) for measure, kinds in found.items()]
    return _table("Cells that differ, by what they count", "What is counted", sorted(rows, key=lambda row: (-row[1].total(), row[0])))  # fmt: skip


def _by_area(store: Store, areas: list[str], counts: list[ChangeCount]) -> Table:
    found: dict[str, Counter[str]] = {code: Counter() for code in areas}
    for one in counts:
        found[one.area_code][one.kind] += one.count
    return _table("Cells that differ, by place", "Place", [(store.area(c).name, kinds) for c, kinds in found.items()])


def _table(caption: str, heading: str, rows: list[tuple[str, Counter[str]]]) -> Table:
    shown = [kind for kind in KINDS if any(kinds[kind] for _, kinds in rows)]
    columns = ((heading, False), *((kind.capitalize(), True) for kind in shown), ("All", True))
    made = tuple(
        Row(name, (*(Cell(f"{kinds[kind]:,}", numeric=True) for kind in shown), Cell(f"{kinds.total():,}", numeric=True)))
        for name, kinds in rows
    )  # fmt: skip
    return Table(caption, columns, made)


def _measure(store: Store, measure: str) -> str:
    """The measure in words: the title of the indicator that shows it as it is, else its own name."""
    for indicator in store.catalogue.indicators.values():
        if indicator.method == "published" and indicator.value and indicator.value.measure == measure:
            return indicator.title
    words = measure.removesuffix("-percent").replace("-", " ")
    return (
        words[0].upper() + words[1:].replace("ehc ", "EHC ") + (", percentage" if measure.endswith("-percent") else "")
    )

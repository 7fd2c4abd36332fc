"""Where figures come from, for whoever takes them away: publications and releases, and the line under a chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.sources import Publication, Release


@dataclass(frozen=True, slots=True)
class Source:
    """A release that figures rest on, with the publication it belongs to."""

    publication: Publication
    release: Release

    @property
    def published(self) -> str:
        """'26 June 2025', or what is known of the day."""
        day = self.release.published_date
        return wording.day(day) if day else self.release.date_note or "not known"


def sources_of(store: Store, figures: Iterable[Observation]) -> tuple[Source, ...]:
    """Every release that a cell behind the figures is from, in the order of the definitions."""
    cells = {(cell.source, cell.file) for figure in figures for cell in figure.cells.values()}
    releases = {store.file(file, source).release for source, file in cells}
    return tuple(
        Source(publication, release)
        for publication in store.catalogue.publications.values()
        for release in publication.releases
        if release.id in releases
    )


def source_lines(store: Store, sources: Iterable[Source]) -> tuple[str, ...]:
    """What stands under a chart that leaves the site: whose figures, under which licence, of which build."""
    releases: dict[str, list[str]] = {}
    licences = set()
    for source in sources:
        named = f"{source.publication.publisher}, {source.publication.title}"
        releases.setdefault(named, []).append(source.release.title)
        licences.add(source.publication.licence)
    build = f"Golden Thread build {store.build.id}, {made_on(store)}."
    if not releases:
        return (build,)
    told = "; ".join(f"{named}, {wording.listed(titles)}" for named, titles in releases.items())
    return (f"Source{'s' if len(releases) > 1 else ''}: {told}. {wording.listed(sorted(licences))}.", build)


def made_on(store: Store) -> str:
    """The day of the build: '3 March 2026'."""
    return wording.day(dt.datetime.fromisoformat(store.build.made_at).date())

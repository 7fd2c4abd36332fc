"""What must hold between definitions: every name that one uses, another defines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .load import Catalogue


def crosscheck(catalogue: Catalogue) -> None:
    """Raises DefinitionError listing every dangling name in the catalogue."""
    from .load import DefinitionError

    faults = [*_sources(catalogue), *_indicators(catalogue), *_amendments(catalogue), *_areas(catalogue)]
    if faults:
        raise DefinitionError("The definitions do not fit together:\n  " + "\n  ".join(faults))


def measures_of(catalogue: Catalogue) -> dict[str, set[str]]:
    """Measure → the sources that supply it."""
    found: dict[str, set[str]] = {}
    for source in catalogue.sources.values():
        for file in source.files:
            for column in source.layout_of(file).measures.values():
                found.setdefault(column.measure, set()).add(source.id)
        for made in source.sums:
            found.setdefault(made.measure, set()).add(source.id)
    return found


def _has_item(catalogue: Catalogue, topic: str, item: str) -> bool:
    vocabulary = catalogue.vocabularies.get(topic)
    return vocabulary is not None and any(known.id == item for known in vocabulary.items)


def _sources(catalogue: Catalogue) -> Iterator[str]:
    for source in catalogue.sources.values():
        publication = catalogue.publications.get(source.publication)
        if publication is None:
            yield f"source {source.id}: unknown publication '{source.publication}'"
            continue
        releases = {release.id for release in publication.releases}
        for file in source.files:
            if file.release not in releases:
                yield f"source {source.id}: '{file.release}' is no release of {publication.id}"
            layout = source.layout_of(file)
            for name, column in layout.measures.items():
                for topic, item in {**layout.fixed_breakdown, **column.breakdown}.items():
                    if not _has_item(catalogue, topic, item):
                        yield f"source {source.id}: column {name}: no item '{item}' in vocabulary '{topic}'"
            topics = {t for b in layout.breakdowns for t in (*b.topics.values(), *((b.topic,) if b.topic else ()))}
            for topic in topics - set(catalogue.vocabularies) - {"total"}:
                yield f"source {source.id}: unknown vocabulary '{topic}'"
        supplied = {column.measure for file in source.files for column in source.layout_of(file).measures.values()}
        for made in source.sums:
            for name in sorted(set(made.of) - supplied):
                yield f"source {source.id}: sum {made.measure}: no column holds '{name}'"
        for rollup in source.rollups:
            for item in (*rollup.items, rollup.into):
                if not _has_item(catalogue, rollup.topic, item):
                    yield f"source {source.id}: rollup: no item '{item}' in vocabulary '{rollup.topic}'"


def _indicators(catalogue: Catalogue) -> Iterator[str]:
    measures = measures_of(catalogue)
    for indicator in catalogue.indicators.values():
        for role in ("value", "minus", "numerator", "denominator"):
            part = getattr(indicator, role)
            if part is None:
                continue
            if part.measure not in measures:
                yield f"indicator {indicator.id}: {role}: no source gives the measure '{part.measure}'"
            for topic, item in part.breakdown.items():
                if not _has_item(catalogue, topic, item):
                    yield f"indicator {indicator.id}: {role}: no item '{item}' in vocabulary '{topic}'"
        for topics in indicator.breakdowns:
            for topic in topics:
                if topic not in catalogue.vocabularies:
                    yield f"indicator {indicator.id}: unknown vocabulary '{topic}'"


def _amendments(catalogue: Catalogue) -> Iterator[str]:
    measures = measures_of(catalogue)
    for agreement in catalogue.agreements.values():
        for name in {agreement.measure, agreement.other} - set(measures):
            yield f"agreement {agreement.id}: no source gives the measure '{name}'"
    for amendment in catalogue.amendments.values():
        if amendment.source not in measures.get(amendment.measure, set()):
            yield f"amendment {amendment.id}: source '{amendment.source}' has no measure '{amendment.measure}'"
        for name in sorted(amendment.measures - {amendment.measure} - set(measures)):
            yield f"amendment {amendment.id}: same_return: no source gives the measure '{name}'"
        for code in (*amendment.areas, *amendment.recompute):
            if code not in catalogue.areas:
                yield f"amendment {amendment.id}: unknown area '{code}'"


def _areas(catalogue: Catalogue) -> Iterator[str]:
    codes = set(catalogue.areas)
    for membership in catalogue.memberships:
        for code in {membership.group_code, membership.area_code} - codes:
            yield f"memberships: unknown area '{code}'"
    for neighbour in catalogue.neighbours:
        for code in {neighbour.area_code, neighbour.neighbour_code} - codes:
            yield f"neighbours: unknown area '{code}'"

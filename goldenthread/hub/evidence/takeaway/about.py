"""All that must be known to use figures away from their page: for machines as metadata, for people as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.presenters import sentences
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import STATUS_MEANING, Observation
from goldenthread.warehouse.definitions.amendments import Amendment
from goldenthread.warehouse.definitions.indicators import Indicator

from .sources import sources_of
from .tables import Table

Lines = Iterator[tuple[str, str]]


def metadata(store: Store, figures: Sequence[Observation], tables: Sequence[Table]) -> dict[str, Any]:
    """What the figures are, where they come from and how far they can be trusted. Text and numbers alone."""
    catalogue = store.catalogue
    indicators = dict.fromkeys(figure.indicator for figure in figures)
    amendments = sorted({figure.amendment for figure in figures if figure.amendment})
    return {
        "build": {"id": store.build.id, "made_at": store.build.made_at},
        "tables": [{"title": table.title, "rows": len(table.rows)} for table in tables],
        "indicators": [_indicator(catalogue.indicators[name]) for name in indicators],
        "coverage": list(_coverage(figures, several=len(indicators) > 1, store=store)),
        "sources": [
            {
                "publisher": source.publication.publisher, "publication": source.publication.title,
                "release": source.release.title, "release_id": source.release.id, "published": source.published,
                "page": source.publication.page, "licence": source.publication.licence,
            }
            for source in sources_of(store, figures)
        ],
        "symbols": {status: meaning for status, meaning in STATUS_MEANING.items() if status != "ok"},
        "absent": sum(figure.value is None for figure in figures),
        "amendments": [_amendment(store, catalogue.amendments[name]) for name in amendments],
        "columns": {column.name: column.meaning for table in tables for column in table.columns},
    }  # fmt: skip


def _indicator(indicator: Indicator) -> dict[str, Any]:
    few = indicator.small_denominator
    return {
        "id": indicator.id,
        "title": indicator.title,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "direction": indicator.direction,
        "direction_in_words": "".join(sentences.direction_and_why(indicator)),
        "too_few_to_compare": f"Counted on fewer than {few.minimum}: {few.reason}" if few else "",
        "breaks": [f"{one.period}: {one.reason}" for one in indicator.breaks],
        "caveats": list(indicator.caveats),
    }


def _coverage(figures: Iterable[Observation], several: bool, store: Store) -> Iterator[str]:
    """London's and England's coverage in the newest period of each indicator and breakdown."""
    newest: dict[tuple[str, str, str], Observation] = {}
    for figure in figures:
        if figure.area_code in (LONDON, ENGLAND) and figure.coverage:
            newest[figure.indicator, figure.breakdown, figure.area_code] = figure
    for figure in newest.values():
        told = f"{figure.period_label}. {sentences.coverage(figure, most=33)}"
        about = "" if figure.breakdown == "total" else f" ({figure.breakdown_label})"
        yield f"{store.catalogue.indicators[figure.indicator].short_title}{about}, {told}" if several or about else told


def _amendment(store: Store, entry: Amendment) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "areas": [store.area(code).name for code in entry.areas],
        "period": entry.period,
        "published_value": entry.published_value,
        "used_value": entry.used_value,
        "reason": entry.reason,
        "decided_by": entry.decided_by,
        "approved_by": list(entry.approved_by),
        "decided": wording.day(entry.decided_date),
    }


def lines(told: Mapping[str, Any], beginning: Iterable[tuple[str, str]]) -> Lines:
    """The metadata as (label, text). A label is repeated on each of its lines, so that each can be found."""
    yield from beginning
    for table in told["tables"]:
        yield "Figures", f"{table['title']}: {wording.counted(table['rows'], 'row')}"
    yield "Figures", f"{told['absent']:,} of them absent: an empty value, never a zero, with its reason beside it"
    for indicator in told["indicators"]:
        yield from _indicator_lines(indicator)
    yield from (("Coverage", sentence) for sentence in told["coverage"])
    for source in told["sources"]:
        where = f"{source['publisher']}, {source['publication']}, {source['release']} ({source['release_id']})"
        yield "Source", f"{where}. Published: {source['published']}. {source['page']} {source['licence']}."
    yield from (("Symbol", f"{status}: {meaning}") for status, meaning in told["symbols"].items())
    for entry in told["amendments"]:
        yield "Amendment", _amendment_line(entry)
    yield from (("Column", f"{name}: {meaning.replace('`', '')}") for name, meaning in told["columns"].items())


def _indicator_lines(indicator: Mapping[str, Any]) -> Lines:
    yield "Indicator", f"{indicator['title']} ({indicator['id']}). {indicator['definition']}"
    yield "Unit", f"{indicator['unit'].replace('-', ' ')}, {wording.counted(indicator['decimals'], 'decimal place')}"
    yield "Direction", indicator["direction_in_words"]
    if indicator["too_few_to_compare"]:
        yield "Too few", indicator["too_few_to_compare"]
    yield from (("Break in series", text) for text in indicator["breaks"])
    yield from (("Read with care", text) for text in indicator["caveats"])


def _amendment_line(entry: Mapping[str, Any]) -> str:
    used = "no figure (withheld)" if entry["used_value"] is None else f"{entry['used_value']:,.15g}"
    return (
        f"{entry['title']} ({entry['id']}; {wording.listed(entry['areas'])}, {entry['period']}): "
        f"{entry['published_value']:,.15g} published, {used} used. {entry['reason']} "
        f"Decided by {entry['decided_by']}, {entry['decided']}; approved by {wording.listed(entry['approved_by'])}."
    )

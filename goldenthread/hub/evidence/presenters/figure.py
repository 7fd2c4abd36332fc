"""'About this figure': everything a reader needs to trust one value, or not to."""

from __future__ import annotations

from typing import Any

from goldenthread.hub.evidence import links
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.queries import Figure
from goldenthread.hub.ui.interface import Cell, Page, Row, Summary, Table, wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from . import absence, breaks, returns, sentences, written
from .amended import amendment, left_out

ROLES = {
    "value": "The figure",
    "previous": "The period before",
    "minus": "Taken away",
    "numerator": "Number",
    "denominator": "Out of",
}
STANDINGS = {
    "published": "published by the body named",
    "derived": "prepared by somebody else from the published file",
    "transcribed": "copied by hand",
}


def page(store: Store, found: Figure, published: bool) -> dict[str, Any]:
    """The template's context. `published`: show the figure without amendments."""
    shown, indicator = (found.published if published else found.used), found.indicator
    return {
        "page": Page(
            f"About this figure: {indicator.short_title}, {shown.area_name}, {shown.period_label}",
            crumbs=(
                ("Home", "/"),
                (indicator.title, links.benchmark(indicator.id, breakdown=shown.breakdown, published=published)),
                ("About this figure", ""),
            ),
        ),
        "indicator": indicator,
        "shown": shown,
        "published": published,
        "build_id": store.build.id,
        "value": written.value(shown, indicator),
        "absent": f"{absence.why(shown, indicator)}. This is not zero." if shown.value is None else "",
        "direction": sentences.direction_and_why(indicator),
        "made": made(found, shown),
        "sources": sources(store, found, shown),
        "cells": cells(shown),
        "amendment": amendment(store, found),
        "left_out": left_out(store, shown, indicator),
        "returns": returns.caveats(store, [shown]),
        "beside": beside(found, shown, published),
        "permanent": links.figure(*_address(shown), published, store.build.id),
        "coverage": sentences.coverage(shown, most=200),
        "releases": releases(store, found),
        "breaks": tuple(f"Break in the series, {b.period}. {b.reason}" for b in indicator.breaks),
        "looked_after": looked_after(indicator),
    }


def _address(shown: Observation) -> tuple[str, str, str, str]:
    return shown.indicator, shown.area_code, shown.period, shown.breakdown


def beside(found: Figure, shown: Observation, published: bool) -> Table:
    """The figure beside London and England, each with the period before where there is one."""
    indicator, at = found.indicator, {(each.area_code, each.period): each for each in found.beside}
    periods = sorted({each.period for each in found.beside})
    labels = {each.period: each.period_label for each in found.beside}
    rows = tuple(
        Row(
            next(each.area_name for each in found.beside if each.area_code == code),
            tuple(written.cell(at.get((code, period)), indicator, published) for period in periods),
            kind="chosen" if code == shown.area_code else "",
        )
        for code in dict.fromkeys((shown.area_code, LONDON, ENGLAND))
    )
    size = ("A larger area has a larger number: compare each with its own period before.",) * written.is_count(
        indicator
    )
    notes = (*size, *breaks.in_words(indicator, periods), *written.notes(found.beside, indicator))
    title = "Beside London, England and the period before" if len(periods) > 1 else "Beside London and England"
    columns = (("Area", False), *((labels[period], True) for period in periods))
    return Table(title, columns, rows, notes)


def made(found: Figure, shown: Observation) -> tuple[Summary, ...]:
    """The value and the numbers behind it."""
    indicator = found.indicator
    lines = [
        Summary("Figure", (written.value(shown, indicator),)),
        Summary("Area", (f"{shown.area_name} ({shown.area_code})",)),
        Summary("Period", (shown.period_label, *_stamp(shown))),
        Summary("About", ("all children and young people" if shown.breakdown == "total" else shown.breakdown_label,)),
    ]
    if "numerator" in shown.cells or shown.numerator is not None:
        lines.append(Summary("Number", (written.part(shown.numerator),)))
        of = f" ({shown.denominator_period})" if shown.denominator_period not in (None, shown.period) else ""
        lines.append(Summary("Out of", (written.part(shown.denominator) + of,)))
    lines.append(Summary("How it was made", (how_made(indicator, shown),)))
    if shown.small_denominator and indicator.small_denominator:
        lines.append(Summary("Small numbers", (indicator.small_denominator.reason,)))
    return tuple(lines)


def _stamp(shown: Observation) -> tuple[str, ...]:
    """How the source writes the period, where a reader who looks it up would search in vain for ours."""
    same = shown.published_period == shown.period_label
    return () if same else (f"written {shown.published_period} in the source",)


def how_made(indicator: Indicator, shown: Observation) -> str:
    """In words: taken as published, or what was done to published numbers."""
    if shown.amendment and not shown.calculated:
        if shown.value == shown.published_value:
            return "Taken from the source as it stands. The amendment above is of a count beside it."
        return "The published figure with an amendment applied: the section above gives both."
    if not shown.calculated:
        return "Taken from the source as it stands; nothing was worked out here."
    scale = f"{indicator.scale:,.0f} × " if indicator.scale != 1 else ""
    rounded = (
        f", rounded to {wording.counted(indicator.decimals, 'decimal place')}"
        if indicator.decimals
        else ", rounded to a whole number"
    )
    recipes = {
        "ratio": f"Worked out here: {scale}number ÷ out of{rounded}.",
        "growth": f"Worked out here: the change on the period before, as a percentage of it{rounded}.",
        "difference": f"Worked out here: one published figure less another{rounded}.",
        "published": f"Worked out here from the figures of the authorities in the area{rounded}.",
    }
    amended = " An amended count went into it: the section above gives both." if shown.amendment else ""
    return recipes[indicator.method] + amended


def cells(shown: Observation) -> Table | None:
    """Every source cell: where it stands in which file. None when the source has no such cell."""
    if not shown.cells:
        return None
    rows = []
    for role, cell in shown.cells.items():
        content = wording.NO_FIGURE[cell.status] if cell.value is None else written.as_in_file(cell.value)
        row = "added up on load" if cell.row is None else f"{cell.row:,}"
        rows.append(
            Row(
                ROLES.get(role, role),
                (Cell(content, numeric=True), Cell(row, numeric=True), Cell(cell.column), Cell(cell.file)),
            )
        )
    columns = (("Part", False), ("In the file", True), ("Row", True), ("Column", False), ("File", False))
    notes = ("Rows are counted as a spreadsheet does: the headings are row 1.",)
    return Table("Where the numbers stand in the published files", columns, tuple(rows), notes)


def sources(store: Store, found: Figure, shown: Observation) -> tuple[tuple[str, tuple[Summary, ...]], ...]:
    """For each file behind the figure: its publisher, release, licence and fingerprint."""
    told = []
    for place in dict.fromkeys((cell.source, cell.file) for cell in shown.cells.values()):
        file = found.files[place]
        publication = store.catalogue.publications[store.catalogue.sources[file.source].publication]
        release = next(r for r in publication.releases if r.id == file.release)
        date = wording.day(release.published_date) if release.published_date else release.date_note or ""
        lines = [
            Summary(
                "Publication", (publication.title,), publication.page if publication.page.startswith("https://") else ""
            ),
            Summary("Publisher", (publication.publisher,)),
            Summary("Release", (release.title, date, *((release.note,) if release.note else ()))),
            Summary("File", (file.path, f"{file.rows:,} rows", f"SHA-256 {file.sha256[:16]}…")),
            Summary(
                "Standing",
                tuple(filter(None, (f"{file.standing.capitalize()}: {STANDINGS[file.standing]}.", file.provenance))),
            ),
            Summary("Licence", (publication.licence,)),
            Summary("Next expected", (publication.next_expected,)),
        ]
        told.append((file.source_title, tuple(lines)))
    return tuple(told)


def releases(store: Store, found: Figure) -> Table | None:
    """The figure in the other releases that hold it; None when there is no other."""
    if not found.other_releases:
        return None
    titles = {r.id: r.title for p in store.catalogue.publications.values() for r in p.releases}
    used = found.published
    rows = [
        Row(
            titles.get(used.release, used.release),
            (Cell(written.value(used, found.indicator), numeric=True), Cell("used")),
        )
    ]
    for other in found.other_releases:
        same = (other.value, other.status) == (used.value, used.status)
        shown = Cell(written.value(other, found.indicator), numeric=True, absent=other.value is None)
        rows.append(Row(titles.get(other.release, other.release), (shown, Cell("the same" if same else "different"))))
    return Table(
        "The same figure in each release", (("Release", False), ("Figure", True), ("Compared", False)), tuple(rows)
    )


def looked_after(indicator: Indicator) -> tuple[Summary, ...]:
    """Who answers for the definition and when it is looked at again."""
    return (
        Summary("Owner", (indicator.owner_role,)),
        Summary("Checked by", (indicator.checker_role,)),
        Summary("To be reviewed by", (wording.day(indicator.review_date),)),
    )

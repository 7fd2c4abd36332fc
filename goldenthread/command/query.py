"""`goldenthread query`."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.warehouse import open_store
from goldenthread.warehouse.answers import STATUS_MEANING, Observation
from goldenthread.warehouse.faults import UnknownName
from goldenthread.warehouse.reader import read_breakdown
from goldenthread.warehouse.rows import contract_row

from . import options
from .output import print_json, print_table


@click.command()
@click.argument("indicator")
@options.store
@click.option(
    "--area",
    "areas",
    multiple=True,
    metavar="CODE",
    help="An area by code, number or name; may be repeated. Default: all.",
)
@click.option(
    "--period",
    "periods",
    multiple=True,
    metavar="P",
    help="A period such as 2024, 2024-25 or 'January 2025'; may be repeated.",
)
@click.option(
    "--breakdown", "breakdowns", multiple=True, metavar="TOPIC=ITEM", help="For example need=asd; may be repeated."
)
@options.published
@click.option(
    "--release", default=None, help="The figures as one release gave them, even if a later one replaced them."
)
@options.as_json
def query(
    indicator: str, store: Path | None, areas: tuple[str, ...], periods: tuple[str, ...], breakdowns: tuple[str, ...],
    published: bool, release: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Print an indicator's figures with their parts, coverage, release and source cells."""
    opened = open_store(store)
    rows = opened.query(
        indicator,
        areas=areas or None,
        periods=periods or None,
        breakdown=_one_breakdown(breakdowns),
        published=published,
        release=release,
    )
    offered = opened.catalogue.indicator(indicator).breakdowns
    if not rows and not breakdowns and offered and release is None and periods == ():
        choices = "; ".join(" and ".join(topics) for topics in offered)
        raise UnknownName(f"{indicator} has no figure for everyone together. Choose a --breakdown by: {choices}.")
    if as_json:
        print_json([contract_row(row) for row in rows])
    else:
        print_table(
            ("Area", "Period", "Value", "Of", "Published", "Coverage", "Release"),
            [_cells(row) for row in rows],
            title=indicator,
        )


def _one_breakdown(parts: tuple[str, ...]) -> dict[str, str]:
    items: dict[str, str] = {}
    for part in parts:
        for topic, item in read_breakdown(part).items():
            if topic in items:
                raise UnknownName(f"--breakdown names {topic} twice.")
            items[topic] = item
    return items


def _cells(row: Observation) -> tuple[str, ...]:
    return (
        row.area_name,
        row.period_label,
        said(row.value, row.status),
        "" if row.numerator is None or row.denominator is None else f"{row.numerator:,.10g} of {row.denominator:,.10g}",
        "" if row.amendment is None else said(row.published_value, row.published_status),
        row.coverage.text if row.coverage else "",
        row.release,
    )


def said(value: float | None, status: str) -> str:
    """A figure, or its absence in square brackets."""
    return f"[{STATUS_MEANING[status].split(':')[0]}]" if value is None else f"{value:,.10g}"

"""`goldenthread headline`."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.warehouse import open_store
from goldenthread.warehouse.answers import HeadlineFigure

from . import options
from .output import print_json, print_table
from .query import said


@click.command()
@options.store
@options.published
@options.as_json
def headline(store: Path | None, published: bool, as_json: bool) -> None:
    """Print the four headline cards for England and London."""
    opened = open_store(store)
    cards = opened.headline(published=published)
    if as_json:
        print_json({"build": opened.build.id, "cards": [
            {"indicator": card.indicator, "title": card.title, "figures": [_contract(figure) for figure in card.figures]} for card in cards
        ]})  # fmt: skip
        return
    for card in cards:
        print_table(
            ("Area", "Period", "Value", "Before", "Change", "Year before", "Coverage"),
            [_cells(f) for f in card.figures],
            title=card.title,
        )
        for note in {figure.amendment_note for figure in card.figures if figure.amendment_note}:
            click.echo(f"  {note}")
        click.echo()


def _contract(figure: HeadlineFigure) -> dict[str, object]:
    return {
        "area_code": figure.area_code, "area_name": figure.area_name, "period": figure.period, "period_label": figure.period_label,
        "value": figure.value, "status": figure.status, "published_value": figure.published_value,
        "previous": figure.previous, "previous_period": figure.previous_period,
        "change_percent": figure.change_percent, "previous_change_percent": figure.previous_change_percent,
        "published_change_percent": figure.published_change_percent, "amendment_note": figure.amendment_note,
        "coverage": figure.coverage.text if figure.coverage else None, "release": figure.release, "standing": figure.standing,
    }  # fmt: skip


def _cells(figure: HeadlineFigure) -> tuple[str, ...]:
    return (
        figure.area_name, figure.period_label, said(figure.value, figure.status), said(figure.previous, "missing"),
        percent(figure.change_percent), percent(figure.previous_change_percent), figure.coverage.text if figure.coverage else "",
    )  # fmt: skip


def percent(change: float | None) -> str:
    """'+7.9%', or words where there is nothing to compare."""
    return "[nothing to compare]" if change is None else f"{change:+.1f}%"

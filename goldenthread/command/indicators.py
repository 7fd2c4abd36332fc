"""`goldenthread indicators`."""

from __future__ import annotations

import click

from goldenthread.warehouse.definitions import load_catalogue

from . import options
from .output import print_json, print_table


@click.command()
@options.as_json
def indicators(as_json: bool) -> None:
    """List every indicator: what it asks, its unit and which way is good."""
    known = load_catalogue().indicators.values()
    if as_json:
        print_json([each.model_dump(mode="json") for each in known])
        return
    rows = [(each.id, each.code or "", each.title, each.unit, each.direction.replace("-", " ")) for each in known]
    print_table(("Indicator", "Code", "Title", "Unit", "Direction"), rows)

"""`goldenthread changes`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from goldenthread.warehouse import open_store
from goldenthread.warehouse.answers import Change

from . import options
from .output import print_json, print_table
from .query import said

SHOWN = 200


@click.command()
@click.argument("release_a")
@click.argument("release_b")
@options.store
@options.as_json
def changes(release_a: str, release_b: str, store: Path | None, as_json: bool) -> None:
    """List every figure that differs between two releases of the same datasets."""
    opened = open_store(store)
    found = opened.changes(release_a, release_b)
    kinds = dict(Counter(change.kind for change in found))
    if as_json:
        print_json(
            {
                "build": opened.build.id,
                "older": release_a,
                "newer": release_b,
                "count": len(found),
                "kinds": kinds,
                "changes": found,
            }
        )
        return
    click.echo(
        f"{len(found):,} figures differ: "
        + (", ".join(f"{n:,} {kind}" for kind, n in sorted(kinds.items())) or "none")
        + "."
    )
    print_table(
        ("Source", "Measure", "Breakdown", "Area", "Period", "Kind", "From", "To"), [_cells(c) for c in found[:SHOWN]]
    )
    if len(found) > SHOWN:
        click.echo(f"… the first {SHOWN} of {len(found):,} are shown; --json gives all.")


def _cells(change: Change) -> tuple[str, ...]:
    return (
        change.source, change.measure, change.breakdown, change.area_name, change.period, change.kind,
        said(change.old_value, change.old_status), said(change.new_value, change.new_status),
    )  # fmt: skip

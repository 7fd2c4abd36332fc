"""How commands speak: JSON for machines, tables for people, one plain line for a fault."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from goldenthread.warehouse.faults import BuildBusy, StoreDamaged, StoreMissing, UnknownName, WarehouseError

Progress = Callable[[int, int, str], None]


def print_json(value: Any) -> None:
    """One JSON document on standard output; dataclasses as objects."""
    click.echo(json.dumps(value, default=_plain, ensure_ascii=False, indent=None, allow_nan=False))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"cannot be written as JSON: {value!r}")


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], title: str | None = None) -> None:
    """A table for people; columns of numbers are aligned right."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*headings, title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(table.columns):
        cells = [row[index] for row in rows]
        if cells and all(_is_figure(cell) for cell in cells):
            column.justify = "right"
    for row in rows:
        table.add_row(*row)
    width = None if sys.stdout.isatty() else 200
    Console(width=width, highlight=False, markup=False).print(table)


def _is_figure(cell: str) -> bool:
    return not any(letter.isalpha() for letter in cell.removesuffix("%")) or cell.startswith("[")


@contextmanager
def progress_bar(show: bool) -> Iterator[Progress]:
    """A callback (done, total, label) that draws a bar on a terminal and does nothing elsewhere."""
    if not (show and sys.stderr.isatty()):
        yield lambda done, total, label: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, label: bar.update(task, completed=done, total=total, description=label)


def explain(fault: Exception) -> int | None:
    """Prints the fault as one plain message and returns the exit code; None when it is no known fault."""
    from goldenthread.warehouse.definitions import DefinitionError

    if not isinstance(fault, WarehouseError | DefinitionError):
        return None
    click.echo(f"goldenthread: {fault}", err=True)
    if isinstance(fault, BuildBusy):
        return 3
    if isinstance(fault, StoreMissing) and not isinstance(fault, StoreDamaged):
        return 4
    return 2 if isinstance(fault, UnknownName) else 1

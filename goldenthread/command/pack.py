"""`goldenthread pack`."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.warehouse.pack import make_pack

from . import options
from .output import print_json, progress_bar


@click.command()
@click.option("--data", type=click.Path(path_type=Path), required=True, help="Folder of published files.")
@click.option("--write", is_flag=True, help="Replace the shipped pack with the new one.")
@options.as_json
def pack(data: Path, write: bool, as_json: bool) -> None:
    """Make the shipped pack again from the data folder and say whether it differs.

    Exit code 1 when it differs and was not replaced.
    """
    with progress_bar(not as_json) as progress:
        found = make_pack(data, write=write, progress=progress)
    if as_json:
        print_json(
            {"differs": found.differs, "tables": found.tables, "bytes": found.size_bytes, "written": found.written}
        )
    else:
        click.echo(f"The pack made now takes {found.size_bytes / 1e6:.1f} MB.")
        for table, counts in found.tables.items():
            click.echo(
                f"  {table}: {counts['only_in_new']:,} rows only in the new pack, {counts['only_in_shipped']:,} only in the shipped one."
            )
        click.echo(
            "The shipped pack was replaced."
            if write
            else "It differs from the shipped pack."
            if found.differs
            else "It says the same as the shipped pack."
        )
    if found.differs and not write:
        raise click.exceptions.Exit(1)

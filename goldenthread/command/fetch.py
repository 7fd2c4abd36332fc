"""`goldenthread fetch`."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.warehouse.fetchers import Saved, take_file
from goldenthread.warehouse.fetchers import fetch as fetch_data_set

from . import options
from .output import print_json, progress_bar


@click.command()
@click.argument("wanted", required=False, metavar="[SOURCE_OR_ID]")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=Path("data"), show_default=True)
@click.option(
    "--version", "pinned", default=None, metavar="V", help="1.2 for that version, 1.* for the newest version 1."
)
@click.option("--base-url", default=None, help="The service, or a mirror of it.")
@click.option("--given", type=click.Path(path_type=Path), default=None, help="Take this file instead of fetching one.")
@click.option("--again", is_flag=True, help="Ask the service even if a sound copy is here.")
@options.as_json
def fetch(
    wanted: str | None, into: Path, pinned: str | None, base_url: str | None, given: Path | None, again: bool, as_json: bool
) -> None:  # fmt: skip
    """Save a published file, untouched, with a note of where it came from.

    SOURCE_OR_ID is one of our sources, or an id of the Explore Education Statistics service.
    """
    if given is None and wanted is None:
        raise click.UsageError("Name a source or an id, or a file with --given.")
    if given is not None and (pinned or base_url or again):
        raise click.UsageError("--given takes a file as it is: leave out --version, --base-url and --again.")
    with progress_bar(not as_json) as progress:
        if given is not None:
            saved = take_file(given, into=into, wanted=wanted, progress=progress)
        else:
            saved = fetch_data_set(
                wanted or "", into=into, version=pinned, base_url=base_url, again=again, progress=progress
            )
    print_json(saved.as_json()) if as_json else _tell(saved)


def _tell(saved: Saved) -> None:
    click.echo(f"{'Saved' if saved.new else 'Already here and sound'}: {saved.path}")
    click.echo(f"Version {saved.sidecar.version}, {saved.sidecar.bytes:,} bytes, SHA-256 {saved.sidecar.sha256}")
    for note in saved.sidecar.notes:
        click.echo(f"  Note: {note}")

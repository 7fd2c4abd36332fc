"""`goldenthread serve`."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.warehouse.store.folder import store_folder

from . import options
from .output import progress_bar


@click.command()
@options.store
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 32))
@click.option(
    "--example", is_flag=True, help="With the worked example and people to sign in as; on this machine alone."
)
def serve(store: Path | None, host: str, port: int, workers: int, example: bool) -> None:
    """Serve the website. The shipped figures are loaded the first time, and when they are newer."""
    from goldenthread.hub.config.serve import refuse_port_in_use
    from goldenthread.hub.config.serve import serve as serve_hub
    from goldenthread.warehouse.pack import build_from_pack, shipped_figures_are_wanted

    folder = store_folder(store)
    refuse_port_in_use(host, port)  # before the figures are loaded, which takes a while
    if shipped_figures_are_wanted(folder):
        click.echo("Loading the shipped figures …")
        with progress_bar(True) as progress:
            build_from_pack(folder, progress=progress)
    serve_hub(host=host, port=port, store_folder=folder, workers=workers, example=example)

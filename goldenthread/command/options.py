"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
store = click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The store folder. Default: $GOLDENTHREAD_STORE, else $GOLDENTHREAD_VAR/store, else var/store.",
)
published = click.option("--published", is_flag=True, help="Leave amendments out: figures exactly as published.")

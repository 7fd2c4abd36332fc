"""`goldenthread build`."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.warehouse.store.build import BuildReport, build_store
from goldenthread.warehouse.store.folder import store_folder

from . import options
from .output import print_json, progress_bar


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder of published files. Without it, the shipped figures are loaded.",
)
@options.store
@click.option("--allow-missing", is_flag=True, help="Build even if sources that the figures in force have are missing.")
@options.as_json
def build(data: Path | None, store: Path | None, allow_missing: bool, as_json: bool) -> None:
    """Read the published files, check them, and put the figures in force.

    Nothing is published unless every check passes; until then the old figures stay in force.
    """
    from goldenthread.warehouse.pack import build_from_pack

    with progress_bar(not as_json) as progress:
        if data is None:
            report = build_from_pack(store_folder(store), progress=progress)
        else:
            report = build_store(data, store_folder(store), progress=progress, allow_missing=allow_missing)
    if as_json:
        print_json(as_contract(report))
    else:
        _tell(report)


def as_contract(report: BuildReport) -> dict[str, object]:
    """The JSON that other programs rely on, with warnings and what was not loaded besides."""
    return {
        "build": report.build,
        "observations": report.observations,
        "releases": report.releases,
        "seconds": report.seconds,
        "checks": {"passed": report.checks_passed, "failed": report.checks_failed},
        "warnings": report.warnings,
        "not_loaded": report.not_loaded,
    }


def _tell(report: BuildReport) -> None:
    click.echo(
        f"Build {report.build}: {report.observations:,} figures from {report.releases} releases in {report.seconds:.1f} s."
    )
    click.echo(f"{report.checks_passed:,} checks passed, {report.checks_failed:,} failed.")
    for warning in report.warnings:
        click.echo(f"  Note: {warning}")
    if report.not_loaded:
        click.echo(f"Not loaded, because the files are not there: {', '.join(report.not_loaded)}.")

"""`goldenthread check`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.borough import load_borough_page
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from goldenthread.warehouse.definitions.examples import load_example
from goldenthread.warehouse.definitions.frameworks import load_frameworks
from goldenthread.warehouse.definitions.outlines import load_outlines
from goldenthread.warehouse.definitions.permissions import load_permissions
from goldenthread.warehouse.definitions.plan_templates import load_plan_templates
from goldenthread.warehouse.definitions.tiles import load_tiles
from goldenthread.warehouse.definitions.words import load_words
from goldenthread.warehouse.faults import WarehouseError
from goldenthread.warehouse.store.build import build_store

from . import options
from .output import print_json, progress_bar


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=None,
    help="Also read this folder's files and run every check, without publishing.",
)
@click.option("--definitions", "only_definitions", is_flag=True, help="Check the definitions alone.")
@click.option(
    "--frameworks",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    help="Also check this folder of maturity frameworks of your own.",
)
@options.as_json
def check(data: Path | None, only_definitions: bool, frameworks: Path | None, as_json: bool) -> None:
    """Check the definitions and, with --data, the files, without putting anything in force."""
    if data is not None and only_definitions:
        raise click.UsageError("--definitions checks no files: leave out --data.")
    catalogue = load_catalogue()
    found: dict[str, object] = {
        "indicators": len(catalogue.indicators), "sources": len(catalogue.sources), "areas": len(catalogue.areas),
        "vocabularies": len(catalogue.vocabularies), "amendments": len(catalogue.amendments),
    }  # fmt: skip
    if (catalogue.folder / "dashboards").is_dir():
        found["dashboards"] = len(load_dashboards(catalogue).pages)
    if (catalogue.folder / "words").is_dir():
        found["words"] = len(load_words(catalogue).glossary)
    if (catalogue.folder / "pages").is_dir():
        found["headlines of a borough"] = len(load_borough_page(catalogue).headlines)
    if (catalogue.folder / "frameworks").is_dir():
        known = load_frameworks(catalogue, frameworks)
        found["statements of maturity"] = sum(len(each.statements) for each in known.values())
    if (catalogue.folder / "outlines").is_dir():
        found["maps"] = int(load_outlines(catalogue) is not None)
        found["tiles"] = len(load_tiles(catalogue))
    if (catalogue.folder / "plan").is_dir():
        found["plan templates"] = len(load_plan_templates(catalogue))
    if (catalogue.folder / "example").is_dir():
        found["people of the worked example"] = len(load_example(catalogue).people)
    if (catalogue.folder / "access").is_dir():
        found["permissions"] = len(load_permissions(catalogue.folder))
    if data is not None:
        found |= _check_files(data, as_json)
    if as_json:
        print_json({"ok": True, **found})
    else:
        click.echo(
            "All is well: " + ", ".join(f"{n:,} {what}" for what, n in found.items() if isinstance(n, int)) + "."
        )
        for warning in found.get("warnings", []):  # type: ignore[attr-defined]
            click.echo(f"  Note: {warning}")


def _check_files(data: Path, as_json: bool) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as scratch, progress_bar(not as_json) as progress:
        try:
            report = build_store(data, Path(scratch), progress=progress)
        except OSError as fault:
            raise WarehouseError(f"There is no room to check in: {fault.strerror}.") from fault
    return {
        "figures": report.observations,
        "checks": report.checks_passed,
        "warnings": report.warnings,
        "not_loaded": report.not_loaded,
    }

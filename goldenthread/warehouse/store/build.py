"""One build: read every file the definitions name, check it, write a new store file, point at it."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ... import __version__
from ..checks import CheckResult, run_checks
from ..definitions import Catalogue, load_catalogue
from ..definitions.sources import Source
from ..faults import ChecksFailed, StoreMissing, WarehouseError
from ..ingestors.registers import Registers
from ..ingestors.tables import make_table, text
from . import schema
from .dimensions import write_breakdown_parts, write_dimensions
from .folder import building, current_build, publish
from .loading import LoadedFile, Progress, load_files
from .overlay import write_amended
from .shapes import write_shapes


@dataclass(frozen=True)
class BuildReport:
    """What a build did. `observations` counts published cells, superseded ones included."""

    build: str
    observations: int
    releases: int
    seconds: float
    checks_passed: int
    checks_failed: int
    warnings: list[str]
    not_loaded: list[str]


def build_store(
    data: Path,
    store: Path,
    *,
    catalogue: Catalogue | None = None,
    progress: Progress | None = None,
    allow_missing: bool = False,
) -> BuildReport:
    """Builds the data folder into the store and puts it in force.

    A source that the build in force has and this folder lacks stops the build, unless `allow_missing`:
    without it an older series would quietly take its place.
    Raises FileFault, ChecksFailed, BuildBusy or another WarehouseError; the build in force is then
    still the old one and nothing half-made is left.
    """
    started = time.monotonic()
    catalogue = catalogue or load_catalogue()
    if not data.is_dir():
        raise WarehouseError(f"There is no folder {data}. Name the folder that holds the published files with --data.")
    with building(store) as path, explaining_disk_faults(store):
        con = open_workshop(path)
        try:
            report = _build_into(con, data, catalogue, progress or (lambda done, total, label: None), started)
            if not allow_missing:
                _refuse_lost_sources(con, store)
            con.execute("CHECKPOINT built")
        finally:
            con.close()
        publish(store, path, report.build)
    return report


def _refuse_lost_sources(con: duckdb.DuckDBPyConnection, store: Path) -> None:
    try:
        before = current_build(store)
        with duckdb.connect(str(before), read_only=True) as old:
            had = {row[0] for row in old.execute("SELECT DISTINCT source FROM file").fetchall()}
    except (StoreMissing, duckdb.Error):
        return  # there is nothing in force to lose
    lost = sorted(had - {row[0] for row in con.execute("SELECT DISTINCT source FROM built.main.file").fetchall()})
    if lost:
        raise WarehouseError(
            f"The figures in force have sources whose files are not in this folder: {', '.join(lost)}. Put the files back, "
            "build into another store with --store, or say --allow-missing to do without them."
        )


def open_workshop(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection with the new build attached as `built`, and scratch tables in memory beside it."""
    con = duckdb.connect(config={"threads": "2", "memory_limit": "1200MB", "temp_directory": f"{path}.tmp"})
    con.execute(f"ATTACH {text(str(path))} AS built; SET search_path = 'built.main,memory.main'")
    return con


class explaining_disk_faults:  # noqa: N801 - reads as a phrase where it is used
    """Turns Ctrl+C during a statement into KeyboardInterrupt, and 'no space left' from the operating system or DuckDB into a plain message."""

    def __init__(self, store: Path) -> None:
        self.store = store

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, duckdb.InterruptException) or (
            type(fault) is RuntimeError and "interrupted" in str(fault)
        ):
            raise KeyboardInterrupt from fault  # this is how DuckDB reports Ctrl+C
        if isinstance(fault, OSError | duckdb.Error) and not isinstance(fault, WarehouseError):
            said = (str(fault).splitlines() or [type(fault).__name__])[0]
            full = "space" in said.lower() or "File too large" in said or "could not write" in said.lower()
            advice = (
                "The disk is full. Free some space and build again" if full else f"Writing the build failed ({said})"
            )
            raise WarehouseError(f"{advice}. The figures in {self.store} are as they were.") from fault


def _build_into(
    con: duckdb.DuckDBPyConnection, data: Path, catalogue: Catalogue, progress: Progress, started: float
) -> BuildReport:
    registers = Registers(catalogue)
    con.execute(schema.TABLES)
    loaded, absent = load_files(con, data, catalogue, registers, progress)
    if not loaded:
        raise WarehouseError(f"None of the files that the sources name is in {data}. Is it the right folder?")
    _settle_numbers(con, registers)
    write_dimensions(con, catalogue, registers, loaded, absent)
    outlines = write_shapes(con, data, catalogue, registers)
    con.execute(schema.SUPERSEDED)
    _refuse_ties(con)
    con.execute(schema.OBSERVATION)
    con.execute(schema.SUPERSEDED_OBSERVATION)
    con.execute(schema.TALLY)
    con.execute(schema.HELD)
    con.execute(schema.DROP_STAGED)
    write_amended(con, catalogue, registers)
    progress(len(loaded), len(loaded), "checking")
    write_breakdown_parts(con, registers)
    results = run_checks(con, catalogue, loaded)
    _record_checks(con, results)
    failed = [result.message for result in results if not result.passed and result.severity == "error"]
    if failed:
        raise ChecksFailed(failed)
    return _finish(con, catalogue, loaded, absent, outlines, results, started)


def _settle_numbers(con: duckdb.DuckDBPyConnection, registers: Registers) -> None:
    """Periods and breakdowns were numbered as they were met; the build numbers them in a fixed order."""
    for name, numbers in zip(("final_period", "final_breakdown"), registers.settle(), strict=True):
        make_table(con, f"memory.main.{name}", {}, {"old": list(numbers), "new": list(numbers.values())})
    con.execute(schema.SETTLED)


def _refuse_ties(con: duckdb.DuckDBPyConnection) -> None:
    tied = con.execute(schema.TIED).fetchall()
    if tied:
        listed = "; ".join(f"{measure} ({key}, {label}) in {paths}" for measure, key, label, paths in tied)
        raise WarehouseError(
            f"Two files give the same figures and neither takes precedence: {listed}. Set 'precedence' in the sources."
        )


def _record_checks(con: duckdb.DuckDBPyConnection, results: list[CheckResult]) -> None:
    con.executemany(
        "INSERT INTO check_result VALUES (?, ?, ?, ?)",
        [[r.name, r.severity, r.passed, r.message] for r in results] or [[None] * 4],
    )


def _finish(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    loaded: list[LoadedFile],
    absent: list[tuple[Source, str]],
    outlines: tuple[list[str], list[str]],
    results: list[CheckResult],
    started: float,
) -> BuildReport:
    files = sorted(f"{f.file.path}:{f.sha256}" for f in loaded) + outlines[0]
    build_id = hashlib.sha256(
        "\n".join([__version__, str(schema.SCHEMA_VERSION), catalogue.sha256, *files]).encode()
    ).hexdigest()[:12]
    counted = con.execute("SELECT coalesce(sum(cells), 0)::BIGINT FROM tally").fetchall()
    seconds = round(time.monotonic() - started, 3)
    con.execute(
        "INSERT INTO build VALUES (?, ?, 'data', ?, ?, ?, ?)",
        [
            build_id,
            dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            __version__,
            schema.SCHEMA_VERSION,
            catalogue.sha256,
            seconds,
        ],
    )
    return BuildReport(
        build=build_id,
        observations=counted[0][0],
        releases=len({file.file.release for file in loaded}),
        seconds=seconds,
        checks_passed=sum(r.passed for r in results),
        checks_failed=sum(not r.passed and r.severity == "error" for r in results),
        warnings=[r.message for r in results if not r.passed and r.severity == "warning"],
        not_loaded=[f"{source.id}: {path}" if path else source.id for source, path in absent] + outlines[1],
    )

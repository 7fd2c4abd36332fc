"""One build: read every file the definitions name, check it, write a new store file, point at it."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ... import __version__
from ..checks import CheckResult, run_checks
from ..definitions import Catalogue, load_catalogue
from ..definitions.sources import Source, SourceFile
from ..faults import ChecksFailed, FileFault, WarehouseError
from ..ingestors.guards import file_size, fingerprint
from ..ingestors.keys import make_row_keys
from ..ingestors.observations import SLICES, STAGED, stage_observations
from ..ingestors.registers import Registers
from ..ingestors.tables import read_raw
from . import schema
from .dimensions import write_breakdown_parts, write_dimensions
from .folder import building, publish
from .overlay import write_amended

Progress = Callable[[int, int, str], None]  # files done, files in all, what is being read


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


@dataclass(frozen=True)
class LoadedFile:
    """A file that was read: its number in the build and its fingerprint."""

    file_id: int
    source: Source
    file: SourceFile
    sha256: str
    size_bytes: int
    rows: int


def build_store(
    data: Path, store: Path, *, catalogue: Catalogue | None = None, progress: Progress | None = None
) -> BuildReport:
    """Builds the data folder into the store and puts it in force.

    Raises FileFault, ChecksFailed, BuildBusy or another WarehouseError; the build in force is then
    still the old one and nothing half-made is left.
    """
    started = time.monotonic()
    catalogue = catalogue or load_catalogue()
    if not data.is_dir():
        raise WarehouseError(f"There is no folder {data}. Name the folder that holds the published files with --data.")
    with building(store) as path, explaining_disk_faults(store):
        con = duckdb.connect(
            str(path), config={"threads": "2", "memory_limit": "1200MB", "preserve_insertion_order": "true"}
        )
        try:
            report = _build_into(con, data, catalogue, progress or (lambda done, total, label: None), started)
            con.execute("CHECKPOINT")
        finally:
            con.close()
        publish(store, path, report.build)
    return report


class explaining_disk_faults:  # noqa: N801 - reads as a phrase where it is used
    """Turns 'no space left' from the operating system or DuckDB into a plain message."""

    def __init__(self, store: Path) -> None:
        self.store = store

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> None:
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
    for statement in (STAGED, SLICES, schema.TABLES):
        con.execute(statement)
    loaded, absent = _load_files(con, data, catalogue, registers, progress)
    if not loaded:
        raise WarehouseError(f"None of the files that the sources name is in {data}. Is it the right folder?")
    write_dimensions(con, catalogue, registers, loaded, absent)
    con.execute(schema.SUPERSEDED)
    _refuse_ties(con)
    con.execute(schema.OBSERVATION)
    con.execute(schema.SUPERSEDED_OBSERVATION)
    con.execute("DROP TABLE staged")
    write_amended(con, catalogue, registers)
    progress(len(loaded), len(loaded), "checking")
    write_breakdown_parts(con, registers)
    results = run_checks(con, catalogue, loaded)
    _record_checks(con, results)
    failed = [result.message for result in results if not result.passed and result.severity == "error"]
    if failed:
        raise ChecksFailed(failed)
    return _finish(con, catalogue, loaded, absent, results, started)


def _load_files(
    con: duckdb.DuckDBPyConnection, data: Path, catalogue: Catalogue, registers: Registers, progress: Progress
) -> tuple[list[LoadedFile], list[tuple[Source, str]]]:
    """The files read, and what is not there: a source and '', or a source and the path of one file it lacks."""
    present, absent = [], []
    for source in catalogue.sources.values():
        found = [(source, file, _path_of(data, catalogue, file)) for file in source.files]
        there = [entry for entry in found if _is_there(entry[2])]
        present += there
        absent += [(source, file.path) for _, file, path in found if not _is_there(path)] if there else [(source, "")]
    loaded = []
    for number, (source, file, path) in enumerate(present, start=1):
        progress(number - 1, len(present), file.path)
        loaded.append(_load_file(con, source, file, path, registers, number))
    return loaded, absent


def _is_there(path: Path) -> bool:
    """Whether anything has this name, even what cannot be read: that is a fault to report, not an absence."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _path_of(data: Path, catalogue: Catalogue, file: SourceFile) -> Path:
    return (catalogue.folder / "sources" if file.shipped else data) / file.path


def _load_file(
    con: duckdb.DuckDBPyConnection, source: Source, file: SourceFile, path: Path, registers: Registers, file_id: int
) -> LoadedFile:
    layout = source.layout_of(file)
    try:
        size = file_size(path, file.path)
        rows = read_raw(con, path, layout, file.path)
        breakdowns = make_row_keys(con, layout, registers, file_id, file.path)
        stage_observations(con, source, layout, registers, file_id, breakdowns, file.path)
        sha256 = fingerprint(path)
    except duckdb.OutOfMemoryException as fault:
        raise FileFault(file.path, "needs more memory than a build may use.") from fault
    except OSError as fault:
        raise FileFault(file.path, f"cannot be read ({fault.strerror}). Check the file and who may read it.") from fault
    return LoadedFile(file_id, source, file, sha256, size, rows)


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
    results: list[CheckResult],
    started: float,
) -> BuildReport:
    files = sorted(f"{f.file.path}:{f.sha256}" for f in loaded)
    build_id = hashlib.sha256(
        "\n".join([__version__, str(schema.SCHEMA_VERSION), catalogue.sha256, *files]).encode()
    ).hexdigest()[:12]
    counted = con.execute(
        "SELECT (SELECT count(*) FROM observation) + (SELECT count(*) FROM superseded_observation)"
    ).fetchall()
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
        not_loaded=[f"{source.id}: {path}" if path else source.id for source, path in absent],
    )

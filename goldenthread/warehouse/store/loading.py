"""Loads the files of a build, two at a time: DuckDB reads small files on one core, so two hands are twice as fast."""

from __future__ import annotations

import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ..definitions import Catalogue
from ..definitions.sources import Source, SourceFile
from ..faults import FileFault, WarehouseError
from ..ingestors.guards import file_size, fingerprint
from ..ingestors.keys import PRESENCE, make_row_keys
from ..ingestors.observations import SLICES, STAGED, stage_observations
from ..ingestors.registers import Registers
from ..ingestors.tables import read_raw

Progress = Callable[[int, int, str], None]  # files done, files in all, what is being read
HANDS = 2
SCRATCH_TABLES = ("staged", "slices", "presence")


@dataclass(frozen=True)
class LoadedFile:
    """A file that was read: its number in the build and its fingerprint."""

    file_id: int
    source: Source
    file: SourceFile
    sha256: str
    size_bytes: int
    rows: int


def load_files(
    con: duckdb.DuckDBPyConnection, data: Path, catalogue: Catalogue, registers: Registers, progress: Progress
) -> tuple[list[LoadedFile], list[tuple[Source, str]]]:
    """Reads every file that is there into `staged`, `slices` and `presence`.

    Returns the files read, in the order of the definitions, and what is not there: a source and '',
    or a source and the path of one file it lacks. Raises the fault of the first file that has one.
    """
    present, absent = [], []
    for source in catalogue.sources.values():
        found = [(source, file, _path_of(data, catalogue, file)) for file in source.files]
        there = [entry for entry in found if _is_there(entry[2])]
        present += there
        absent += [(source, file.path) for _, file, path in found if not _is_there(path)] if there else [(source, "")]
    if all(file.shipped for _, file, _ in present):
        raise WarehouseError(f"None of the published files that the sources name is in {data}. Is it the right folder?")
    jobs = [Job(number, *entry) for number, entry in enumerate(present, start=1)]
    return _share_out(con, jobs, registers, progress), absent


@dataclass(frozen=True)
class Job:
    """One file to be read."""

    file_id: int
    source: Source
    file: SourceFile
    path: Path


def _share_out(
    con: duckdb.DuckDBPyConnection, jobs: list[Job], registers: Registers, progress: Progress
) -> list[LoadedFile]:
    """Each hand takes the next file, largest first, and stages it in a schema of its own."""
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for job in sorted(jobs, key=lambda job: (-_bytes(job.path), job.file_id)):
        waiting.put(job)
    done: list[LoadedFile] = []
    faults: dict[int, BaseException] = {}
    cursors = [con.cursor() for _ in range(HANDS)]

    def work(hand: int) -> None:
        cursor = cursors[hand]
        cursor.execute(f"CREATE SCHEMA memory.hand_{hand}; SET search_path = 'memory.hand_{hand},built.main'")
        for statement in (STAGED, SLICES, PRESENCE):
            cursor.execute(statement)
        while not faults and not waiting.empty():
            try:
                job = waiting.get_nowait()
            except queue.Empty:
                return
            progress(len(done), len(jobs), job.file.path)
            try:
                done.append(_load_file(cursor, job, registers))
            except BaseException as fault:
                faults[job.file_id] = fault

    with ThreadPoolExecutor(HANDS) as hands:
        try:
            list(hands.map(work, range(HANDS)))
        except KeyboardInterrupt as stop:  # the hands would otherwise go on to the last file
            faults[0] = stop
            for cursor in cursors:
                cursor.interrupt()
    if faults:
        raise faults[min(faults)]
    for table in SCRATCH_TABLES:
        parts = " UNION ALL ".join(f"FROM memory.hand_{hand}.{table}" for hand in range(HANDS))
        con.execute(f"CREATE VIEW memory.main.{table}_by_hand AS {parts}")
    return sorted(done, key=lambda loaded: loaded.file_id)


def _bytes(path: Path) -> int:
    """How large the file is, to read the largest first; 0 for what cannot be read, which is reported later."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


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


def _load_file(con: duckdb.DuckDBPyConnection, job: Job, registers: Registers) -> LoadedFile:
    source, file, name = job.source, job.file, job.file.path
    layout = source.layout_of(file)
    try:
        size = file_size(job.path, name)
        rows = read_raw(con, job.path, layout, name)
        breakdowns = make_row_keys(con, layout, registers, job.file_id, name)
        stage_observations(con, source, layout, registers, job.file_id, breakdowns, name)
        sha256 = fingerprint(job.path)
    except duckdb.OutOfMemoryException as fault:
        raise FileFault(name, "needs more memory than a build may use.") from fault
    except OSError as fault:
        raise FileFault(name, f"cannot be read ({fault.strerror}). Check the file and who may read it.") from fault
    return LoadedFile(job.file_id, source, file, sha256, size, rows)

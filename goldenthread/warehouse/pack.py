"""The shipped pack: the figures of our own pipeline, small enough to travel with the code.

It holds the tables of a build as Parquet, cut to the cells that some indicator uses, with a manifest
of checksums. A fresh clone loads it in a second; anyone with the data folder can make it again and
see whether it differs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from .. import __version__
from .definitions import Catalogue, load_catalogue
from .faults import StoreDamaged, StoreMissing, WarehouseError
from .store import schema
from .store.build import BuildReport, build_store, explaining_disk_faults
from .store.folder import building, current_build, publish
from .store.loading import Progress

PACK = Path(__file__).resolve().parents[1] / "pack"
SMALL_TABLES = (
    "area", "member", "measure", "breakdown", "period", "file", "file_column", "stamp", "not_loaded", "check_result", "amended", "shape",
)  # fmt: skip
CELL_TABLES = ("observation", "superseded_observation")
MANIFEST = "manifest.json"
FORMAT = 2  # of the tables in the pack; a build has others beside them, which are made on loading


@dataclass(frozen=True)
class PackComparison:
    """How a pack made now differs from the shipped one. `tables` counts rows only here and only there."""

    differs: bool
    tables: dict[str, dict[str, int]]
    size_bytes: int
    written: bool


def build_from_pack(store: Path, *, pack: Path = PACK, progress: Progress | None = None) -> BuildReport:
    """Loads the shipped figures into the store and puts them in force. Raises WarehouseError."""
    started = time.monotonic()
    tell = progress or (lambda done, total, label: None)
    manifest = _checked_manifest(pack)
    tables = (*SMALL_TABLES, *CELL_TABLES)
    build_id = _build_id(manifest)
    with building(store) as path, explaining_disk_faults(store):
        con = duckdb.connect(str(path), config={"threads": "2", "memory_limit": "1200MB"})
        try:
            con.execute(schema.TABLES)
            for done, table in enumerate(tables):
                tell(done, len(tables), f"the shipped {table.replace('_', ' ')} table")
                verb = "CREATE TABLE {} AS FROM" if table in CELL_TABLES else "INSERT INTO {} FROM"
                con.execute(f"{verb.format(table)} read_parquet(?)", [str(pack / f"{table}.parquet")])
            con.execute(schema.TALLY)
            con.execute(schema.HELD)
            seconds = round(time.monotonic() - started, 3)
            made_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            con.execute("INSERT INTO build VALUES (?, ?, 'pack', ?, ?, ?, ?)",
                        [build_id, made_at, __version__, schema.SCHEMA_VERSION, manifest["definitions_sha256"], seconds])  # fmt: skip
            report = _report(con, build_id, seconds)
            con.execute("CHECKPOINT")
        finally:
            con.close()
        publish(store, path, build_id)
    return report


def shipped_figures_are_wanted(store: Path, *, pack: Path = PACK) -> bool:
    """Whether the store has no build, or one of an older pack. A build of somebody's own data is never replaced.

    Raises StoreDamaged when what is there cannot be read.
    """
    try:
        path = current_build(store)
    except StoreDamaged:
        raise
    except StoreMissing:
        return True
    with duckdb.connect(str(path), read_only=True) as con:
        [(build_id, made_from)] = con.execute("SELECT id, made_from FROM build").fetchall()
    return bool(made_from == "pack" and build_id != _build_id(_checked_manifest(pack)))


def _build_id(manifest: dict[str, str]) -> str:
    named = f"{manifest['sha256']}{__version__}-{schema.SCHEMA_VERSION}"
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def make_pack(data: Path, *, pack: Path = PACK, write: bool, progress: Progress | None = None) -> PackComparison:
    """Builds the data folder, makes a pack of it, compares it with the shipped one and, if told, replaces that."""
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        build_store(data, folder / "store", catalogue=catalogue, progress=progress)
        made = folder / "pack"
        _write_pack(current_build(folder / "store"), made, catalogue)
        tables = _compare(made, pack)
        size = sum(file.stat().st_size for file in made.iterdir())
        if write:
            _replace(made, pack)
    return PackComparison(bool(tables), tables, size, write)


def used_cells(catalogue: Catalogue) -> set[tuple[str, frozenset[str]]]:
    """(measure, topics) of every cell that some indicator can show."""
    used = set()
    for indicator in catalogue.indicators.values():
        for part in (indicator.value, indicator.minus, indicator.numerator, indicator.denominator):
            if part is not None:
                for topics in ((), *indicator.breakdowns):
                    used.add((part.measure, frozenset({*topics} - {*part.without} | {*part.breakdown})))
    for agreement in catalogue.agreements.values():
        used |= {(agreement.measure, frozenset()), (agreement.other, frozenset())}
    return used


def _write_pack(build: Path, pack: Path, catalogue: Catalogue) -> None:
    pack.mkdir(parents=True)
    con = duckdb.connect(str(build), read_only=True, config={"threads": "2"})
    try:
        breakdowns = {
            number: _topics(key) for number, key in con.execute("SELECT breakdown_id, key FROM breakdown").fetchall()
        }
        measures = dict(con.execute("SELECT name, measure_id FROM measure").fetchall())
        wanted: dict[int, list[int]] = {}
        for measure, topics in used_cells(catalogue):
            if measure in measures:
                wanted.setdefault(measures[measure], []).extend(n for n, has in breakdowns.items() if has == topics)
        tests = " OR ".join(
            f"(measure_id = {m} AND breakdown_id IN ({', '.join(map(str, sorted(set(b))))}))"
            for m, b in sorted(wanted.items())
            if b
        )
        for table in CELL_TABLES:
            _copy(
                con,
                f"FROM {table} WHERE {tests} ORDER BY measure_id, breakdown_id, period_id, area_id, file_id",
                pack / f"{table}.parquet",
            )
        for table in SMALL_TABLES:
            _copy(con, f"FROM {table}", pack / f"{table}.parquet")
    finally:
        con.close()
    _write_manifest(pack, catalogue)


def _topics(key: str) -> frozenset[str]:
    return frozenset(part.split("=")[0] for part in key.split(",") if "=" in part)


def _copy(con: duckdb.DuckDBPyConnection, select: str, path: Path) -> None:
    con.execute(
        f"COPY ({select}) TO '{path}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 12, PARQUET_VERSION v2)"
    )


def _write_manifest(pack: Path, catalogue: Catalogue) -> None:
    files = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(pack.glob("*.parquet"))}
    manifest = {"schema_version": FORMAT, "definitions_sha256": catalogue.sha256, "files": files}
    (pack / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="ascii")


def _checked_manifest(pack: Path) -> dict[str, str]:
    """The manifest, after every file has been found whole. Raises WarehouseError."""
    try:
        text = (pack / MANIFEST).read_text(encoding="ascii")
        manifest = json.loads(text)
        version, definitions, sums = (manifest[key] for key in ("schema_version", "definitions_sha256", "files"))
        if version != FORMAT:
            raise WarehouseError(
                "The shipped figures are of another version. Make them again with `goldenthread pack --data DIR --write`."
            )
        names = [f"{table}.parquet" for table in (*SMALL_TABLES, *CELL_TABLES)]
        damaged = [n for n in names if hashlib.sha256((pack / n).read_bytes()).hexdigest() != sums[n]]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise WarehouseError(
            f"The shipped figures in {pack.name} cannot be read. Restore that folder from the repository."
        ) from fault
    if damaged:
        raise WarehouseError(
            f"The shipped figures are damaged ({', '.join(damaged)}). Restore the folder {pack.name} from the repository."
        )
    return {"sha256": hashlib.sha256(text.encode()).hexdigest(), "definitions_sha256": definitions}


def _report(con: duckdb.DuckDBPyConnection, build_id: str, seconds: float) -> BuildReport:
    counts = con.execute("""
        SELECT (SELECT coalesce(sum(cells), 0)::BIGINT FROM tally), (SELECT count(DISTINCT release) FROM file),
               (SELECT count(*) FROM check_result WHERE passed), (SELECT count(*) FROM check_result WHERE NOT passed AND severity = 'error')""").fetchall()[
        0
    ]
    warnings = [
        row[0]
        for row in con.execute("SELECT message FROM check_result WHERE severity = 'warning' AND NOT passed").fetchall()
    ]
    absent = [row[0] for row in con.execute("SELECT source FROM not_loaded ORDER BY source").fetchall()]
    return BuildReport(build_id, counts[0], counts[1], seconds, counts[2], counts[3], warnings, absent)


def _compare(made: Path, shipped: Path) -> dict[str, dict[str, int]]:
    """Rows that only one of the packs has, by table; empty when they say the same."""
    con = duckdb.connect()
    differences = {}
    for table in (*SMALL_TABLES, *CELL_TABLES):
        new, old = made / f"{table}.parquet", shipped / f"{table}.parquet"
        if not old.exists():
            differences[table] = {
                "only_in_new": con.execute("SELECT count(*) FROM read_parquet(?)", [str(new)]).fetchall()[0][0],
                "only_in_shipped": 0,
            }
            continue
        only = "SELECT count(*) FROM (FROM read_parquet(?) EXCEPT ALL FROM read_parquet(?))"
        try:
            added = con.execute(only, [str(new), str(old)]).fetchall()[0][0]
            gone = con.execute(only, [str(old), str(new)]).fetchall()[0][0]
        except duckdb.BinderException:  # the tables no longer have the same columns
            added, gone = -1, -1
        if added or gone:
            differences[table] = {"only_in_new": added, "only_in_shipped": gone}
    con.close()
    return differences


def _replace(made: Path, shipped: Path) -> None:
    shipped.mkdir(exist_ok=True)
    for old in shipped.glob("*.parquet"):
        old.unlink()
    for file in sorted(made.iterdir(), key=lambda path: path.name == MANIFEST):  # the manifest last
        (shipped / file.name).write_bytes(file.read_bytes())


__all__ = ["PACK", "PackComparison", "build_from_pack", "make_pack", "used_cells"]

"""A full build against DuckDB alone reading the same CSV files, in turn, each in a process of its own."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

from .timing import held_to

ROUNDS = 3
BUILD = """
import json, resource, sys, time
from pathlib import Path
from goldenthread.warehouse.store.build import build_store
started = time.perf_counter()
report = build_store(Path(sys.argv[1]), Path(sys.argv[2]))
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "peak_mb": peak, "observations": report.observations}))
"""
# The symbols are read as blanks and every figure column as a number: the least that makes typed tables.
READ = """
import json, sys, time
from pathlib import Path
import duckdb
files = json.loads(sys.argv[2])
started = time.perf_counter()
con = duckdb.connect(sys.argv[3], config={"threads": "2"})
for number, file in enumerate(files):
    con.execute(
        f"CREATE TABLE t{number} AS SELECT * FROM read_csv(?, nullstr = ['', 'x', 'z', 'c', 'u', 'k', 'low', ':', '..', '-', 'NA', 'n/a'], "
        "sample_size = -1)", [str(Path(sys.argv[1]) / file)])
con.execute("CHECKPOINT")
con.close()
print(json.dumps({"seconds": time.perf_counter() - started}))
"""


def measure(data: Path, store: Path) -> dict[str, object]:
    """Build seconds, DuckDB seconds, their ratio by pairs, peak memory and store size."""
    files = csv_files(data)
    builds, reads = [], []
    for turn in range(ROUNDS):
        reads.append(_run(READ, str(data), json.dumps(files), str(store.parent / f"typed-{turn}.duckdb")))
        builds.append(_run(BUILD, str(data), str(store)))
    ratios = [build["seconds"] / read["seconds"] for build, read in zip(builds, reads, strict=True)]
    size = sum(path.stat().st_size for path in store.glob("build-*.duckdb")) / 1e6
    return {
        "observations": builds[0]["observations"],
        "csv_files": len(files),
        "csv_megabytes": round(sum((data / file).stat().st_size for file in files) / 1e6, 1),
        "build_seconds": round(statistics.median(b["seconds"] for b in builds), 2),
        "duckdb_alone_seconds": round(statistics.median(r["seconds"] for r in reads), 2),
        "ratio": held_to(statistics.median(ratios), 2.5, "times DuckDB alone"),
        "peak_memory": held_to(max(b["peak_mb"] for b in builds), 1500, "MB"),
        "store_size": held_to(size, 200, "MB"),
    }


def load_pack(store: Path) -> None:
    """Loads the shipped figures, where there is no folder to build from."""
    from goldenthread.warehouse.pack import build_from_pack

    build_from_pack(store)


def csv_files(data: Path) -> list[str]:
    """The CSV files that a build of this folder reads."""
    from goldenthread.warehouse.definitions import load_catalogue

    return [
        file.path
        for source in load_catalogue().sources.values()
        for file in source.files
        if source.layout_of(file).format == "csv" and not file.shipped and (data / file.path).exists()
    ]


def _run(code: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    # DuckDB draws a progress bar in a program given with -c, should a statement take long: the answer comes last.
    result: dict[str, float] = json.loads(done.stdout[done.stdout.rindex('{"') :])
    return result

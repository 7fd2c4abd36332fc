"""Pages on ten times the observations: the same build with nine made-up breakdowns beside each real one."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from goldenthread.warehouse.store.folder import POINTER, current_build
from goldenthread.warehouse.store.schema import HELD

from .timing import held_to

TIMES = 10
MOST, UNIT = 1.5, "× the time on a tenth of the cells"
NOTICED_MS = 10  # a page that takes no longer than this more is not slower to anyone
TABLES = ("observation", "superseded_observation")


def grown(store: Path, into: Path) -> Path:
    """A store folder whose build has ten times the cells, sorted as a build sorts them."""
    source = current_build(store)
    into.mkdir(parents=True)
    copy = into / source.name
    shutil.copy(source, copy)
    with duckdb.connect(str(copy)) as build:
        [(most,)] = build.execute("SELECT max(breakdown_id) + 1 FROM breakdown").fetchall()
        build.execute(
            f"INSERT INTO breakdown SELECT breakdown_id + k * {most}, 'synthetic-' || k || ',' || key "
            f"FROM breakdown, range(1, {TIMES}) r(k)"
        )
        for table in TABLES:
            build.execute(
                f"CREATE TABLE grown AS SELECT o.* REPLACE ((o.breakdown_id + k * {most})::UINTEGER AS breakdown_id) "
                f"FROM {table} o, range({TIMES}) r(k) ORDER BY measure_id, breakdown_id, period_id, area_id, file_id"
            )
            build.execute(f"DROP TABLE {table}; ALTER TABLE grown RENAME TO {table}")
        build.execute(f"DELETE FROM held; {HELD}")
        build.execute(f"UPDATE tally SET cells = cells * {TIMES}")
    shutil.copy(store / POINTER, into / POINTER)
    return into


def compared(usual: dict[str, float], grown_ms: dict[str, float]) -> dict[str, object]:
    """Each page's milliseconds on ten times the observations over those on the real ones, held to half as much again.

    A page of a few milliseconds is as much chance as time: of those it is the difference that is held.
    """
    ratios = {page: round(grown_ms[page] / usual[page], 2) for page in usual}
    slowed = {page: ratio for page, ratio in ratios.items() if grown_ms[page] - usual[page] > NOTICED_MS}
    most = max(slowed, key=slowed.__getitem__, default="")
    return {
        "by_page": ratios,
        "ten_times_ms": {page: round(ms, 1) for page, ms in grown_ms.items()},
        "all_pages": held_to(sum(grown_ms.values()) / sum(usual.values()), MOST, UNIT),
        "most_slowed": {"page": most, **held_to(slowed.get(most, 1.0), MOST, UNIT)},
    }

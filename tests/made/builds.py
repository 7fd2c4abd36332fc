"""Builds for tests: the shipped figures with some of them changed, put in force one after another."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

import duckdb

from goldenthread.warehouse.answers import Status
from goldenthread.warehouse.ingestors.registers import STATUS_CODE
from goldenthread.warehouse.store.folder import current_build, publish

CELLS = """measure_id = (SELECT measure_id FROM measure WHERE name = ?)
    AND period_id IN (SELECT period_id FROM period WHERE text = ? OR ? = '')"""
ONE_CELL = f"""{CELLS} AND area_id = (SELECT area_id FROM area WHERE code = ?)
    AND breakdown_id = (SELECT breakdown_id FROM breakdown WHERE key = 'total')"""


@dataclass(frozen=True)
class Changed:
    """A published cell as another build has it. `value` None: there is none, for the reason `status`."""

    measure: str
    period: str
    area: str
    value: float | None
    status: Status = "ok"

    def apply(self, build: duckdb.DuckDBPyConnection) -> None:
        """Writes it over the shipped cell."""
        told = [self.value, STATUS_CODE[self.status], self.measure, self.period, self.period, self.area]
        found = build.execute(f"UPDATE observation SET value = ?, status = ? WHERE {ONE_CELL}", told).fetchall()
        assert found == [(1,)], f"there is no one cell {self}"


@dataclass(frozen=True)
class Without:
    """A period of a measure that another build has not got, for no area and no item; every period where none is named."""

    measure: str
    period: str = ""

    def apply(self, build: duckdb.DuckDBPyConnection) -> None:
        """Takes the shipped cells away."""
        told = [self.measure, self.period, self.period]
        [(count,)] = build.execute(f"DELETE FROM observation WHERE {CELLS}", told).fetchall()
        assert count, f"there are no cells {self}"
        build.execute(f"DELETE FROM held WHERE {CELLS}", told)


class Builds:
    """A store folder whose builds a test publishes. Every build is made from the shipped one."""

    def __init__(self, shipped: Path, folder: Path) -> None:
        self.shipped, self.folder = current_build(shipped), folder
        folder.mkdir(parents=True, exist_ok=True)

    def publish(self, *changes: Changed | Without) -> str:
        """Puts a build in force that differs from the shipped figures in these cells alone; returns its name."""
        name = uuid.uuid4().hex[:12]  # what is kept of a build is kept by its name
        unfinished = self.folder / "unfinished-test.duckdb"
        shutil.copy(self.shipped, unfinished)
        with duckdb.connect(str(unfinished)) as build:
            build.execute("UPDATE build SET id = ?", [name])
            for change in changes:
                change.apply(build)
        publish(self.folder, unfinished, name)
        return name

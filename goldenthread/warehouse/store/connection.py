"""Opens a build for reading: read-only, no files, no network, one cursor a thread."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from ..faults import StoreDamaged

# Planning is most of a small query's time, and these passes find nothing in queries of this shape.
IDLE_PASSES = (
    "filter_pullup", "empty_result_pullup", "regex_range", "in_clause", "unnest_rewriter", "statistics_propagation",
    "common_subexpressions", "common_aggregate", "column_lifetime", "limit_pushdown", "row_group_pruner",
    "top_n_window_elimination", "compressed_materialization", "duplicate_groups", "reorder_filter", "sampling_pushdown",
    "join_filter_pushdown", "sum_rewriter", "late_materialization", "common_subplan", "join_elimination", "window_self_join",
)  # fmt: skip
READ_ONLY = {
    "disabled_optimizers": ",".join(IDLE_PASSES),
    "threads": "1",
    "memory_limit": "1GB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


KEPT_PLANS = 200
DAMAGE = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)


def _damaged(path: Path, fault: Exception) -> StoreDamaged:
    said = (str(fault).splitlines() or [type(fault).__name__])[0]
    return StoreDamaged(f"The build {path.name} cannot be read ({said}). Run `goldenthread build` again.")


class Connection:
    """One open build. A DuckDB connection shared by threads fails, so each thread gets its own cursor."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._connection = duckdb.connect(str(path), read_only=True, config=dict(READ_ONLY))
        except duckdb.Error as fault:
            raise _damaged(path, fault) from fault
        self._local = threading.local()
        self._numbers = itertools.count()

    def rows(self, sql: str, parameters: object = None) -> list[tuple[Any, ...]]:
        """Every row of the answer. Raises StoreDamaged when the file cannot be read."""
        try:
            return self.cursor().execute(sql, parameters).fetchall()
        except DAMAGE as fault:
            raise _damaged(self.path, fault) from fault

    def prepared_rows(self, sql: str, parameters: Sequence[Sequence[int]]) -> list[tuple[Any, ...]]:
        """Every row of a query whose parameters are lists of numbers. Its plan is made once a thread and kept."""
        cursor = self.cursor()
        names: dict[str, str] = self._local.__dict__.setdefault("names", {})
        if sql not in names:
            if len(names) >= KEPT_PLANS:
                for name in names.values():
                    cursor.execute(f"DEALLOCATE {name}")
                names.clear()
            name = f"plan_{next(self._numbers)}"
            cursor.execute(f"PREPARE {name} AS {sql}")
            names[sql] = name
        lists = ", ".join(f"{list(numbers)}::UINTEGER[]" for numbers in parameters)
        try:
            return cursor.execute(f"EXECUTE {names[sql]}({lists})").fetchall()
        except DAMAGE as fault:
            raise _damaged(self.path, fault) from fault

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's cursor."""
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._local, "cursor", None)
        if cursor is None:
            cursor = self._local.cursor = self._connection.cursor()
        return cursor

    def close(self) -> None:
        """Closes the build for every thread."""
        self._connection.close()

"""Opens a build for reading: read-only, no files, no network, one cursor a thread."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import duckdb

from ..faults import StoreDamaged

READ_ONLY = {
    "threads": "1",
    "memory_limit": "1GB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


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

    def rows(self, sql: str, parameters: object = None) -> list[tuple[Any, ...]]:
        """Every row of the answer. Raises StoreDamaged when the file cannot be read."""
        try:
            return self.cursor().execute(sql, parameters).fetchall()
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

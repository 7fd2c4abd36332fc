"""Opens a build for reading: read-only, no files, no network, one cursor a thread."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import duckdb

READ_ONLY = {
    "threads": "2",
    "memory_limit": "1GB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


class Connection:
    """One open build. A DuckDB connection shared by threads fails, so each thread gets its own cursor."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = duckdb.connect(str(path), read_only=True, config=dict(READ_ONLY))
        self._local = threading.local()

    def rows(self, sql: str, parameters: object = None) -> list[tuple[Any, ...]]:
        """Every row of the answer."""
        return self.cursor().execute(sql, parameters).fetchall()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's cursor."""
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._local, "cursor", None)
        if cursor is None:
            cursor = self._local.cursor = self._connection.cursor()
        return cursor

    def close(self) -> None:
        """Closes the build for every thread."""
        self._connection.close()

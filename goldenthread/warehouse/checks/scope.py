"""The cells that one file puts in force. Superseded cells were checked when they were in force."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from ..store.loading import LoadedFile


def of_file(file_id: int) -> str:
    """SQL for the cells of the file that are in force."""
    return f"SELECT * FROM observation WHERE file_id = {file_id}"


def measure_ids(con: duckdb.DuckDBPyConnection, loaded: LoadedFile, names: Iterable[str]) -> list[int]:
    """Numbers of those measures that the file's own layout supplies."""
    supplied = {column.measure for column in loaded.source.layout_of(loaded.file).measures.values()}
    supplied |= {made.measure for made in loaded.source.sums}
    wanted = [name for name in names if name in supplied]
    rows = con.execute("SELECT measure_id FROM measure WHERE list_contains(?, name)", [wanted]).fetchall()
    return [row[0] for row in rows]

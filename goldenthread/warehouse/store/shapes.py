"""Writes the outlines of the boroughs into a build, and reads them out of one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from ..definitions import Catalogue
from ..definitions.outlines import load_outlines
from ..faults import FileFault
from ..ingestors.boundaries import Shape, Shapes, read_boundaries
from ..ingestors.guards import fingerprint
from ..ingestors.registers import Registers

if TYPE_CHECKING:
    from .connection import Connection


def write_shapes(
    con: duckdb.DuckDBPyConnection, data: Path, catalogue: Catalogue, registers: Registers
) -> tuple[list[str], list[str]]:
    """Fills `shape` from the first file that is there. Returns (path:sha256) of it and the id of what is not there.

    Raises FileFault for a file that is there and cannot be used.
    """
    outlines = load_outlines(catalogue)
    if outlines is None:
        return [], []
    file = next((each for each in outlines.files if os.path.lexists(data / each.path)), None)
    if file is None:
        con.execute("INSERT INTO not_loaded VALUES (?, ?, ?)", [outlines.id, outlines.title, outlines.not_here])
        return [], [outlines.id]
    try:
        read = read_boundaries(data / file.path, file, outlines, catalogue)
        mark = f"{file.path}:{fingerprint(data / file.path)}"
    except OSError as fault:
        raise FileFault(file.path, f"cannot be read ({fault.strerror}). Check the file and who may read it.") from fault
    rows = [[registers.areas[shape.code], shape.path, shape.x, shape.y, read.view_box] for shape in read.shapes]
    con.executemany("INSERT INTO shape VALUES (?, ?, ?, ?, ?)", rows)
    return [mark], []


def read_shapes(connection: Connection) -> Shapes | None:
    """The outlines that a build holds; None where it holds none, or was made before there were any."""
    if not connection.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'shape' AND NOT internal"):
        return None
    rows = connection.rows(
        "SELECT code, path, label_x, label_y, view_box FROM shape JOIN area USING (area_id) ORDER BY code"
    )
    return Shapes(rows[0][4], tuple(Shape(*row[:4]) for row in rows)) if rows else None


__all__ = ["Shape", "Shapes", "read_shapes", "write_shapes"]

"""Figures as Parquet, with types and with what they are in the file's own metadata."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from .tables import Kind, Table
from .taken import Taken

TYPES: dict[Kind, str] = {"text": "VARCHAR", "number": "DOUBLE", "whole": "INTEGER", "yes-no": "BOOLEAN"}


def written(taken: Taken) -> bytes:
    """The file. One writer thread, so that the same figures of the same build give the same bytes."""
    table = taken.one_table
    with duckdb.connect(":memory:", config={"threads": "1"}) as engine, tempfile.TemporaryDirectory() as folder:
        engine.execute(f"CREATE TABLE figures AS SELECT {_columns(table)}", _values(table))
        file = Path(folder) / "figures.parquet"
        told = ", ".join(f"{name}: {_quoted(text)}" for name, text in _metadata(taken).items())
        engine.execute(
            f"COPY figures TO {_quoted(str(file))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{told}}})"
        )
        return file.read_bytes()


def _columns(table: Table) -> str:
    return ", ".join(
        f'unnest(${place}::{TYPES[column.kind]}[]) AS "{column.name}"'
        for place, column in enumerate(table.columns, start=1)
    )


def _values(table: Table) -> list[list[object]]:
    """Column by column, as DuckDB reads many rows fastest."""
    return [list(values) for values in zip(*table.rows, strict=True)] or [[] for _ in table.columns]


def _metadata(taken: Taken) -> dict[str, str]:
    return {"title": taken.title, "build": taken.build_id, taken.kind: taken.id, "generated_from": taken.address}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

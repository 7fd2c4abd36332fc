"""Figures with everything a reader needs beside them, in one ZIP."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

from . import csv_file, parquet_file
from .taken import Taken


def written(taken: Taken) -> bytes:
    """figures.csv, figures.parquet, metadata.json and README.txt. The files carry the build's date."""
    files: dict[str, str | bytes] = {
        "README.txt": _readme(taken),
        "figures.csv": csv_file.written(taken.one_table),
        "figures.parquet": parquet_file.written(taken),
        "metadata.json": json.dumps(taken.metadata, ensure_ascii=False, indent=1) + "\n",
    }
    made = io.BytesIO()
    when = dt.datetime.fromisoformat(taken.made_at).timetuple()[:6]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, content)
    return made.getvalue()


def _readme(taken: Taken) -> str:
    """What the figures are and how far they can be trusted, to be read in any editor."""
    lines = [taken.title, "=" * min(len(taken.title), 79), ""]
    heading = ""
    for label, text in taken.about[1:]:
        if label != heading:
            lines += ["", label]
            heading = label
        lines.append(f"  {text}")
    return "\r\n".join(lines) + "\r\n"

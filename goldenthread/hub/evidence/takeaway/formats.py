"""The formats that figures are given in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from goldenthread.hub.ui.interface import wording

from . import csv_file, excel_file, json_file, ods_file, parquet_file, zip_file
from .taken import Taken


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its file ending. `words`: what a reader knows it by."""

    ending: str
    words: str
    content_type: str
    write: Callable[[Taken], bytes | str]


FORMATS = {
    each.ending: each
    for each in (
        Format("csv", "CSV", "text/csv; charset=utf-8", lambda taken: csv_file.written(taken.one_table)),
        Format(
            "xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", excel_file.written
        ),
        Format("ods", "OpenDocument", ods_file.MIMETYPE, ods_file.written),
        Format("json", "JSON", "application/json", json_file.written),
        Format("parquet", "Parquet", "application/vnd.apache.parquet", parquet_file.written),
        Format("zip", "ZIP with everything", "application/zip", zip_file.written),
    )
}
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


def read_format(ending: str) -> Format:
    """The format; Http404 listing those there are."""
    if ending not in FORMATS:
        raise Http404(f"Figures are not given as '{ending[:20]}'. They are given as {wording.listed(list(FORMATS))}.")
    return FORMATS[ending]


def read_picture(ending: str) -> str:
    """The content type of a picture's format; Http404 listing those there are."""
    if ending not in PICTURES:
        raise Http404(f"Charts are not given as '{ending[:20]}'. They are given as {wording.listed(list(PICTURES))}.")
    return PICTURES[ending]

"""Compares a file's headings with the column map. A layout never seen before stops; nothing is guessed."""

from __future__ import annotations

import difflib

from ..definitions.sources import Layout
from ..faults import FileFault

EES_GEOGRAPHY = (
    "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "new_la_code", "old_la_code", "la_name",
)  # fmt: skip
SECOND_COPY = "__second"


def key_columns(layout: Layout) -> set[str]:
    """Columns that say what a row is about, as opposed to columns of figures."""
    named = {layout.period.column, layout.period.identifier_column, layout.measure_column}
    named |= {b.topic_column for b in layout.breakdowns} | {b.item_column for b in layout.breakdowns}
    named |= set(layout.keep)
    named.add(layout.area.column)
    return {name for name in named if name is not None}


def figure_columns(layout: Layout) -> list[str]:
    """The columns whose cells are figures."""
    return [layout.value_column] if layout.value_column else list(layout.measures)


def check_headings(headings: list[str], layout: Layout, name: str) -> list[str]:
    """The column names to read the file with; raises FileFault naming what is new, missing or renamed.

    A heading the publisher is known to write twice keeps its name once and is read as '…__second'.
    """
    optional = set(EES_GEOGRAPHY) if layout.area.kind in ("ees", "ees-name") else set()
    expected = key_columns(layout) | set(figure_columns(layout)) | set(layout.not_loaded)
    for heading in [*headings, *layout.repeated]:
        allowed = 2 if heading in layout.repeated else 1
        if headings.count(heading) > allowed or (allowed == 2 and heading in headings and headings.count(heading) < 2):
            raise FileFault(name, _times(headings.count(heading), allowed), row=1, column=heading)
        if heading.startswith("__"):
            raise FileFault(name, "no heading may start with two underscores.", row=1, column=heading)
    found = set(headings)
    missing, new = sorted(expected - found), sorted(found - expected - optional)
    if missing or new:
        raise FileFault(name, _difference(missing, new), row=1)
    seen: set[str] = set()
    names = []
    for heading in headings:
        names.append(heading + SECOND_COPY if heading in seen else heading)
        seen.add(heading)
    return names


def _times(there: int, expected: int) -> str:
    return (
        f"the heading is there {there} times where the column map expects {expected}. Download the file again; "
        "if the publisher changed it, say so under 'repeated' in the source definition."
    )


def _listed(columns: list[str]) -> str:
    more = f" and {len(columns) - 20} more" if len(columns) > 20 else ""
    return ", ".join(repr(column if len(column) <= 60 else column[:60] + "…") for column in columns[:20]) + more


def _difference(missing: list[str], new: list[str]) -> str:
    parts = []
    for column in list(missing):
        near = difflib.get_close_matches(column, new, n=1, cutoff=0.8)
        if near:
            parts.append(f"'{column}' seems to be renamed to '{near[0]}'")
            missing.remove(column)
            new.remove(near[0])
    if missing:
        parts.append(f"missing: {_listed(missing)}")
    if new:
        parts.append(f"new: {_listed(new)}")
    return (
        "the columns are not those of the column map: " + "; ".join(parts)
        + ". If the publisher changed the layout, add a layout for this release to the source definition."
    )  # fmt: skip

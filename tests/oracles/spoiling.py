"""Other numbers, absences and gaps for the sample's files."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.sample.country import SampleCountry

Spoilt = tuple[str, int, str, str]  # the file, the row's place, the column, the text to write

CELLS: st.SearchStrategy[list[Spoilt]] = st.lists(
    st.tuples(
        st.sampled_from(("first", "corrected")),
        st.integers(0, 80),
        st.sampled_from(("requests", "decided", "in_time", "in_time_pc", "need_a", "need_b")),
        st.sampled_from(("x", "z")) | st.integers(0, 300).map(str),
    ),
    min_size=5,
    max_size=60,
)
ROWS: st.SearchStrategy[set[int]] = st.sets(st.integers(0, 80), max_size=12)


def spoil(country: SampleCountry, cells: list[Spoilt], gone: set[int]) -> None:
    """Writes texts into cells of the sample's two files, and takes rows out of the second."""
    for name, path in (("first", country.first), ("corrected", country.corrected)):
        rows = country.rows(path)
        for file, place, column, text in cells:
            if file == name and not _is_amended(rows[place], column):
                rows[place][column] = text
        left = [row for n, row in enumerate(rows) if name == "first" or n not in gone or _is_amended(row, "requests")]
        country.rewrite(path, lambda _, left=left: left)


def _is_amended(row: dict[str, str], column: str) -> bool:
    """Whether the amendments ledger quotes this cell, so that no other number may stand in it."""
    quoted = (row["la_name"], row["time_period"]) in (("Dale", "2024"), ("Elm", "2024"), ("Ashby", "2023"))
    return quoted and column == "requests" and row["breakdown_topic"] == "All"

"""A build's small tables in memory: ids by name and names by id, read once when the build is opened."""

from __future__ import annotations

import datetime as dt
import difflib
from dataclasses import dataclass

from .answers import AreaRecord, FileRecord
from .definitions import Catalogue
from .faults import UnknownName
from .ingestors.areas import fold_name
from .periods import Period, spellings
from .store.connection import Connection


@dataclass(frozen=True)
class LoadedFile:
    """A file of the build with its number and where it stands among its like."""

    record: FileRecord
    title: str


class Lookups:
    """Every name in the build by its number, and back."""

    def __init__(self, connection: Connection, catalogue: Catalogue) -> None:
        rows = connection.rows
        self.areas: dict[int, AreaRecord] = {
            r[0]: AreaRecord(*r[1:])
            for r in rows("SELECT area_id, code, name, level, old_code, region_code FROM area ORDER BY area_id")
        }
        self.area_ids = {area.code: number for number, area in self.areas.items()}
        self.measures: dict[str, int] = dict(rows("SELECT name, measure_id FROM measure"))
        self.breakdowns: dict[str, int] = dict(rows("SELECT key, breakdown_id FROM breakdown"))
        self.periods: dict[int, Period] = {
            r[0]: Period(r[1], r[2]) for r in rows("SELECT period_id, type, text FROM period")
        }
        self.columns: dict[int, str] = dict(rows("SELECT column_id, name FROM file_column"))
        self.stamps: dict[tuple[int, int], str] = {
            (r[0], r[1]): r[2] for r in rows("SELECT file_id, period_id, published FROM stamp")
        }
        self.files: dict[int, FileRecord] = {r[0]: _file(catalogue, *r[1:]) for r in rows(FILES)}
        self._dates: dict[int, tuple[dt.date | None, dt.date | None]] = {
            r[0]: r[1:] for r in rows("SELECT area_id, from_date, to_date FROM area")
        }
        self.amended = frozenset(rows("SELECT DISTINCT measure_id, breakdown_id FROM amended"))
        self.amended_counts: dict[tuple[int, int, int], str] = {r[:3]: r[3] for r in rows(AMENDED_COUNTS)}
        self.amended_counts |= self._of_same_return(catalogue)
        self.members: dict[int, set[int]] = {number: set() for number in self.areas}
        for group, member in rows(MEMBERS):
            self.members[group].add(member)
        self._names = self._area_names(catalogue)

    def _of_same_return(self, catalogue: Catalogue) -> dict[tuple[int, int, int], str]:
        """Counts that rest on the same return as an amended total, where and when that is amended."""
        found: dict[tuple[int, int, int], str] = {}
        for area_id, name in {(area_id, name) for (_, _, area_id), name in self.amended_counts.items()}:
            entry = catalogue.amendments.get(name)
            for same in entry.same_return if entry else ():
                text = entry.period_of(same) if entry else ""
                periods = [number for number, period in self.periods.items() if period.text == text]
                measures = [self.measures[m] for m in same.measures if m in self.measures]
                found |= {(m, period, area_id): name for m in measures for period in periods}
        return found

    def is_expected(self, area_id: int, period_id: int) -> bool:
        """Whether a figure is expected: of every larger area, and of an authority of today once it existed."""
        if self.areas[area_id].level != "authority":
            return True
        start, end = self._dates[area_id]
        return end is None and (start is None or start <= self.periods[period_id].end)

    def is_dated(self, area_id: int) -> bool:
        """Whether there are periods in which no figure is expected of the area."""
        return self.areas[area_id].level == "authority" and self._dates[area_id] != (None, None)

    def is_of_today(self, area_id: int) -> bool:
        """Whether the area still exists."""
        return self._dates[area_id][1] is None

    def area_id(self, text: str) -> int:
        """The number of an area given by code, former code, three-digit number or name. Raises UnknownName."""
        text = text.strip()
        found = self._names.get(text) or self._names.get(fold_name(text)) or self._names.get(text.upper())
        if found is None:
            near = self._near(text)
            advice = (
                f"Did you mean {' or '.join(near)}?"
                if near
                else "Use a code such as E09000007 or a name such as Camden."
            )
            raise UnknownName(f"There is no area '{text[:60]}'. {advice}")
        return found

    def _near(self, text: str) -> list[str]:
        """Names of up to three areas that may be meant: spelt much like this, or with these words in them."""
        typed = fold_name(text[:60])
        spelt = difflib.get_close_matches(typed, self._names, n=5, cutoff=0.75)
        holding = [name for name in self._names if len(typed) > 3 and f" {typed} " in f" {name} "]
        return list(dict.fromkeys(self.areas[self._names[name]].name for name in (*spelt, *holding)))[:3]

    def period_ids(self, text: str) -> set[int]:
        """The numbers of the periods a person may mean by this text. Raises UnknownName when there is none."""
        found = {number for number, period in self.periods.items() if text.strip().lower() in spellings(period)}
        if not found:
            raise UnknownName(f"There are no figures for the period '{text[:40]}'.")
        return found

    def _area_names(self, catalogue: Catalogue) -> dict[str, int]:
        index: dict[str, int] = {}
        for area in catalogue.areas.values():
            number = self.area_ids.get(area.code)
            if number is None:
                continue
            for name in (area.name, *area.other_names):
                index.setdefault(fold_name(name), number)
            for code in (area.code, *area.former_codes, *((area.old_code,) if area.old_code else ())):
                index.setdefault(code, number)
        return index


MEMBERS = "SELECT DISTINCT group_id, area_id FROM member JOIN area USING (area_id) WHERE level = 'authority'"
# By measure, period and area; a figure withheld is left out nowhere, so it is not among them.
AMENDED_COUNTS = "SELECT measure_id, period_id, area_id, amendment FROM amended WHERE used_value IS NOT NULL"
FILES = "SELECT file_id, source, release, path, sha256, size_bytes, rows, standing FROM file"


def _file(
    catalogue: Catalogue, source: str, release: str, path: str, sha256: str, size: int, rows: int, standing: str
) -> FileRecord:
    known = catalogue.sources.get(source)
    return FileRecord(
        source=source, source_title=known.title if known else source, release=release, path=path, sha256=sha256,
        size_bytes=size, rows=rows, standing=standing, provenance=known.provenance if known else None,
    )  # fmt: skip

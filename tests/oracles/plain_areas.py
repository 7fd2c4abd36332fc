"""Which area a row is about, found by looking through the list of areas each time."""

from __future__ import annotations

from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.areas import Area
from goldenthread.warehouse.definitions.sources import AreaLayout

from .plain_rows import PlainRow

LEVELS = {"National": "country", "Regional": "region", "Local authority": "authority"}


class PlainAreas:
    """The areas of one file's layout."""

    def __init__(self, catalogue: Catalogue, layout: AreaLayout) -> None:
        self.places = [area for area in catalogue.areas.values() if area.level != "group"]
        self.layout = layout
        self.seen: dict[tuple[str, ...], str | None] = {}

    def of_row(self, row: PlainRow) -> str | None:
        """The row's area code, or None where the layout skips it; LookupError for an area nobody knows."""
        asked = self._names(row)
        if asked not in self.seen:
            self.seen[asked] = self._find(asked)
        return self.seen[asked]

    def _names(self, row: PlainRow) -> tuple[str, ...]:
        """What the row calls its area, with its level where it states one."""
        if self.layout.kind not in ("ees", "ees-name"):
            return "", row[str(self.layout.column)]
        level = row["geographic_level"]
        if self.layout.kind == "ees":
            column = {"National": "country_code", "Regional": "region_code"}.get(level, "new_la_code")
            return level, row[column]
        if level == "National":
            return level, "England"
        return level, row["region_name" if level == "Regional" else "la_name"]

    def _find(self, asked: tuple[str, ...]) -> str | None:
        level, name = asked
        if name in self.layout.skip or level in self.layout.skip:
            return None
        if name in self.layout.aliases:
            return self.layout.aliases[name]
        found = [area.code for area in self.places if self._is(area, level, name)]
        if len(found) != 1:
            raise LookupError(f"{name!r} is {found or 'no area'}")
        return found[0]

    def _is(self, area: Area, level: str, name: str) -> bool:
        if level and (area.level == "authority") != (LEVELS[level] == "authority"):
            return False
        if self.layout.kind in ("ees", "code"):
            return name == area.code or name in area.former_codes
        if self.layout.kind == "old-code":
            return name.removesuffix(".0") == area.old_code
        return _spelt(name) in [_spelt(known) for known in (area.name, *area.other_names)]


def _spelt(name: str) -> str:
    return " ".join(name.lower().replace("&", "and").split())

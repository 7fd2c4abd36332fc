"""Tiles: our own arrangement of the boroughs on a grid, one square each, near where they really are."""

from __future__ import annotations

import csv
import functools
from collections import Counter
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from .load import Catalogue, DefinitionError
from .outlines import members_today
from .strict import Strict, Text

LONDON = "E12000007"


class Tile(Strict):
    """A borough's square: column 1 is furthest west, row 1 furthest north. `short_name` fits into it."""

    code: Text
    short_name: Annotated[str, StringConstraints(min_length=1, max_length=5)]
    column: int = Field(ge=1, le=12)
    row: int = Field(ge=1, le=12)


def load_tiles(catalogue: Catalogue) -> dict[str, Tile]:
    """The tiles by area code. Raises DefinitionError where a borough lacks one, or two share a square or a name."""
    return _load(catalogue.folder / "areas" / "london_tiles.csv", catalogue)


@functools.lru_cache(maxsize=4)
def _load(path: Path, catalogue: Catalogue) -> dict[str, Tile]:
    with path.open(encoding="utf-8", newline="") as handle:
        tiles = [_tile(path, number, row) for number, row in enumerate(csv.DictReader(handle), start=2)]
    wanted, had = members_today(catalogue, LONDON), Counter(tile.code for tile in tiles)
    faults = [f"no tile for {name}" for code, name in wanted.items() if code not in had]
    faults += [f"'{code}' is no London borough" for code in had if code not in wanted]
    for what in ((lambda tile: tile.code), (lambda tile: tile.short_name), (lambda tile: (tile.column, tile.row))):
        faults += [f"{value} stands there twice" for value, times in Counter(map(what, tiles)).items() if times > 1]
    if faults:
        raise DefinitionError(f"{path.name}: {'; '.join(faults)}")
    return {tile.code: tile for tile in tiles}


def _tile(path: Path, number: int, row: dict[str, str]) -> Tile:
    try:
        return Tile.model_validate({**row, "column": int(row["column"]), "row": int(row["row"])})
    except (ValidationError, ValueError, KeyError, TypeError) as fault:
        raise DefinitionError(f"{path.name} row {number}: is no code, short name, column and row of a tile") from fault

"""Outlines: which file holds the shapes of the boroughs, in which form, and what must be said where they are drawn."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from .load import Catalogue, DefinitionError, by_id, yaml_files
from .strict import Sentence, Slug, Strict, Text


class OutlineFile(Strict):
    """A GeoJSON file. `code` and `name`: the properties that say whose a shape is; `left_out`: the others it has.

    `holds_more`: it has shapes of other places too, which are passed over.
    """

    path: Text
    code: Text
    name: Text
    left_out: tuple[Text, ...] = Field(strict=False, default=())
    holds_more: bool = False


class Outlines(Strict):
    """The shapes of every authority of one region. `files`: the forms in which they may come; the first there is read.

    `latitude`: where the map is true to shape, in degrees; `box`: west, south, east and north, outside which no point lies.
    """

    id: Slug
    title: Text
    edition: Text
    publisher: Text
    about: Sentence
    licence: Text
    attribution: Sentence
    not_here: Sentence
    region: Text
    latitude: float = Field(gt=-80, lt=80)
    box: Annotated[tuple[float, float, float, float], Field(strict=False)]
    files: tuple[OutlineFile, ...] = Field(strict=False, min_length=1)


def load_outlines(catalogue: Catalogue) -> Outlines | None:
    """The definition; None where there is none. Raises DefinitionError saying what does not fit."""
    return _load(catalogue.folder / "outlines", catalogue)


@functools.lru_cache(maxsize=4)
def _load(folder: Path, catalogue: Catalogue) -> Outlines | None:
    found = list(by_id(yaml_files(folder), Outlines).values())
    faults = [fault for each in found for fault in _faults(each, catalogue)]
    if len(found) > 1:
        faults.append("there can be one map only")
    if faults:
        raise DefinitionError("The outlines do not fit the other definitions:\n  " + "\n  ".join(faults))
    return found[0] if found else None


def _faults(outlines: Outlines, catalogue: Catalogue) -> Iterator[str]:
    west, south, east, north = outlines.box
    if outlines.region not in catalogue.areas:
        yield f"{outlines.id}: unknown region '{outlines.region}'"
    if not (west < east and south < north):
        yield f"{outlines.id}: the box must name west, south, east and north in this order"


def members_today(catalogue: Catalogue, region: str) -> dict[str, str]:
    """Code → name of the authorities that a region has now."""
    areas = [
        catalogue.areas[m.area_code] for m in catalogue.memberships if m.group_code == region and m.to_date is None
    ]
    return {area.code: area.name for area in areas if area.level == "authority" and area.to_date is None}

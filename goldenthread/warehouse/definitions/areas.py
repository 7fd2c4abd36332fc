"""Areas: authorities, regions and groups, with dates and statistical neighbours."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from .strict import Strict, Text

Level = Literal["country", "region", "sub-region", "authority", "group"]


class Area(Strict):
    """A place figures are about. `code` is the nine-character code in force, or a group's own id."""

    code: Text
    name: Text
    level: Level
    old_code: Text | None = None
    region_code: Text | None = None
    former_codes: tuple[str, ...] = Field(strict=False, default=())
    other_names: tuple[str, ...] = Field(strict=False, default=())
    from_date: dt.date | None = Field(default=None, strict=False)
    to_date: dt.date | None = Field(default=None, strict=False)


class Membership(Strict):
    """An authority belongs to a larger area between two dates (None: open)."""

    group_code: Text
    area_code: Text
    from_date: dt.date | None = Field(default=None, strict=False)
    to_date: dt.date | None = Field(default=None, strict=False)


class Neighbour(Strict):
    """A statistical neighbour; rank 1 is the nearest. `closeness` is the model's own word."""

    model: Literal["2021", "2025"]
    area_code: Text
    neighbour_code: Text
    rank: int = Field(ge=1, le=10)
    closeness: Text

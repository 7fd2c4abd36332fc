"""What somebody takes away: the figures of an indicator, of a dashboard, of a borough or one figure, with all that must be known to use them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .tables import Table, joined

Kind = Literal["indicator", "dashboard", "borough", "figure"]


@dataclass(frozen=True)
class Taken:
    """`id` of an indicator or a dashboard, the code of a borough, or INDICATOR/AREA/PERIOD; `address` leads back to the same figures of the same build.

    `made_at`: the build's ISO timestamp. `metadata` is for machines, `about` the same as (label, text) lines.
    """

    kind: Kind
    id: str
    title: str
    build_id: str
    made_at: str
    address: str
    tables: tuple[Table, ...]
    metadata: Mapping[str, Any]
    about: tuple[tuple[str, str], ...]

    @functools.cached_property
    def one_table(self) -> Table:
        """Every figure in one table: an indicator's own, or a page's panels below each other."""
        return self.tables[0] if self.kind in ("indicator", "figure") else joined(self.tables)

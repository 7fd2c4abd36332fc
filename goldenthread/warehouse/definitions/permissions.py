"""Who may do what: the one table, `definitions/access/permissions.csv`."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .load import DEFINITIONS, DefinitionError

Reach = Literal["organisation", "partnership", "london"]
ROLES = ("viewer", "contributor", "approver", "commissioner", "finance", "regional_team", "administrator")
KINDS = ("authority", "region", "icb", "forum", "setting")
COLUMNS = ["thing", "action", "roles", "kinds", "reach", "second_factor"]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in a kind of organisation may do this to things within reach; with a second factor where it says so."""

    thing: str
    action: str
    role: str
    kind: str
    reach: Reach
    second_factor: bool


@functools.lru_cache(maxsize=2)
def load_permissions(folder: Path = DEFINITIONS) -> tuple[Grant, ...]:
    """Every grant. Raises DefinitionError naming the row at fault; what no row grants nobody may do."""
    path = folder / "access" / "permissions.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if reader.fieldnames != COLUMNS:
            raise DefinitionError(f"{path.name}: the headings must be {', '.join(COLUMNS)}")
        grants = [
            grant for number, row in enumerate(reader, start=2) for grant in _grants(row, f"{path.name} row {number}")
        ]
    told = [(g.thing, g.action, g.role, g.kind) for g in grants]
    twice = sorted({" ".join(key) for key in told if told.count(key) > 1})
    if twice:
        raise DefinitionError(f"{path.name}: granted twice: {', '.join(twice)}")
    return tuple(grants)


def _grants(row: dict[str, str], where: str) -> list[Grant]:
    roles = _known(row["roles"].split(";"), ROLES, f"{where}: roles")
    kinds = KINDS if row["kinds"] == "*" else _known(row["kinds"].split(";"), KINDS, f"{where}: kinds")
    reach = _known([row["reach"]], ("organisation", "partnership", "london"), f"{where}: reach")[0]
    factor = _known([row["second_factor"]], ("yes", "no"), f"{where}: second_factor")[0] == "yes"
    if not row["thing"] or not row["action"]:
        raise DefinitionError(f"{where}: thing and action must be said")
    return [Grant(row["thing"], row["action"], role, kind, reach, factor) for role in roles for kind in kinds]  # type: ignore[arg-type]


def _known(words: list[str], allowed: tuple[str, ...], where: str) -> tuple[str, ...]:
    strange = [word for word in words if word not in allowed]
    if strange:
        raise DefinitionError(f"{where}: '{strange[0]}' is not one of {', '.join(allowed)}")
    return tuple(words)

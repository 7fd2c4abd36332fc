"""Figures as JSON: numbers as numbers, what is absent as null with its status and words."""

from __future__ import annotations

import json

from .taken import Taken


def written(taken: Taken) -> str:
    """One object: the build, what was asked for, where it came from, and a list of figures."""
    told = {
        "build": taken.build_id,
        taken.kind: taken.id,
        "generated_from": taken.address,
        "figures": taken.one_table.records,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

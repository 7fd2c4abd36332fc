"""Drawings in dots, for files that hold no drawings. All of a document at once, which costs hardly more than one."""

from __future__ import annotations

import json
from collections.abc import Sequence

import typst

from .fonts import typefaces

DOTS_PER_INCH = 144
# Our own words; the drawings come in as data.
SOURCE = b"""#set page(width: auto, height: auto, margin: 0pt)
#for drawn in json(bytes(sys.inputs.drawn)) { page(image(bytes(drawn), format: "svg")) }
"""


def as_png(drawings: Sequence[str]) -> list[bytes]:
    """Each drawing as PNG."""
    if not drawings:
        return []
    told = {"drawn": json.dumps(list(drawings))}
    made = typst.compile(SOURCE, format="png", ppi=DOTS_PER_INCH, font_paths=typefaces(), sys_inputs=told)
    return made if isinstance(made, list) else [made]

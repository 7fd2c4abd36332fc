"""Five classes of boroughs with as many in each as can be, cut so that equal figures are never parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 5
FEWEST = 10  # boroughs: among fewer, a class would be one or two of them
LEVELS = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 2, 4), 5: (0, 1, 2, 3, 4)}  # shades for so many classes


@dataclass(frozen=True, slots=True)
class Class:
    """A class: its number from 1 for the lowest figures, its lowest and highest figure, how many boroughs, its shade."""

    number: int
    low: float
    high: float
    count: int
    level: int


def classes_of(values: Sequence[float]) -> tuple[Class, ...]:
    """The classes of these figures, lowest first; fewer than five where many are equal, none where there are too few."""
    ordered = sorted(values)
    if len(ordered) < FEWEST:
        return ()
    ends = sorted({ordered[-(-len(ordered) * part // MOST) - 1] for part in range(1, MOST + 1)})
    groups = [[v for v in ordered if (before is None or v > before) and v <= end] for before, end in zip([None, *ends], ends, strict=False)]  # fmt: skip
    levels = LEVELS[len(groups)]
    return tuple(Class(place + 1, group[0], group[-1], len(group), levels[place]) for place, group in enumerate(groups))


def class_of(value: float, classes: Sequence[Class]) -> Class | None:
    """The class that a figure is in; None where there are no classes."""
    return next((each for each in classes if each.low <= value <= each.high), None)

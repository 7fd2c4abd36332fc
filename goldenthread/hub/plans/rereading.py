"""What a new build says otherwise of a measure's readings. Pure: what is kept and what is published in, moves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from goldenthread.hub.evidence.interface import Point
from goldenthread.hub.ui.interface import wording

Kind = Literal["new", "absent", "supplied", "revised", "withdrawn", "other absence"]
GONE = "missing"


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading as it stands. `value` is None exactly when `status` is not 'ok'."""

    label: str
    value: float | None
    status: str


@dataclass(frozen=True, slots=True)
class Move:
    """One period that a build says otherwise.

    'new': a later period with a figure; 'absent': a period that was not there, without one; 'supplied': a figure where
    there was none; 'revised': another figure; 'withdrawn': none where there was one; 'other absence': still none, for
    another reason. `before`: the figure that stood there.
    """

    kind: Kind
    point: Point
    before: float | None = None


def moves(kept: Mapping[str, Kept], published: Sequence[Point], since: str) -> tuple[Move, ...]:
    """What differs from what is kept by period, oldest first; periods before `since` are nobody's business.

    A period that is kept and no longer published is withdrawn, never a zero.
    """
    there = [point for point in published if point.period >= since]
    named = {point.period for point in there}
    lost = [_gone(period, each) for period, each in kept.items() if period not in named]
    found = (_move(kept.get(point.period), point) for point in sorted([*there, *lost], key=lambda each: each.period))
    return tuple(move for move in found if move is not None)


def _gone(period: str, kept: Kept) -> Point:
    return Point(period, kept.label, None, GONE, wording.NO_FIGURE[GONE])


def _move(kept: Kept | None, point: Point) -> Move | None:
    if kept is None:
        return Move("absent" if point.value is None else "new", point)
    if (kept.value, kept.status) == (point.value, point.status):
        return None
    return Move(_kind(kept, point), point, kept.value)


def _kind(kept: Kept, point: Point) -> Kind:
    if kept.value is None:
        return "other absence" if point.value is None else "supplied"
    return "withdrawn" if point.value is None else "revised"


def newest(found: Iterable[Move]) -> Move | None:
    """The newest period that was not there before; None where there is no such period."""
    arrived = [move for move in found if move.kind in ("new", "absent")]
    return arrived[-1] if arrived else None


def last_known(published: Sequence[Point], before: str) -> Point | None:
    """The newest figure that is a number before a period."""
    return next((point for point in reversed(published) if point.period < before and point.value is not None), None)

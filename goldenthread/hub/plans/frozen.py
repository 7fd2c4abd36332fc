"""A plan as it was submitted, from the JSON that was kept back to plain values."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from goldenthread.hub.maturity.interface import AssessmentTold

from .whole import WholePlan


class NotReadable(Exception):
    """What was kept is no plan. The message names the part that is missing or not what it must be."""


Kept = TypeVar("Kept", WholePlan, AssessmentTold)


def thawed(kept: Mapping[str, Any]) -> WholePlan:
    """The plan that was kept. What a later version of the site does not know of it is left out. Raises NotReadable."""
    return _thawed(WholePlan, kept)


def keeps_assessment(kept: Mapping[str, Any]) -> bool:
    """Whether the maturity profile was kept beside the plan; the first submissions did not."""
    return "maturity" in kept


def thawed_assessment(kept: Mapping[str, Any]) -> AssessmentTold | None:
    """The maturity profile that was kept; None where nothing was judged then. Raises NotReadable."""
    return None if kept.get("maturity") is None else _thawed(AssessmentTold, kept["maturity"])


def _thawed(kind: type[Kept], kept: Mapping[str, Any]) -> Kept:
    try:
        made = _made(kind, kept)
    except (KeyError, TypeError, ValueError, ArithmeticError) as fault:
        raise NotReadable(f"The submission that was kept cannot be read: {fault!r}.") from fault
    assert isinstance(made, kind)
    return made


def _made(kind: Any, kept: Any) -> Any:
    """A value of this type from its JSON."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        [other] = [each for each in get_args(kind) if each is not type(None)]
        return None if kept is None else _made(other, kept)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _made(hint, kept[name]) for name, hint in hints.items()})
    if origin is tuple:
        return _tuple(get_args(kind), kept)
    if origin is dict:
        _, value = get_args(kind)
        return {str(name): each if value is object else _made(value, each) for name, each in kept.items()}
    return _plain(kind, kept)


def _tuple(parts: tuple[Any, ...], kept: Any) -> tuple[Any, ...]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_made(parts[0], each) for each in kept)
    return tuple(_made(part, each) for part, each in zip(parts, kept, strict=True))


def _plain(kind: Any, kept: Any) -> Any:
    if kind is dt.datetime:
        return dt.datetime.fromisoformat(str(kept))
    if kind is dt.date:
        return dt.date.fromisoformat(str(kept))
    if kind is Decimal:
        return Decimal(str(kept))
    if kind is object or isinstance(kept, kind):
        return kept
    if kind is float and isinstance(kept, int):
        return float(kept)
    raise TypeError(f"{kept!r} is no {kind.__name__}")

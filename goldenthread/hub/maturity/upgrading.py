"""From one version of a framework to a newer one: what is carried over, and what could not be, with why. Pure.

The old cycle is never touched: what is carried is a start for the new one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.warehouse.definitions.frameworks import Framework


@dataclass(frozen=True, slots=True)
class OldAnswer:
    """What the last cycle agreed of a statement."""

    statement: str
    level: int | None
    confidence: str = "medium"
    rationale: str = ""
    target_level: int | None = None
    target_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """What a statement of the new cycle starts from. `sources`: the old statements it comes from."""

    statement: str
    level: int | None
    confidence: str
    rationale: str
    target_level: int | None
    target_on: dt.date | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotCarried:
    """Something of the old cycle that the new one cannot start from."""

    statement: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Carry:
    """Everything that goes over. `places`: for each old statement, the new one where its evidence belongs as well."""

    starts: tuple[Start, ...]
    places: Mapping[str, str]
    not_carried: tuple[NotCarried, ...]
    new: tuple[str, ...]


class NoWay(Exception):
    """The newer version does not say what becomes of the older one's answers."""


def carry(old: Framework, new: Framework, answers: Mapping[str, OldAnswer]) -> Carry:
    """What a cycle of `new` starts from, given what a cycle of `old` agreed. Raises NoWay."""
    places, dropped = _places(old, new)
    sources: dict[str, list[str]] = {}
    for name, to in places.items():
        sources.setdefault(to, []).append(name)
    starts, lost = [], [NotCarried(name, old.statements[name].title, why) for name, why in dropped.items()]
    for to in new.statements:
        told = [answers[name] for name in sources.get(to, ()) if name in answers]
        if told:
            start, why = _start(to, told, len(new.levels))
            starts.append(start)
            lost += [NotCarried(name.statement, old.statements[name.statement].title, why) for name in told if why]
    return Carry(tuple(starts), places, tuple(lost), tuple(name for name in new.statements if name not in sources))


def _places(old: Framework, new: Framework) -> tuple[dict[str, str], dict[str, str]]:
    """Where each old statement's answers go, and why those that go nowhere do not."""
    if old.id != new.id:
        raise NoWay(f"{old.title} and {new.title} are different frameworks; answers cannot be carried over.")
    upgrade = next((each for each in new.upgrades if each.from_version == old.version), None)
    if upgrade is None and old.version != new.version:
        raise NoWay(f"Version {new.version} does not say what becomes of answers to version {old.version}.")
    told = {each.old: each for each in upgrade.carried} if upgrade else {}
    places, dropped = {}, {}
    for name in old.statements:
        to = told[name].to if name in told else name
        if to is not None and to in new.statements:
            places[name] = to
        else:
            dropped[name] = (told[name].reason if name in told else "") or "It is not in this version."
    return places, dropped


def _start(to: str, told: Sequence[OldAnswer], levels: int) -> tuple[Start, str]:
    """What a statement starts from, and why the levels of merged statements could not be carried ('' where they were)."""
    found = {answer.level for answer in told}
    level, why = (found.pop(), "") if len(found) == 1 else (None, DIFFERENT)
    if level is not None and level > levels:
        level, why = None, "Its level is not on the new scale."
    targets = [answer.target_level for answer in told if answer.target_level is not None]
    dates = [answer.target_on for answer in told if answer.target_on is not None]
    order = ("low", "medium", "high")
    start = Start(
        to,
        level,
        min((answer.confidence for answer in told), key=order.index),
        "\n\n".join(answer.rationale for answer in told if answer.rationale.strip()),
        min(max(targets), levels) if targets else None,
        max(dates, default=None) if targets else None,
        tuple(answer.statement for answer in told),
    )
    return start, why


DIFFERENT = (
    "It is now one statement with others that stood at a different level: judge it anew. Reasons and targets are kept."
)

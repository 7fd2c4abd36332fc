"""Which gaps are answered by priorities. Rooms above that hold priorities tell; this room knows of no plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from goldenthread.hub.people.interface import Actor


@dataclass(frozen=True, slots=True)
class Answered:
    """A priority that came from a gap."""

    title: str
    href: str


Telling = Callable[[Actor, str], Mapping[str, Answered]]
_tellings: list[Telling] = []


def answered_by(telling: Telling) -> None:
    """Lets a room tell, for a reader and a partnership, the priority of each statement that has one."""
    if telling not in _tellings:
        _tellings.append(telling)


def answered_gaps(reader: Actor, partnership: str) -> dict[str, Answered]:
    """The priorities that came from gaps, by statement, as far as this reader may see them."""
    return {name: each for telling in _tellings for name, each in telling(reader, partnership).items()}

"""What is wrong with what was brought."""

from __future__ import annotations

from collections.abc import Sequence

MOST_NAMED = 20


class GridFault(Exception):
    """What was pasted or uploaded cannot be taken. Nothing is changed. Each message says what to do."""

    def __init__(self, *messages: str) -> None:
        super().__init__(" ".join(messages[:MOST_NAMED]))
        self.messages = tuple(messages[:MOST_NAMED])
        if len(messages) > MOST_NAMED:
            self.messages += (f"And {len(messages) - MOST_NAMED:,} more of the kind.",)


class NothingFilled(GridFault):
    """The table is recognised, but no cell has anything in it."""


def named(names: Sequence[str], most: int = 6) -> str:
    """Names in quotation marks, as many as can be read: '‘A’, ‘B’ and 4 more'."""
    short = [name if len(name) <= 60 else f"{name[:59]}…" for name in names[:most]]
    told = ", ".join(f"‘{name}’" for name in short)
    return told if len(names) <= most else f"{told} and {len(names) - most:,} more"

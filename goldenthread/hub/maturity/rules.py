"""What a level asks for. Pure: told what there is, it answers what is missing and how to mend it.

While people judge, findings are warnings; they stop an agreement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

FIRST_EVIDENCED_LEVEL = 3
LEAST_KINDS = 2
JUMP = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence as the rules see it. `is_outcome`: it shows what children's lives are like."""

    title: str
    kind: str
    is_outcome: bool = False
    expires_on: dt.date | None = None

    def has_expired(self, today: dt.date) -> bool:
        """Whether it may no longer be relied on; on the day itself it still may."""
        return self.expires_on is not None and self.expires_on < today

    @property
    def is_of_families_or_outcome(self) -> bool:
        """The voice of families or young people, or an outcome."""
        return self.kind == "voice" or self.is_outcome


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing, and what mends it."""

    code: str
    missing: str
    mend: str


def findings(
    level: int | None,
    evidence: Sequence[Piece],
    today: dt.date,
    before: int | None = None,
    change_note: str = "",
) -> tuple[Finding, ...]:
    """Everything that stands against a level. `before`: what was agreed in the last cycle, None where nothing was."""
    if level is None:
        return ()
    found = _about_evidence(evidence, today) if level >= FIRST_EVIDENCED_LEVEL else []
    if before is not None and abs(level - before) >= JUMP and not change_note.strip():
        found.append(
            Finding(
                "unexplained-jump",
                f"The level moves by {abs(level - before)} since the last cycle, and nothing says why.",
                "Say in the note what changed since then.",
            )
        )
    return tuple(found)


def _about_evidence(evidence: Sequence[Piece], today: dt.date) -> list[Finding]:
    current = [piece for piece in evidence if not piece.has_expired(today)]
    found = []
    kinds = len({piece.kind for piece in current})
    if len(current) < LEAST_KINDS or kinds < LEAST_KINDS:
        found.append(
            Finding(
                "too-few-kinds",
                f"This level needs two pieces of evidence of different kinds; there {_are(len(current), kinds)}.",
                "Add evidence of another kind, such as a published figure, an audit or what families say.",
            )
        )
    if not any(piece.is_of_families_or_outcome for piece in current):
        found.append(
            Finding(
                "no-families-or-outcome",
                "No evidence comes from families or young people, and none is an outcome.",
                "Add what families or young people say, or a figure that shows an outcome.",
            )
        )
    found += [
        Finding(
            "expired",
            f"‘{piece.title}’ has expired.",
            "Renew it with a later date, or take it off this statement.",
        )
        for piece in evidence
        if piece.has_expired(today)
    ]
    return found


def _are(pieces: int, kinds: int) -> str:
    if pieces == 0:
        return "is none in force"
    if pieces == 1:
        return "is one in force"
    return f"are {pieces}, all of one kind" if kinds == 1 else f"are {pieces} of {kinds} kinds"

"""Letters that no file can hold or that would turn a reader's words around; and words too long for a line."""

from __future__ import annotations

import re

# Control characters, halves of pairs, and code points that are no characters. A tab and a line's end stay.
NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Signs that turn the direction of everything after them, with which a text can be made to read as another.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
LONG_WORD = re.compile(r"[^\s\u200b]{25,}")
GOOD_PLACE = re.compile(r"([/_.=&?-]+)(?=[^/_.=&?\s-])")
BREAK = "\u200b"
PIECE = 16


def harmless(text: str) -> str:
    """The text without letters that no file can hold. Letters of every script stay, right-to-left ones too."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return TURNING.sub("", NO_LETTER.sub("", text))


def breakable(text: str) -> str:
    """The text with places where a very long word may be broken, unseen."""
    return LONG_WORD.sub(lambda found: _broken(found[0]), text)


def _broken(word: str) -> str:
    pieces = GOOD_PLACE.sub(rf"\1{BREAK}", word).split(BREAK)
    return BREAK.join(piece[n : n + PIECE] for piece in pieces for n in range(0, len(piece), PIECE))

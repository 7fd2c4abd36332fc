"""One cell as people write it: a number, a stated absence, or nothing yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.hub.ui.interface import wording

from .formulas import HOW, NO_RESULT

MOST = Decimal(9_999_999)
NUMBER = re.compile(r"(?:[0-9]{1,10}|[0-9]{1,3}(?:[, \u00a0\u2009\u202f'][0-9]{3})+)(?:\.([0-9]{1,20}))?", re.ASCII)
GROUPING = re.compile(r"[, \u00a0\u2009\u202f']")
MEANT = {words: symbol for symbol, words in wording.NO_FIGURE.items()} | {
    "confidential": "c", "suppressed": "c", "n/a": "z", "na": "z", "[low]": "low", "~": "low",
    "no figure": "",  # as the plan's own workbook writes what is empty
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a cell. `value` None: `status` says why there is no number; '' where nothing is written yet."""

    value: Decimal | None = None
    status: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written yet."""
        return self.value is None and not self.status


EMPTY = Entry()


class CellFault(ValueError):
    """What is written is neither a number nor a symbol. The message goes on after the cell's name."""


def read_cell(text: str, decimals: int = 0) -> Entry:
    """'1,234' as a number, 'c' as an absence, '' as nothing. Raises CellFault for everything else."""
    plain = " ".join(text.replace("\u00a0", " ").split())
    if not plain:
        return EMPTY
    if plain == NO_RESULT:
        raise CellFault(HOW)
    symbol = plain.strip("[]").casefold()
    if symbol in wording.NO_FIGURE:
        return Entry(None, symbol)
    if plain.casefold() in MEANT:
        return Entry(None, MEANT[plain.casefold()])
    return Entry(_number(plain, decimals))


def _number(text: str, decimals: int) -> Decimal:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    if text[:1] in "-\N{MINUS SIGN}" and NUMBER.fullmatch(text[1:]):
        raise CellFault(f"holds '{shown}': a number here cannot be below nought")
    found = NUMBER.fullmatch(text)
    if found is None:
        raise CellFault(f"holds '{shown}', which is neither a number like 1,234 nor one of z, x, c, low, u")
    if len((found[1] or "").rstrip("0")) > decimals:
        wanted = "a whole number" if not decimals else f"a number with at most {wording.counted(decimals, 'decimal')}"
        raise CellFault(f"holds '{shown}', which is not {wanted}")
    number = Decimal(GROUPING.sub("", text))
    if number > MOST:
        raise CellFault(f"holds '{shown}', which is more than a table of this plan can hold")
    return number.quantize(Decimal(1).scaleb(-decimals))


def write_cell(entry: Entry, decimals: int = 0) -> str:
    """As `read_cell` reads it: '1,234', 'c', ''. A model's median may have more decimals than are shown."""
    if entry.value is None:
        return entry.status
    return f"{entry.value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"


def say(entry: Entry, decimals: int = 0) -> str:
    """In words, for a page: '1,234', 'held back (c)', 'empty'."""
    if entry.value is not None:
        return write_cell(entry, decimals)
    if not entry.status:
        return "empty"
    words = wording.NO_FIGURE.get(entry.status, entry.status)
    return words if entry.status == "missing" else f"{words} ({entry.status})"

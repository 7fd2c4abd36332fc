"""How a page must write a figure, said a second time: from an exact fraction, without the site's own wording."""

from __future__ import annotations

from fractions import Fraction

from ..plain_answers import rounded

ABSENCES = {
    "z": "not applicable", "x": "not available", "c": "held back", "low": "rounds to zero",
    "u": "too unreliable", "missing": "not in the source",
}  # fmt: skip
MINUS = "−"
AFTER = {
    "percent": "%", "percentage-points": " points", "per-100": " per 100", "per-1000": " per 1,000",
    "per-10000": " per 10,000",
}  # fmt: skip
POUNDS = ("pounds", "pounds-per-head", "pounds-per-plan")


def as_written(value: Fraction | None, status: str, unit: str, decimals: int) -> set[str]:
    """The texts a page may show. `status` may name several absences, as 'x|missing', of which any will do."""
    if value is None:
        return {ABSENCES[each] for each in status.split("|")}
    exact = rounded(value, decimals)
    assert exact is not None  # it is a number
    sign = MINUS if exact < 0 else "+" if exact > 0 and unit == "percentage-points" else ""
    pound = "£" if unit in POUNDS else ""
    return {f"{sign}{pound}{_digits(abs(exact), decimals)}{AFTER.get(unit, '')}"}


def _digits(number: Fraction, decimals: int) -> str:
    """'1,234.50': digits in threes, and as many decimal places as are asked for."""
    units = int(number * 10**decimals)
    whole, part = divmod(units, 10**decimals)
    threes: list[str] = []
    digits = str(whole)
    while digits:
        threes.insert(0, digits[-3:])
        digits = digits[:-3]
    return ",".join(threes) + (f".{part:0{decimals}d}" if decimals else "")

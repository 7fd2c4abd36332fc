"""A filled return: written into a copy of the template, read back, and held against the rules before it is offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.workbook import Workbook

from goldenthread.hub.plans.queries.returns import ReturnCell

from .return_fill import fill
from .return_rules import SHEET, ReturnAuthority, ReturnFault, open_return, return_problems
from .return_totals import hidden_absences


@dataclass(frozen=True, slots=True)
class Returned:
    """The file with its name, its cells, and what it breaks of the rules; it is offered only where that is nothing.

    `warnings`: the template's own formulas that would hide an absence.
    """

    name: str
    content: bytes
    cells: list[ReturnCell]
    problems: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def make_return(template: bytes, cells: Sequence[ReturnCell], name: str, authority: ReturnAuthority) -> Returned:
    """The return of these cells. Cells without a value are left as the template has them."""
    values = {each.cell: each.value for each in cells if each.value is not None}
    try:
        content = fill(template, values)
        problems = return_problems(content, name, authority) or _strayed(template, content, values)
    except ReturnFault as fault:
        return Returned(name, b"", list(cells), fault.messages)
    return Returned(name, content, list(cells), tuple(problems), hidden_absences(open_return(template), cells))


def _strayed(template: bytes, content: bytes, values: dict[str, Decimal | str]) -> list[str]:
    """Cells that do not hold what they should: what is mapped, and else what the template has."""
    before, after = _cells(open_return(template)), _cells(open_return(content))
    places = sorted(set(before) | set(after))
    wrong = [
        f"{sheet} {cell}"
        for sheet, cell in places
        if not _same(after.get((sheet, cell)), values.get(cell) if sheet == SHEET and cell in values else before.get((sheet, cell)))
    ]  # fmt: skip
    return [f"The file does not hold what it should in {', '.join(wrong[:6])}."] if wrong else []


def _cells(book: Workbook) -> dict[tuple[str, str], Any]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, Decimal) and isinstance(found, (int, float)):
        return abs(Decimal(str(found)) - wanted) < Decimal("0.000001")
    return bool(found == wanted)

"""What is written for the tables and the return, opened and saved again by a real spreadsheet program."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import load_workbook

from goldenthread.hub.plans.grids.brought import bring
from goldenthread.hub.plans.grids.cells import Entry
from goldenthread.hub.plans.grids.names import WITH, WITHOUT
from goldenthread.hub.plans.grids.uploaded import sheets_of
from goldenthread.hub.plans.grids.workbook import workbook
from goldenthread.hub.plans.outputs.return_fill import fill
from goldenthread.hub.plans.outputs.return_rules import COVER, SHEET, ReturnAuthority, return_problems
from goldenthread.hub.plans.templates_in_force import newest_template
from tests.made.returns import a_blank_return

from .test_takeaway_in_libreoffice import OFFICE, opened

pytestmark = [
    pytest.mark.browser,  # as slow as one, and as often absent
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (set SOFFICE to where it is)"),
]


def saved_again(content: bytes, folder: Path, kind: str) -> Path:
    """The file as LibreOffice saves it."""
    (folder / "in").mkdir()
    (folder / "out").mkdir()
    source = folder / "in" / "made.xlsx"
    source.write_bytes(content)
    return opened(str(source), folder / "out", kind)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_a_table_saved_by_libreoffice_is_read_back(tmp_path: Path, kind: str) -> None:
    template = newest_template()
    ages = template.tables[0]
    cells = {
        ("under-5", 2025, WITHOUT): Entry(Decimal(1234)),
        ("aged-5-to-10", 2025, WITH): Entry(None, "c"),
        ("aged-20-to-25", 2029, WITH): Entry(Decimal(0)),
    }
    made = workbook("Camden’s plan", [ages], {ages.id: cells})
    if kind == "csv":  # which holds one sheet: the table alone
        path = tmp_path / "one.xlsx"
        path.write_bytes(made)
        book = openpyxl.load_workbook(path)
        del book["How to fill it in"]
        book.save(path)
        made = path.read_bytes()
    again = saved_again(made, tmp_path, kind)
    found = bring(sheets_of(again.name, again.read_bytes()), template, WITHOUT)
    assert dict(found.tables["table-5-1"].cells) == cells


def test_a_filled_return_opens_and_still_keeps_the_rules(tmp_path: Path) -> None:
    filled = fill(a_blank_return(), {"C8": Decimal("1607"), "D9": Decimal("96.6"), "E11": "=1+1"})
    again = saved_again(filled, tmp_path, "xlsx")
    book = load_workbook(str(again))
    assert book.sheet_names == [COVER, SHEET]
    rows = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    assert rows[7][2] == 1607
    assert rows[8][3] == 96.6
    assert rows[10][4] == "=1+1"
    assert rows[11][2] == 1607  # the template's own sum was worked out with the value
    name = "lsrp-quarterly-return-September-2026-202-camden.xlsx"
    assert return_problems(again.read_bytes(), name, ReturnAuthority("202", ("Camden",))) == []

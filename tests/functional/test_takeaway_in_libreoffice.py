"""The files of figures opened by a real spreadsheet program, from the addresses of a running site."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from python_calamine import load_workbook

OFFICE = os.environ.get("SOFFICE") or shutil.which("soffice")
pytestmark = [
    pytest.mark.browser,  # as slow as one, and as often absent
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (set SOFFICE to where it is)"),
]
SHEETS = ("1 Plans per 1,000", "2 EHC plans", "3 Growth in plans", "4 EHC plan % of pupils", "5 EHC plans")


def opened(source: str, folder: Path, kind: str) -> Path:
    """The file as LibreOffice saves it after opening it. `source`: a path or an address."""
    profile = (folder / "profile").as_uri()
    command = [
        str(OFFICE),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
        source,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL)
    (made,) = folder.glob(f"*.{kind}")
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_dashboard_s_workbook_opens_with_every_row_and_no_formula(address: str, tmp_path: Path, ending: str) -> None:
    link = f"{address}/dashboards/number-of-ehc-plans.{ending}?place=Camden,Newham"
    flat = opened(link, tmp_path, "fods").read_text(encoding="utf-8")
    assert "table:formula" not in flat
    book = load_workbook(str(opened(link, tmp_path, "xlsx")))
    assert book.sheet_names == ["About", *SHEETS]
    for sheet in SHEETS:
        heading, *rows = book.get_sheet_by_name(sheet).to_python()
        places = {row[heading.index("area_name")] for row in rows}
        assert places == {"Camden", "Newham", "London", "England"}
        assert len(rows) == 4 * len({row[heading.index("period")] for row in rows})


def test_the_address_to_refresh_from_is_read_with_numbers_as_numbers(address: str, tmp_path: Path) -> None:
    flat = opened(f"{address}/indicators/ehc-plans-issued-in-20-weeks.csv?period=2024", tmp_path, "fods")
    text = flat.read_text(encoding="utf-8")
    assert "table:formula" not in text
    assert 'office:value="66.9"' in text
    assert "Camden" in text

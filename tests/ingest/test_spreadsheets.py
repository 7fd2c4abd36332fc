"""Spreadsheets that are none, are damaged, or are made to fill the memory are refused."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import pytest

from goldenthread.warehouse.ingestors import spreadsheets
from goldenthread.warehouse.ingestors.spreadsheet_process import as_text
from goldenthread.warehouse.ingestors.spreadsheets import read_sheet
from tests.conftest import ROOT

from .packed_sheets import ods_rows, write_ods, write_xlsx, xlsx_rows
from .standing import Standing
from .test_enormous_files import MEMORY_BYTES

WRITERS = {"xlsx": (write_xlsx, xlsx_rows), "ods": (write_ods, ods_rows)}


class Sheets:
    """The sample country whose files are spreadsheets."""

    def __init__(self, standing: Standing, kind: str) -> None:
        self.standing, self.kind = standing, kind
        self.write, self.rows_of = WRITERS[kind]
        standing.change_source(("format: csv", f"format: {kind}\n  sheet: Data"), ("requests.csv", f"requests.{kind}"))
        for path in (standing.sample.first, standing.sample.corrected):
            rows = standing.sample.rows(path)
            self.write(
                path.with_suffix(f".{kind}"), self.rows_of([list(rows[0]), *(list(row.values()) for row in rows)])
            )

    @property
    def spoilt(self) -> Path:
        return self.standing.spoilt.with_suffix(f".{self.kind}")

    def refusal(self) -> str:
        """The message without the file's name, which it must begin with."""
        message = self.standing.refusal()
        assert message.startswith(f"corrected/requests.{self.kind}")
        return message.removeprefix(f"corrected/requests.{self.kind}").lstrip(":, ")


@pytest.fixture(params=["xlsx", "ods"])
def sheets(standing: Standing, request: pytest.FixtureRequest) -> Sheets:
    return Sheets(standing, request.param)


def test_a_spreadsheet_gives_the_same_figures_and_rows_as_a_csv(sheets: Sheets) -> None:
    assert sheets.standing.build().code == 0
    assert sheets.standing.figures() == sheets.standing.figures_before
    cell = sheets.standing.sample.open().query("requests", areas=["Cedar"], periods=["2022"])[0].cells["value"]
    assert (cell.row, cell.column) == (7, "requests")


def test_a_strange_cell_of_a_spreadsheet_is_named_by_row_and_column(standing: Standing) -> None:
    sheets = Sheets(standing, "xlsx")
    rows = sheets.standing.sample.rows(sheets.standing.spoilt)
    rows[30]["in_time"] = "#REF!"
    sheets.write(sheets.spoilt, sheets.rows_of([list(rows[0]), *(list(row.values()) for row in rows)]))
    assert sheets.refusal().startswith("row 32, column 'in_time': '#REF!' is neither a number nor a symbol")


def test_a_missing_sheet_is_refused_with_the_sheets_there_are(sheets: Sheets) -> None:
    sheets.write(sheets.spoilt, sheets.rows_of([["a"]]), sheet="Notes")
    assert sheets.refusal() == "has no sheet 'Data'; it has Notes."


def test_an_empty_sheet_is_refused(standing: Standing) -> None:
    sheets = Sheets(standing, "xlsx")
    sheets.write(sheets.spoilt, "")
    assert sheets.refusal().startswith("row 1: the columns are not those of the column map: missing: 'breakdown'")


def test_a_csv_under_a_spreadsheet_name_is_refused(standing: Standing) -> None:
    sheets = Sheets(standing, "ods")
    sheets.spoilt.write_bytes(sheets.standing.spoilt.read_bytes())
    assert sheets.refusal() == "is not a spreadsheet, whatever its name says. Download it again."


def test_a_spreadsheet_under_a_csv_name_is_refused(standing: Standing) -> None:
    write_xlsx(standing.spoilt, xlsx_rows([["a"]]))
    assert standing.refusal() == (
        "corrected/requests.csv, row 1: this is a ZIP or Excel file with a CSV name. Unpack it first."
    )


def test_a_spreadsheet_cut_short_is_refused(standing: Standing) -> None:
    sheets = Sheets(standing, "xlsx")
    sheets.spoilt.write_bytes(sheets.spoilt.read_bytes()[:-200])
    assert sheets.refusal() == "is not a spreadsheet, whatever its name says. Download it again."


def test_an_archive_of_something_else_is_refused(sheets: Sheets) -> None:
    with zipfile.ZipFile(sheets.spoilt, "w") as archive:
        archive.writestr("holiday.txt", "sun")
    message = sheets.refusal()
    assert message.startswith("is not a readable spreadsheet (")
    assert message.endswith("Download it again.")


def test_a_spreadsheet_of_broken_markup_is_refused(sheets: Sheets) -> None:
    """The library reads the broken .ods for ever, so it is stopped."""
    with mock.patch.object(spreadsheets, "SECONDS", 3.0):
        sheets.write(sheets.spoilt, "<row><c r=")
        assert sheets.refusal().startswith(("is not a readable spreadsheet (", TOO_MUCH))


def test_a_zip_bomb_is_refused_by_what_it_says_it_unpacks_to(sheets: Sheets) -> None:
    sheets.write(sheets.spoilt, "", besides={"padding": bytes(60_000_000)})
    assert sheets.spoilt.stat().st_size < 100_000
    assert sheets.refusal() == "unpacks to 60 MB, far more than a table of figures: refused."


TOO_MUCH = "asks for more memory or time than any table of figures: refused. Check where it is from."


def test_a_zip_bomb_that_lies_about_its_size_is_refused(standing: Standing) -> None:
    """Its list of contents says 1 MB; that the sheet is one cell of 100 MB is only met while unpacking."""
    sheets = Sheets(standing, "xlsx")
    write_xlsx(sheets.spoilt, "", besides={})
    head, tail = xlsx_rows([["#"]]).split("#")
    with zipfile.ZipFile(sheets.spoilt) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    shell = members.pop("xl/worksheets/sheet1.xml").decode()
    with zipfile.ZipFile(sheets.spoilt, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(shell.replace("</sheetData></worksheet>", head).encode())
            for _ in range(100):
                sheet.write(b"a" * 1_000_000)
            sheet.write((tail + "</sheetData></worksheet>").encode())
        true_size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    packed = sheets.spoilt.read_bytes()
    sheets.spoilt.write_bytes(packed.replace(struct.pack("<I", true_size), struct.pack("<I", 1_000_000)))
    assert sheets.refusal().startswith("is not a readable spreadsheet (")


FAR = {
    "xlsx": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "ods": '<table:table-row table:number-rows-repeated="6000"><table:table-cell table:number-columns-repeated="16384" '
    'office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>',
}  # fmt: skip


def test_a_few_cells_that_span_a_sheet_of_millions_are_refused(sheets: Sheets) -> None:
    """A file of two kilobytes that the reading library would answer by asking for hundreds of gigabytes."""
    sheets.write(sheets.spoilt, FAR[sheets.kind])
    assert sheets.spoilt.stat().st_size < 3_000
    assert sheets.refusal() == TOO_MUCH


def test_a_spreadsheet_is_read_as_usual_after_one_that_was_refused(standing: Standing) -> None:
    sheets = Sheets(standing, "ods")
    sound = sheets.spoilt.read_bytes()
    sheets.write(sheets.spoilt, FAR[sheets.kind])
    assert sheets.refusal() == TOO_MUCH
    sheets.spoilt.write_bytes(sound)
    assert sheets.standing.build().code == 0


def test_a_sound_spreadsheet_read_at_the_same_time_as_a_bomb_is_not_blamed(tmp_path: Path) -> None:
    bomb, sound = tmp_path / "bomb.xlsx", tmp_path / "sound.xlsx"
    write_xlsx(bomb, FAR["xlsx"])
    write_xlsx(sound, xlsx_rows([["a", "b"]]))
    with ThreadPoolExecutor(2) as hands:
        for _ in range(4):
            refused = hands.submit(read_sheet, bomb, "Data", "bomb.xlsx")
            read = [hands.submit(read_sheet, sound, "Data", "sound.xlsx") for _ in range(3)]
            assert [each.result() for each in read] == [[["a", "b"]]] * 3
            assert TOO_MUCH in str(refused.exception())


def test_a_spreadsheet_bomb_stays_within_the_memory_of_a_build(standing: Standing) -> None:
    sheets = Sheets(standing, "xlsx")
    sheets.write(sheets.spoilt, FAR[sheets.kind])
    sample = sheets.standing.sample
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingest.measured_build", str(sample.definitions), str(sample.data), str(sample.store)],
        capture_output=True, text=True, check=True, cwd=ROOT, timeout=120,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["memory_bytes"] < MEMORY_BYTES
    assert TOO_MUCH in found["said"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("", None),
        (None, None),
        ("  ", None),
        (3.0, "3"),
        (3.25, "3.25"),
        (True, "True"),
        (" a ", "a"),
        (1e20, "100000000000000000000"),
    ],
)
def test_a_cell_of_a_spreadsheet_becomes_the_text_a_csv_would_hold(cell: object, text: str | None) -> None:
    assert as_text(cell) == text

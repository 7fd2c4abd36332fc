"""Reads spreadsheets in a child process that is held to a limit of memory and time.

A spreadsheet of a few kilobytes can ask for all the memory there is: a zip bomb, or one cell in the
far corner of its sheet. The library that reads it would then end the whole process. The child dies
alone, and the build says which file was at fault.
"""

from __future__ import annotations

import atexit
import importlib.util
import json
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any

from ..faults import FileFault

MAX_UNPACKED_BYTES = 500_000_000
MAX_UNPACKING_RATIO = 200  # a spreadsheet of figures packs 5 to 30 times
SECONDS = 20.0  # the largest spreadsheet we read takes a tenth of one; broken markup can make the library loop
NO_SHEET = ""  # no sheet can be named so
PROCESS = Path(__file__).with_name("spreadsheet_process.py")


def read_sheet(path: Path, sheet: str, name: str) -> list[list[str | None]]:
    """The texts of the sheet from cell A1 on, blanks as None. Raises FileFault."""
    _refuse_bomb(path, name)
    answer = _ask(path, sheet)
    if answer is None:
        raise AsksTooMuch(
            name, "asks for more memory or time than any table of figures: refused. Check where it is from."
        )
    if "fault" in answer:
        raise FileFault(name, f"is not a readable spreadsheet ({answer['fault']}). Download it again.")
    if "sheets" in answer:
        raise _OtherSheets(name, sheet, answer["sheets"])
    rows: list[list[str | None]] = answer["rows"]
    return rows


def sheet_names(path: Path, name: str) -> list[str]:
    """The names of the sheets in their order. Raises FileFault."""
    try:
        read_sheet(path, NO_SHEET, name)
    except _OtherSheets as fault:
        return fault.sheets
    return []


class AsksTooMuch(FileFault):
    """A spreadsheet, but one with a cell far away, or with far more cells than a table of figures."""


class _OtherSheets(FileFault):
    def __init__(self, name: str, sheet: str, sheets: list[str]) -> None:
        super().__init__(name, f"has no sheet '{sheet}'; it has {', '.join(sheets)}.")
        self.sheets = sheets


def _refuse_bomb(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
        raise FileFault(name, "is not a spreadsheet, whatever its name says. Download it again.") from fault
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_UNPACKING_RATIO * max(path.stat().st_size, 1):
        raise FileFault(name, f"unpacks to {unpacked / 1e6:,.0f} MB, far more than a table of figures: refused.")


class _Child:
    """The process, started at the first spreadsheet and kept for the others."""

    def __init__(self) -> None:
        library = importlib.util.find_spec("python_calamine")
        site = Path(library.origin).parents[1] if library and library.origin else Path()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-S", str(PROCESS), str(site)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        )  # fmt: skip

    def ask(self, path: Path, sheet: str) -> dict[str, Any] | None:
        """The child's answer; None when it died over the question."""
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            return None
        timer = threading.Timer(SECONDS, self._process.kill)
        timer.start()
        try:
            questions.write(json.dumps([str(path.absolute()), sheet]) + "\n")
            questions.flush()
            line = answers.readline()
            answer: dict[str, Any] | None = json.loads(line) if line.endswith("\n") else None
            return answer
        except OSError:
            return None
        finally:
            timer.cancel()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


_children: list[_Child] = []  # at most one
_asking = threading.Lock()


def _ask(path: Path, sheet: str) -> dict[str, Any] | None:
    with _asking:
        if not _children:
            _children.append(_Child())
        answer = _children[0].ask(path, sheet)
        if answer is None:
            _end_child()  # before the next asks, who gets a new one
    return answer


@atexit.register
def _end_child() -> None:
    while _children:
        _children.pop().end()

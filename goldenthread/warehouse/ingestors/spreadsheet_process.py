"""The child process of spreadsheets.py. For each line [path, sheet] it answers with one line of JSON.

It imports nothing of ours, so that it starts in hundredths of a second.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys

MEMORY_BYTES = 1_000_000_000


def main() -> None:
    """Answers until the parent closes the pipe. A spreadsheet that asks for too much memory ends the process."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for line in sys.stdin:
        print(json.dumps(read_sheet(*json.loads(line))), flush=True)  # noqa: T201 - this is how it answers


def read_sheet(path: str, sheet: str) -> dict[str, object]:
    """{'rows': texts from cell A1 on}, or {'sheets': the sheets there are}, or {'fault': what is wrong}."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
        if sheet not in book.sheet_names:
            return {"sheets": book.sheet_names}
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError as fault:
        return {"fault": str(fault)}
    return {"rows": [[as_text(cell) for cell in row] for row in rows]}


def as_text(cell: object) -> str | None:
    """The cell as a CSV would hold it: whole numbers without a point, dates as 2024-01-31; None when blank."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.date | dt.datetime):
        return cell.isoformat()
    return str(cell).strip() or None


if __name__ == "__main__":
    sys.path.append(sys.argv[1])
    main()

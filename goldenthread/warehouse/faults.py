"""Plain faults: what is wrong, where it is, and what to do."""

from __future__ import annotations


class WarehouseError(Exception):
    """Anything the warehouse refuses. The message is meant for the person at the keyboard."""


class FileFault(WarehouseError):
    """A fault in an input file, naming the file and, where known, the row and column."""

    def __init__(self, file: str, what: str, *, row: int | None = None, column: str | None = None) -> None:
        place = [file]
        if row is not None:
            place.append(f"row {row:,}")
        if column is not None:
            place.append(f"column '{column}'")
        super().__init__(f"{', '.join(place)}: {what}")
        self.file, self.row, self.column, self.what = file, row, column, what


class ChecksFailed(WarehouseError):
    """The figures load but contradict each other, so nothing was published. Lists every failed check."""

    def __init__(self, failures: list[str]) -> None:
        listed = "\n".join(f"  - {failure}" for failure in failures[:40])
        more = f"\n  … and {len(failures) - 40:,} more" if len(failures) > 40 else ""
        counted = "1 check" if len(failures) == 1 else f"{len(failures):,} checks"
        super().__init__(f"{counted} failed, so nothing was published:\n{listed}{more}")
        self.failures = failures


class BuildBusy(WarehouseError):
    """Another build holds the store."""


class StoreMissing(WarehouseError):
    """There is no build in the store yet."""


class StoreDamaged(StoreMissing):
    """There is a store, but its build or its pointer cannot be read."""


class StoreOutdated(StoreMissing):
    """The build in force has tables of another version of the code."""


class UnknownName(WarehouseError):
    """A caller named an area, period, breakdown or release that does not exist."""

"""The same faults in copies of the published files: each is found and named, and the old figures stay."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from goldenthread.warehouse.faults import ChecksFailed, FileFault
from goldenthread.warehouse.reader import open_store
from goldenthread.warehouse.store.build import build_store

pytestmark = pytest.mark.data

REQUESTS = "02_sen2_ehcp/release_2025_corrected/requests.csv"
REVIEWS = "02_sen2_ehcp/release_2025_first/annual_reviews.csv"
NEWHAM = "E09000025"
Rows = list[list[str]]


@dataclass
class RealCountry:
    """A data folder of one published file, and a store that was built from it."""

    data: Path
    store: Path
    build_id: str
    newham: float  # requests in 2024, as the file says

    def path(self, name: str) -> Path:
        return self.data / name

    def change_rows(self, name: str, change: Callable[[Rows], Rows]) -> None:
        """Rows as lists of cells; the headings are the first."""
        with self.path(name).open(encoding="utf-8-sig", newline="") as file:
            rows = change(list(csv.reader(file)))
        with self.path(name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    def refusal(self, fault: type[Exception]) -> str:
        """Builds, and asserts that it was refused and that nothing came of it. Returns the message."""
        with pytest.raises(fault) as caught:
            build_store(self.data, self.store)
        assert {path.name for path in self.store.iterdir()} == {"lock", "current", f"build-{self.build_id}.duckdb"}
        assert (self.store / "current").read_text() == self.build_id
        return str(caught.value)


def bring(data: Path, folder: Path, name: str) -> None:
    """Copies one published file to the same place in another folder."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(data / name, folder / name)


@pytest.fixture(scope="module")
def built(data: Path, tmp_path_factory: pytest.TempPathFactory) -> RealCountry:
    folder = tmp_path_factory.mktemp("real")
    bring(data, folder / "data", REQUESTS)
    report = build_store(folder / "data", folder / "store")
    with (data / REQUESTS).open(encoding="utf-8-sig", newline="") as file:
        wanted = (NEWHAM, "2024", "All requests for EHC needs assessments")
        keys = ("new_la_code", "time_period", "breakdown_topic")
        newham = next(row for row in csv.DictReader(file) if tuple(row[key] for key in keys) == wanted)
    return RealCountry(folder / "data", folder / "store", report.build, float(newham["requests_received_in_year"]))


@pytest.fixture
def real(built: RealCountry, tmp_path: Path) -> RealCountry:
    shutil.copytree(built.data, tmp_path / "data")
    shutil.copytree(built.store, tmp_path / "store")
    return RealCountry(tmp_path / "data", tmp_path / "store", built.build_id, built.newham)


def set_cell(rows: Rows, row: int, column: str, text: str) -> Rows:
    rows[row - 1][rows[0].index(column)] = text
    return rows


def test_a_published_file_cut_in_a_row_is_refused_with_the_row(real: RealCountry) -> None:
    path = real.path(REQUESTS)
    path.write_bytes(path.read_bytes()[:1_500_000])
    assert real.refusal(FileFault).startswith(f"{REQUESTS}, row ")


def test_a_published_file_cut_at_the_end_of_a_row_is_refused_with_the_authorities_it_lost(real: RealCountry) -> None:
    real.change_rows(REQUESTS, lambda rows: rows[: 1 + len(rows) // 2])
    message = real.refusal(ChecksFailed)
    assert f"{REQUESTS}: " in message


def test_a_windows_1252_letter_in_a_published_file_is_refused_with_its_row(real: RealCountry) -> None:
    path = real.path(REQUESTS)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[9_999] = lines[9_999].replace(b"England", b"Engl\xe9nd", 1)
    path.write_bytes(b"".join(lines))
    assert real.refusal(FileFault).startswith(f"{REQUESTS}, row 10,000: is not UTF-8 text")


def test_a_column_that_a_published_file_lost_is_named(real: RealCountry) -> None:
    def lose(rows: Rows) -> Rows:
        at = rows[0].index("requests_withdrawn")
        return [row[:at] + row[at + 1 :] for row in rows]

    real.change_rows(REQUESTS, lose)
    assert (
        f"{REQUESTS}, row 1: the columns are not those of the column map: missing: 'requests_withdrawn'."
        in real.refusal(FileFault)
    )


def test_an_authority_that_a_published_file_lost_is_named_for_every_year(real: RealCountry) -> None:
    real.change_rows(REQUESTS, lambda rows: [row for row in rows if NEWHAM not in row])
    message = real.refusal(ChecksFailed)
    for year in range(2019, 2025):
        assert f"{REQUESTS}: Newham ({NEWHAM}) has no row for {year}, although it existed." in message


def test_an_authority_that_nobody_knows_is_named_with_its_row(real: RealCountry) -> None:
    real.change_rows(
        REQUESTS,
        lambda rows: set_cell(rows, rows.index(next(r for r in rows if NEWHAM in r)) + 1, "new_la_code", "E09000099"),
    )
    message = real.refusal(FileFault)
    assert message.startswith(f"{REQUESTS}, row ")
    assert "column 'new_la_code': 'E09000099' is no area we know." in message


@pytest.mark.parametrize("symbol", ["1,024"])
def test_a_symbol_never_seen_in_a_published_file_is_named_with_its_cell(real: RealCountry, symbol: str) -> None:
    real.change_rows(REQUESTS, lambda rows: set_cell(rows, 12_345, "requests_received_in_year", symbol))
    message = real.refusal(FileFault)
    assert message.startswith(f"{REQUESTS}, row 12,345, column 'requests_received_in_year': ")
    assert "is neither a number nor a symbol declared for this file" in message


def test_a_published_total_that_does_not_reconcile_is_named(real: RealCountry) -> None:
    def raise_london(rows: Rows) -> Rows:
        at = {name: place for place, name in enumerate(rows[0])}
        for row in rows:
            total = row[at["breakdown_topic"]].startswith("All requests") and row[at["time_period"]] == "2024"
            if total and row[at["geographic_level"]] == "Regional" and row[at["region_code"]] == "E12000007":
                row[at["requests_received_in_year"]] = str(int(row[at["requests_received_in_year"]]) + 1_000)
        return rows

    real.change_rows(REQUESTS, raise_london)
    message = real.refusal(ChecksFailed)
    assert f"{REQUESTS}: ehc-plan-requests (total), 2024: the authorities of London add up to" in message
    store = open_store(real.store)
    assert store.query("ehc-plan-requests", areas=[NEWHAM], periods=["2024"], published=True)[0].value == real.newham
    store.close()


def test_the_heading_that_the_publisher_wrote_twice_must_hold_the_same_figures(real: RealCountry, data: Path) -> None:
    bring(data, real.data, REVIEWS)

    def differ(rows: Rows) -> Rows:
        at = [place for place, name in enumerate(rows[0]) if name == "review_meeting_prior_24"]
        assert len(at) == 2
        rows[6_999][at[1]] = "31415"
        return rows

    real.change_rows(REVIEWS, differ)
    assert real.refusal(FileFault) == (
        f"{REVIEWS}, row 7,000, column 'review_meeting_prior_24': the two columns of this name differ, "
        "so neither can be used."
    )

from __future__ import annotations

import csv
import io
from pathlib import Path

from django.test import Client

from goldenthread.hub.evidence.takeaway import csv_file
from goldenthread.hub.evidence.takeaway.tables import table_of
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions import load_catalogue
from tests.hub.made import figure

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("file", "row", "column")
CSV = "/indicators/ehc-plans-issued-in-20-weeks.csv"


def as_csv(*figures: Observation) -> str:
    return csv_file.written(table_of("", figures, load_catalogue()))


def rows(site: Client, address: str) -> list[dict[str, str]]:
    response = site.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment")
    text = response.content.decode("utf-8")
    assert text.startswith("\N{BYTE ORDER MARK}indicator,")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_the_download_has_every_area_and_period_of_the_page(site: Client, store: Store) -> None:
    found = rows(site, f"{CSV}?area=E09000025")
    areas = {*store.members("E12000007"), "E12000007", "E92000001"}
    areas |= {n.neighbour_code for n in store.neighbours("E09000025")}
    assert {row["area_code"] for row in found} == areas
    assert {row["period"] for row in found} == set(store.periods("ehc-plans-issued-in-20-weeks"))


def test_one_period_can_be_taken_alone(site: Client) -> None:
    assert {row["period"] for row in rows(site, f"{CSV}?period=2024")} == {"2024"}


def test_each_row_says_where_its_figure_came_from(site: Client) -> None:
    row = next(r for r in rows(site, f"{CSV}?period=2024") if r["area_code"] == "E12000007")
    assert row["value"] == "66.9"
    for cell in ("source", "value", "numerator", "denominator"):
        assert row[f"{cell}_file"].endswith(".csv")
        assert int(row[f"{cell}_row"]) > 1
        assert row[f"{cell}_column"]
    assert len({row[f"{role}_column"] for role in ("value", "numerator", "denominator")}) == 3
    assert row["coverage"].startswith("published total; 31 of 33")


def test_only_the_cells_that_an_indicator_has_get_columns(site: Client) -> None:
    (row, *_) = rows(site, "/indicators/ehc-plans-growth.csv?period=2025")
    assert {name.rsplit("_", 1)[0] for name in row if name.endswith("_row")} == {"source", "value", "previous"}


def test_whole_numbers_have_no_decimals(site: Client) -> None:
    for row in rows(site, f"{CSV}?period=2024") + rows(site, "/indicators/ehc-plans.csv?period=2025"):
        assert not any(cell.endswith(".0") for cell in row.values()), row


def test_the_reference_explains_every_column(site: Client) -> None:
    explained = (ROOT / "docs" / "reference" / "columns.md").read_text(encoding="utf-8")
    (row, *_) = rows(site, f"{CSV}?period=2024")
    roles = ("value", "numerator", "denominator")
    own = [name for name in row if not name.startswith(tuple(f"{role}_{part}" for role in roles for part in PARTS))]
    assert all(f"`{name}`" in explained for name in (*own, *roles))


def test_an_absent_figure_is_an_empty_value_with_its_reason(site: Client) -> None:
    row = next(r for r in rows(site, f"{CSV}?period=2024") if r["area_name"] == "Lewisham")
    assert (row["value"], row["status"]) == ("", "x")


def test_an_amended_figure_carries_the_published_one(site: Client) -> None:
    found = {r["area_code"]: r for r in rows(site, "/indicators/ehc-plans.csv?period=2025")}
    assert (float(found["E12000007"]["value"]), float(found["E12000007"]["published_value"])) == (100917, 99116)
    assert found["E09000025"]["amendment"]


def test_text_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    for start in ("=", "+", "-", "@", "\t", "\r"):
        hostile = f"{start}HYPERLINK(1)"
        text = as_csv(figure("E09000007", breakdown_label="x", period_label=hostile))
        (row,) = csv.DictReader(io.StringIO(text[1:], newline=""))
        assert row["period_label"] == f"'{hostile}"


def test_a_negative_number_stays_a_number() -> None:
    (row,) = csv.DictReader(io.StringIO(as_csv(figure("E09000007", -4.5))[1:]))
    assert float(row["value"]) == -4.5

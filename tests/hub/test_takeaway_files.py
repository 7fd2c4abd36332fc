"""Files of figures: every format, read back by another reader, says what the store says."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import odfdo
import pyarrow.parquet as pq
import pytest
from django.test import Client
from python_calamine import load_workbook

from goldenthread.hub.evidence.takeaway import excel_file, json_file, ods_file, parquet_file, zip_file
from goldenthread.hub.evidence.takeaway.formats import FORMATS
from goldenthread.hub.evidence.takeaway.tables import Look, joined, look_of, table_of
from goldenthread.hub.evidence.takeaway.taken import Taken
from goldenthread.hub.evidence.takeaway.widths import sheet_names
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from tests.hub.made import figure

TIMELINESS = "ehc-plans-issued-in-20-weeks"
CAMDEN, NEWHAM, LONDON, ENGLAND = "E09000007", "E09000025", "E12000007", "E92000001"
HOSTILE = '=HYPERLINK("http://evil.example","x")'

Read = dict[tuple[str, str], dict[str, Any]]


def by_key(rows: list[dict[str, Any]]) -> Read:
    return {(str(row["area_code"]), str(row["period"])): row for row in rows}


def sheet_rows(content: bytes, sheet: str = "Figures") -> list[dict[str, Any]]:
    heading, *rows = load_workbook(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def about_of(content: bytes) -> list[tuple[str, str]]:
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_name("About").to_python(skip_empty_area=False)
    return [(str(row[0]), str(row[1])) for row in rows]


def parquet_rows(content: bytes) -> list[dict[str, Any]]:
    return list(pq.read_table(io.BytesIO(content)).to_pylist())


def csv_rows(content: bytes) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


READERS = {
    "csv": csv_rows,
    "xlsx": sheet_rows,
    "ods": sheet_rows,
    "json": lambda content: json.loads(content)["figures"],
    "parquet": parquet_rows,
    "zip": lambda content: parquet_rows(zipfile.ZipFile(io.BytesIO(content)).read("figures.parquet")),
}


def taken(*figures: Any, title: str = "Made") -> Taken:
    table = table_of(title, figures, load_catalogue())
    return Taken(
        "indicator", TIMELINESS, title, "0123456789ab", "2026-03-03T10:00:00+00:00", "http://x/", (table,),
        {"title": title}, (("Title", title), ("Read with care", "@SUM(1)")),
    )  # fmt: skip


# ------------------------------------------------------------------ the same figures in every format


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_the_store_s_own_answers(site: Client, store: Store, ending: str) -> None:
    found = by_key(READERS[ending](site.get(f"/indicators/{TIMELINESS}.{ending}?area={NEWHAM}").content))
    areas = {*store.members(LONDON), *(n.neighbour_code for n in store.neighbours(NEWHAM)), LONDON, ENGLAND}
    answers = store.query(TIMELINESS, sorted(areas))
    assert set(found) == {(o.area_code, o.period) for o in answers}
    for answer in answers:
        row = found[answer.area_code, answer.period]
        assert row["area_name"] == answer.area_name
        assert row["status"] == answer.status
        assert row["coverage"] in ((answer.coverage.text,) if answer.coverage else (None, ""))
        if answer.value is None:
            assert row["value"] in (None, "")
            assert row["status_words"] not in ("", None, "a number")
        else:
            assert float(row["value"]) == answer.value


@pytest.mark.parametrize("ending", ["xlsx", "ods", "json", "parquet"])
def test_numbers_are_numbers_and_periods_are_names(site: Client, ending: str) -> None:
    rows = READERS[ending](site.get(f"/indicators/{TIMELINESS}.{ending}").content)
    known = [row for row in rows if row["status"] == "ok"]
    assert len(known) > 100
    assert all(isinstance(row["value"], int | float) and not isinstance(row["value"], bool) for row in known)
    assert all(isinstance(row["period"], str) for row in rows)


@pytest.mark.parametrize("ending", FORMATS)
def test_one_period_can_be_taken_alone_in_every_format(site: Client, ending: str) -> None:
    rows = READERS[ending](site.get(f"/indicators/{TIMELINESS}.{ending}?period=2023").content)
    assert {str(row["period"]) for row in rows} == {"2023"}


def test_figures_as_published_leave_the_amendment_out(site: Client) -> None:
    address = "/indicators/ehc-plans.json?period=2025"
    used, published = (by_key(READERS["json"](site.get(a).content)) for a in (address, f"{address}&figures=published"))
    assert (used[NEWHAM, "2025"]["value"], published[NEWHAM, "2025"]["value"]) == (3000, 1199)


def test_a_breakdown_and_a_comparison_are_taken_as_the_page_shows_them(site: Client, store: Store) -> None:
    rows = READERS["json"](site.get("/indicators/ehc-plans.json?breakdown=age%3Dage-10&compare=E13000001").content)
    assert {row["breakdown"] for row in rows} == {"age=age-10"}
    assert {row["breakdown_label"] for row in rows} == {store.breakdown_label({"age": "age-10"})}
    names = {row["area_name"] for row in rows}
    assert "Camden" in names
    assert "Barnet" not in names  # outer London


# ------------------------------------------------------------------ dashboards


def test_a_dashboard_has_every_panel_in_order(site: Client, store: Store) -> None:
    content = site.get(f"/dashboards/number-of-ehc-plans.csv?area={CAMDEN}").content
    rows = csv_rows(content)
    assert list(dict.fromkeys((row["panel"], row["indicator"]) for row in rows)) == [
        ("1", "ehc-plans-per-1000"), ("2", "ehc-plans"), ("3", "ehc-plans-growth"),
        ("4", "ehc-plan-percent-of-pupils"),  # the fifth chart shows the second's figures over time
    ]  # fmt: skip
    answers = {(o.area_code, o.period): o for o in store.query("ehc-plans", [CAMDEN, LONDON])}
    shown = [row for row in rows if row["panel"] == "2" and (row["area_code"], row["period"]) in answers]
    assert len(shown) == len(answers)
    for row in shown:
        value = answers[row["area_code"], row["period"]].value
        assert row["value"] == ("" if value is None else f"{value:.0f}")


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_dashboard_s_workbook_has_a_sheet_for_each_panel(site: Client, ending: str) -> None:
    content = site.get(f"/dashboards/number-of-ehc-plans.{ending}?place=Camden,Newham").content
    names = load_workbook(io.BytesIO(content)).sheet_names
    assert names[:3] == ["About", "1 Plans per 1,000", "2 EHC plans"]
    assert len(names) == 6
    areas = {row["area_name"] for row in sheet_rows(content, names[1])}
    assert areas == {"Camden", "Newham", "London", "England"}


def test_items_of_a_topic_are_all_there(site: Client, store: Store) -> None:
    rows = csv_rows(site.get(f"/dashboards/ehc-plan-needs.csv?area={CAMDEN}").content)
    needs = {row["breakdown"] for row in rows if row["breakdown"].startswith("need=")}
    assert {"need=asd", "need=slcn", "need=semh"} <= needs
    one = next(r for r in rows if r["breakdown"] == "need=asd" and r["area_code"] == CAMDEN and r["value"])
    (answer,) = store.query(one["indicator"], [CAMDEN], [one["period"]], "need=asd")
    assert float(one["value"]) == answer.value


def test_sheets_have_names_that_excel_takes_and_no_two_the_same() -> None:
    tables = [table_of(title, [], load_catalogue()) for title in ("a/b: [c]?*", "x" * 80, "x" * 80)]
    names = sheet_names(tables)
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_panels_with_different_columns_share_one_table() -> None:
    catalogue = load_catalogue()
    one = table_of("One", [figure("E09000007", 1.0)], catalogue)
    two = table_of("Two", [figure("E09000019", None)], catalogue)
    records = joined([one, two]).records
    assert [(r["panel"], r["panel_title"], r["area_name"], r["value"]) for r in records] == [
        (1, "One", "Camden", 1.0), (2, "Two", "Islington", None),
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("dashboard", ["twenty-weeks", "ehc-plan-needs"])
def test_a_figure_that_two_charts_show_is_one_row(site: Client, dashboard: str, ending: str) -> None:
    rows = READERS[ending](site.get(f"/dashboards/{dashboard}.{ending}?area={CAMDEN}").content)
    keys = [(row["indicator"], row["area_code"], row["period"], row["breakdown"]) for row in rows]
    assert len(keys) == len(set(keys)) > 100
    panels = {int(row["panel"]) for row in rows}
    assert 1 in panels


def test_a_row_is_of_the_first_chart_that_shows_it() -> None:
    catalogue = load_catalogue()
    one, two = figure("E09000007", 1.0), figure("E09000019", 2.0)
    records = joined([table_of("One", [one], catalogue), table_of("Two", [one, two], catalogue)]).records
    assert [(r["panel_title"], r["area_name"]) for r in records] == [("One", "Camden"), ("Two", "Islington")]


# ------------------------------------------------------------------ what must be known to use them


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_workbook_says_what_its_figures_are(site: Client, store: Store, ending: str) -> None:
    told = about_of(site.get(f"/indicators/ehc-plans.{ending}?area={NEWHAM}").content)
    labels = {label for label, _ in told}
    assert {
        "Title", "Question", "Chosen authority", "Figures shown", "Address", "Build", "Indicator", "Unit", "Direction",
        "Read with care", "Coverage", "Source", "Symbol", "Amendment", "Column", "Break in series",
    } <= labels  # fmt: skip
    texts = dict(told)
    assert f"build={store.build.id}" in texts["Address"]
    assert texts["Address"].startswith("http://testserver/indicators/ehc-plans/?area=E09000025")
    assert any("1,199 published, 3,000 used" in text for label, text in told if label == "Amendment")
    assert any(
        "Department for Education" in text and "26 June 2025" in text for label, text in told if label == "Source"
    )
    assert len([label for label, _ in told if label == "Read with care"]) == len(
        store.catalogue.indicators["ehc-plans"].caveats
    )


def test_the_zip_holds_the_figures_twice_and_all_that_must_be_known(site: Client, store: Store) -> None:
    packed = zipfile.ZipFile(io.BytesIO(site.get("/indicators/ehc-plans.zip").content))
    assert packed.namelist() == ["README.txt", "figures.csv", "figures.parquet", "metadata.json"]
    assert packed.testzip() is None
    told = json.loads(packed.read("metadata.json"))
    assert told["build"]["id"] == store.build.id
    assert told["symbols"]["x"] == "not available"
    assert told["amendments"][0]["approved_by"]
    readme = packed.read("README.txt").decode("utf-8")
    for caveat in store.catalogue.indicators["ehc-plans"].caveats:
        assert caveat in readme
    assert len(csv_rows(packed.read("figures.csv"))) == len(parquet_rows(packed.read("figures.parquet")))
    assert set(csv_rows(packed.read("figures.csv"))[0]) == set(told["columns"])


def test_json_names_its_build_and_where_it_came_from(site: Client, store: Store) -> None:
    told = json.loads(site.get("/dashboards/twenty-weeks.json").content)
    assert told["build"] == store.build.id
    assert told["dashboard"] == "twenty-weeks"
    assert told["generated_from"] == f"http://testserver/dashboards/twenty-weeks/?build={store.build.id}"


def test_parquet_has_types_and_says_its_build(tmp_path: Path, site: Client, store: Store) -> None:
    content = site.get("/indicators/ehc-plans.parquet").content
    file = tmp_path / "figures.parquet"
    file.write_bytes(content)
    described = duckdb.sql(f"DESCRIBE SELECT value, period, calculated, source_row FROM '{file}'").fetchall()
    assert [row[1] for row in described] == ["DOUBLE", "VARCHAR", "BOOLEAN", "INTEGER"]
    metadata = pq.read_metadata(file).metadata
    assert metadata[b"build"].decode() == store.build.id
    assert metadata[b"title"].decode() == "EHC plans in force"


def test_what_a_dashboard_lacks_is_said_in_its_files(site: Client, store: Store) -> None:
    lacking = next(page for page in load_dashboards(store.catalogue).pages.values() if page.missing)
    told = about_of(site.get(f"/dashboards/{lacking.id}.xlsx").content)
    assert [text for label, text in told if label == "Missing"] == [
        f"{one.what} {one.advice}" for one in lacking.missing
    ]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_table_without_a_figure_is_still_a_file(ending: str) -> None:
    content = FORMATS[ending].write(taken())
    content = content.encode() if isinstance(content, str) else content
    assert READERS[ending](content) == []


# ------------------------------------------------------------------ no cell can be a formula


def test_hostile_text_is_text_in_every_workbook() -> None:
    made = taken(figure("E09000007", -4.5, period_label=HOSTILE), title="=1+1")
    for content, inside in (
        (excel_file.written(made), "xl/worksheets/sheet2.xml"),
        (ods_file.written(made), "content.xml"),
    ):
        (row,) = sheet_rows(content)
        assert row["period_label"] == HOSTILE
        assert row["value"] == -4.5
        xml = zipfile.ZipFile(io.BytesIO(content)).read(inside).decode()
        assert "<f>" not in xml
        assert "table:formula" not in xml
        assert about_of(content)[0] == ("Title", "=1+1")


def test_markup_in_text_does_not_break_a_workbook() -> None:
    made = taken(figure("E09000007", period_label="<b>&\"'</b>"))
    for content in (excel_file.written(made), ods_file.written(made)):
        assert sheet_rows(content)[0]["period_label"] == "<b>&\"'</b>"


def test_a_quote_in_a_title_does_not_break_parquet() -> None:
    content = parquet_file.written(taken(figure("E09000007"), title="Newham's plans"))
    assert pq.read_metadata(io.BytesIO(content)).metadata[b"title"] == b"Newham's plans"


# ------------------------------------------------------------------ how the workbooks look


def test_headings_stay_in_sight_and_can_be_filtered(site: Client) -> None:
    excel = zipfile.ZipFile(io.BytesIO(site.get("/indicators/ehc-plans.xlsx").content))
    sheet = excel.read("xl/worksheets/sheet2.xml").decode()
    assert 'state="frozen"' in sheet
    assert "<autoFilter ref=" in sheet
    ods = site.get("/indicators/ehc-plans.ods").content
    document = odfdo.Document(io.BytesIO(ods))
    assert 'display-filter-buttons="true"' in document.body.serialize()
    assert b"VerticalSplitPosition" in zipfile.ZipFile(io.BytesIO(ods)).read("settings.xml")
    assert [table.name for table in document.body.tables] == ["About", "Figures"]


@pytest.mark.parametrize(
    ("indicator", "look"),
    [("ehc-plans", Look(0)), (TIMELINESS, Look(1, after="%")), ("high-needs-allocation-per-head", Look(0, before="£"))],
)
def test_figures_are_shown_as_their_indicator_says(indicator: str, look: Look) -> None:
    assert look_of(load_catalogue().indicators[indicator]) == look


def test_a_number_format_stands_in_both_workbooks() -> None:
    made = taken(figure("E09000007", 80.5))
    styles = zipfile.ZipFile(io.BytesIO(excel_file.written(made))).read("xl/styles.xml").decode()
    assert 'formatCode="#,##0.0&quot;%&quot;"' in styles
    content = zipfile.ZipFile(io.BytesIO(ods_file.written(made))).read("content.xml").decode()
    assert 'number:decimal-places="1"' in content
    assert "<number:text>%</number:text>" in content


# ------------------------------------------------------------------ the same bytes, the same name


@pytest.mark.parametrize(
    "write", [excel_file.written, ods_file.written, json_file.written, parquet_file.written, zip_file.written]
)
def test_the_same_figures_give_the_same_bytes(write: Any) -> None:
    made = [figure("E09000007"), figure("E09000019", None)]
    assert write(taken(*made)) == write(taken(*made))


@pytest.mark.parametrize("ending", FORMATS)
def test_headers_say_what_a_file_is(site: Client, store: Store, ending: str) -> None:
    response = site.get(f"/indicators/ehc-plans.{ending}?area={CAMDEN}")
    assert response.headers["Content-Type"] == FORMATS[ending].content_type
    assert (
        response.headers["Content-Disposition"]
        == f'attachment; filename="ehc-plans-{CAMDEN}-{store.build.id}.{ending}"'
    )
    assert response.headers["X-Frame-Options"] == "DENY"


def test_whoever_has_a_file_is_told_so_without_its_being_made_again(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/dashboards/twenty-weeks.xlsx?area={CAMDEN}"
    tag = site.get(address).headers["ETag"]

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the file was made again")

    monkeypatch.setattr("goldenthread.hub.evidence.takeaway.subjects.of_dashboard", forbidden)
    again = site.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert not again.content


def test_another_question_has_another_tag(site: Client) -> None:
    asked = ["", f"?area={CAMDEN}", "?period=2024", "?figures=published"]
    tags = [site.get(f"/indicators/ehc-plans.csv{query}").headers["ETag"] for query in asked]
    tags.append(site.get("/indicators/ehc-plans.json").headers["ETag"])
    assert len(set(tags)) == 5


# ------------------------------------------------------------------ what cannot be had


@pytest.mark.parametrize(
    "address", ["/indicators/ehc-plans.docx", "/dashboards/twenty-weeks.docx", "/indicators/ehc-plans.a=b"]
)
def test_an_unknown_format_is_answered_with_those_there_are(site: Client, address: str) -> None:
    response = site.get(address)
    assert response.status_code == 404
    assert "csv, xlsx, ods, json, parquet and zip" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/indicators/nothing.csv", 404),
        ("/dashboards/nothing.csv", 404),
        ("/indicators/ehc-plans.csv?area=Nowhere", 400),
        ("/indicators/ehc-plans.csv?period=1066", 400),
        ("/dashboards/twenty-weeks.xlsx?compare=neighbours", 400),
        ("/dashboards/twenty-weeks.ods?figures=guessed", 400),
        ("/indicators/ehc-plans.json?build=bad", 400),
        ("/indicators/ehc-plans.json?build=aaaaaaaaaaaa", 410),
        ("/dashboards/twenty-weeks.zip?build=aaaaaaaaaaaa", 410),
    ],
)
def test_what_cannot_be_had_is_said_in_words(site: Client, address: str, status: int) -> None:
    response = site.get(address)
    assert response.status_code == status
    assert "<h1" in response.content.decode()


def test_a_file_can_be_pinned_to_a_build(site: Client, store: Store) -> None:
    plain, pinned = (site.get(f"/indicators/ehc-plans.json{q}").content for q in ("", f"?build={store.build.id}"))
    assert json.loads(plain)["figures"] == json.loads(pinned)["figures"]


# ------------------------------------------------------------------ where they are offered


@pytest.mark.parametrize(
    ("page", "stem"),
    [
        (f"/dashboards/twenty-weeks/?area={CAMDEN}", "/dashboards/twenty-weeks"),
        (f"/indicators/ehc-plans/?area={CAMDEN}", "/indicators/ehc-plans"),
    ],
)
def test_a_page_offers_every_format_with_its_own_choices(site: Client, page: str, stem: str) -> None:
    html = site.get(page).content.decode()
    offered = set(re.findall(rf'href="({stem}\.[^"]*)"', html))
    for ending in FORMATS:
        assert f"{stem}.{ending}?area={CAMDEN}" in offered
    for address in offered:
        assert site.get(address.replace("&amp;", "&")).status_code == 200, address
    assert html.count("Take it away") == 1

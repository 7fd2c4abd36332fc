"""The headline figures of a borough's page as files: whose they are, in which order, with what must be known."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from itertools import groupby
from typing import Any

import pytest
from django.test import Client
from python_calamine import load_workbook

from goldenthread.hub.evidence import series
from goldenthread.hub.evidence.takeaway.formats import FORMATS
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.borough import load_borough_page
from tests.hub.reading import PageText
from tests.hub.test_takeaway_files import READERS, about_of, csv_rows, sheet_rows

CAMDEN, NEWHAM, BIRMINGHAM, LEWISHAM = "E09000007", "E09000025", "E08000025", "E09000023"
LONDON, ENGLAND = "E12000007", "E92000001"


def neighbours(store: Store, code: str) -> list[str]:
    return [n.neighbour_code for n in store.neighbours(code)]


def rows_of(content: bytes, ending: str) -> list[dict[str, Any]]:
    """The rows of a file; of a workbook those of every sheet below each other."""
    if ending not in ("xlsx", "ods"):
        return list(READERS[ending](content))
    return [row for sheet in load_workbook(io.BytesIO(content)).sheet_names[1:] for row in sheet_rows(content, sheet)]


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_the_stores_own_answers_on_every_headline(site: Client, store: Store, ending: str) -> None:
    rows = rows_of(site.get(f"/boroughs/{CAMDEN}.{ending}").content, ending)
    found = {(r["indicator"], r["breakdown"], r["area_code"], str(r["period"])): r for r in rows}
    assert len(found) == len(rows)
    places = [CAMDEN, *neighbours(store, CAMDEN), LONDON, ENGLAND]
    expected = [
        answer
        for each in load_borough_page(store.catalogue).headlines
        for answer in store.query(each.indicator, places, None, series.key_of(each.breakdown))
    ]
    assert {(o.indicator, o.breakdown, o.area_code, o.period) for o in expected} == set(found)
    for answer in expected:
        row = found[answer.indicator, answer.breakdown, answer.area_code, answer.period]
        assert row["status"] == answer.status
        assert row["coverage"] in ((answer.coverage.text,) if answer.coverage else (None, ""))
        assert row["source_file"] or answer.value is None or not answer.cells
        if answer.value is None:
            assert row["value"] in (None, "")
            assert row["status_words"] not in ("", None, "a number")
        else:
            assert float(row["value"]) == answer.value


def test_the_lines_stand_in_the_order_of_the_page_with_the_boroughs_own_first(site: Client, store: Store) -> None:
    rows = csv_rows(site.get(f"/boroughs/{CAMDEN}.csv").content)
    page = load_borough_page(store.catalogue)
    order = [key for key, _ in groupby(rows, lambda row: (row["panel_title"], row["indicator"]))]
    assert order == [(group.title, each.indicator) for group in page.groups for each in group.headlines]
    for _, lines in groupby(rows, lambda row: row["indicator"]):
        areas = [code for code, _ in groupby(lines, lambda row: row["area_code"])]
        assert areas == [CAMDEN, *neighbours(store, CAMDEN), LONDON, ENGLAND]


def test_what_the_page_shows_is_in_its_file(site: Client) -> None:
    told = PageText(site.get(f"/boroughs/{CAMDEN}/").content.decode()).words
    rows = csv_rows(site.get(f"/boroughs/{CAMDEN}.csv?period=2024").content)
    own = next(r for r in rows if (r["indicator"], r["area_code"]) == ("ehc-plans-issued-in-20-weeks", CAMDEN))
    assert f"{own['value']}%" in told
    assert {row["period"] for row in rows} == {"2024"}


def test_an_authority_without_a_figure_is_named_with_the_reason(site: Client) -> None:
    rows = csv_rows(site.get(f"/boroughs/{LEWISHAM}.csv?period=2024").content)
    own = next(r for r in rows if (r["indicator"], r["area_code"]) == ("ehc-plans-issued-in-20-weeks", LEWISHAM))
    assert (own["value"], own["status"], own["status_words"]) == ("", "x", "not available")


def test_figures_as_published_leave_the_amendment_out(site: Client) -> None:
    def plans(query: str) -> float:
        rows = csv_rows(site.get(f"/boroughs/{NEWHAM}.csv?period=2025{query}").content)
        return next(
            float(r["value"]) for r in rows if (r["indicator"], r["area_code"]) == ("ehc-plans-per-1000", NEWHAM)
        )

    assert plans("") > 2 * plans("&figures=published")


def test_places_that_were_chosen_are_in_the_file_too(site: Client, store: Store) -> None:
    def areas(query: str) -> set[str]:
        return {r["area_code"] for r in csv_rows(site.get(f"/boroughs/{CAMDEN}.csv?period=2024&{query}").content)}

    plain = {CAMDEN, *neighbours(store, CAMDEN), LONDON, ENGLAND}
    assert areas("") == areas("compare=neighbours") == plain
    assert areas(f"place={BIRMINGHAM}") == plain | {BIRMINGHAM}


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_workbook_has_a_sheet_for_each_group_and_says_what_must_be_known(
    site: Client, store: Store, ending: str
) -> None:
    content = site.get(f"/boroughs/{CAMDEN}.{ending}").content
    names = load_workbook(io.BytesIO(content)).sheet_names
    page = load_borough_page(store.catalogue)
    assert names[0] == "About"
    assert [name[2:] for name in names[1:]] == [group.title[:29].strip() for group in page.groups]
    told = about_of(content)
    assert ("Title", "Camden: SEND on one page") in told
    assert ("Chosen authority", "Camden") in told
    assert ("Places", "13 places") in told
    assert dict(told)["Address"] == f"http://testserver/boroughs/{CAMDEN}/?build={store.build.id}"
    caveats = {text for label, text in told if label == "Read with care"}
    for each in page.headlines:
        assert set(store.catalogue.indicators[each.indicator].caveats) <= caveats
    assert any("more than chance" in text for text in caveats)
    assert {"Coverage", "Source", "Symbol", "Unit", "Direction"} <= {label for label, _ in told}


def test_the_zip_has_the_caveats_in_words_and_the_figures_twice(site: Client, store: Store) -> None:
    packed = zipfile.ZipFile(io.BytesIO(site.get(f"/boroughs/{CAMDEN}.zip").content))
    assert packed.namelist() == ["README.txt", "figures.csv", "figures.parquet", "metadata.json"]
    readme = packed.read("README.txt").decode()
    assert readme.startswith("Camden: SEND on one page")
    for each in load_borough_page(store.catalogue).headlines:
        assert f"({each.indicator})" in readme
    assert json.loads(packed.read("metadata.json"))["borough"] == CAMDEN


def test_json_names_the_borough_and_its_build(site: Client, store: Store) -> None:
    told = json.loads(site.get(f"/boroughs/{CAMDEN}.json?period=2024").content)
    assert (told["borough"], told["build"]) == (CAMDEN, store.build.id)


def test_a_file_has_the_name_of_its_borough_and_is_not_sent_twice(site: Client, store: Store) -> None:
    response = site.get(f"/boroughs/{CAMDEN}.csv?period=2024")
    name = f"camden-headlines-2024-{store.build.id}.csv"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    again = site.get(f"/boroughs/{CAMDEN}.csv?period=2024", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert site.get(f"/boroughs/{NEWHAM}.csv?period=2024").headers["ETag"] != response.headers["ETag"]


@pytest.mark.parametrize("code", [BIRMINGHAM, "E09000001", "E06000058"])
def test_every_authority_has_its_file(site: Client, store: Store, code: str) -> None:
    rows = csv_rows(site.get(f"/boroughs/{code}.csv?period=2024").content)
    assert rows[0]["area_code"] == code
    assert {r["area_code"] for r in rows} == {code, *neighbours(store, code), LONDON, ENGLAND}


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        (f"/boroughs/{CAMDEN}.docx", 404, "csv, xlsx, ods, json, parquet and zip"),
        ("/boroughs/Nowhere.csv", 404, "Nowhere"),
        (f"/boroughs/{LONDON}.csv", 404, "not a local authority"),
        (f"/boroughs/{CAMDEN}.csv?period=1066", 400, "1066"),
        (f"/boroughs/{CAMDEN}.csv?breakdown=sex%3Dfemale", 400, "about everyone"),
        (f"/boroughs/{CAMDEN}.csv?figures=guessed", 400, "guessed"),
        (f"/boroughs/{CAMDEN}.zip?build=aaaaaaaaaaaa", 410, "build"),
    ],
)
def test_what_cannot_be_had_is_said_in_words(site: Client, address: str, status: int, told: str) -> None:
    response = site.get(address)
    assert response.status_code == status
    assert told in html.unescape(response.content.decode())


@pytest.mark.parametrize("query", ["", "?period=2024", "?figures=published", "?compare=neighbours"])
def test_the_page_offers_every_format_with_its_own_choices(site: Client, query: str) -> None:
    content = site.get(f"/boroughs/{CAMDEN}/{query}").content.decode()
    offered = {html.unescape(link) for link in re.findall(rf'href="(/boroughs/{CAMDEN}\.[^"]*)"', content)}
    for ending in FORMATS:
        assert f"/boroughs/{CAMDEN}.{ending}{query}" in offered
    assert len(offered) == len(FORMATS) * (2 if "period" in query else 1)
    assert all("area=" not in link for link in offered)
    assert site.get(f"/boroughs/{CAMDEN}.csv{query}").status_code == 200
    assert content.count("Take it away") == 1

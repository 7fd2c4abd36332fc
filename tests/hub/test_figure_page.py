from __future__ import annotations

import re

import pytest
from django.test import Client

from goldenthread.warehouse import Store
from tests.hub.reading import PageText

pytestmark = pytest.mark.usefixtures("fresh_caches")


def read(site: Client, address: str) -> PageText:
    response = site.get(address)
    assert response.status_code == 200, address
    return PageText(response.content.decode())


def test_a_figure_names_its_file_row_column_release_and_fingerprint(site: Client, store: Store) -> None:
    figure = store.query("new-ehc-plans", areas=["E12000007"], periods=["2024"])[0]
    cell = figure.cells["value"]
    words = read(site, "/figures/new-ehc-plans/E12000007/2024/").words
    assert cell.row is not None
    for told in (
        "14,037",
        cell.file,
        f"{cell.row:,}",
        cell.column,
        store.file(cell.file).sha256[:16],
        "Department for Education",
    ):
        assert told in words


def test_the_numbers_behind_a_rate_are_there(site: Client) -> None:
    words = read(site, "/figures/ehc-plans-issued-in-20-weeks/E09000007/2024/").words
    assert "96.6%" in words
    assert "Number" in words
    assert "Out of" in words


def test_a_withdrawn_figure_shows_what_the_earlier_release_said(site: Client) -> None:
    page = read(site, "/figures/ehc-plans-issued-in-20-weeks/E09000023/2024/")
    assert "The publisher has no figure to give (symbol x). This is not zero." in page.words
    table = next(t for t in page.tables if any("first published" in heading for heading in t))
    assert next(cells for heading, cells in table.items() if "first published" in heading) == ["94.8%", "different"]


def test_where_only_the_population_is_missing_the_page_its_borough_and_the_file_say_so(site: Client) -> None:
    page = read(site, "/figures/ehc-plan-requests-per-10000/E09000003/2023/")
    assert "no population figure for this period to divide it by. This is not zero." in page.words
    assert "The published file has no such figure" not in page.words
    assert "no figure in 2023 (no population figure to divide by)" in read(site, "/boroughs/E09000003/").words
    asked = {"indicator": "ehc-plan-requests-per-10000", "area": "E09000003", "period": "2023"}
    (item,) = site.get("/api/v1/observations", asked).json()["items"]
    assert (item["absence"]["status"], item["absence"]["meaning"]) == ("missing", "no population figure to divide by")
    file = site.get("/api/v1/observations", asked | {"format": "csv"}).getvalue().decode()
    assert ",no population figure to divide by," in file


def test_an_amended_figure_shows_both_values_the_reason_and_who_approved(site: Client, store: Store) -> None:
    page = read(site, "/figures/ehc-plans/E12000007/2025/")
    (entry,) = [a for a in store.catalogue.amendments.values() if a.measure == "ehc-plans"]
    assert "Amended: 99,116 published, 100,917 used" in page.words
    for told in (entry.reason, entry.evidence, *entry.approved_by, "1,199", "3,000"):
        assert " ".join(told.split()) in page.words
    as_published = read(site, page.links["See this page as published"])
    assert "This page shows the published figure." in as_published.words


def test_growth_over_an_amended_count_says_that_the_count_was_amended_and_not_the_growth(site: Client) -> None:
    page = read(site, "/figures/ehc-plans-growth/E09000025/2025/")
    assert "Amended: 10.9% with the count used, −55.7% with the count published" in page.words
    assert "The amendment moved a count that this figure is worked out from." in page.words
    assert "Count published 1,199 Count used 3,000" in page.words
    assert "Where Newham, January 2025" in page.words
    assert "This page shows the published figure" not in page.words
    assert "−55.7% published" not in page.words
    as_published = read(site, page.links["See this page with the published count"])
    assert "This page shows the figure with the published count." in as_published.words


def test_a_withheld_figure_is_not_called_used(site: Client) -> None:
    words = read(site, "/figures/new-ehc-plans/E08000032/2022/").words
    assert "too unreliable Withheld" in words
    assert "Withheld: 6,078 published, not used" in words
    words = read(site, "/figures/new-ehc-plans-growth/E08000032/2023/").words
    assert "Withheld: −80.9% with the published count, not used" in words
    assert "The amendment withholds a count that this figure is worked out from." in words


def test_growth_from_a_withheld_year_names_the_year_that_was_withheld(site: Client) -> None:
    words = read(site, "/figures/new-ehc-plans-growth/E08000032/2023/").words
    assert re.search(r"Where [^.]*Bradford[^.]*, 2022 Count published", words)


def test_a_share_of_a_count_amended_elsewhere_says_that_it_leaves_the_amendment_out_and_why(site: Client) -> None:
    page = read(site, "/figures/personal-budgets-percent/E09000025/2025/")
    assert "Not amended" in page.words
    assert "EHC plans in Newham, January 2025 (1,199 published, 3,000 used on other pages)" in page.words
    assert "both parts of a share must come from the same return" in page.words
    assert page.links["EHC plans in Newham, January 2025"].startswith("/amendments/#")
    as_published = read(site, "/figures/personal-budgets-percent/E09000025/2025/?figures=published")
    assert "Not amended" not in as_published.words


def test_a_source_is_named_by_its_own_title_where_two_sources_read_one_file(site: Client, store: Store) -> None:
    (figure,) = store.query("attainment-8", areas=["E12000007"], periods=["2023-24"])
    cell = figure.cells["value"]
    titles = {file.source: file.source_title for file in store.files() if file.path == cell.file}
    assert len(titles) > 1
    words = read(site, "/figures/attainment-8/E12000007/2023-24/").words
    assert [source for source, title in titles.items() if f"Source: {title}" in words] == [cell.source]


def test_a_breakdown_has_its_own_page(site: Client, store: Store) -> None:
    figure = store.query("ehc-plans", areas=["E12000007"], periods=["2025"], breakdown={"age": "age-10"})[0]
    words = read(site, "/figures/ehc-plans/E12000007/2025/?breakdown=age%3Dage-10").words
    assert f"{figure.value:,.0f}" in words
    assert figure.breakdown_label in words


def test_coverage_of_a_larger_area_names_everyone_without_a_figure(site: Client, store: Store) -> None:
    figure = store.query("ehc-plans-issued-in-20-weeks", areas=["E92000001"], periods=["2024"])[0]
    words = read(site, "/figures/ehc-plans-issued-in-20-weeks/E92000001/2024/").words
    assert figure.coverage is not None
    assert figure.coverage.excludes
    assert all(name in words for name, _ in figure.coverage.excludes)


def test_the_definition_and_who_answers_for_it_are_there(site: Client, store: Store) -> None:
    indicator = store.catalogue.indicator("ehc-plans-issued-in-20-weeks")
    words = read(site, "/figures/ehc-plans-issued-in-20-weeks/E12000007/2024/").words
    for told in (
        indicator.definition,
        indicator.question,
        indicator.why_it_matters,
        indicator.owner_role,
        *indicator.caveats,
    ):
        assert " ".join(told.split()) in words


def test_every_level_of_area_has_figure_pages(site: Client, store: Store) -> None:
    for level in ("country", "region", "sub-region", "authority", "group"):
        area = store.areas(level)[0]
        read(site, f"/figures/ehc-plans/{area.code}/2025/")

from __future__ import annotations

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


def test_an_amended_figure_shows_both_values_the_reason_and_who_approved(site: Client, store: Store) -> None:
    page = read(site, "/figures/ehc-plans/E12000007/2025/")
    (entry,) = [a for a in store.catalogue.amendments.values() if a.measure == "ehc-plans"]
    assert "Amended: 99,116 published, 100,917 used" in page.words
    for told in (entry.reason, entry.evidence, *entry.approved_by, "1,199", "3,000"):
        assert " ".join(told.split()) in page.words
    as_published = read(site, page.links["See this page as published"])
    assert "This page shows the published figure." in as_published.words


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

"""The data reference: every page says what the definitions and the build hold, and leads to where it can be seen."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.hub.config.navigation import PAGES
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.words import load_words
from tests.hub.reading import PageText

pytestmark = pytest.mark.usefixtures("fresh_caches")

REFERENCE = ["/reference/", "/reference/catalogue/", "/reference/releases/", "/reference/symbols/", "/reference/glossary/",
             "/reference/quality/", "/amendments/", "/about/data/"]  # fmt: skip
OLDER, NEWER = "ehc-plans-2025-first", "ehc-plans-2025-corrected"


def read(site: Client, address: str) -> PageText:
    """The page at an address."""
    response = site.get(address)
    assert response.status_code == 200, address
    return PageText(response.content.decode())


# ------------------------------------------------------------------ finding the way


def test_the_reference_leads_to_all_of_its_pages(site: Client) -> None:
    links = set(read(site, "/reference/").links.values())
    assert set(REFERENCE) - {"/reference/"} <= links


@pytest.mark.parametrize("address", REFERENCE)
def test_no_link_inside_the_site_is_broken(site: Client, address: str) -> None:
    page = read(site, address)
    ids = {attributes.get("id") for _, attributes in page.elements}
    for link in set(page.links.values()):
        if link and link.startswith("#"):
            assert link[1:] in ids, link
        elif link and link.startswith("/") and "/indicators/" not in link and "/dashboards/" not in link:
            wanted = 302 if link == "/members/" else 200  # members are asked first who they are
            assert site.get(link).status_code == wanted, link


def test_links_to_indicators_and_dashboards_are_to_some_that_exist(site: Client, store: Store) -> None:
    from goldenthread.warehouse.definitions.dashboards import load_dashboards

    known = {*store.catalogue.indicators, *load_dashboards(store.catalogue).pages}
    for address in REFERENCE:
        for link in read(site, address).links.values():
            named = re.fullmatch(r"/(?:indicators|dashboards)/([^/?]+)/.*", link or "")
            assert named is None or named[1] in known, link


def test_the_navigation_has_at_most_seven_entries_and_each_leads_somewhere(site: Client) -> None:
    assert len(PAGES) <= 7
    assert PAGES[0][0] == "Headlines"
    assert ("Reference", "reference") in PAGES
    for _, name in PAGES:
        assert site.get(reverse(name)).status_code == (302 if name == "members" else 200)


@pytest.mark.parametrize("address", ["/", "/nowhere/", "/reference/glossary/"])
def test_what_left_the_navigation_is_at_the_foot_of_every_page(site: Client, address: str) -> None:
    content = site.get(address).content.decode()
    foot = PageText(content[content.index("<footer") :]).links
    assert foot["20-week timeliness"] == "/indicators/ehc-plans-issued-in-20-weeks/"
    assert foot["Amendments"] == "/amendments/"
    assert foot["About the data"] == "/about/data/"


@pytest.mark.parametrize("address", REFERENCE)
def test_the_foot_of_the_page_names_the_build_and_when_it_was_made(site: Client, store: Store, address: str) -> None:
    assert re.search(rf"Figures: build {store.build.id}, made \d", read(site, address).words)


# ------------------------------------------------------------------ catalogue


def test_the_catalogue_lists_every_indicator(site: Client, store: Store) -> None:
    [table] = read(site, "/reference/catalogue/").tables
    assert {i.title for i in store.catalogue.indicators.values()} == set(table) - {"Indicator"}
    _, theme, unit, direction, held = table["EHC plans issued within 20 weeks, without exceptions"]
    assert theme.endswith("Timeliness")
    assert (unit, direction, held) == ("Per cent", "Higher is better", "2019 to 2024 (6)")


def test_each_indicator_is_told_in_full_under_its_theme(site: Client, store: Store) -> None:
    themes = Counter(indicator.theme for indicator in store.catalogue.indicators.values())
    for theme, count in themes.items():
        words = read(site, f"/reference/catalogue/?theme={theme}").words
        assert words.count(" Definition ") == count, theme
    words = read(site, "/reference/catalogue/?theme=timeliness").words
    for indicator in (i for i in store.catalogue.indicators.values() if i.theme == "timeliness"):
        for text in (indicator.title, indicator.question, indicator.definition, indicator.id, *indicator.caveats):
            assert text in words
    assert "Plans issued within 20 weeks (Education, health and care plans)" in words


def test_the_catalogue_counts_the_boroughs_with_a_figure_and_names_those_without(site: Client, store: Store) -> None:
    words = read(site, "/reference/catalogue/?theme=timeliness").words
    inside = store.members("E12000007")
    figures = store.query("ehc-plans-issued-in-20-weeks", areas=inside, periods=["2024"])
    held = [figure for figure in figures if figure.value is not None]
    absent = [figure.area_name for figure in figures if figure.value is None]
    assert absent == ["City of London", "Lewisham"]
    assert f"{len(held)} of 33 boroughs have a figure in 2024; without one: City of London (not available) and Lewisham (not available)" in words  # fmt: skip


def test_a_theme_that_is_none_is_not_found_and_near_ones_are_named(site: Client) -> None:
    response = site.get("/reference/catalogue/", {"theme": "timelines"})
    assert response.status_code == 404
    assert "Did you mean timeliness?" in PageText(response.content.decode()).words
    assert site.get("/reference/catalogue/", {"theme": "<script>" * 500}).status_code == 404


# ------------------------------------------------------------------ releases


def test_every_publication_says_how_often_it_comes_and_when_next(site: Client, store: Store) -> None:
    expected = read(site, "/reference/releases/").tables[0]
    for publication in store.catalogue.publications.values():
        publisher, cadence, following = expected[publication.title]
        assert (publisher, cadence, following) == (
            " ".join(publication.publisher.split()), " ".join(publication.cadence.split()), " ".join(publication.next_expected.split())
        )  # fmt: skip


def test_every_file_of_the_build_stands_with_its_whole_checksum(site: Client, store: Store) -> None:
    words = read(site, "/reference/releases/").words
    for file in store.files():
        assert file.sha256 in words
        assert file.path in words


def test_a_release_says_when_it_came_out_what_it_gave_and_what_replaced_it(site: Client, store: Store) -> None:
    tables = read(site, "/reference/releases/").tables
    [releases] = [table for table in tables if "Reporting year 2025, as first published" in table]
    name, day, gave, by = releases["Reporting year 2025, as first published"]
    cells = next(record.observations for record in store.releases() if record.id == OLDER)
    assert (name, day) == (OLDER, "26 June 2025")
    assert gave.startswith(f"{cells:,} cells in ")
    assert re.fullmatch(r"Reporting year 2025, with later corrections \(for \d+ of its \d+ tables\)", by)
    assert releases["Reporting year 2025, with later corrections"][3] == "Nothing: it is in force"


def test_what_changed_is_counted_as_the_list_of_changes_counts_it(site: Client, store: Store) -> None:
    page = read(site, f"/reference/releases/{OLDER}/{NEWER}/")
    wanted = {"E12000007", "E92000001", *store.members("E12000007")}
    changes = [change for change in store.changes(OLDER, NEWER) if change.area_code in wanted]
    assert f"{len(changes):,} published cells about England, London and its boroughs differ" in page.words
    for kind, count in Counter(change.kind for change in changes).items():
        assert f"{count:,} {kind}:" in page.words
    by_area, by_measure = page.tables[:2]
    for code in ("E09000032", "E09000007", "E12000007"):
        of_area = [change for change in changes if change.area_code == code]
        assert by_area[store.area(code).name][-1] == f"{len(of_area):,}"
    by_kind = dict(zip(by_area["Place"], by_area["Wandsworth"], strict=True))
    lost = sum(change.kind == "withdrawn" for change in changes if change.area_name == "Wandsworth")
    assert by_kind["Withdrawn"] == f"{lost:,}"
    assert sum(int(cells[-1].replace(",", "")) for name, cells in by_measure.items() if name != "What is counted") == len(changes)  # fmt: skip


def test_every_comparison_on_offer_is_a_page(site: Client) -> None:
    offered = [link for link in read(site, "/reference/releases/").links.values() if re.fullmatch(r"/reference/releases/[^/]+/[^/]+/", link or "")]  # fmt: skip
    assert f"/reference/releases/{OLDER}/{NEWER}/" in offered
    for link in offered:
        assert "published cells about England" in read(site, link).words


@pytest.mark.parametrize(
    ("older", "newer", "told"),
    [
        (NEWER, OLDER, "is the older of the two: put it first"),
        (OLDER, "ehc-plans-2025-correctd", "Did you mean ehc-plans-2025-corrected"),
        (OLDER, "lait-april-1815", "Did you mean lait-april-2026"),
        (OLDER, "ons-mid-2020", "have no table in common"),
        (OLDER, OLDER, "have no table in common"),
        ("x" * 3000, NEWER, "There is no release"),
    ],
)
def test_releases_that_cannot_be_compared_are_refused_in_words(site: Client, older: str, newer: str, told: str) -> None:
    response = site.get(f"/reference/releases/{older}/{newer}/")
    assert response.status_code == 404
    assert told in PageText(response.content.decode()).words


# ------------------------------------------------------------------ symbols, glossary, quality


def test_each_symbol_is_explained_and_counted(site: Client, store: Store) -> None:
    [table] = read(site, "/reference/symbols/").tables
    counted: Counter[str] = Counter()
    for one in store.absences():
        counted[one.status] += one.count
    assert set(table) == {"Symbol", "z", "x", "c", "low", "u", "missing"}
    for status in ("z", "x", "c", "low", "u"):
        assert table[status][1] == f"{counted[status]:,}"
        assert len(table[status][0]) > 20
    assert table["missing"][1] == "cannot be counted"
    assert counted["x"] > 1_000


def test_the_marks_are_explained_with_the_indicators_that_carry_them(site: Client, store: Store) -> None:
    page = read(site, "/reference/symbols/")
    for indicator in store.catalogue.indicators.values():
        has_rule = indicator.small_denominator is not None and indicator.small_denominator.minimum > 0
        assert (indicator.title in page.links) == has_rule, indicator.id
    assert f"has {len(store.catalogue.amendments)} entries" in page.words


def test_every_word_of_the_glossary_is_explained_and_can_be_linked_to(site: Client, store: Store) -> None:
    page = read(site, "/reference/glossary/")
    words = load_words(store.catalogue).glossary
    assert len(words) >= 45
    ids = {attributes.get("id") for _, attributes in page.elements}
    for entry in words.values():
        assert entry.id in ids
        assert " ".join(entry.meaning.split()) in page.words


def test_the_glossary_has_what_parents_and_councillors_ask_for(store: Store) -> None:
    words = {entry.word for entry in load_words(store.catalogue).glossary.values()}
    assert {"EHC plan", "SEN support", "Primary need", "SEND tribunal", "Dedicated schools grant", "High needs block",
            "Statistical neighbour", "Median", "Percentage point", "95% range", "Coverage", "Amendment"} <= words  # fmt: skip


def test_every_break_agreement_and_warning_is_told(site: Client, store: Store) -> None:
    words = read(site, "/reference/quality/").words
    for indicator in store.catalogue.indicators.values():
        for each in indicator.breaks:
            assert " ".join(each.reason.split()) in words
    for agreement in store.catalogue.agreements.values():
        assert agreement.title in words
        for difference in agreement.known_differences:
            assert difference.reason in words
    for warning in store.warnings():
        assert warning in words


def test_an_exception_is_told_for_each_table_that_is_loaded(site: Client, store: Store) -> None:
    words = read(site, "/reference/quality/").words
    held = {file.source for file in store.files()}
    for source in store.catalogue.sources.values():
        for exception in source.exceptions if source.id in held else ():
            assert " ".join(exception.reason.split()) in words


@pytest.mark.parametrize("address", REFERENCE)
def test_a_site_without_figures_says_so(empty_site: Client, address: str) -> None:
    assert empty_site.get(address).status_code == 503

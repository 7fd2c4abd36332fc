"""One figure taken away from its own page: as a file, as a sentence for a paper, and beside what it is read with."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from goldenthread.hub.evidence.takeaway.formats import FORMATS
from goldenthread.warehouse import Store
from tests.hub.reading import PageText

pytestmark = pytest.mark.usefixtures("fresh_caches")

TIMELY = "/figures/ehc-plans-issued-in-20-weeks/E09000007/2024"
PLANS = "/figures/ehc-plans/E09000025/2025"
PLANS_OF_TEN = "/figures/ehc-plans/E09000007/2025"
PINNED = ["/boroughs/E09000007/", "/dashboards/twenty-weeks/", "/london/", "/indicators/ehc-plans/", f"{TIMELY}/"]


def read(site: Client, address: str) -> PageText:
    response = site.get(address)
    assert response.status_code == 200, address
    return PageText(response.content.decode())


def test_the_citation_says_what_it_is_whose_it_is_and_where_it_can_be_seen_again(site: Client, store: Store) -> None:
    words = read(site, f"{TIMELY}/").words
    title = store.catalogue.indicator("ehc-plans-issued-in-20-weeks").title
    publication = "Department for Education, Education, health and care plans, "
    assert f"{title}, Camden, 2024: 96.6%. {publication}" in words
    assert f"Golden Thread build {store.build.id}, made " in words
    assert f"http://testserver{TIMELY}/?build={store.build.id}" in words


def test_the_pinned_address_leads_to_the_same_figure(site: Client, store: Store) -> None:
    page = read(site, f"{PLANS_OF_TEN}/?breakdown=age%3Dage-10&figures=published")
    pinned = page.links["The address of this figure with today’s figures"]
    assert pinned == f"{PLANS_OF_TEN}/?breakdown=age%3Dage-10&figures=published&build={store.build.id}"
    again = read(site, pinned)
    assert again.words == page.words


def test_the_citation_of_an_amended_figure_says_so(site: Client) -> None:
    assert ": 3,000 (amended: see the address). Department" in read(site, f"{PLANS}/").words
    assert ": 1,199. Department" in read(site, f"{PLANS}/?figures=published").words


def test_london_england_and_the_period_before_stand_beside_it(site: Client, store: Store) -> None:
    found = store.query("ehc-plans-issued-in-20-weeks", ["E09000007", "E12000007", "E92000001"], ["2023", "2024"])
    page = read(site, f"{TIMELY}/")
    table = next(each for each in page.tables if "London" in each)
    assert table["Area"] == ["2023", "2024"]
    for name in ("Camden", "London", "England"):
        values = [f"{each.value:.1f}%" for each in found if each.area_name == name]
        assert [cell.split(", ")[-1] for cell in table[name]] == values
    assert "Beside London, England and the period before" in page.words


def test_numbers_of_areas_of_other_size_are_not_to_be_compared(site: Client) -> None:
    assert "A larger area has a larger number" in read(site, f"{PLANS}/").words
    assert "A larger area has a larger number" not in read(site, f"{TIMELY}/").words


def test_the_first_period_and_london_itself_stand_alone(site: Client, store: Store) -> None:
    first = store.periods("ehc-plans-issued-in-20-weeks")[0]
    page = read(site, f"/figures/ehc-plans-issued-in-20-weeks/E12000007/{first}/")
    assert "Beside London and England" in page.words
    table = next(each for each in page.tables if "England" in each)
    assert len(table["London"]) == 1


@pytest.mark.parametrize("ending", list(FORMATS))
def test_the_figure_is_given_in_every_format(site: Client, ending: str, store: Store) -> None:
    page = read(site, f"{TIMELY}/")
    [address] = {href for words, href in page.links.items() if f".{ending}?build=" in href}
    response = site.get(address)
    assert response.status_code == 200
    named = f"ehc-plans-issued-in-20-weeks-E09000007-2024-{store.build.id}.{ending}"
    assert f'"{named}"' in response["Content-Disposition"]


def test_the_file_has_the_one_figure_with_its_cell_and_its_way_back(site: Client, store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(site.get(f"{TIMELY}.csv").content.decode("utf-8-sig"))))
    assert [(row["area_code"], row["period"], row["value"]) for row in rows] == [("E09000007", "2024", "96.6")]
    told = json.loads(site.get(f"{TIMELY}.json").content)
    assert told["figure"] == "ehc-plans-issued-in-20-weeks/E09000007/2024"
    assert told["generated_from"] == f"http://testserver{TIMELY}/?build={store.build.id}"


def test_the_file_of_a_breakdown_and_of_the_figure_as_published(site: Client) -> None:
    asked = site.get(f"{PLANS_OF_TEN}.json?breakdown=age%3Dage-10").content
    assert [each["breakdown"] for each in json.loads(asked)["figures"]] == ["age=age-10"]
    assert [each["value"] for each in json.loads(site.get(f"{PLANS}.json").content)["figures"]] == [3000]
    assert [each["value"] for each in json.loads(site.get(f"{PLANS}.json?figures=published").content)["figures"]] == [
        1199
    ]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{TIMELY}.pdf", 404),
        (f"{TIMELY}.csv?figures=best", 400),
        (f"{TIMELY}.csv?build=aaaaaaaaaaaa", 410),
        ("/figures/nothing/E09000007/2024.csv", 404),
        ("/figures/ehc-plans/E09000007/1924.csv", 404),
        ("/figures/ehc-plans/Atlantis/2025.csv", 404),
    ],
)
def test_a_file_of_no_figure_is_refused(site: Client, address: str, status: int) -> None:
    assert site.get(address).status_code == status


@pytest.mark.parametrize("address", PINNED)
def test_every_view_prints_the_address_that_leads_back_to_its_figures(site: Client, store: Store, address: str) -> None:
    words = read(site, address).words
    printed = words.split("These figures can be seen at ")[1].split()[0]
    assert printed.startswith("http://testserver/")
    assert f"build={store.build.id}" in printed
    assert site.get(printed.removeprefix("http://testserver")).status_code == 200


def test_a_page_kept_for_one_host_is_not_shown_with_its_address_to_another(site: Client) -> None:
    assert "http://testserver/boroughs/" in read(site, PINNED[0]).words
    response = site.get(PINNED[0], headers={"host": "localhost"})
    assert "http://localhost/boroughs/" in PageText(response.content.decode()).words

from __future__ import annotations

import re

import pytest
from django.test import Client

from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from tests.hub.reading import PageText

pytestmark = pytest.mark.usefixtures("fresh_caches")


def read(site: Client, address: str) -> PageText:
    response = site.get(address)
    assert response.status_code == 200
    return PageText(response.content.decode())


def test_the_four_cards_show_the_golden_figures(site: Client) -> None:
    words = read(site, "/").words
    for told in (
        "638,745 Up 10.8% on 576,474 in January 2024 The year before: up 11.5%",
        "100,917 Up 7.9% on 93,539 in January 2024 The year before: up 9.3%",
        "97,747 Up 15.8% on 84,428 in 2023 The year before: up 26.6%",
        "14,037 Up 9.7% on 12,799 in 2023 The year before: up 27.0%",
        "154,489 Up 11.8% on 138,242 in 2023 The year before: up 20.8%",
        "21,583 Up 10.8% on 19,488 in 2023 The year before: up 15.1%",
        "1,284,284 Up 3.7% on 1,238,851 in January 2024",
        "189,608 Up 2.5% on 184,980 in January 2024",
    ):
        assert told in words


def test_the_amended_figure_stands_beside_the_published_one_with_its_reason_a_click_away(site: Client) -> None:
    page = read(site, "/")
    assert "London Amended 100,917" in page.words
    assert "Published 99,116 (up 6.0%); used 100,917." in page.words
    why = page.links["Why it was amended (EHC plans in force, London)"]
    ledger = PageText(site.get(why.split("#")[0]).content.decode())
    assert why.split("#")[1] in {attrs.get("id") for _, attrs in ledger.elements}


def test_the_switch_shows_the_figures_exactly_as_published(site: Client) -> None:
    page = read(site, read(site, "/").links["As published"])
    assert "99,116 Up 6.0% on 93,539" in page.words
    assert "100,917" not in page.words
    assert "Amended" not in page.words


def test_transcribed_figures_say_so(site: Client) -> None:
    assert read(site, "/").words.count("Transcribed: copied by hand") == 2


def test_each_figure_says_how_many_authorities_have_one_of_their_own(site: Client) -> None:
    words = read(site, "/").words
    assert words.count("All 33 authorities have a figure.") == 3
    assert words.count("none of the 33 authorities has a figure of its own in this source.") == 1
    assert words.count("All 153 authorities have a figure.") == 3


def test_what_is_missing_is_named_in_plain_words_and_how_to_load_it_is_left_to_another_page(site: Client) -> None:
    from goldenthread.warehouse import open_store

    page, missing = read(site, "/"), open_store().not_loaded()
    assert missing
    about = read(site, page.links["How they can be added"])
    for source in missing:
        assert source.title in page.words
        assert source.how_to_load not in page.words
        assert " ".join(source.how_to_load.split()) in about.words


def test_every_figure_leads_to_its_own_page(site: Client) -> None:
    links = [href for text, href in read(site, "/").links.items() if text.startswith("About this figure")]
    assert len(links) == 8
    assert {site.get(href).status_code for href in links} == {200}


def test_every_link_on_the_page_leads_somewhere(site: Client) -> None:
    own = [href for href in read(site, "/").links.values() if href.startswith("/")]
    answers = {href: site.get(href.split("#")[0]) for href in own}
    members = answers.pop("/members/")
    assert members["Location"] == "/account/login/?next=/members/"  # for those who sign in
    assert {answer.status_code for answer in answers.values()} == {200}


def test_the_page_says_which_build_it_shows_and_when_that_was_made(site: Client) -> None:
    from goldenthread.warehouse import open_store

    build = open_store().build
    assert f"Build {build.id}, made" in read(site, "/").words
    assert f"build {build.id}" in site.get("/about/data/").content.decode().replace('<span class="gt-code">', "")


def test_what_is_not_loaded_is_said(site: Client) -> None:
    from goldenthread.warehouse import open_store

    words = read(site, "/about/data/").words
    missing = open_store().not_loaded()
    assert all(source.title in words for source in missing)
    assert ("Every source that is defined is loaded." in words) == (not missing)


def test_a_reader_goes_from_the_front_page_to_the_page_of_their_borough(site: Client, store: Store) -> None:
    content = site.get("/").content.decode()
    form = re.search(r'<form[^>]*action="/boroughs/".*?</form>', content, re.DOTALL)
    assert form
    assert '<label class="govuk-label" for="area">Your borough</label>' in form.group()
    offered = re.findall(r'<option value="(E09\d{6})"', form.group())
    assert offered == list(store.members("E12000007"))
    answer = site.get("/boroughs/", {"area": "E09000018"})
    assert (answer.status_code, answer["Location"]) == (302, "/boroughs/E09000018/")
    assert site.get("/boroughs/", {"area": ""}).status_code == 200


def test_the_kind_of_figures_goes_with_the_reader_to_their_borough(site: Client) -> None:
    form = site.get("/", {"figures": "published"}).content.decode().split('action="/boroughs/"')[1].split("</form>")[0]
    assert '<input type="hidden" name="figures" value="published">' in form
    answer = site.get("/boroughs/", {"area": "E09000018", "figures": "published"})
    assert answer["Location"] == "/boroughs/E09000018/?figures=published"


def test_each_card_says_which_way_is_good(site: Client) -> None:
    cards = site.get("/").content.decode().split('<section class="gt-card"')[1:]
    assert len(cards) == 4
    for card in cards:
        assert re.search(r"Neither|Higher is better|Lower is better", PageText(card).words)


def test_the_front_page_leads_to_needs_and_to_costs_with_their_questions(site: Client) -> None:
    page = read(site, "/")
    known = load_dashboards(load_catalogue())
    named = [name for group in known.groups for name in group.front_page]
    assert {"ehc-plan-needs", "high-needs-spending", "dsg"} <= set(named)
    for name in named:
        assert page.links[known.pages[name].title] == f"/dashboards/{name}/"
        assert known.pages[name].question in page.words
    published = read(site, "/?figures=published")
    assert published.links[known.pages["dsg"].title] == "/dashboards/dsg/?figures=published"

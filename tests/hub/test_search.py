"""Search: a borough's answer from words as people type them, and never a fault from what anybody types."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import caches
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.hub.evidence.search import Found, search
from goldenthread.hub.evidence.search_index import Nearest, distance, index_of, words_of
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from tests.hub.reading import PageText

CAMDEN, NEWHAM, CITY, ISLINGTON = "E09000007", "E09000025", "E09000001", "E09000019"


def found(store: Store, text: str) -> dict[str, list[str]]:
    """Ids by kind, best first."""
    answer = search(store, text)
    return {kind: [e.id for e in answer.of(kind, 8)] for kind in ("dashboard", "indicator", "word", "help")}


def asked(site: Client, text: str) -> PageText:
    """The page that answers a search."""
    response = site.get("/search/", {"q": text})
    assert response.status_code == 200
    return PageText(response.content.decode())


def areas(answer: Found) -> list[str]:
    return [area.name for area in answer.question.areas]


# ------------------------------------------------------------------ a borough and a question


def test_a_borough_and_twenty_weeks_lead_to_both_pages_set_to_the_borough(site: Client) -> None:
    page = asked(site, "camden 20 weeks")
    assert page.links["Plans issued within 20 weeks"] == f"/dashboards/twenty-weeks/?area={CAMDEN}"
    indicator = page.links["EHC plans issued within 20 weeks, without exceptions"]
    assert indicator == f"/indicators/ehc-plans-issued-in-20-weeks/?area={CAMDEN}"


def test_the_answer_itself_stands_on_the_page_of_results_with_its_direction(site: Client, store: Store) -> None:
    page = asked(site, "camden 20 weeks")
    figure = store.query("ehc-plans-issued-in-20-weeks", areas=[CAMDEN], periods=["2024"])[0]
    assert f"Camden, 2024: {figure.value}%, against 66.9% in London and 46.4% in England." in page.words
    assert "Higher is better." in page.words
    assert page.links["About this figure"] == f"/figures/ehc-plans-issued-in-20-weeks/{CAMDEN}/2024/"


def test_a_need_sets_the_breakdown_of_the_indicators_that_have_it(site: Client) -> None:
    page = asked(site, "newham autism")
    link = page.links["Primary need profile of EHC plans: Autistic spectrum disorder"]
    assert parse_qs(urlsplit(link).query) == {"area": [NEWHAM], "breakdown": ["need=asd"]}
    assert page.links["Needs of children with EHC plans"].startswith(f"/dashboards/ehc-plan-needs/?area={NEWHAM}")
    assert "Newham, January 2025: 42.3%" in page.words


def test_girls_set_the_dashboards_that_can_be_asked_of_girls(site: Client) -> None:
    page = asked(site, "camden girls 20 weeks")
    link = page.links["Plans issued within 20 weeks: Female"]
    assert parse_qs(urlsplit(link).query) == {"area": [CAMDEN], "breakdown": ["sex=female"]}


def test_every_link_of_the_results_leads_to_a_page(site: Client) -> None:
    for text in ("camden 20 weeks", "newham autism", "hackney girls autism 2024", "bristol absence", "inner london plans",
                 "camden islington suspensions", "kent", "glossary", "city of london", "2023 requests", "wes"):  # fmt: skip
        for words, link in asked(site, text).links.items():
            if link.startswith("/") and link != "/members/":  # which asks who it is first
                assert site.get(link).status_code == 200, (text, words, link)


def test_a_borough_alone_leads_to_its_page_and_to_where_to_begin(site: Client, store: Store) -> None:
    page = asked(site, "Camden")
    assert "Camden" in page.links
    assert "Begin here for Camden" in page.words
    start = index_of(store.catalogue).words.search.start
    begun = [link for link in page.links.values() if link.startswith("/dashboards/") and f"area={CAMDEN}" in link]
    assert {urlsplit(link).path for link in begun} >= {f"/dashboards/{name}/" for name in start}


def test_two_boroughs_are_compared_with_each_other(site: Client) -> None:
    link = asked(site, "camden islington 20 weeks").links["Plans issued within 20 weeks"]
    assert parse_qs(urlsplit(link).query) == {"area": [CAMDEN], "place": [CAMDEN, ISLINGTON]}


def test_a_year_is_chosen_where_the_page_has_it_and_left_out_where_not(site: Client) -> None:
    page = asked(site, "camden 20 weeks 2022")
    assert page.links["Plans issued within 20 weeks"].endswith("period=2022")
    assert "Camden, 2022:" in page.words
    assert "period" not in asked(site, "camden 20 weeks 1999").links.get("Plans issued within 20 weeks", "")


def test_a_larger_area_becomes_the_comparison(site: Client) -> None:
    assert asked(site, "inner london absence").links["Absence of pupils with plans"].endswith("?compare=E13000001")
    assert asked(site, "london absence").links["Absence of pupils with plans"] == "/dashboards/absence-with-plans/"


def test_an_authority_outside_london_is_answered_too(site: Client) -> None:
    page = asked(site, "bristol 20 weeks")
    assert page.links["Plans issued within 20 weeks"] == "/dashboards/twenty-weeks/?area=E06000023"
    indicator = page.links["EHC plans issued within 20 weeks, without exceptions"]
    assert indicator == "/indicators/ehc-plans-issued-in-20-weeks/?area=E06000023"


def test_an_absent_answer_is_said_in_words_and_explained(site: Client) -> None:
    page = asked(site, "city of london 20 weeks")
    assert "City of London, 2024: not available" in page.words
    assert "It is not zero." in page.words


def test_an_amended_answer_says_so(site: Client) -> None:
    page = asked(site, "newham ehcp")
    assert "Newham, January 2025: 3,000 (amended)." in page.words
    assert "corrected by the alliance" in page.words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how long does it take to get a plan hackney", "without exceptions Hackney, 2024: 43.3%, against 66.9% in London"),
        ("waiting times ehcp hackney", "without exceptions Hackney, 2024: 43.3%, against 66.9% in London"),
        ("ehcp late", "without exceptions London, 2024: 66.9%"),
        ("tribunal hackney", "SEND appeals registered with the tribunal Hackney, 2025: 106."),
        ("appeal refused plan hackney", "SEND appeal rate, original method Hackney, 2024:"),
        ("school transport hackney", "per EHC plan Hackney, 2023-24: £1,475, against £2,312 in London"),
        ("how many children wait for speech therapy", "speech and language therapy, percentage London, October 2023: 27.6%"),
        ("autism numbers hackney", "EHC plans by primary need: Autistic spectrum disorder Hackney, January 2025: 1,"),
    ],
)  # fmt: skip
def test_what_a_parent_asks_is_answered_first(site: Client, text: str, told: str) -> None:
    assert told in asked(site, text).words


def test_no_direction_stands_beside_a_size_or_a_surplus(site: Client) -> None:
    for text in ("DSG deficit barnet", "review decisions outstanding hackney"):
        assert "is better" not in asked(site, text).words


# ------------------------------------------------------------------ other words for the same thing


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("late", "dashboard", "twenty-weeks"),
        ("is my plan late", "dashboard", "twenty-weeks"),
        ("EHCP", "indicator", "ehc-plans"),
        ("overspend", "dashboard", "dsg"),
        ("high needs money", "dashboard", "high-needs-spending"),
        ("cost of transport", "dashboard", "sen-transport"),
        ("taxis", "dashboard", "sen-transport"),
        ("autism", "dashboard", "ehc-plan-needs"),
        ("excluded", "dashboard", "suspensions"),
        ("attendance of pupils with plans", "dashboard", "absence-with-plans"),
        ("appeals", "dashboard", "mediation-and-tribunal"),
        ("court", "dashboard", "mediation-and-tribunal"),
        ("refused", "indicator", "refusals-to-assess"),
        ("home schooling", "indicator", "plans-in-elective-home-education"),
        ("ofsted", "dashboard", "inspections"),
        ("children in care", "dashboard", "looked-after"),
        ("speech therapy", "dashboard", "therapy-waits"),
        ("how many children have a plan", "dashboard", "number-of-ehc-plans"),
        ("children in need", "dashboard", "children-in-need"),
        ("children in need", "word", "child-in-need"),
        ("EHC11", "indicator", "ehc-plans-issued-in-20-weeks"),
        ("what is a tribunal", "word", "tribunal"),
        ("statistical neighbours", "word", "statistical-neighbour"),
        ("glossary", "help", "glossary"),
        ("what does x mean", "help", "symbols"),
        ("amendments", "help", "amendments"),
        ("when are new figures expected", "help", "releases"),
    ],
)
def test_what_people_say_finds_what_the_pages_call_it(store: Store, text: str, kind: str, first: str) -> None:
    assert found(store, text)[kind][0] == first


@pytest.mark.parametrize(
    ("text", "read_as"),
    [("autizm", "autism"), ("tribunl", "tribunal"), ("trasnport", "transport"), ("exclusoin", "exclusion")],
)
def test_a_misspelt_word_is_read_as_the_nearest_and_the_page_says_so(site: Client, text: str, read_as: str) -> None:
    page = asked(site, text)
    assert f"Nothing is called “{text}”" in page.words
    assert f"“{read_as}”" in page.words
    assert "Nothing was found" not in page.words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("camdn", "Camden"), ("hamersmith and fulam", "Hammersmith and Fulham"), ("Hammersmith & Fulham", "Hammersmith and Fulham"),
        ("towerhamlets", "Tower Hamlets"), ("waltham forrest", "Waltham Forest"), ("kingston", "Kingston upon Thames"),
        ("richmond", "Richmond upon Thames"), ("RBKC", "Kensington and Chelsea"), ("E09000007", "Camden"), ("202", "Camden"),
        ("wand", "Wandsworth"), ("outer london", "Outer London"), ("isligton", "Islington"),
    ],
)  # fmt: skip
def test_a_place_is_known_by_its_other_names_and_misspelt(store: Store, text: str, name: str) -> None:
    assert areas(search(store, text)) == [name]


def test_every_borough_is_found_by_its_name_with_a_question(store: Store) -> None:
    for code in store.members("E12000007"):
        answer = search(store, f"{store.area(code).name.upper()} twenty weeks")
        assert [area.code for area in answer.question.areas] == [code]
        assert answer.entries[0].id in ("twenty-weeks", "ehc-plans-issued-in-20-weeks")


def test_a_place_that_is_also_a_word_is_a_word(store: Store) -> None:
    answer = search(store, "reading writing maths")
    assert areas(answer) == []
    assert "ks2-expected-standard" in [entry.id for entry in answer.entries]


def test_a_beginning_that_several_boroughs_share_offers_them_all(site: Client) -> None:
    page = asked(site, "barn bark")
    assert "Several places begin like this" in page.words
    assert {"Barnet", "Barking and Dagenham"} <= set(page.links)


def test_every_dashboard_and_indicator_is_the_first_found_by_its_own_title(store: Store) -> None:
    for page in load_dashboards(load_catalogue()).pages.values():
        assert page.id in found(store, page.title)["dashboard"][:2], page.title
    for indicator in load_catalogue().indicators.values():
        assert indicator.id in found(store, indicator.title)["indicator"][:2], indicator.title


def test_words_that_are_not_all_there_find_what_has_most_of_them_and_say_so(site: Client) -> None:
    page = asked(site, "camden tribunal zebra")
    assert "Nothing has all of these words" in page.words
    assert "Mediation and tribunal" in page.links
    assert "About this figure" not in page.links  # half a match is no answer


def test_a_word_of_the_glossary_is_explained_at_once(site: Client) -> None:
    page = asked(site, "percentage point")
    assert "The unit of the difference between two percentages." in page.words
    assert page.links["In the glossary"] == "/reference/glossary/#percentage-point"


# ------------------------------------------------------------------ nothing, and worse


def test_nothing_found_says_what_to_try(site: Client) -> None:
    page = asked(site, "zzzqqq")
    assert "Nothing was found for “zzzqqq”" in page.words
    assert "Try fewer words" in page.words
    assert page.links["camden 20 weeks"] == "/search/?q=camden+20+weeks"


def test_an_empty_search_is_a_page_with_examples(site: Client) -> None:
    for address in ("/search/", "/search/?q=", "/search/?q=%20%20", "/search/?Q=camden"):
        page = PageText(site.get(address).content.decode())
        assert "Some searches to try" in page.words
        assert "Nothing was found" not in page.words


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\x00", "camden\x00 20 weeks", "\u202ekcab", "👩‍👧‍👦🧵", "x" * 10_000,
    "camden " * 2_000, "' OR 1=1 --", "{{ 7*7 }}", "%s%n", "../../etc/passwd", "\ud7ff\uffff", "٢٠ أسابيع", "ǅ" * 300, "&amp;", "†",
    "a " * 5_000, "\r\nSet-Cookie: a=b", "20" * 500, "\u200b" * 1_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_and_endless_text_gets_a_clear_page(site: Client, text: str) -> None:
    response = site.get("/search/", {"q": text})
    assert response.status_code == 200
    content = response.content.decode()
    assert "<script>alert" not in content
    assert "<img src=x" not in content
    assert "\x00" not in content
    assert "\u202e" not in content
    assert len(content) < 40_000
    assert "<h1" in content


def test_what_is_left_out_of_an_endless_search_is_said(site: Client) -> None:
    page = asked(site, "camden 20 weeks " + "and so on " * 100)
    assert "only its first words were searched for" in page.words


def test_the_words_typed_stay_in_the_box_as_text(site: Client) -> None:
    content = site.get("/search/", {"q": 'camden "20" <weeks>'}).content.decode()
    assert 'value="camden &quot;20&quot; &lt;weeks&gt;"' in content


@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all_has_a_page(site: Client, text: str) -> None:
    assert site.get("/search/", {"q": text}).status_code == 200


def test_broken_bytes_in_the_address_have_a_page(site: Client) -> None:
    assert site.get("/search/?q=%ff%fe%00camden").status_code == 200


def test_searches_are_not_kept(site: Client, fresh_caches: None) -> None:
    asked(site, "camden 20 weeks")
    kept = caches["pages"]._cache  # type: ignore[attr-defined]
    assert not [key for key in kept if "search" in key]


def test_only_reading_is_allowed(site: Client) -> None:
    assert site.post("/search/", {"q": "camden"}).status_code == 405


def test_a_search_takes_under_twenty_thousandths_of_a_second(store: Store) -> None:
    texts = ["camden 20 weeks", "newham autism", "how many plans does my borough have", "zzzqqq xqzzy", *HOSTILE]
    search(store, "warm")
    taken = []
    for text in texts:
        best = min(_seconds(store, text) for _ in range(3))
        taken.append((best, text[:30]))
    assert max(taken)[0] < 0.020, max(taken)


def _seconds(store: Store, text: str) -> float:
    start = time.perf_counter()
    search(store, text)
    return time.perf_counter() - start


# ------------------------------------------------------------------ on every page


@pytest.mark.parametrize(
    "address", ["/", "/dashboards/", "/indicators/", "/amendments/", "/reference/", "/nowhere/", "/?figures=guessed"]
)
def test_every_page_has_the_search_in_its_header(site: Client, address: str) -> None:
    content = site.get(address).content.decode()
    header = content[content.index("<header") : content.index("</header>")]
    assert re.search(r'<form[^>]*method="get"[^>]*action="/search/"', header)
    assert '<label class="gt-search__label" for="site-search">' in header
    assert re.search(r'<input[^>]*id="site-search"[^>]*name="q"', header)
    assert "<button" in header


def test_a_site_without_figures_says_so_rather_than_finding_nothing(empty_site: Client) -> None:
    assert empty_site.get("/search/", {"q": "camden"}).status_code == 503


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("EHC Plans", ["ehc", "plan"]), ("Authorities’ budgets", ["authority", "budget"]), ("borough's", ["borough"]),
        ("20-week", ["20", "week"]), ("Café", ["cafe"]), ("children", ["child"]), ("bus", ["bus"]), ("", []), ("☃", []),
    ],
)  # fmt: skip
def test_words_are_compared_without_case_accents_and_endings(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("camden", "camden", 0),
        ("camdn", "camden", 1),
        ("camdne", "camden", 1),
        ("camd", "camden", 2),
        ("brent", "camden", 3),
    ],
)
def test_the_distance_of_two_words_counts_changed_added_left_out_and_swapped_letters(
    one: str, other: str, far: int
) -> None:
    assert distance(one, other, 2) == far


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_the_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 2) == distance(other, one, 2)


def test_short_words_and_numbers_are_never_corrected() -> None:
    near = Nearest(["cats", "cards", "2024"])
    assert near.to("car")[0] == []
    assert near.to("2025")[0] == []
    assert near.to("card") == (["cards"], 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what does SEMH mean", "Social, emotional and mental health"),
        ("slcn", "Speech, language and communication needs"),
        ("MLD meaning", "Moderate learning difficulty"),
        ("what does asd stand for", "Autistic spectrum disorder"),
        ("what does DSG mean", "Dedicated schools grant"),
    ],
)
def test_a_short_name_is_answered_with_what_it_means(site: Client, typed: str, meant: str) -> None:
    content = site.get("/search/", {"q": typed}).content.decode()
    assert re.search(rf'id="meaning">{meant}</h2>', content)

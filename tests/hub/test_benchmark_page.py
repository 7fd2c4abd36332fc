from __future__ import annotations

import re
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from goldenthread.warehouse import Store
from tests.hub.reading import PageText

pytestmark = pytest.mark.usefixtures("fresh_caches")

TIMELINESS = "/indicators/ehc-plans-issued-in-20-weeks/"
CAMDEN = f"{TIMELINESS}?area=E09000007&period=2024"


def read(site: Client, address: str) -> PageText:
    response = site.get(address)
    assert response.status_code == 200, address
    return PageText(response.content.decode())


def test_the_heading_states_the_finding(site: Client) -> None:
    finding = "Camden issued 96.6% of plans within 20 weeks in 2024, against 66.9% in London and 46.4% in England"
    html = site.get(CAMDEN).content.decode()
    assert f'<h1 class="govuk-heading-l">{finding}</h1>' in html
    assert "<strong>Higher is better</strong>: more families" in html


def test_the_table_has_all_33_boroughs_with_london_and_england(site: Client, store: Store) -> None:
    table = read(site, CAMDEN).tables[0]
    names = {store.area(code).name for code in store.members("E12000007")}
    shown = {heading.split(" neighbour ")[0].removesuffix(" chosen") for heading in table}
    assert len(names) == 33
    assert names | {"London", "England"} <= shown


def test_withdrawn_figures_are_shown_as_not_available_and_never_as_zero(site: Client) -> None:
    table = next(t for t in read(site, CAMDEN).tables if any(h.startswith("Lewisham") for h in t))
    lewisham = next(cells for heading, cells in table.items() if heading.startswith("Lewisham"))
    assert lewisham[0] == "About this figure: Lewisham, 2024, not available"
    assert not re.search(r"(?<!\d)0\.0%", site.get(CAMDEN).content.decode())


def test_coverage_says_how_many_boroughs_london_stands_on(site: Client) -> None:
    assert (
        "London: published for the area as a whole; 31 of 33 authorities have a figure of their own; "
        "without one: City of London (not available) "
        "and Lewisham (not available)." in read(site, CAMDEN).words
    )


def test_the_ten_neighbours_are_listed_wherever_in_england_they_are(site: Client, store: Store) -> None:
    page = read(site, f"{TIMELINESS}?area=E09000025")
    table = next(t for t in page.tables if any("chosen" in heading for heading in t) and len(t) <= 14)
    neighbours = {store.area(n.neighbour_code).name for n in store.neighbours("E09000025")}
    assert len(neighbours) == 10
    assert all(any(heading.startswith(name) for heading in table) for name in neighbours)


def test_the_table_behind_the_lines_has_every_period(site: Client, store: Store) -> None:
    table = read(site, CAMDEN).tables[2]
    assert [h for h in table if h != "Period"] == list(reversed(store.periods("ehc-plans-issued-in-20-weeks")))


def test_a_past_period_is_chosen_in_the_address(site: Client, store: Store) -> None:
    (figure,) = store.query("ehc-plans-issued-in-20-weeks", areas=["E09000007"], periods=["2022"])
    words = read(site, f"{TIMELINESS}?area=E09000007&period=2022").words
    assert f"Camden issued {figure.value}% of plans within 20 weeks in 2022" in words


def test_every_value_of_the_page_leads_to_its_own_page(site: Client) -> None:
    links = [href for text, href in read(site, CAMDEN).links.items() if text.startswith("About this figure")]
    assert len(links) > 80
    assert {site.get(href).status_code for href in links[::25]} == {200}


def test_the_form_works_by_address_alone(site: Client) -> None:
    page = read(site, TIMELINESS)
    names = {attrs["name"] for tag, attrs in page.elements if tag == "select"}
    form = next(attrs for tag, attrs in page.elements if tag == "form" and attrs.get("class") == "gt-controls")
    assert (form["method"], names) == ("get", {"area", "compare", "period", "breakdown"})
    assert "action" not in form, "it leads back to the page's own address"
    assert site.get(TIMELINESS, {"area": "", "period": "2024"}).status_code == 200


def test_an_authority_outside_london_stands_beside_its_own_choice_of_places(site: Client) -> None:
    page = read(site, f"{TIMELINESS}?area=Hartlepool&place=Bristol&place=Leeds")
    assert "Hartlepool issued" in page.words
    assert {"Hartlepool chosen", "Leeds", "London", "England"} <= set(page.tables[0])
    assert "Camden" not in page.tables[0]


@pytest.mark.parametrize("typed", ["Bristol", "Bristol, City of", "Bristol, City of,Leeds", "Leeds, Bristol"])
def test_another_authority_is_typed_beside_the_boroughs_chosen(site: Client, typed: str) -> None:
    page = read(site, f"{TIMELINESS}?{urlencode({'place': ['Camden', typed]}, doseq=True)}")
    assert {"Camden", "Bristol, City of"} <= set(page.tables[0])
    field = next(attrs for tag, attrs in page.elements if attrs.get("id") == "other-place")
    assert (field["name"], field["type"]) == ("place", "text")
    assert "can be added to the address" not in page.words


def test_a_sub_region_or_an_icb_can_be_compared(site: Client, store: Store) -> None:
    page = read(site, f"{TIMELINESS}?compare=icb-north-central-london")
    members = {store.area(code).name for code in store.members("icb-north-central-london")}
    assert members < set(page.tables[0])
    assert "authorities of NHS North Central London ICB" in page.words


def test_a_view_can_be_pinned_to_the_build_it_was_seen_with(site: Client, store: Store) -> None:
    page = read(site, f"{TIMELINESS}?area=Camden&period=2024")
    pinned = page.links["The address of this view with today’s figures"]
    assert f"build={store.build.id}" in pinned
    assert "period=2024" in pinned or "2024" not in store.periods("ehc-plans-issued-in-20-weeks")[:-1]
    assert "You are looking at figures that were kept" in read(site, pinned).words
    assert site.get(f"{TIMELINESS}?build=000000000000").status_code == 410


def test_figures_as_published_stay_chosen_through_the_form(site: Client) -> None:
    page = read(site, "/indicators/ehc-plans/?area=E09000025&figures=published")
    assert "Newham had 1,199 EHC plans in January 2025" in page.words
    assert ("input", {"type": "hidden", "name": "figures", "value": "published"}) in page.elements
    assert "Newham had 3,000 EHC plans in January 2025" in read(site, "/indicators/ehc-plans/?area=E09000025").words


def test_a_breakdown_is_chosen_in_the_address_and_stays_chosen(site: Client) -> None:
    page = read(site, "/indicators/ehc-plans/?area=E09000007&breakdown=age%3Dage-10")
    assert (
        "EHC plans (10) in January 2025: Camden " in page.words
        or "EHC plans (Age 10) in January 2025: Camden " in page.words
    )
    assert ("option", {"value": "age=age-10", "selected": None}) in page.elements
    assert "breakdown=age%3Dage-10" in page.links["Every figure on this page (CSV)"]


def offered(page: PageText) -> list[str]:
    """The keys of the breakdowns that the page's form offers."""
    options = [attrs["value"] or "" for tag, attrs in page.elements if tag == "option"]
    return [value for value in options if "=" in value]


def test_whom_the_figures_are_about_is_chosen_from_a_list_grouped_by_topic(site: Client, store: Store) -> None:
    page = read(site, "/indicators/ehc-plans/")
    single = [
        f"{topic}={item}" for held in store.breakdowns("ehc-plans") if len(held) == 1 for topic, item in held.items()
    ]
    assert "About whom" in page.words
    assert offered(page) == single
    groups = [attrs["label"] for tag, attrs in page.elements if tag == "optgroup"]
    assert groups[:2] == [store.catalogue.vocabularies[topic].title for topic in ("age", "age-at-start")]


def test_every_breakdown_on_offer_has_a_page(site: Client, store: Store) -> None:
    for key in offered(read(site, "/indicators/ehc-plans/"))[::20]:
        words = read(site, f"/indicators/ehc-plans/?breakdown={quote(key)}").words
        assert "This build holds no figures" not in words


def test_a_combination_of_topics_in_the_address_stays_chosen_though_none_is_offered(site: Client, store: Store) -> None:
    held = next(items for items in store.breakdowns("ehc-plans") if len(items) == 2)
    key = ",".join(f"{topic}={item}" for topic, item in sorted(held.items()))
    page = read(site, f"/indicators/ehc-plans/?breakdown={quote(key)}")
    assert [each for each in offered(page) if "," in each] == [key]
    assert ("option", {"value": key, "selected": None}) in page.elements


def test_an_indicator_without_breakdowns_asks_nothing_about_them(site: Client) -> None:
    assert "About whom" not in read(site, "/indicators/ehc-plans-growth/").words


def test_an_indicator_without_a_total_shows_one_of_its_breakdowns(site: Client, store: Store) -> None:
    page = read(site, "/indicators/ehc-plans-need-share/")
    assert offered(page)[0] == "need=asd"
    assert ("option", {"value": "need=asd", "selected": None}) in page.elements
    assert "This build holds no figures" not in page.words


def test_a_period_that_the_breakdown_has_not_is_not_passed_over_in_silence(site: Client, store: Store) -> None:
    periods, every = store.periods("ehc-plans", "placement=special-free"), store.periods("ehc-plans")
    assert every[-1] not in periods
    asked = f"breakdown={quote('placement=special-free')}&period={every[-1]}"
    words = read(site, f"/indicators/ehc-plans/?{asked}").words
    assert f"There are no such figures for {every[-1]}. These are for January {periods[-1]}." in words
    assert site.get(f"/indicators/ehc-plans.csv?{asked}").status_code == 400


@pytest.mark.parametrize("name", ["Camden", "camden", "202", "E09000007"])
def test_a_borough_may_be_named_by_name_number_or_code(site: Client, name: str) -> None:
    page = read(site, f"{TIMELINESS}?area={name}")
    assert "Camden issued 96.6% of plans" in page.words
    assert ("option", {"value": "E09000007", "selected": None}) in page.elements


def test_figures_that_leave_an_amendment_out_are_marked_and_say_why(site: Client) -> None:
    page = read(site, "/indicators/personal-budgets-percent/?area=E09000025&period=2025")
    newham = next(cells for heading, cells in page.tables[0].items() if heading.startswith("Newham"))
    assert newham[0].endswith("not amended")
    assert (
        "“not amended” means: a count behind the figure, or the total of the return that it rests on, is amended on other pages"
        in page.words
    )
    assert "both parts of a share must come from the same return" in page.words
    as_published = read(site, "/indicators/personal-budgets-percent/?area=E09000025&period=2025&figures=published")
    assert "not amended" not in as_published.words


def test_a_part_of_an_amended_total_says_that_only_the_total_was_corrected(site: Client) -> None:
    words = read(site, "/indicators/ehc-plans/?area=E09000025&period=2025&breakdown=age%3Dage-10").words
    assert "only the total was corrected" in words


def test_the_drawing_and_the_table_say_the_same(site: Client) -> None:
    for address in (CAMDEN, "/indicators/dsg-cumulative-deficit-percent/?area=E09000017"):
        page = read(site, address)
        rows = {heading: cells[0] for heading, cells in page.tables[0].items() if heading != "Borough"}
        assert len(rows) == 35
        for heading, cell in rows.items():
            area = re.sub(r" (neighbour .*|chosen)$", "", heading)
            assert f"{area}: {cell.split(', ')[-1]}" in page.words  # as the narrow drawing writes it


def test_every_indicator_has_a_page_with_and_without_a_borough(site: Client, store: Store) -> None:
    for place, indicator in enumerate(store.catalogue.indicators):
        query = "?area=E09000001" if place % 2 else ""  # the City of London, which lacks the most
        page = read(site, f"/indicators/{indicator}/{query}")
        assert "None" not in page.words
        assert "nan" not in page.words.split()


def test_the_list_of_indicators_leads_to_each(site: Client, store: Store) -> None:
    links = read(site, "/indicators/").links
    assert {f"/indicators/{indicator}/" for indicator in store.catalogue.indicators} <= set(links.values())


def test_a_page_seen_before_is_not_sent_again(site: Client) -> None:
    first = site.get(CAMDEN)
    again = site.get(CAMDEN, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_made_up_parameters_do_not_fill_the_memory(site: Client) -> None:
    from django.core.cache import caches

    site.get(CAMDEN)
    held = len(caches["pages"]._cache)
    for number in range(5):
        assert site.get(f"{CAMDEN}&made-up={number}").status_code == 200
    assert len(caches["pages"]._cache) == held


@pytest.mark.parametrize(
    ("compare", "said"),
    [
        (
            "England",
            "No longer among them: Bournemouth, Cumbria, Dorset (before April 2019), Northamptonshire and Poole.",
        ),
        (
            "North West",
            "No longer among them: Cumbria. North West’s own figures count these for as long as they were there.",
        ),
        ("London", ""),
        ("North East", ""),
    ],
)
def test_who_is_not_among_the_authorities_of_today_is_said(site: Client, compare: str, said: str) -> None:
    for path in ("/indicators/ehc-plans/", "/dashboards/number-of-ehc-plans/"):
        words = site.get(path, {"compare": compare, "period": "2020"}).content.decode()
        assert said in words
        assert ("No longer among them" in words) == bool(said)

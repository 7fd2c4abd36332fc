"""What a reader must be told beside a figure: caveats, which side of an account, newer releases, skipped years, directions."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from goldenthread.hub.evidence import noise
from goldenthread.hub.evidence.landscape import Measured
from goldenthread.hub.evidence.presenters import newer, sentences, written
from goldenthread.hub.evidence.presenters.borough.standing import standing
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.definitions.load import load_catalogue
from tests.hub.made import counted
from tests.hub.reading import PageText

CAMDEN, CITY = "E09000007", "E09000001"
CATALOGUE = load_catalogue()
SHARE, POUNDS = "dsg-cumulative-deficit-percent", "dsg-deficit-carried-forward"


def words(site: Client, address: str) -> str:
    return PageText(site.get(address).content.decode()).words


# ------------------------------------------------------------------ essential caveats


@pytest.mark.parametrize(
    "address",
    ["/dashboards/independent-placements/", "/embed/dashboards/independent-placements/1/", "/search/?q=top-up+per+independent+placement"],
)  # fmt: skip
def test_a_figure_that_misleads_without_its_caveat_never_stands_without_it(site: Client, address: str) -> None:
    assert "Not like for like" in words(site, address)


def test_the_title_of_the_panel_says_that_it_is_a_top_up(site: Client) -> None:
    assert "Top-up per independent placement in 2021-22: London" in words(site, "/dashboards/independent-placements/")


def test_an_essential_caveat_is_one_of_the_caveats() -> None:
    known = CATALOGUE.indicator(POUNDS)
    assert written.essential([known, known]) == known.essential_caveats
    with pytest.raises(ValueError, match="word for word"):
        Indicator.model_validate({**known.model_dump(), "essential_caveats": ("Nobody wrote this one.",)})


# ------------------------------------------------------------------ deficit or surplus


def test_a_surplus_is_called_one_in_dashboard_and_search(site: Client) -> None:
    board = words(site, f"/dashboards/dsg/?area={CAMDEN}")
    assert "Camden surplus of 7.14%, against deficit of 2.75% in London" in board
    assert "Camden £22,344,113 read as a surplus (whether deficit or surplus is not certain)" in board
    assert "£22,344,113 read as a surplus (whether deficit or surplus is not certain)" in words(
        site, "/search/?q=camden+dsg+deficit"
    )


def test_a_surplus_that_grows_goes_up_on_the_page_of_the_borough(site: Client) -> None:
    told = words(site, f"/boroughs/{CAMDEN}/")
    assert "surplus up from 4.93% in 2020-21 to 7.14% in 2021-22, which is better." in told
    assert "deficit down" not in told
    assert "surplus of 7.14%" in told
    assert "deficit of 2.75%" in told
    assert "−7.14%" not in told
    assert "within each, the largest first, measured by how far London boroughs lie apart." in told
    assert "Independent or non-maintained special" in told


@pytest.mark.parametrize("address", [f"/boroughs/{CAMDEN}/", f"/dashboards/high-needs-spending/?area={CAMDEN}"])
def test_who_added_high_needs_spending_up_stands_where_it_is_judged(site: Client, address: str) -> None:
    assert "Added up by a third party from the published outturn and not compared with it" in words(site, address)


NOTES_FOR_MAKERS = ("replaced by", "replace with", "data folder", "TODO", "can be loaded", "needs the school census")


def test_no_definition_tells_its_readers_what_is_still_to_be_made() -> None:
    told = [caveat for each in CATALOGUE.indicators.values() for caveat in each.caveats]
    told += [each.provenance or "" for each in CATALOGUE.sources.values()]
    told += [release.note or "" for each in CATALOGUE.publications.values() for release in each.releases]
    told += [text for each in load_dashboards(CATALOGUE).pages.values() for text in (each.about, *each.notes)]
    assert len(told) > 400
    assert not [text for text in told if any(note in text for note in NOTES_FOR_MAKERS)]


def test_a_count_below_nought_is_told_as_none(store: Store) -> None:
    (figure,) = store.query("ehc-plans", [CAMDEN], ["2024"], with_coverage=False)
    plans, balance = CATALOGUE.indicator("ehc-plans"), CATALOGUE.indicator(SHARE)
    below = replace(figure, value=-5.0)
    assert "A number below nought: the file says so, though nothing can be counted below nought." in written.notes([below], plans)  # fmt: skip
    assert not [note for one in (figure, below) for note in written.notes([one], balance) if "nought" in note]
    assert not [note for note in written.notes([figure], plans) if "nought" in note]


def test_nought_and_absence_are_on_neither_side(store: Store) -> None:
    (figure,) = store.query(SHARE, [CAMDEN], ["2021-22"], with_coverage=False)
    indicator = CATALOGUE.indicator(SHARE)
    assert written.in_words(replace(figure, value=0.0), indicator) == "0.00%"
    assert written.in_words(replace(figure, value=None, status="x"), indicator) == "not available"
    assert written.in_words(figure, CATALOGUE.indicator("refusals-to-assess")).endswith("%")


# ------------------------------------------------------------------ newer releases


@pytest.mark.parametrize("address", ["/", f"/boroughs/{CAMDEN}/", "/london/", "/dashboards/twenty-weeks/"])
def test_a_newer_release_that_is_not_loaded_is_told_beside_the_headlines(site: Client, address: str) -> None:
    told = words(site, address)
    assert told.count("Newer figures exist.") == 1
    assert "The release of June 2026" in told


def test_pages_of_other_publications_do_not_tell_it(site: Client, store: Store) -> None:
    assert "Newer figures exist." not in words(site, "/dashboards/dsg/")
    assert newer.lines(store, [CATALOGUE.indicator(SHARE)]) == ()


# ------------------------------------------------------------------ the page of a borough


def test_most_is_said_of_the_gap_that_a_reader_sees_as_widest(site: Client) -> None:
    told = words(site, f"/boroughs/{CAMDEN}/")
    assert "by most percentage points on plans issued in 20 weeks (96.6% in 2024, against 66.9%)" in told
    assert "most of all" not in told


def test_a_change_over_a_year_that_is_not_held_says_so(site: Client) -> None:
    told = words(site, f"/boroughs/{CAMDEN}/")
    assert "from 5.4% in 2022-23 to 4.4% in 2024-25" in told
    assert "Nothing is held of 2023-24, which lies between them." in told


def test_an_extreme_of_which_chance_cannot_be_told_is_listed_with_the_reason(site: Client) -> None:
    told = words(site, f"/boroughs/{CAMDEN}/")
    part = told[told.index("Extreme, but chance cannot be told") :]
    assert (
        "Absence, pupils with plans: 14.2% in 2022/23: the highest of 33 London boroughs; London has none, and beside England’s"
        in part
    )


def test_a_handful_of_plans_makes_no_verdict(site: Client) -> None:
    assert "clearly" not in words(site, f"/boroughs/{CITY}/").split("What changed")[0]


# ------------------------------------------------------------------ directions and periods


def test_measures_of_unlike_directions_are_named_with_theirs(site: Client) -> None:
    content = site.get("/dashboards/twenty-weeks/").content.decode()
    told = PageText(content).words
    assert "Higher is better: Issued in 20 weeks. Lower is better: In 20 to 52 weeks and After 52 weeks." in told
    rows = re.findall(r">(higher|lower)<", re.sub(r"\s*([<>])\s*", r"\1", content))
    assert rows[:3] == ["higher", "lower", "lower"]


def test_a_headline_names_whom_it_is_about(site: Client) -> None:
    ethnic = words(site, f"/dashboards/need-by-ethnicity/?area={CAMDEN}")
    for subject in (
        "Needs of Black Caribbean children with plans",
        "Autistic spectrum disorder as a share of plans, by ethnic group",
    ):
        assert f"{subject}. Camden in January 2025: highest for" in ethnic
    chosen = words(site, f"/dashboards/twenty-weeks/?area={CAMDEN}&breakdown=sex%3Dfemale")
    assert "Female. Camden in 2024: issued in 20 weeks" in chosen


def test_how_long_plans_take_adds_up_to_all_of_those_it_names(site: Client) -> None:
    told = words(site, "/dashboards/twenty-weeks/?area=E09000012")
    assert "How long plans take, of those without a lawful exception" in told
    assert (
        "issued in 20 weeks 43.3% (London 66.9%), in 20 to 52 weeks 46.2% (London 31.6%) and after 52 weeks 10.5%"
        in told
    )


# ------------------------------------------------------------------ noughts that nobody may have recorded


def test_a_nought_that_nobody_may_have_recorded_is_said_to_be_one_and_is_not_ranked(site: Client) -> None:
    assert "noughts are neither judged nor ranked" in words(site, "/dashboards/mediation-and-tribunal/")
    for name in ("plan-content-tribunals", "issue-decision-mediations", "tribunals-after-refusal-to-assess"):
        assert "A nought may mean that nobody recorded any" in words(site, f"/indicators/{name}/")
    rate = "/indicators/tribunals-after-refusal-to-assess/?area="
    assert "Redbridge is not ranked: a nought may mean that nobody recorded any." in words(site, f"{rate}E09000026")
    assert "Noughts are left out: a nought may mean" in words(site, f"{rate}E09000012")
    budgets = words(site, "/indicators/personal-budgets-percent/?area=E09000013")
    assert "Hammersmith and Fulham is not ranked: a nought may mean that nobody recorded any." in budgets


def test_such_a_nought_is_not_judged() -> None:
    rate = CATALOGUE.indicator("tribunals-after-refusal-to-assess")
    nought, some, london = counted("E09000019", 0, 200), counted(CAMDEN, 2, 200), counted("E12000007", 800, 8_000)
    assert noise.compared(some, london, rate) == "lower"
    assert noise.compared(nought, london, rate) == "cannot be told"
    measured = Measured("", rate, "total", "2024", "", ("2024",), {(o.area_code, "2024"): o for o in (nought, london)})
    assert standing(measured, "E09000019").why == "may be unrecorded"


def test_outliers_are_not_corrected_for_their_number_and_that_is_said(site: Client) -> None:
    assert "about one indicator in twenty would still differ from London’s" in words(site, f"/boroughs/{CAMDEN}/")


def test_measures_of_one_direction_have_it_once() -> None:
    one = CATALOGUE.indicator("ehc-plans-issued-in-20-weeks")
    assert sentences.directions([one, one]) == sentences.direction_and_why(one)


@pytest.mark.parametrize("code", ["PLA01", "PLA02", "PLA03", "PLA04", "PLA05", "PLA06", "PLA08", "PLA09", "PLA10"])
def test_no_placement_is_better_by_itself(code: str) -> None:
    assert {each.direction for each in CATALOGUE.indicators.values() if each.code == code} == {"neither"}


def test_pages_of_social_care_say_which_years_and_which_split_they_lack(site: Client) -> None:
    plans = words(site, "/dashboards/protection-plans/")
    assert "end in 2021/22" in plans
    assert "in 2021/22: London" in plans
    assert "on 31 March 2025: London" in plans
    assert "no figure on this page is split by SEN" in words(site, "/dashboards/social-care-outcomes/")

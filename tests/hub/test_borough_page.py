"""The page of a borough: headline figures as the store gives them, judged only by more than chance, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from statistics import median

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.hub.evidence.charts import spine
from goldenthread.hub.evidence.landscape import Landscape, Measured, authorities, landscape
from goldenthread.hub.evidence.middle import middle
from goldenthread.hub.evidence.presenters.borough import changes, lines, outliers, standing
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import AreaRecord, Observation
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.borough import load_borough_page
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.restated import Restated
from tests.hub.made import TIMELINESS, counted, figure
from tests.hub.reading import PageText

CAMDEN, NEWHAM, CITY, LEWISHAM, BRISTOL = "E09000007", "E09000025", "E09000001", "E09000023", "E06000023"
LONDON, ENGLAND = "E12000007", "E92000001"
RULES = load_borough_page(load_catalogue())
BOROUGHS = [area.code for area in load_catalogue().areas.values() if area.code.startswith("E09")]


def words_of(site: Client, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return PageText(response.content.decode()).words


def table_of(site: Client, code: str, query: str = "") -> dict[str, list[str]]:
    return PageText(site.get(f"/boroughs/{code}/{query}").content.decode()).tables[0]


# ------------------------------------------------------------------ figures made for the purpose


REFUSALS = load_catalogue().indicator("refusals-to-assess")
SPENDING = load_catalogue().indicator("high-needs-net-expenditure-per-head")
OTHERS = ("E09000019", "E09000023", "E09000030")
PLACE = lines.Place(
    AreaRecord("E09000007", "Camden", "authority", None, LONDON), OTHERS, ("E09000007", *OTHERS),
    "London boroughs", "London boroughs", False,
)  # fmt: skip


def measured(
    *figures: Observation, indicator: Indicator = TIMELINESS, label: str = "Plans issued in 20 weeks"
) -> Measured:
    """These figures as one line; the newest of their periods is shown."""
    periods = tuple(sorted({each.period for each in figures}))
    before = periods[-2] if len(periods) > 1 else ""
    found = {(each.area_code, each.period): each for each in figures}
    return Measured(label, indicator, "total", periods[-1], before, periods, found)


def beside_london(own: Observation, london: Observation, indicator: Indicator = TIMELINESS) -> standing.Standing:
    return standing.standing(measured(own, london, indicator=indicator), "E09000007")


def earlier(one: Observation) -> Observation:
    return replace(one, period="2023", period_label="2023")


# ------------------------------------------------------------------ the figures are the store's


@pytest.mark.parametrize("code", [CAMDEN, NEWHAM, CITY, LEWISHAM, BRISTOL])
def test_every_figure_of_the_table_is_what_the_store_answers(site: Client, store: Store, code: str) -> None:
    rows = table_of(site, code)
    nearest = [n.neighbour_code for n in store.neighbours(code)]
    assert len(nearest) == 10
    for headline in RULES.headlines:
        indicator = store.catalogue.indicator(headline.indicator)
        period = store.periods(indicator.id, headline.breakdown)[-1]
        asked = [code, LONDON, ENGLAND, *nearest]
        found = {o.area_code: o for o in store.query(indicator.id, asked, [period], headline.breakdown)}
        (cells,) = (cells for heading, cells in rows.items() if heading.startswith(headline.title))
        for place, cell in zip((code, LONDON, ENGLAND), cells, strict=False):
            assert written_of(found[place], indicator) in cell
        known = [o for n in nearest if (o := found[n]).value is not None and not o.small_denominator]
        assert wording.number(abs(middle(known, indicator)), indicator.decimals) in cells[3]
        assert (f"of {len(known)}" in cells[3]) == (len(known) < 10)


def written_of(found: Observation, indicator: Indicator) -> str:
    if found.value is None:
        return wording.NO_FIGURE[found.status]
    return wording.number(abs(found.value), indicator.decimals)


def test_each_figure_leads_to_all_there_is_on_it(site: Client) -> None:
    content = site.get(f"/boroughs/{NEWHAM}/").content.decode()
    for address in (
        "/figures/ehc-plans-per-1000/E09000025/2025/",
        "/figures/ehc-plans-issued-in-20-weeks/E12000007/2024/",
        "/figures/ks2-expected-standard/E92000001/2024-25/?breakdown=sen-provision%3Dehc-plan",
    ):
        assert f'href="{address}"' in content
        assert site.get(address).status_code == 200


def test_the_figures_as_published_leave_the_amendment_out(site: Client) -> None:
    amended, published = (
        words_of(site, f"/boroughs/{NEWHAM}/"),
        words_of(site, f"/boroughs/{NEWHAM}/?figures=published"),
    )
    assert "published as 1,199, used as 3,000. Figures on this page that rest on it are marked." in amended
    assert "This page leaves the amendment out." in published
    assert table_of(site, NEWHAM) != table_of(site, NEWHAM, "?figures=published")


def test_the_headlines_and_their_order_are_those_of_the_definition(site: Client) -> None:
    headings = list(table_of(site, CAMDEN))[1:]
    titles = [h for h in headings if not any(h == group.title for group in RULES.groups)]
    assert len(titles) == len(RULES.headlines)
    for heading, headline in zip(titles, RULES.headlines, strict=True):
        assert heading.startswith(headline.title)
        assert re.search(r"(Higher|Lower|Neither|a larger surplus) is better", heading)


# ------------------------------------------------------------------ judged only by more than chance


@pytest.mark.parametrize(
    ("own", "london", "indicator", "kind", "words"),
    [
        ((90, 100), (600, 1000), TIMELINESS, "better", "better than London"),
        ((30, 100), (600, 1000), TIMELINESS, "worse", "worse than London"),
        ((62, 100), (600, 1000), TIMELINESS, "similar", "not clearly different from London"),
        ((90, 100), (600, 1000), REFUSALS, "higher", "higher than London"),
        ((30, 100), (600, 1000), REFUSALS, "lower", "lower than London"),
    ],
)
def test_a_figure_is_better_or_worse_only_by_more_than_chance_and_where_one_way_is_good(
    own: tuple[int, int], london: tuple[int, int], indicator: Indicator, kind: str, words: str
) -> None:
    found = beside_london(counted("E09000007", *own, indicator), counted(LONDON, *london, indicator), indicator)
    assert (found.kind, found.words) == (kind, words)


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (figure("E09000007", None), "no figure"),
        (counted("E09000007", 9, 10, small_denominator=True), "too few"),
        (figure("E09000007", 90.0, numerator=None, denominator=None), "no counts"),
        (figure("E09000007", 90.0, numerator=3.0, denominator=100.0), "odd counts"),
    ],
)
def test_what_cannot_be_judged_is_not_judged_and_says_why(own: Observation, why: str) -> None:
    found = beside_london(own, counted(LONDON, 600, 1000))
    assert (found.kind, found.words, found.why) == ("untold", f"not judged: {why}", why)
    assert why in standing.REASONS


def test_where_london_has_no_figure_england_is_the_reference_and_is_named() -> None:
    one = measured(counted("E09000007", 90, 100), figure(LONDON, None), counted(ENGLAND, 600, 1000))
    assert standing.standing(one, "E09000007").words == "better than England"
    none = measured(counted("E09000007", 90, 100), figure(LONDON, None), figure(ENGLAND, None))
    assert standing.standing(none, "E09000007").why == "nothing beside it"
    bare = measured(figure("E09000007", 13.0, numerator=None), figure(LONDON, None), counted(ENGLAND, 124, 1000))
    assert standing.standing(bare, "E09000007").words == "not judged: London has no figure"


def test_england_is_never_drawn_as_london() -> None:
    one = measured(counted("E09000007", 90, 100), figure(LONDON, None), counted(ENGLAND, 600, 1000))
    drawn = lines.drawn(one, PLACE, standing.standing(one, "E09000007"), "a")
    assert 'stroke-width="2"/>' not in drawn  # the line of London
    assert "stroke-dasharray" in drawn  # England's own


def test_an_authority_outside_london_stands_beside_england() -> None:
    one = measured(counted("E08000025", 90, 100), counted(LONDON, 999, 1000), counted(ENGLAND, 600, 1000))
    assert standing.standing(one, "E08000025").words == "better than England"


def test_money_for_a_head_is_an_account_so_any_difference_is_one() -> None:
    found = beside_london(figure("E09000007", 901.0), figure(LONDON, 900.0), SPENDING)
    assert found.words == "higher than London"


# ------------------------------------------------------------------ in sentences


def test_what_stands_out_counts_the_judged_and_names_the_furthest() -> None:
    good = measured(counted("E09000007", 90, 100), counted(LONDON, 600, 1000), *(counted(code, 60 + n, 100) for n, code in enumerate(OTHERS)))  # fmt: skip
    bad = replace(
        good, label="Annual reviews held in time", figures=good.figures | {("E09000007", "2024"): counted("E09000007", 20, 100)}
    )  # fmt: skip
    untold = measured(figure("E09000007", None), counted(LONDON, 600, 1000))
    assert lines.stands_out((good, bad, untold), PLACE) == (
        "Camden is clearly better than London on 1 of the 2 recent headline indicators that can be judged: "
        "plans issued in 20 weeks (90.0% in 2024, against 60.0%), and clearly worse on 1: "
        "annual reviews held in time (20.0% in 2024, against 60.0%)."
    )
    assert lines.stands_out((good, good), PLACE).endswith("(90.0% in 2024, against 60.0%), and clearly worse on none.")
    assert lines.stands_out((good,), PLACE) == (
        "Camden is clearly better than London on the one recent headline indicator that can be judged: "
        "plans issued in 20 weeks (90.0% in 2024, against 60.0%)."
    )
    assert lines.stands_out((untold,), PLACE) == (
        "None of Camden’s headline figures can be judged better or worse, for the reason beside each."
    )
    alike = measured(counted("E09000007", 61, 100), counted(LONDON, 600, 1000))
    assert lines.stands_out((alike,), PLACE) == (
        "Camden is not clearly better or worse than London on the one recent headline indicator that can be judged."
    )


def test_money_is_told_apart_and_never_called_clear() -> None:
    good = measured(counted("E09000007", 90, 100), counted(LONDON, 600, 1000))
    deficit = load_catalogue().indicator("dsg-cumulative-deficit-percent")
    owed = replace(measured(figure("E09000007", 5.2), figure(LONDON, 4.1), indicator=deficit), label="DSG deficit")
    said = lines.stands_out((good, owed), PLACE)
    assert said == (
        "Camden is clearly better than London on the one recent headline indicator that can be judged: "
        "plans issued in 20 weeks (90.0% in 2024, against 60.0%). "
        "By its accounts Camden is worse than London on DSG deficit (deficit of 5.20% in 2024, against deficit of 4.10%)."
    )
    alone = lines.stands_out((owed,), PLACE)
    assert alone.startswith("By its accounts Camden is worse than London on ")
    assert "clearly" not in alone


def test_accounts_that_agree_are_the_same_and_not_unclear() -> None:
    found = beside_london(figure("E09000007", 900.0), figure(LONDON, 900.0), SPENDING)
    assert (found.kind, found.words) == ("similar", "the same as London")


@pytest.mark.parametrize("code", [CAMDEN, "E08000025"])
def test_the_key_and_the_notes_keep_clearly_for_what_chance_cannot_explain(site: Client, code: str) -> None:
    words = PageText(site.get(f"/boroughs/{code}/").content.decode()).words
    assert "clearly higher, neither is better" not in words
    assert "money has no such range, so there any difference counts" in words


def changed(now: Observation, before: Observation, indicator: Indicator = TIMELINESS) -> changes.Sentence:
    told, untold = changes.since_before([measured(now, earlier(before), indicator=indicator)], PLACE)
    assert not untold
    return told[0]


def test_a_change_says_from_what_to_what_and_whether_chance_could_do_it() -> None:
    assert changed(counted("E09000007", 90, 100), counted("E09000007", 60, 100)).text == (
        "up from 60.0% in 2023 to 90.0% in 2024, which is better, by more than chance."
    )
    assert changed(counted("E09000007", 20, 100, REFUSALS), counted("E09000007", 60, 100, REFUSALS), REFUSALS).text == (
        "down from 60.0% in 2023 to 20.0% in 2024, by more than chance."
    )
    assert changed(counted("E09000007", 62, 100), counted("E09000007", 60, 100)).text == (
        "up from 60.0% in 2023 to 62.0% in 2024; chance alone could do that."
    )
    assert changed(counted("E09000007", 60, 100), counted("E09000007", 60, 100)).text == "60.0% in 2024, as in 2023."
    without = {"numerator": None, "denominator": None}
    assert changed(figure("E09000007", 90.0, **without), figure("E09000007", 60.0, **without)).text == (
        "up from 60.0% in 2023 to 90.0% in 2024; whether by chance is not known."
    )
    few = counted("E09000007", 9, 10, small_denominator=True)
    assert "counted on too few to tell change from chance" in changed(few, counted("E09000007", 60, 100)).text


def test_a_change_across_a_break_in_the_series_is_not_called_one() -> None:
    now, before = counted("E09000007", 90, 100, period="2022", period_label="2022"), counted("E09000007", 60, 100)
    one = measured(now, replace(before, period="2021", period_label="2021"))
    told, _ = changes.since_before([one], PLACE)
    assert "not comparable, because the series breaks. From the year 2022 the figures are counted" in told[0].text
    assert told[0].kind == "untold"


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ([figure("E09000007", None)], "no figure in 2024 (not available)."),
        ([counted("E09000007", 90, 100)], "90.0% in 2024; there is no earlier period to compare with."),
        ([counted("E09000007", 90, 100), earlier(figure("E09000007", None, status="c"))], "90.0% in 2024; no figure in 2023 (held back)."),
    ],
)  # fmt: skip
def test_where_no_change_can_be_told_the_reason_is(figures: list[Observation], told: str) -> None:
    found, untold = changes.since_before([measured(*figures)], PLACE)
    assert not found
    assert [sentence.text for sentence in untold] == [told]


def test_changes_by_more_than_chance_come_first_and_the_larger_of_them_before_the_smaller() -> None:
    spread = [counted(code, 40 + 20 * n, 100) for n, code in enumerate(OTHERS)]

    def line(label: str, now: int, before: int, of: int = 100) -> Measured:
        own = [counted("E09000007", now, of), earlier(counted("E09000007", before, of))]
        return measured(*own, *spread, label=label)

    untold = measured(
        figure("E09000007", 99.0, numerator=None), earlier(figure("E09000007", 1.0)), *spread, label="untold"
    )
    few = measured(counted("E09000007", 9, 10, small_denominator=True), earlier(counted("E09000007", 1, 10)), *spread, label="few")  # fmt: skip
    same = line("same", 60, 60)
    found, _ = changes.since_before(
        [few, same, line("chance", 62, 60), untold, line("small", 80, 60), line("large", 90, 20)], PLACE
    )
    assert [sentence.about for sentence in found] == ["large", "small", "untold", "chance", "few", "same"]


def test_a_withdrawn_figure_is_said_to_have_been_withdrawn(site: Client) -> None:
    lewisham = words_of(site, f"/boroughs/{LEWISHAM}/")
    assert "Plans issued in 20 weeks : 94.8% for 2024 at first; withdrawn since (not available)." in lewisham.replace(
        "weeks:", "weeks :"
    )
    assert (
        "The release in force: Education, health and care plans: reporting year 2025, with later corrections."
        in lewisham
    )


def test_restated_totals_are_told_of_the_figure_or_of_the_number_behind_it(store: Store) -> None:
    told = {}
    for measure in ("plans-issued-in-20-weeks-excluding-exceptions-percent", "review-meetings"):
        one = Restated(
            measure, "2024", "2024", "ehc-plans-2025-first", "ehc-plans-2025-corrected", 50.0, "ok", 60.0, "ok"
        )
        found = changes.restated(store, [one], landscape(store).headlines, PLACE)
        told[measure] = [sentence.text for _, sentences in found for sentence in sentences]
    assert told["plans-issued-in-20-weeks-excluding-exceptions-percent"] == ["50.0% for 2024 at first, 60.0% now."]
    for text in told["review-meetings"]:
        assert text == "the number that it is worked out from was 50 for 2024 at first, 60 now."


def test_a_count_below_nought_is_not_restated_without_a_word(site: Client) -> None:
    told = words_of(site, "/boroughs/E09000030/")
    assert "−5 for 2024 at first (the file says so, though nothing can be counted below nought), 0 now." in told


# ------------------------------------------------------------------ where it stands apart

TEN = tuple(f"E0900000{n}" for n in range(10) if n != 7)
MANY = replace(PLACE, neighbours=TEN, compared=("E09000007", *TEN, "E09000010", "E09000011"))


def apart(own: Observation, values: Mapping[str, int], place: lines.Place = MANY) -> list[str]:
    """The sentence on a figure among others of 1,000 each, beside a London of 500 in 1,000."""
    others = [replace(counted("E09000019", n, 1_000), area_code=code) for code, n in values.items()]
    found = outliers.outliers([measured(own, counted(LONDON, 5_000, 10_000), *others)], place, RULES, 2024)
    return [sentence.text for sentence in found.sentences]


def test_a_place_stands_apart_outside_its_neighbours_and_at_the_end_of_the_places() -> None:
    values = {code: 450 + 10 * n for n, code in enumerate((*TEN, "E09000010", "E09000011"))}
    assert apart(counted("E09000007", 900, 1_000), values) == [
        "90.0% in 2024, better than London’s 50.0%: above all 9 of its statistical neighbours (45.0% to 53.0%) "
        "and the highest of 12 London boroughs."
    ]
    assert apart(counted("E09000007", 100, 1_000), values)[0].startswith(
        "10.0% in 2024, worse than London’s 50.0%: below"
    )


def test_inside_the_range_or_within_chance_nothing_stands_apart() -> None:
    wide = {code: 100 + 80 * n for n, code in enumerate((*TEN, "E09000010", "E09000011"))}
    assert apart(counted("E09000007", 600, 1_000), wide) == []  # clearly above London, inside the range
    narrow = dict.fromkeys((*TEN, "E09000010", "E09000011"), 500)
    assert apart(counted("E09000007", 26, 50), narrow) == []  # above all, but by no more than chance


def test_of_too_few_neighbours_there_is_no_range_to_stand_outside_of() -> None:
    four = dict.fromkeys(TEN[: RULES.fewest_to_compare - 1], 500)
    assert apart(counted("E09000007", 900, 1_000), four, replace(MANY, compared=tuple(four))) == []


def test_a_tie_further_in_is_no_extreme() -> None:
    values = dict.fromkeys((*TEN, "E09000010", "E09000011"), 900)
    assert apart(counted("E09000007", 900, 1_000), values) == []


def test_what_was_not_judged_is_counted_by_reason_and_old_figures_are_not_made_much_of() -> None:
    london = counted(LONDON, 5_000, 10_000)
    old = counted("E09000007", 900, 1_000, period="2019", period_label="2019")
    found = outliers.outliers(
        [
            measured(figure("E09000007", None), london),
            measured(counted("E09000007", 9, 10, small_denominator=True), london),
            measured(old, replace(london, period="2019")),
            measured(counted("E09000007", 600, 1_000), london),
        ],
        MANY, RULES, 2024,
    )  # fmt: skip
    assert found.judged == 1
    assert dict(found.not_judged) == {"no figure": 1, "too few": 1, "old": 1}


def test_the_page_says_how_many_indicators_were_looked_at(site: Client, store: Store) -> None:
    found: Landscape = landscape(store)
    total = len(found.headlines) + len(found.others)
    assert total > 60
    told = words_of(site, f"/boroughs/{CAMDEN}/")
    assert f"{total} indicators looked at; " in told
    assert "because no counts are published, so that chance cannot be told from difference" in told
    judged, rest, why = re.findall(r"; (\d+) could be judged\. The other (\d+) could not: ([^.]*)\.", told)[0]
    assert sum(map(int, re.findall(r"(?:^|; )(\d+) because", why))) == int(rest) == total - int(judged)
    left_out = {each.indicator for each in RULES.not_outliers}
    assert not left_out & {each.indicator.id for each in found.others}


# ------------------------------------------------------------------ the spine


def drawn(**changed: object) -> str:
    shape = {"ends": (20.0, 80.0), "quarters": (40.0, 60.0), "line": 50.0, "tick": 45.0, "own": 70.0, "kind": "better", "turned": False}  # fmt: skip
    return spine.draw(spine.Spine(**(shape | changed)), "spine-1", "Boroughs from 20 to 80.")  # type: ignore[arg-type]


def marker_at(svg: str) -> float:
    found = re.search(r"translate\(([\d.]+),", svg)
    assert found
    return float(found[1])


def test_london_stands_in_the_middle_and_good_to_the_right() -> None:
    assert f'd="M{spine.WIDTH / 2:.1f},0' in drawn()
    assert marker_at(drawn()) > spine.WIDTH / 2
    assert marker_at(drawn(turned=True)) < spine.WIDTH / 2
    assert marker_at(drawn(own=20.0, turned=True)) > spine.WIDTH / 2


def test_every_verdict_is_told_from_the_others_without_colour() -> None:
    shapes = {re.sub(r'fill="#[0-9a-f]{6}"|stroke="[^"]*"', "", mark) for mark in spine.MARKS.values()}
    assert len(shapes) == len(spine.MARKS) == len(set(standing.Kind.__args__))
    hollow = [kind for kind, mark in spine.MARKS.items() if f'fill="{spine.PAPER}"' in mark]
    assert hollow == ["similar"]  # the other round one is filled


@given(
    st.tuples(*[st.floats(-1e9, 1e9)] * 2).map(lambda pair: tuple(sorted(pair))),
    *[st.none() | st.floats(-1e9, 1e9)] * 3,
    st.sampled_from(sorted(spine.MARKS)), st.booleans(),
)  # fmt: skip
def test_whatever_the_figures_everything_is_drawn_inside(
    ends: tuple[float, float], line: float | None, tick: float | None, own: float | None, kind: str, turned: bool
) -> None:
    svg = drawn(ends=ends, quarters=None, line=line, tick=tick, own=own, kind=kind, turned=turned)
    assert "nan" not in svg
    assert "inf" not in svg
    if own is not None:
        assert 0 < marker_at(svg) < spine.WIDTH
    for x, width in re.findall(r'<rect x="([-\d.]+)" y="[\d.]+" width="([\d.]+)"', svg):
        assert -1 <= float(x) <= float(x) + float(width) <= spine.WIDTH + 1


def test_a_spine_is_named_in_words_that_are_escaped_and_styles_nothing_inline() -> None:
    svg = spine.draw(spine.Spine((1.0, 2.0), None, None, None, None, "untold", False), "spine-9", "<b>'&")
    assert '<title id="spine-9">&lt;b&gt;&#x27;&amp;</title>' in svg
    assert 'role="img" aria-labelledby="spine-9"' in svg
    assert "style=" not in svg


def test_without_any_figure_nothing_is_drawn() -> None:
    assert spine.draw(spine.Spine(None, None, None, None, None, "untold", False), "a", "b") == ""


# ------------------------------------------------------------------ every place, every address


@pytest.mark.parametrize("code", [*BOROUGHS, BRISTOL, "E06000053"])
def test_every_borough_has_a_page_and_so_has_the_rest_of_england(site: Client, store: Store, code: str) -> None:
    response = site.get(f"/boroughs/{code}/")
    content = response.content.decode()
    assert response.status_code == 200
    told = PageText(content)
    assert f"{store.area(code).name}: SEND on one page" in told.words
    assert not re.search(r"\b(None|nan|inf)\b", told.words.replace("None of", ""))
    ids = re.findall(r'\bid="([^"]+)"', content)
    assert len(ids) == len(set(ids))
    assert content.count('gt-spine"') <= len(RULES.headlines)
    assert "indicators looked at" in told.words


def test_a_figure_that_is_absent_is_a_word_and_is_not_drawn(site: Client) -> None:
    row = next(
        cells for heading, cells in table_of(site, CITY).items() if heading.startswith("Plans issued in 20 weeks")
    )
    assert row[0].endswith("not available")
    assert row[-1] == "Not judged: no figure"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("/boroughs/Camden/", CAMDEN),
        ("/boroughs/camden/", CAMDEN),
        ("/boroughs/202/", CAMDEN),
        ("/boroughs/tower-hamlets/", "E09000030"),
        ("/boroughs/Tower%20Hamlets/", "E09000030"),
        ("/boroughs/bristol/", BRISTOL),
        ("/boroughs/E08000020/", "E08000037"),  # Gateshead's code until 2013
        ("/boroughs/?area=Newham", NEWHAM),
        (f"/boroughs/{CAMDEN}/?area={NEWHAM}", NEWHAM),
    ],
)
def test_whatever_an_authority_is_called_it_has_one_address(site: Client, asked: str, code: str) -> None:
    response = site.get(asked)
    assert (response.status_code, response.headers["Location"]) == (302, f"/boroughs/{code}/")


def test_on_the_way_to_the_one_address_what_else_was_chosen_is_kept(site: Client) -> None:
    response = site.get(f"/boroughs/{CAMDEN}/?area={NEWHAM}&compare=neighbours&period=&figures=published")
    assert response.headers["Location"] == f"/boroughs/{NEWHAM}/?compare=neighbours&figures=published"


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/boroughs/camdn/", 404, "Did you mean Camden?"),
        ("/boroughs/nowhere-at-all/", 404, "There is no area"),
        (f"/boroughs/{LONDON}/", 404, "London is not a local authority"),
        ("/boroughs/Northamptonshire/", 404, "ended as an authority in 2021"),
        ("/boroughs/?area=Brixtol", 404, "Did you mean Bristol, City of?"),
        (f"/boroughs/{CAMDEN}/?area=Brixtol", 404, "Did you mean Bristol, City of?"),
        (f"/boroughs/{CAMDEN}/?compare=nowhere", 400, "There is no area"),
        (f"/boroughs/{CAMDEN}/?period=1066", 400, "There are no figures for the period '1066'"),
        (f"/boroughs/{CAMDEN}/?figures=guessed", 400, "Choose amended or published"),
        (f"/boroughs/{CAMDEN}/?breakdown=age=age-10", 400, "about everyone"),
        (f"/boroughs/{CAMDEN}/?build=zzz", 400, "build that cannot be"),
        (f"/boroughs/{CAMDEN}/?build=0123456789ab", 410, "no longer kept"),
        ("/boroughs/?area=" + "x" * 5_000, 404, "There is no area"),
        ("/boroughs/%3Cscript%3E/", 404, "There is no area"),
    ],
)
def test_what_there_is_not_is_refused_in_plain_words(site: Client, address: str, status: int, told: str) -> None:
    response = site.get(address)
    assert response.status_code == status
    assert told in PageText(response.content.decode()).words
    assert b"<script>" not in response.content


@given(
    st.text(max_size=30),
    st.dictionaries(st.sampled_from(["area", "compare", "place", "period", "figures", "build"]), st.text(max_size=20)),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_breaks_the_pages(site: Client, name: str, query: dict[str, str]) -> None:
    assert site.get("/boroughs/", query).status_code in (200, 301, 302, 400, 404, 410)
    path = name.replace("/", "").replace(".", "").replace("?", "") or "camden"
    assert site.get(f"/boroughs/{path}/", query).status_code in (200, 301, 302, 400, 404, 410)


def test_the_list_leads_to_all_boroughs_by_name(site: Client, store: Store) -> None:
    links = PageText(site.get("/boroughs/").content.decode()).links
    for code in BOROUGHS:
        assert links[store.area(code).name] == f"/boroughs/{code}/"
    assert len(authorities(store)) == 153
    assert b"Any of the 153 authorities" in site.get("/boroughs/").content


# ------------------------------------------------------------------ the controls


def test_the_places_of_the_spines_are_those_compared(site: Client) -> None:
    told = words_of(site, f"/boroughs/{CAMDEN}/?compare=neighbours")
    assert "Among Camden and its statistical neighbours" in told
    assert "of 11 authorities compared" not in told  # what the neighbours' range says already
    england = site.get(f"/boroughs/{CAMDEN}/?compare={ENGLAND}").content.decode()
    assert re.search(r"1[45]\d authorities of England from", england)


def test_a_chosen_period_is_shown_and_where_there_is_none_that_is_said(site: Client) -> None:
    rows = table_of(site, CAMDEN, "?period=2023")
    (timely,) = (h for h in rows if h.startswith("Plans issued in 20 weeks"))
    assert "2023." in timely
    (plans,) = (h for h in rows if h.startswith("Pupils on SEN support"))
    assert "2023" in plans or "No figures for 2023." in plans
    (ks2,) = (h for h in rows if h.startswith("Key stage 2"))
    assert "Counted by school year: see 2022-23 or 2023-24." in ks2


def test_a_page_pinned_to_a_build_says_so_and_keeps_it_in_its_links(site: Client, store: Store) -> None:
    content = site.get(f"/boroughs/{CAMDEN}/").content.decode()
    address = f"/boroughs/{CAMDEN}/?build={store.build.id}"
    assert f'href="{address}"' in content
    pinned = site.get(address).content.decode()
    assert "newer ones may be in force" in pinned
    assert f'href="/boroughs/E09000019/?build={store.build.id}"' in pinned
    assert table_of(site, CAMDEN) == table_of(site, CAMDEN, f"?build={store.build.id}")


def test_the_page_leads_to_every_dashboard_with_the_borough_chosen_and_to_its_neighbours(
    site: Client, store: Store
) -> None:
    told = PageText(site.get(f"/boroughs/{CAMDEN}/").content.decode())
    assert told.links["20 weeks"] == f"/dashboards/twenty-weeks/?area={CAMDEN}"
    for nearest in store.neighbours(CAMDEN):
        assert f"/boroughs/{nearest.neighbour_code}/" in told.links.values()
    assert (
        len([href for href in told.links.values() if href and href.startswith("/dashboards/") and CAMDEN in href]) >= 45
    )


def test_words_that_a_reader_may_not_know_lead_to_the_glossary(site: Client) -> None:
    content = site.get(f"/boroughs/{CAMDEN}/").content.decode()
    assert re.search(r"Words explained: [^.]*DSG[^.]*NEET, Not judged", PageText(content).words)
    for name in ("neet", "dsg", "attainment-8", "not-judged"):
        assert f'href="/reference/glossary/#{name}"' in content
    assert (
        "“Two figures”: it is worked out from two others"
        in PageText(site.get("/reference/glossary/").content.decode()).words
    )


# ------------------------------------------------------------------ read once


def test_figures_are_read_once_for_all_boroughs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = landscape(store)
    monkeypatch.setattr(Store, "query", lambda *_, **__: pytest.fail("asked again"))
    assert landscape(store) is first


def test_an_authority_elsewhere_is_never_counted_among_london_boroughs(site: Client) -> None:
    words = PageText(site.get("/boroughs/E06000001/").content.decode()).words
    assert "34 London boroughs" not in words
    assert "of 33 London boroughs" not in words


def test_shares_that_rest_on_a_return_whose_total_is_amended_are_not_judged(site: Client) -> None:
    words = PageText(site.get("/boroughs/E09000025/").content.decode()).words
    assert "it rests on a return whose total is amended elsewhere, so it tells of no change" in words
    assert "because it rests on a return whose total is amended elsewhere" in words
    assert words.count("but the figure stands here as published. Its own page says why.") == 1  # whatever the reason
    assert "Newham is clearly better than London on 1 of" not in words


def test_a_headline_that_ends_early_has_the_newest_there_is_beside_it(site: Client) -> None:
    words = words_of(site, "/boroughs/E09000012/")
    newer = (
        "Newer, in another unit, in 2023-24: £19,080,140 read as a deficit (whether deficit or surplus is not certain)."
    )
    assert words.count(newer) == 2
    assert "up from 3.9% in 2024 to 5.8% in 2025; not comparable, because the series breaks." in words
    assert "Newer, in another unit" not in words_of(site, "/boroughs/E09000012/?period=2021-22")


def test_a_direction_that_holds_on_a_condition_is_never_told_without_it(site: Client) -> None:
    words = words_of(site, "/boroughs/E09000012/")
    part = words[words.index("stands apart") :]
    transport = part[part.index("transport under 16 per EHC plan: £1,475") :]
    assert "not where help is refused." in transport[:400]
    appeals = load_catalogue().indicator("send-appeal-rate-in-development")
    one = measured(counted("E09000007", 90, 1000, appeals), counted(LONDON, 600, 10000, appeals), indicator=appeals)
    assert "; lower is better where decisions are right" in lines.stands_out((one,), PLACE)


def test_money_that_hardly_moved_does_not_lead() -> None:
    spread = [figure(code, 700.0 + n) for n, code in enumerate(OTHERS)]
    hardly = measured(figure("E09000007", 722.0), earlier(figure("E09000007", 721.0)), *spread, indicator=SPENDING, label="money")  # fmt: skip
    untold = measured(figure("E09000007", 10.0, numerator=None), earlier(figure("E09000007", 17.0)), label="untold")
    assert [one.about for one in changes.since_before([hardly, untold], PLACE)[0]] == ["untold", "money"]


def test_the_key_stands_before_the_rows_and_only_near_notices_before_what_changed(site: Client) -> None:
    content = site.get("/boroughs/E09000012/").content.decode()
    assert content.index("gt-spines__key") < content.index("Requests for an assessment")
    assert content.index("Further right is better") < content.index("Requests for an assessment")
    assert content.count("govuk-inset-text") == content[content.index("Amended returns of other boroughs") :].count(
        "govuk-inset-text"
    )
    assert "govuk-inset-text" in site.get(f"/boroughs/{NEWHAM}/").content.decode().split('id="changes"')[0]


@pytest.mark.parametrize(
    ("borough", "indicator", "told"),
    [
        ("E09000022", "plans-in-independent-and-non-maintained-special-schools", "4.6%"),
        ("E09000022", "reviews-held-in-12-months", "56.8%"),
        ("E09000004", "plans-in-mainstream", "46.8%"),
    ],
)
def test_the_median_of_neighbours_is_of_what_the_counts_give(
    store: Store, borough: str, indicator: str, told: str
) -> None:
    measured = next(each for each in landscape(store).headlines if each.indicator.id == indicator)
    codes = tuple(each.neighbour_code for each in store.neighbours(borough))
    place = lines.Place(store.area(borough), codes, codes, "", "", False)
    assert lines.median_of(measured, place).text == told
    figures = measured.known(codes)
    assert wording.amount(median(each.value or 0 for each in figures), "percent", 1) != told, "of rounded figures"

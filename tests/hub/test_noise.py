"""How far chance moves a figure: textbook values, what must always hold, and a simulation that knows the truth."""

from __future__ import annotations

import random
from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.hub.evidence import noise
from goldenthread.hub.evidence.noise import Interval, Verdict
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.indicators import Indicator
from tests.hub.made import PLANS, TIMELINESS, counted, figure

CATALOGUE = load_catalogue()
PER_1000 = CATALOGUE.indicator("ehc-plans-per-1000")
MEDIATIONS = CATALOGUE.indicator("mediations-after-refusal-to-assess")
PER_HEAD = CATALOGUE.indicator("high-needs-allocation-per-head")
DEFICIT = CATALOGUE.indicator("dsg-cumulative-deficit-percent")
EXACT = TIMELINESS.model_copy(update={"decimals": 4})
CAMDEN, ISLINGTON, LONDON, ENGLAND = "E09000007", "E09000019", "E12000007", "E92000001"

denominators = st.integers(1, 200_000)
shares = denominators.flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))


def known(observation: Observation, indicator: Indicator = TIMELINESS) -> Interval:
    found = noise.interval(observation, indicator)
    assert found is not None
    return found


def share(n: float, d: float) -> Interval:
    return known(counted(CAMDEN, n, d, EXACT), EXACT)


def rate(n: float, d: float = 100_000) -> Interval:
    return known(counted(CAMDEN, n, d, PER_1000), PER_1000)


# Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3: the four examples of Wilson's limits.
@pytest.mark.parametrize(
    ("n", "d", "low", "high"),
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_a_share_has_the_limits_of_wilson_as_newcombe_gives_them(n: int, d: int, low: float, high: float) -> None:
    found = share(n, d)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


# Newcombe, the same volume, 873-890, table II, method 10: all eight examples of the difference of two shares.
@pytest.mark.parametrize(
    ("own", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_has_the_limits_that_newcombe_gives(
    own: noise.Counts, other: noise.Counts, low: float, high: float
) -> None:
    found = noise.difference(own, other, share=True)
    assert [round(each, 4) for each in found] == [low, high]


# The exact limits of a Poisson count: Garwood 1936, printed in the Biometrika Tables (Pearson and Hartley), table 40.
@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(10, 4.80, 18.39), (20, 12.22, 30.89), (30, 20.24, 42.83), (50, 37.11, 65.92), (100, 81.36, 121.63)],
)
def test_a_rate_has_limits_within_a_fifth_of_a_percent_of_garwoods_exact_ones(n: int, low: float, high: float) -> None:
    found = rate(n)  # per 1,000 of 100,000: the hundredth part of the count
    assert found.low * 100 == pytest.approx(low, rel=0.003)
    assert found.high * 100 == pytest.approx(high, rel=0.001)


@pytest.mark.parametrize(("n", "low", "high"), [(0, 0.0, 3.69), (1, 0.025, 5.57), (5, 1.62, 11.67)])
def test_a_rate_of_few_events_is_never_surer_than_garwood_by_more_than_a_hundredth(
    n: int, low: float, high: float
) -> None:
    found = noise.byar(n)
    assert found[0] <= low
    assert found[1] == pytest.approx(high, rel=0.01)


@given(shares)
def test_the_range_holds_the_figure_and_stays_a_share(counts: tuple[int, int]) -> None:
    for indicator in (TIMELINESS, EXACT, TIMELINESS.model_copy(update={"decimals": 0})):
        made = counted(CAMDEN, *counts, indicator)
        found = known(made, indicator)
        assert made.value is not None
        assert 0 <= found.low <= made.value <= found.high <= 100


@given(st.integers(0, 50_000), st.integers(1, 400_000))
def test_the_range_of_a_rate_holds_the_rate(n: int, d: int) -> None:
    made = counted(CAMDEN, n, d, PER_1000)
    found = known(made, PER_1000)
    assert made.value is not None
    assert 0 <= found.low <= made.value <= found.high


@given(shares, st.integers(2, 9))
def test_the_more_are_counted_the_narrower_the_range(counts: tuple[int, int], times: int) -> None:
    n, d = counts
    less, more = noise.wilson(n, d), noise.wilson(times * n, times * d)
    assert more[1] - more[0] < less[1] - less[0]
    low, high = noise.byar(n)
    assert noise.byar(times * n)[1] / times - noise.byar(times * n)[0] / times < high - low


@given(shares)
def test_those_in_time_and_those_not_have_ranges_that_mirror_each_other(counts: tuple[int, int]) -> None:
    n, d = counts
    low, high = noise.wilson(n, d)
    assert noise.wilson(d - n, d) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(shares, shares)
def test_who_is_higher_than_another_is_never_lower_by_the_other_view(
    own: tuple[int, int], other: tuple[int, int]
) -> None:
    a, b = counted(CAMDEN, *own, EXACT), counted(ISLINGTON, *other, EXACT)
    opposite: dict[Verdict, Verdict] = {"higher": "lower", "lower": "higher"}
    verdict = noise.compared(a, b, EXACT)
    assert noise.compared(b, a, EXACT) == opposite.get(verdict, verdict)
    if verdict in opposite:
        assert (own[0] * other[1] > other[0] * own[1]) == (verdict == "higher")


@given(shares)
def test_nothing_differs_clearly_from_its_equal(counts: tuple[int, int]) -> None:
    a, b = counted(CAMDEN, *counts, EXACT), counted(ISLINGTON, *counts, EXACT)
    assert noise.compared(a, b, EXACT) == "no clear difference"


@pytest.mark.parametrize(("truth", "d"), [(0.5, 60), (0.9, 178), (0.04, 400), (0.97, 90)])
def test_the_range_of_a_share_holds_the_truth_nineteen_times_in_twenty(truth: float, d: int) -> None:
    chance = random.Random(20240517)
    held, times = 0, 3_000
    for _ in range(times):
        n = sum(chance.random() < truth for _ in range(d))
        found = share(n, d)
        held += found.low <= 100 * truth <= found.high
    assert 0.93 <= held / times <= 0.975


@pytest.mark.parametrize("truth", [3.0, 12.0, 60.0])
def test_the_range_of_a_rate_holds_the_truth_at_least_nineteen_times_in_twenty(truth: float) -> None:
    chance = random.Random(20240518)
    held, times = 0, 3_000
    for _ in range(times):
        found = rate(_poisson(chance, truth), 1_000)
        held += found.low <= truth <= found.high
    assert 0.945 <= held / times <= 0.99


def _poisson(chance: random.Random, mean: float) -> int:
    """A count drawn as one adds up waiting times."""
    n, left = 0, chance.random()
    while left > exp(-mean):
        n, left = n + 1, left * chance.random()
    return n


def test_places_that_are_alike_are_found_to_differ_once_in_twenty_and_no_more() -> None:
    chance = random.Random(20240519)
    found, times = 0, 2_000
    for _ in range(times):
        a, b = (sum(chance.random() < 0.6 for _ in range(d)) for d in (120, 300))
        verdict = noise.compared(counted(CAMDEN, a, 120, EXACT), counted(ISLINGTON, b, 300, EXACT), EXACT)
        found += verdict in ("higher", "lower")
    assert 0.03 <= found / times <= 0.06


def test_places_far_apart_are_found_to_differ() -> None:
    a, b = counted(CAMDEN, 172, 178), counted(ISLINGTON, 58, 73)
    assert noise.compared(a, b, TIMELINESS) == "higher"
    assert noise.compared(b, a, TIMELINESS) == "lower"
    near = counted(ISLINGTON, 93, 100)
    assert noise.compared(a, near, TIMELINESS) == "no clear difference"


def test_rates_are_compared_as_rates() -> None:
    a, b, near = (counted(CAMDEN, n, 90_000, PER_1000) for n in (3_000, 2_700, 2_950))
    assert noise.compared(a, b, PER_1000) == "higher"
    assert noise.compared(a, near, PER_1000) == "no clear difference"


def test_a_borough_is_compared_with_the_rest_of_london_and_not_with_itself() -> None:
    borough, whole = counted(CAMDEN, 60, 100), counted(LONDON, 98, 200)  # 38 of 100 in the rest
    assert noise.compared(borough, whole, TIMELINESS) == "higher"
    assert noise.compared(whole, borough, TIMELINESS) == "lower"
    elsewhere = counted("E08000025", 60, 100)  # Birmingham, beside the whole of London
    assert noise.compared(elsewhere, whole, TIMELINESS) == "no clear difference"
    assert noise.compared(elsewhere, counted(ENGLAND, 98, 200), TIMELINESS) == "higher"
    assert noise.compared(whole, counted(ENGLAND, 700, 1_000), TIMELINESS) == "lower"


def test_where_the_rest_cannot_be_the_whole_is_used() -> None:
    borough, whole = counted(CAMDEN, 90, 100), counted(LONDON, 80, 110)  # −10 of 10 is nobody
    assert noise.compared(borough, whole, TIMELINESS) == "higher"


def test_no_range_without_both_numbers_or_where_they_do_not_give_the_figure() -> None:
    for observation in (
        figure(CAMDEN, 80, numerator=None, denominator=None),
        figure(CAMDEN, 80, numerator=80, denominator=None),
        figure(CAMDEN, 81, numerator=80, denominator=100),
        figure(CAMDEN, 80.2, numerator=80, denominator=100),
        figure(CAMDEN, 80, numerator=0, denominator=0),
        figure(CAMDEN, -80, numerator=-80, denominator=100),
        figure(CAMDEN, 80, numerator=79.5, denominator=99.4),
        figure(CAMDEN, None, numerator=None, denominator=100),
    ):
        assert noise.interval(observation, TIMELINESS) is None
        assert noise.compared(observation, counted(ISLINGTON, 80, 100), TIMELINESS) == "cannot be told"
        assert noise.compared(counted(ISLINGTON, 80, 100), observation, TIMELINESS) == "cannot be told"


def test_a_figure_rounded_twice_still_has_its_range() -> None:
    whole = TIMELINESS.model_copy(update={"decimals": 0})
    assert noise.interval(figure(CAMDEN, 79, numerator=7_846, denominator=10_000), whole) is not None  # 78.46, 78.5, 79


@pytest.mark.parametrize("indicator", [PLANS, PER_HEAD, DEFICIT], ids=lambda indicator: indicator.id)
def test_counts_and_accounts_have_no_range(indicator: Indicator) -> None:
    assert noise.interval(figure(CAMDEN, 80, numerator=80, denominator=100), indicator) is None
    assert noise.interval(figure(CAMDEN, 0.8, numerator=80, denominator=100), indicator) is None


def test_any_difference_of_accounts_is_one_and_sizes_are_never_compared() -> None:
    a, b = figure(CAMDEN, 801), figure(ISLINGTON, 800)
    for indicator in (PER_HEAD, DEFICIT):
        assert noise.compared(a, b, indicator) == "higher"
        assert noise.compared(b, a, indicator) == "lower"
        assert noise.compared(a, figure(ISLINGTON, 801), indicator) == "no clear difference"
    assert noise.compared(a, b, PLANS) == "cannot be told"


def test_counted_on_too_few_is_never_compared_yet_has_a_wide_range() -> None:
    few = figure(CAMDEN, 100, numerator=8, denominator=8, small_denominator=True)
    found = known(few)
    assert (round(found.low, 1), found.high) == (67.6, 100.0)
    assert noise.compared(few, counted(ISLINGTON, 1, 1_000), TIMELINESS) == "cannot be told"
    assert noise.compared(figure(CAMDEN, 801, small_denominator=True), figure(ISLINGTON, 1), PER_HEAD) == (
        "cannot be told"
    )


def test_nobody_and_everybody_are_no_certainty() -> None:
    nobody, everybody = share(0, 20), share(20, 20)
    assert (nobody.low, everybody.high) == (0.0, 100.0)
    assert nobody.high == pytest.approx(16.11, abs=0.01)
    assert everybody.low == pytest.approx(83.89, abs=0.01)
    assert rate(0).low == 0.0 < rate(0).high


def test_a_percent_of_more_events_than_people_is_a_rate_and_may_pass_a_hundred() -> None:
    found = known(counted(CAMDEN, 30, 25, MEDIATIONS), MEDIATIONS)
    assert found.low < 100 < 120 < found.high
    assert noise.compared(counted(CAMDEN, 90, 25, MEDIATIONS), counted(ISLINGTON, 20, 25, MEDIATIONS), MEDIATIONS) == (
        "higher"
    )


def test_an_amended_figure_has_the_range_of_the_numbers_in_use() -> None:
    amended = replace(counted(CAMDEN, 60, 100), amendment="some-entry", published_value=80.0)
    assert known(amended) == known(counted(CAMDEN, 60, 100))


def test_real_shares_have_ranges_and_hold_their_figures(store: Store) -> None:
    areas = [*store.members(LONDON), LONDON, ENGLAND]
    found = [o for o in store.query(TIMELINESS.id, areas, with_coverage=False) if o.value is not None]
    ranges = [(o, noise.interval(o, TIMELINESS)) for o in found]
    assert len(ranges) > 100
    assert sum(each is not None for _, each in ranges) > 0.95 * len(ranges)
    assert all(each.low <= (o.value or 0) <= each.high for o, each in ranges if each)

"""The headline cards against figures and percent changes worked out a second time, in exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goldenthread.warehouse import Store
from goldenthread.warehouse.headline import change_percent

from .pairs import Pair, build_pair
from .plain_evidence import PlainEvidence
from .plain_headline import headline_rows, percent_change
from .spoiling import CELLS, ROWS, Spoilt, spoil
from .steady import NOT_SHRUNK, STEADY
from .wider_country import write_wider_country


def check_headline(store: Store, evidence: PlainEvidence, published: bool) -> None:
    """Fails at the first field of a headline figure that is not the plain one."""
    figures = [(card.indicator, figure) for card in store.headline(published) for figure in card.figures]
    plain = headline_rows(evidence, published)
    assert len(figures) == len(plain)
    for (indicator, figure), row in zip(figures, plain, strict=True):
        coverage = figure.coverage and (figure.coverage.present, figure.coverage.expected, figure.coverage.excludes)
        made = {"indicator": indicator, "amended": figure.amendment_note is not None, "coverage": coverage}
        given_row = {name: made[name] if name in made else getattr(figure, name) for name in row}
        assert {name: given_row[name] for name in row if not same(given_row[name], row[name])} == {}, row


def same(given_value: object, plain: object) -> bool:
    """Equal, numbers to nine places; a status may be any of several joined by '|'."""
    if isinstance(plain, Fraction) and isinstance(given_value, float):
        return math.isclose(given_value, float(plain), rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(plain, str) and isinstance(given_value, str):
        return given_value in plain.split("|")
    return given_value == plain


@pytest.mark.parametrize("published", [False, True])
def test_the_sample_countrys_headline_is_the_plain_one(wider: Pair, published: bool) -> None:
    check_headline(*wider, published)


@given(cells=CELLS, gone=ROWS)
@settings(NOT_SHRUNK, max_examples=5)
def test_whatever_the_files_hold_the_headline_is_the_plain_one(
    tmp_path_factory: pytest.TempPathFactory, cells: list[Spoilt], gone: set[int]
) -> None:
    country = write_wider_country(tmp_path_factory.mktemp("headline"))
    spoil(country, cells, gone)
    check_headline(*build_pair(country), published=False)


@given(now=st.integers(0, 10**6), before=st.integers(0, 10**6))
@example(now=449, before=400)  # 12.25, which a computer may round to 12.2
@settings(STEADY, max_examples=300)
def test_a_percent_change_is_rounded_half_away_from_zero(now: int, before: int) -> None:
    assert same(change_percent(now, before), percent_change(Fraction(now), Fraction(before)))


@pytest.mark.data
@pytest.mark.parametrize("published", [False, True])
def test_the_headline_of_england_and_london_is_the_plain_one(real: Pair, published: bool) -> None:
    check_headline(*real, published)

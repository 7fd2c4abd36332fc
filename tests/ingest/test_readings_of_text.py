"""Properties of the small functions that read published text: they never accept nonsense."""

from __future__ import annotations

import datetime as dt
import re
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goldenthread.warehouse.definitions.sources import PeriodType
from goldenthread.warehouse.definitions.vocabularies import fold
from goldenthread.warehouse.faults import UnknownName
from goldenthread.warehouse.ingestors.areas import fold_name
from goldenthread.warehouse.ingestors.registers import breakdown_key
from goldenthread.warehouse.periods import Period, PeriodError, read_period, spellings
from goldenthread.warehouse.reader import read_breakdown

KINDS: tuple[PeriodType, ...] = get_args(PeriodType)
TWO_YEARS = ("academic-year", "financial-year")
kinds = st.sampled_from(KINDS)
years = st.integers(1900, 2098)
stamps = st.one_of(
    st.text(max_size=12),
    st.text("0123456789/-. ", max_size=10),
    st.from_regex(r"(19|20)[0-9]{2}[-/]?[0-9]{2,4}", fullmatch=True),
    st.from_regex(r"[A-Z][a-z]{2,8} [0-9]{4}", fullmatch=True),
    st.dates(dt.date(1850, 1, 1), dt.date(2150, 1, 1)).map(str),
)


def canonical(kind: PeriodType, year: int, month: int) -> str:
    if kind == "month":
        return f"{year}-{month:02d}"
    return f"{year}-{(year + 1) % 100:02d}" if kind in TWO_YEARS else str(year)


@given(kinds, years, st.integers(1, 12))
def test_a_period_reads_its_own_canonical_text(kind: PeriodType, year: int, month: int) -> None:
    text = canonical(kind, year, month)
    assert read_period(text, kind) == Period(kind, text)


@given(stamps, kinds)
@example("٢٠٢٤", "calendar-year")
@example("0000", "january")
@example("9999-00", "academic-year")
@example("2024-1925", "academic-year")
@example("2023-01-99", "month")
@example("2023-02-30", "month")
def test_a_stamp_is_read_as_a_real_period_of_its_kind_or_refused(stamp: str, kind: PeriodType) -> None:
    try:
        period = read_period(stamp, kind)
    except PeriodError:
        return
    assert period.type == kind
    assert period.text == canonical(kind, int(period.text[:4]), int(period.text[5:7]) if kind == "month" else 1)
    assert dt.date(1900, 1, 1) <= period.start <= period.end <= dt.date(2101, 1, 1)
    assert period.label
    assert read_period(period.text, kind) == period  # reading is settled after once
    digits = re.sub(r"\D", "", stamp, flags=re.ASCII)
    assert period.text[2:4] in digits or kind in ("january", "march")  # nothing is made up


@given(years, st.sampled_from(["{}{:02d}", "{}/{:02d}", "{}-{:02d}", "{}-20{:02d}"]))
def test_two_years_in_a_row_are_read_in_each_published_way(year: int, form: str) -> None:
    after = year + 1
    text = form.replace("20{", f"{after // 100}{{").format(year, after % 100)
    assert read_period(text, "academic-year").text == f"{year}-{after % 100:02d}"
    assert read_period(text, "january") == Period("january", str(after))


@given(years, st.integers(2, 99), kinds)
def test_two_years_that_are_not_in_a_row_are_refused(year: int, apart: int, kind: PeriodType) -> None:
    text = f"{year}/{(year + apart) % 100:02d}"
    with pytest.raises(PeriodError):
        read_period(text, kind)


@given(kinds, years, st.integers(1, 12))
def test_a_period_is_found_by_its_text_and_by_its_label(kind: PeriodType, year: int, month: int) -> None:
    period = Period(kind, canonical(kind, year, month))
    assert {period.text.lower(), period.label.lower()} <= spellings(period)


# ---------------------------------------------------------------- breakdowns

words = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)


@given(st.dictionaries(words, words, max_size=3))
def test_a_breakdown_reads_its_own_key(items: dict[str, str]) -> None:
    assert read_breakdown(breakdown_key(tuple(sorted(items.items())))) == items


@given(st.one_of(st.text(max_size=20), st.text("ab=,", max_size=12)).map(lambda text: "".join(text.split())))
@example("a=b,a=c")
@example("a=b,")
@example("=a")
@example("a=")
@example("a")
def test_a_breakdown_is_whole_pairs_or_refused(text: str) -> None:
    try:
        items = read_breakdown(text)
    except UnknownName:
        return
    assert all(topic and item for topic, item in items.items())
    assert len(items) == (0 if text in ("", "total") else text.count(",") + 1)


@pytest.mark.parametrize("text", ["age", "age=", "=age-10", "age=age-10,", "age=age-10,age=age-11"])
def test_a_breakdown_that_is_refused_says_how_to_write_one(text: str) -> None:
    with pytest.raises(UnknownName, match=f"'{text}' is no breakdown. Write TOPIC=ITEM, for example age=age-10."):
        read_breakdown(text)


# ---------------------------------------------------------------- names and labels


@given(st.text())
@example("St.. Helens,,  Merseyside & more-")
@example("\u0130stanbul")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.text("abcABC "), st.sampled_from(["", " ", "\t", "  \n"]))
def test_capitals_and_outer_spaces_do_not_tell_labels_apart(text: str, spaces: str) -> None:
    assert fold(spaces + text.upper() + spaces) == fold(text)


@pytest.mark.parametrize(
    ("published", "ours"),
    [("St. Helens", "St Helens"), ("Kingston upon Hull, City of", "Kingston upon Hull City of"),
     ("Hammersmith & Fulham", "Hammersmith and Fulham"), ("Stoke-on-Trent", "Stoke on Trent")],
)  # fmt: skip
def test_names_differ_in_stops_commas_hyphens_and_ampersands_only_by_spelling(published: str, ours: str) -> None:
    assert fold_name(published) == fold_name(ours)

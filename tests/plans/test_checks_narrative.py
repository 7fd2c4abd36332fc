"""Figures in the text: what is compared, what is left alone, and what is put in its place."""

from __future__ import annotations

import functools
import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.hub.evidence.interface import Reading, readings
from goldenthread.hub.plans.checks import narrative
from goldenthread.hub.plans.checks.findings import Examined
from goldenthread.hub.plans.checks.numbers import numbers, sentences
from goldenthread.hub.plans.templates_in_force import newest_template
from goldenthread.hub.plans.whole import WholeAnswer, WholeValue
from tests.plans.examined import PLANS, TODAY, WEEKS, a_figure, a_plan, checks, found, written

FIGURES = (
    a_figure(WEEKS, {2023: 55.0, 2024: 58.0, 2025: 62.4}),
    a_figure(PLANS, {2023: 2800.0, 2024: 3012.0, 2025: 3240.0}, unit="plans"),
)
NAME = "EHC plans issued within 20 weeks"


def told(words: str) -> list[str]:
    return [f.text for f in found(written(a_plan(), words), FIGURES) if f.check == "figure-differs"]


@pytest.mark.parametrize(
    "words",
    [
        f"{NAME}: 71%.",
        f"{NAME} stood at 71.2%.",
        f"In 2024 {NAME} were 62.4%.",  # the figure of another year
        "Children with EHC plans: 3,500.",
        "We support 3,500 children with EHC plans.",
        f"{NAME.upper()} was 71 per cent.",
    ],
)
def test_a_number_that_the_indicator_never_had_is_told(words: str) -> None:
    assert len(told(words)) == 1


@pytest.mark.parametrize(
    "words",
    [
        f"{NAME}: 62.4%.",
        f"{NAME}: 62%.",  # rounded as it is written
        f"In 2024 {NAME} were 58%.",
        f"{NAME} were 58%.",  # an earlier figure, and no year is named
        f"{NAME} are to be 90%, which is our target.",
        f"{NAME}: 71% in London.",
        f"{NAME} rose from 50% to 71%.",
        f"{NAME} will be 71%.",
        f"{NAME} fell. Families told us that 71% felt heard.",
        "Of children with EHC plans, 71% are boys.",
        "Children with EHC plans: 120 of them wait.",
        "About 3,300 children with EHC plans live here.",
        "Children with EHC plans: 3,200.",  # hundreds
        "Children with EHC plans waited 30 weeks.",
        "Children with EHC plans aged 16 to 19 moved on.",
        "In 2031 children with EHC plans: 3,500.",  # no such year is published
        f"{NAME} and children with EHC plans: 71%.",  # two indicators
        "",
    ],
)
def test_what_may_be_something_else_is_left_alone(words: str) -> None:
    assert told(words) == []


def test_the_published_figure_is_put_in_place_of_the_number_alone() -> None:
    words = f"**Known.** In 2025 {NAME} were 71%. More words."
    (finding,) = [f for f in found(written(a_plan(), words), FIGURES) if f.check == "figure-differs"]
    assert finding.mend is not None
    start, end = int(finding.mend.values["start"]), int(finding.mend.values["end"])
    assert words[start:end] == finding.mend.values["old"] == "71%"
    assert finding.mend.values["new"] == "62.4%"
    assert finding.text == f"The text says 71% where it speaks of “{NAME}”. Published is 62.4% in 2025."


def test_an_answer_is_read_too_and_is_mended_by_hand() -> None:
    answer = WholeAnswer(1, 1, "assessment", "most-days-lost", f"{NAME}: 71%.", "", False, (), "")
    (finding,) = [f for f in found(a_plan(answers=(answer,)), FIGURES) if f.check == "figure-differs"]
    assert (finding.place.kind, finding.mend) == ("question", None)


@pytest.mark.parametrize(
    "words, is_told",
    [
        ("Table 6 has 340 in maintained special schools or special academies in 2027.", True),
        ("Table 6 has 410 in maintained special schools or special academies in 2027.", False),
        ("Table 7 has 340 in maintained special schools or special academies in 2027.", False),
        ("340 are in maintained special schools or special academies in 2027.", False),
        ("Table 6 has 340 in maintained special schools or special academies.", False),
    ],
)
def test_a_number_of_a_table_is_held_against_its_cell(words: str, is_told: bool) -> None:
    value = WholeValue("table-6", "state-special", 2027, "without-plan", Decimal(410), "", "typed", "", 1)
    assert ("table-differs" in checks(written(a_plan(values=(value,)), words))) is is_told


@pytest.mark.parametrize(
    "words, is_told",
    [
        ("Table 10 shows 999 requests in 2025.", True),
        ("Table 10 shows 500 requests in 2025.", False),  # the whole
        ("Table 10 shows 100 requests in 2025.", False),  # one of its cells
        ("Table 10 shows 999 in 2025.", False),  # no word says of what
        ("Table 10 shows 999 requests in 2026.", False),  # nothing is filled in
        ("Of the whole, table 10 shows 999 requests for those under 5 in 2025.", True),
        ("In 2025 table 10 shows 999 requests.", True),
        ("Table 10 shows 300 requests in 2025 of those aged 5 to 19.", False),  # a part of it
    ],
)
def test_a_table_named_by_its_number_is_held_against_the_number_beside_it(words: str, is_told: bool) -> None:
    rows = [row.id for table in newest_template().tables if table.id == "table-10" for row in table.rows]
    values = tuple(WholeValue("table-10", row, 2025, "without-plan", Decimal(100), "", "typed", "", 1) for row in rows)
    assert ("table-differs" in checks(written(a_plan(values=values), words))) is is_told


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("66.9%", [(66.9, "percent")]),
        ("66.9 per cent", [(66.9, "percent")]),
        ("£1.2m", [(1_200_000.0, "pounds")]),
        ("£1,234", [(1234.0, "pounds")]),
        ("£3 million", [(3_000_000.0, "pounds")]),
        ("1,234 plans", [(1234.0, "count")]),
        ("in 2025", []),
        ("2024/25", []),
        ("3 March 2026", []),
        ("5-10 places", []),
        ("within 20 weeks", []),
        ("a 20-week limit", []),
        ("aged 16", []),
        ("table 5.1", []),
        ("the 1st of them", []),
        ("1.2.3", []),
        ("12,34", []),
        ("", []),
    ],
)
def test_amounts_are_told_from_years_dates_ages_and_durations(sentence: str, expected: list[tuple[float, str]]) -> None:
    assert [(each.value, each.unit) for each in numbers(sentence)] == expected


def test_sentences_end_at_stops_and_lines_and_not_within_numbers() -> None:
    text = "It was 62.4%. Then more!\nA line"
    assert [sentence for _, sentence in sentences(text)] == ["It was 62.4%.", "Then more!", "A line"]
    assert all(text[start:].startswith(sentence) for start, sentence in sentences(text))


@settings(deadline=None, max_examples=60)
@given(st.floats(min_value=0.1, max_value=99.9), st.integers(min_value=0, max_value=3))
def test_a_true_figure_is_never_told_however_it_is_rounded(value: float, digits: int) -> None:
    figure = a_figure(WEEKS, {2025: value})
    for words in (f"{NAME}: {value:.{digits}f}%.", f"In 2025 {NAME} were {value:.{digits}f} per cent."):
        assert "figure-differs" not in checks(written(a_plan(), words), (figure,))


@settings(deadline=None, max_examples=60)
@given(st.integers(min_value=13, max_value=9_999_999), st.sampled_from(["{:,}", "{}"]))
def test_a_true_count_is_never_told(value: int, form: str) -> None:
    figure = a_figure(PLANS, {2025: float(value)}, unit="plans")
    assert "figure-differs" not in checks(
        written(a_plan(), f"Children with EHC plans: {form.format(value)}."), (figure,)
    )


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault_and_every_number_stands_where_it_says(text: str) -> None:
    for start, sentence in sentences(text):
        assert text[start : start + len(sentence)] == sentence
        for each in numbers(sentence):
            assert sentence[each.start : each.end] == each.text
            assert each.slack > 0


@pytest.mark.parametrize("words", ["1 " * 20_000, "12.5% " * 6600, f"{NAME} " * 1200, "1. A " * 8000])
def test_a_text_of_numbers_alone_takes_no_long_time(words: str) -> None:
    plan = written(a_plan(), words)
    began = time.process_time()
    assert not [f for f in found(plan, FIGURES) if f.check == "figure-differs"]
    assert time.process_time() - began < 1


def test_a_list_of_numbers_is_no_sentence_about_one() -> None:
    assert len(numbers("1 " * 50)) == 50
    assert numbers("1 " * 51) == []


# ------------------------------------------------------------------ the site's own sentences, over the shipped figures


BARNET, LEWISHAM, NEWHAM, CITY = "E09000003", "E09000023", "E09000025", "E09000001"


@functools.cache
def shown_in_sections(code: str) -> tuple[Reading, ...]:
    """Every figure that a section of the plan shows of a borough."""
    wanted = [(shown.indicator, shown.key) for section in newest_template().sections for shown in section.indicators]
    return tuple(readings(code, wanted).values())


def told_of(code: str, words: str, section: str = "assessment") -> list[str]:
    plan = written(a_plan(), words, section)
    figures = {(each.indicator, each.breakdown): each for each in shown_in_sections(code)}
    return [f.text for f in narrative.find(Examined(plan, newest_template(), TODAY, figures))]


def numbers_in(sentence: str, figure: Reading) -> list[tuple[int, int]]:
    """Where the figures stand in a sentence of the site: the newest, the one before, London's."""
    points = (figure.latest, figure.previous, figure.london)
    texts = {number.text for p in points if p and p.value is not None for number in numbers(p.text)}
    return [(each.start, each.end) for each in numbers(sentence) if each.text in texts]


def with_another(number: str) -> str:
    """The number with its first digit changed, so that no rounding explains it."""
    return re.sub(r"\d", lambda digit: str((int(digit[0]) + 4) % 9 + 1), number, count=1)


@pytest.mark.parametrize("code", [BARNET, NEWHAM, CITY])
def test_every_sentence_of_the_site_is_right_and_found_when_any_number_in_it_is_changed(code: str) -> None:
    sections = {(e.indicator, e.key): s.id for s in newest_template().sections for e in s.indicators}
    missed, changed = [], 0
    for figure in shown_in_sections(code):
        section = sections[figure.indicator, figure.breakdown]
        assert told_of(code, figure.sentence, section) == []
        if figure.latest is None or figure.latest.value is None:
            continue
        for start, end in numbers_in(figure.sentence, figure):
            changed += 1
            wrong = figure.sentence[:start] + with_another(figure.sentence[start:end]) + figure.sentence[end:]
            missed += [wrong] if not told_of(code, wrong, section) else []
    assert (missed, changed > 20) == ([], True)


@pytest.mark.parametrize(
    "words, right",
    [
        ("Barnet received 1,062 requests for an EHC needs assessment in 2024", "1,026"),
        ("Barnet issued 90.0% of plans within 20 weeks in 2024", "100.0%"),
        ("Decided in 6 weeks in 2024: Barnet 85.9%", "95.9%"),
        ("20.5% of requests were refused in 2024", "20.9%"),
        ("New EHC plans numbered 675 in 2024", "765"),
        ("We received 1,062 requests for an EHC needs assessment in 2024.", "1,026"),
        ("New EHC plans rose from 611 in 2023 to 675 in 2024.", "765"),
        ("In January 2025 Barnet maintained 4,230 EHC plans.", "4,320"),
        (
            "EHC plans per 1,000 residents: we know. Plans per 1,000 were 38.0 per 1,000 in January 2025.",
            "34.0 per 1,000",
        ),
    ],
)
def test_a_wrong_figure_is_found_by_whatever_name_it_has(words: str, right: str) -> None:
    (text,) = told_of(BARNET, words)
    assert f"Published is {right} in " in text


@pytest.mark.parametrize(
    "words",
    [
        "Barnet received 1,026 requests for an EHC needs assessment in 2024, about 1,000.",
        "20.9% of requests were refused in 2024.",
        "21% of requests were refused in 2024.",
        "New EHC plans numbered 765 in 2024.",
        "New EHC plans numbered 803 in 2024.",  # right for assessments, which the same section shows
        "New EHC plans numbered 700 in 2027.",
        "1 in 5 requests were refused in 2024.",
        "Barnet will have issued 90.0% of plans within 20 weeks in 2028.",
        "We amended 3,900 EHC plans.",
    ],
)
def test_what_is_right_or_something_else_is_no_finding(words: str) -> None:
    assert told_of(BARNET, words) == []


@pytest.mark.parametrize(
    "words, told",
    [
        ("Lewisham received 646 requests in 2024, and 821 requests for an EHC needs assessment in 2023.", []),
        (
            "Lewisham received 646 requests in 2024, and 790 requests for an EHC needs assessment in 2023.",
            [("790", "821 in 2023", "821")],
        ),
        ("In 2024 it was 646 and in 2023 821 requests for an EHC needs assessment.", []),
        ("From 2023 to 2024 requests for an EHC needs assessment fell to 700.", [("700", "646 in 2024", None)]),
        ("In 2024 Lewisham decided 79.1% of requests within six weeks.", [("79.1%", "69.1% in 2024", "69.1%")]),
    ],
)
def test_a_number_is_held_against_the_period_beside_it_and_nothing_is_offered_where_that_is_unsure(
    words: str, told: list[tuple[str, str, str | None]]
) -> None:
    figures = {(each.indicator, each.breakdown): each for each in shown_in_sections(LEWISHAM)}
    findings = list(narrative.find(Examined(written(a_plan(), words), newest_template(), TODAY, figures)))
    assert len(findings) == len(told)
    for finding, (wrong, right, offered) in zip(findings, told, strict=True):
        assert f"The text says {wrong} " in finding.text
        assert f"Published is {right}." in finding.text
        assert (finding.mend.values["new"] if finding.mend else None) == offered

"""Insight questions: figures inside the question, and words where there is no figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.hub.evidence.interface import Point, Reading, readings
from goldenthread.hub.plans.questions import PLACE, as_it_stands, asked, figures_wanted, places_in, told
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.plan_templates import load_plan_templates

NOW, BEFORE = Point("2024", "2024", 96.6, "ok", "96.6%"), Point("2023", "2023", 80.1, "ok", "80.1%")
HELD_BACK = Point("2024", "2024", None, "c", "held back")
WEEKS = Reading(
    indicator="weeks", breakdown="total", area_code="E09000007", title="In 20 weeks", unit="percent", decimals=1,
    direction="higher-is-better", latest=NOW, previous=BEFORE, trend=(BEFORE, NOW), neighbours=None, neighbours_count=0,
    london=Point("2024", "2024", 66.9, "ok", "66.9%"), england=None, sentence="", amended=False, release="made",
    build="b1", href="/figures/weeks/", page="/indicators/weeks/",
)  # fmt: skip
TEMPLATES = load_plan_templates(load_catalogue()).values()


def ask(text: str, figure: Reading | None = WEEKS) -> str:
    return asked(text, {("weeks", "total"): figure} if figure else {}, "Camden").text


def test_the_borough_its_figure_the_period_and_london_stand_in_the_question() -> None:
    text = "{area}: {value:weeks} {when:weeks}; London {london:weeks}. {trend:weeks} Why?"
    assert ask(text) == "Camden: 96.6% in 2024; London 66.9%. In 2023 it was 80.1%. Why?"


@pytest.mark.parametrize(
    "figure, told_of",
    [
        (
            replace(WEEKS, latest=HELD_BACK),
            "In 20 weeks in 2024: no figure (held back); London 66.9%. In 2023 it was 80.1%.",
        ),
        (
            replace(WEEKS, london=replace(NOW, amended="amended; 66.9% published")),
            "96.6% came in 2024; London 96.6% (amended; 66.9% published). In 2023 it was 80.1%.",
        ),
        (replace(WEEKS, london=None), "96.6% came in 2024; London no figure. In 2023 it was 80.1%."),
        (replace(WEEKS, previous=None), "96.6% came in 2024; London 66.9%. There is no earlier figure."),
        (
            replace(WEEKS, previous=HELD_BACK),
            "96.6% came in 2024; London 66.9%. In 2024 there was no figure (held back).",
        ),
        (None, "No figure came in any period; London no figure. There is no earlier figure."),
        (
            replace(WEEKS, latest=None, previous=None, london=None),
            "In 20 weeks in any period: no figure; London no figure. There is no earlier figure.",
        ),
    ],
)
def test_what_is_absent_reads_as_words(figure: Reading | None, told_of: str) -> None:
    assert ask("{value:weeks} came {when:weeks}; London {london:weeks}. {trend:weeks}", figure) == told_of


def test_a_figure_in_a_question_leads_to_what_it_is() -> None:
    found = asked("Now {value:weeks}.", {("weeks", "total"): WEEKS}, "Camden")
    assert [(piece.text, piece.href) for piece in found.pieces] == [
        ("Now ", ""),
        ("96.6%", "/figures/weeks/"),
        (".", ""),
    ]


def test_the_figures_of_a_question_are_cited_once_as_they_stand() -> None:
    found = asked("{value:weeks} {value:weeks} {london:weeks}", {("weeks", "total"): WEEKS}, "Camden")
    (cited,) = found.cited
    assert (cited["value"], cited["period"], cited["build"], cited["text"]) == (96.6, "2024", "b1", "96.6%")


def test_an_absent_figure_is_cited_as_absent_and_not_as_zero() -> None:
    kept = as_it_stands(replace(WEEKS, latest=HELD_BACK))
    assert (kept["value"], kept["status"], kept["text"]) == (None, "c", "no figure (held back)")
    assert as_it_stands(replace(WEEKS, latest=None))["status"] == "missing"


def test_a_question_can_ask_about_an_item() -> None:
    text = "{value:phonics-expected-standard:sen-provision=ehc-plan} reached it."
    assert places_in(text) == [("phonics-expected-standard", "sen-provision=ehc-plan")]


def test_braces_that_are_no_place_for_a_figure_stay() -> None:
    assert ask("What of {this} and {value}?") == "What of {this} and no figure?"


def test_a_question_without_figures_is_asked_as_it_is_written() -> None:
    assert ask("What will not be done instead?") == "What will not be done instead?"
    assert asked("", {}, "Camden").text == ""


def test_no_point_at_all_is_no_figure() -> None:
    assert told(None) == "no figure"


def test_every_place_in_the_shipped_questions_names_an_indicator_that_there_is() -> None:
    known = load_catalogue().indicators
    for template in TEMPLATES:
        for section in template.sections:
            for question in section.questions:
                assert "{" not in PLACE.sub("", question.text), question.id
                assert {place for place, _ in places_in(question.text)} <= set(known), question.id


def test_every_shipped_question_reads_whole_in_every_borough(store_folder, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(store_folder))
    for template in TEMPLATES:
        for section in template.sections:
            for borough in ("E09000007", "E09000001", "E09000025"):
                figures = readings(borough, figures_wanted(section))
                for question in section.questions:
                    text = asked(question.text, figures, "The borough").text
                    assert "{" not in text
                    assert "  " not in text
                    assert "()" not in text
                    assert text.endswith("?")

"""The drawing of a profile: named, described, without anything the content policy refuses."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from goldenthread.hub.maturity.charts import headline, profile_chart
from goldenthread.hub.maturity.results import Answer, profile
from tests.made.frameworks import LEVELS, a_framework

FRAMEWORK = a_framework()
RESULTS = profile(
    FRAMEWORK, {"one-plan": Answer("one-plan", 3), "early": Answer("early", 2), "near": Answer("near", 4)}
)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_drawing_says_in_words_what_it_shows(narrow: bool) -> None:
    drawing = ET.fromstring(profile_chart(RESULTS, LEVELS, "The profile", narrow))
    texts = ["".join(each.itertext()) for each in drawing]
    assert texts[:2] == ["The profile", "Leading: no level reached; Helping: Developing"]
    assert drawing.get("role") == "img"


def test_each_statement_is_a_box_with_its_level_and_not_judged_is_a_dashed_one() -> None:
    drawing = profile_chart(RESULTS, LEVELS, "The profile")
    assert drawing.count("<rect") == 6
    assert drawing.count("stroke-dasharray") == 3
    assert re.findall(r">(\d|\?)</text>", drawing) == ["3", "?", "?", "?", "2", "4"]


def test_there_is_no_style_and_no_script_in_it() -> None:
    drawing = profile_chart(RESULTS, LEVELS, "The <profile>")
    assert "style=" not in drawing
    assert "&lt;profile&gt;" in drawing


def test_nothing_judged_and_no_level_reached_are_told_apart() -> None:
    assert headline(profile(FRAMEWORK, {})[0], LEVELS) == "not judged"
    assert headline(RESULTS[0], LEVELS) == "no level reached"

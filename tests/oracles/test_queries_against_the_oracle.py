"""The warehouse's answers against a second implementation that is slow and plain. Hypothesis chooses the questions."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .comparison import Question, ask, differences
from .pairs import Pair, build_pair
from .questions import questions
from .spoiling import CELLS, ROWS, Spoilt, spoil
from .steady import NOT_SHRUNK, STEADY
from .wider_country import write_wider_country


@given(drawn=st.data())
@settings(STEADY, max_examples=100)
def test_every_answer_about_the_sample_country_is_the_plain_one(wider: Pair, drawn: st.DataObject) -> None:
    store, evidence = wider
    asked = drawn.draw(questions(evidence))
    assert differences(ask(store, asked), evidence, asked) == []


def test_a_question_about_every_area_has_the_plain_answer(wider: Pair) -> None:
    store, evidence = wider
    for name in evidence.catalogue.indicators:
        for published in (False, True):
            asked = Question(name, published=published)
            assert differences(ask(store, asked), evidence, asked) == []


@pytest.mark.parametrize("release", [None, "sample-first"])
def test_an_areas_answer_does_not_depend_on_who_is_asked_about_beside_it(wider: Pair, release: str | None) -> None:
    store, evidence = wider
    for name in evidence.catalogue.indicators:
        together = store.query(name, list(evidence.catalogue.areas), release=release)
        for area in evidence.catalogue.areas:
            assert store.query(name, [area], release=release) == [o for o in together if o.area_code == area]


@given(cells=CELLS, gone=ROWS, drawn=st.data())
@settings(NOT_SHRUNK, max_examples=8)
def test_whatever_numbers_and_absences_the_files_hold_the_answers_are_the_plain_ones(
    tmp_path_factory: pytest.TempPathFactory, cells: list[Spoilt], gone: set[int], drawn: st.DataObject
) -> None:
    country = write_wider_country(tmp_path_factory.mktemp("spoilt"))
    spoil(country, cells, gone)
    store, evidence = build_pair(country)
    for _ in range(20):
        # A release asked for by name, with rows gone, is compared in the two tests above, where no row is gone.
        asked = dataclasses.replace(drawn.draw(questions(evidence)), release=None)
        assert differences(ask(store, asked), evidence, asked) == []


@pytest.mark.data
@given(drawn=st.data())
@settings(NOT_SHRUNK, max_examples=2)
def test_every_answer_about_england_is_the_plain_one(real: Pair, drawn: st.DataObject) -> None:
    store, evidence = real
    asked = drawn.draw(questions(evidence))
    assert differences(ask(store, asked), evidence, asked) == []

"""An oracle that notices nothing proves nothing: each field of an answer is spoilt in turn, and must be noticed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from goldenthread.warehouse.answers import Cell, Coverage, Observation
from tests.sample.country import write_sample

from .comparison import Question, ask, differences
from .plain_evidence import PlainEvidence

ASKED = Question("decisions-in-time", areas=("E12000007",), periods=("2024",))
WRONG = {
    "value": 49.9, "published_value": 50.1, "status": "x", "published_status": "z", "numerator": 1.0, "denominator": 2.0,
    "area_name": "Londres", "area_level": "country", "calculated": True, "amendment": "dale-2024", "small_denominator": True,
    "coverage": Coverage(2, 3, (("Fern", "x"),)), "release": "sample-first", "published_period": "202324",
    "cells": {"value": Cell("corrected/requests.csv", 57, "in_time_pc", 50.0, "ok")},
}  # fmt: skip


@pytest.fixture(scope="module")
def asked_in_both_ways(tmp_path_factory: pytest.TempPathFactory) -> tuple[Observation, PlainEvidence]:
    """One answer of the warehouse, and the plain reading of the same files."""
    country = write_sample(tmp_path_factory.mktemp("sample"))
    country.build()
    return ask(country.open(), ASKED)[0], PlainEvidence(country.catalogue(), Path(country.data))


def test_a_right_answer_is_passed(asked_in_both_ways: tuple[Observation, PlainEvidence]) -> None:
    answer, evidence = asked_in_both_ways
    assert differences([answer], evidence, ASKED) == []


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_field_is_noticed(asked_in_both_ways: tuple[Observation, PlainEvidence], field: str) -> None:
    answer, evidence = asked_in_both_ways
    wrong = dataclasses.replace(answer, **{field: WRONG[field]})
    assert [text.split(": ", 2)[2].split(" ")[0] for text in differences([wrong], evidence, ASKED)] != []


def test_a_missing_answer_and_a_double_one_are_noticed(asked_in_both_ways: tuple[Observation, PlainEvidence]) -> None:
    answer, evidence = asked_in_both_ways
    assert differences([], evidence, ASKED) != []
    assert differences([answer, answer], evidence, ASKED) != []

"""A definition that is wrong stops everything with the file and the field, and the figures in force stay."""

from __future__ import annotations

import pytest

from goldenthread.warehouse.definitions import DefinitionError, load_catalogue
from tests.sample.country import SampleCountry

from .standing import Standing

REQUESTS, SOURCE, AMENDMENT = "indicators/requests.yaml", "sources/sample-requests.yaml", "amendments/dale-2024.yaml"

# file, what is there, what a slip makes of it, what is said
SLIPS = {
    "an unknown field": (REQUESTS, "unit: requests", "unit: requests\nunitt: plans", "requests.yaml: unitt: Extra inputs are not permitted"),
    "a placeholder": (REQUESTS, "owner_role: Test owner", "owner_role: TBC", "requests.yaml: owner_role: Value error, 'TBC' is a placeholder"),
    "a question too short to be one": (
        REQUESTS, "question: How many requests does each place receive in a year?", "question: to do", "requests.yaml: question: String should have",
    ),
    "a missing field": (REQUESTS, "owner_role: Test owner\n", "", "requests.yaml: owner_role: Field required"),
    "a number as text": (REQUESTS, "decimals: 0", "decimals: '0'", "requests.yaml: decimals: Input should be a valid integer"),
    "an unknown unit": (REQUESTS, "unit: requests", "unit: bananas", "requests.yaml: unit: Input should be 'plans'"),
    "a repeated key": (REQUESTS, "unit: requests", "unit: requests\nunit: plans", "requests.yaml: cannot be read: repeats ['unit']"),
    "another id than the file's name": (REQUESTS, "id: requests", "id: request", "requests.yaml: the id 'request' must be the file's name"),
    "a measure that no source gives": (
        REQUESTS, "value: {measure: requests}", "value: {measure: request}", "indicator requests: value: no source gives the measure 'request'",
    ),
    "a vocabulary that is not there": (REQUESTS, "[need, sex]", "[age, need]", "indicator requests: unknown vocabulary 'age'"),
    "a publication that is not there": (SOURCE, "publication: sample", "publication: simple", "source sample-requests: unknown publication 'simple'"),
    "a release that is not there": (SOURCE, "release: sample-first", "release: sample-zero", "'sample-zero' is no release of sample"),
    "an item that is not there": (SOURCE, "{need: a}", "{need: c}", "column need_a: no item 'c' in vocabulary 'need'"),
    "an area that is not there": (AMENDMENT, "E09000001", "E09000009", "amendment dale-2024: unknown area 'E09000009'"),
    "one approver twice": (AMENDMENT, "[Data lead, Head of SEND]", "[Data lead, Data lead]", "two different people approve an amendment"),
    "a member that is not there": (
        "areas/memberships.csv", "E12000001,E06000001", "E12000001,E06000009", "memberships: unknown area 'E06000009'",
    ),
    "a level that is none": ("areas/areas.csv", "Ashby,authority", "Ashby,borough", "areas.csv row 5: level: Input should be 'country'"),
    "a code that runs a program": (
        REQUESTS, "id: requests", "id: !!python/object/apply:os.system [exit]", "requests.yaml: cannot be read: could not determine a constructor",
    ),
    "broken YAML": (REQUESTS, "id: requests", "id: [requests", "requests.yaml: cannot be read: while parsing"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_definition_is_refused_by_file_and_field(sample: SampleCountry, slip: str) -> None:
    name, old, new, said = SLIPS[slip]
    path = sample.definitions / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(DefinitionError) as caught:
        load_catalogue(sample.definitions)
    assert said in str(caught.value)


def test_the_definitions_are_whole_before_a_test_spoils_them(sample: SampleCountry) -> None:
    assert set(load_catalogue(sample.definitions).sources) == {"sample-requests"}


def test_a_file_that_is_no_utf_8_is_refused(sample: SampleCountry) -> None:
    (sample.definitions / REQUESTS).write_bytes(b"id: caf\xe9\n")
    with pytest.raises(DefinitionError, match=r"requests.yaml: cannot be read: 'utf-8' codec can't decode"):
        load_catalogue(sample.definitions)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n"], ids=["nothing", "a list", "words"])
def test_a_file_that_is_no_definition_is_refused(sample: SampleCountry, text: str) -> None:
    (sample.definitions / REQUESTS).write_text(text)
    with pytest.raises(DefinitionError, match=r"requests.yaml: file: Input should be a valid dictionary"):
        load_catalogue(sample.definitions)


def test_every_dangling_name_is_listed_at_once(sample: SampleCountry) -> None:
    for name, old, new in ((SOURCE, "{need: a}", "{need: c}"), (REQUESTS, "[need, sex]", "[age, need]")):
        path = sample.definitions / name
        path.write_text(path.read_text().replace(old, new))
    with pytest.raises(DefinitionError) as caught:
        load_catalogue(sample.definitions)
    assert "no item 'c' in vocabulary 'need'" in str(caught.value)
    assert "unknown vocabulary 'age'" in str(caught.value)


def test_the_command_says_what_is_wrong_with_the_definitions_and_keeps_the_figures(standing: Standing) -> None:
    path = standing.sample.definitions / REQUESTS
    path.write_text(path.read_text().replace("owner_role: Test owner", "owner_role: TBC"))
    assert "requests.yaml: owner_role: Value error, 'TBC' is a placeholder" in standing.refusal()
    checked = standing.run("check", "--definitions")
    assert (checked.code, checked.out) == (1, "")
    assert "'TBC' is a placeholder" in checked.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "additive: [requests,",
            "additive: [request,",
            "additive names the measure 'request', which no column of it holds",
        ),
        ("{measure: requests, topic: need}", "{measure: request, topic: need}", "parts names the measure 'request'"),
        ("topic: need}", "topic: needs}", "parts names the vocabulary 'needs', which does not exist"),
        ("topic: need}", "topic: need, except_items: [c]}", "parts leaves out 'c', which is no item of need"),
        ("denominator: decided}", "denominator: decisions}", "percents names the measure 'decisions'"),
    ],
)
def test_a_rule_about_nothing_is_refused_because_it_would_never_be_checked(
    standing: Standing, old: str, new: str, said: str
) -> None:
    standing.change_source((old, new))
    assert f"source sample-requests: {said}" in standing.refusal()

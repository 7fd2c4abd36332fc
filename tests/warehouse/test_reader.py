"""What an analyst may rely on when asking the store."""

from __future__ import annotations

import json
import threading

import pytest

from goldenthread import warehouse
from goldenthread.warehouse.faults import StoreMissing, UnknownName
from goldenthread.warehouse.rows import contract_row, flat_row
from tests.sample.country import AUTHORITIES, SampleCountry, requests_of

LONDON, ENGLAND, DALE, ELM = "E12000007", "E92000001", "E09000001", "E09000002"


def test_a_figure_names_its_file_row_and_column(sample: SampleCountry) -> None:
    sample.build()
    [figure] = sample.open().query("requests", areas=[ELM], periods=["2023"], breakdown={"sex": "female"})
    cell = figure.cells["value"]
    published = sample.rows(sample.data / cell.file)[(cell.row or 0) - 2]
    assert (published["la_name"], published["time_period"], published["breakdown"]) == ("Elm", "2023", "Female")
    assert float(published[cell.column]) == figure.value == requests_of(ELM, "2023", "Female")


def test_areas_may_be_named_by_code_number_or_name(sample: SampleCountry) -> None:
    sample.build()
    store = sample.open()
    answers = [store.query("requests", areas=[text]) for text in ("E09000002", "301", "Elm", "elm")]
    assert all(answer == answers[0] for answer in answers)


def test_a_withdrawn_figure_is_absent_and_never_filled_from_the_older_release(sample: SampleCountry) -> None:
    sample.build()
    [figure] = sample.open().query("decisions-in-time", areas=[ELM], periods=["2024"])
    assert (figure.value, figure.status) == (None, "x")


def test_the_older_release_can_still_be_asked(sample: SampleCountry) -> None:
    sample.build()
    [figure] = sample.open().query("decisions-in-time", areas=[ELM], periods=["2024"], release="first")
    assert figure.value == 50.0
    assert figure.release == "sample-first"


def test_a_group_that_nobody_publishes_is_added_up_from_its_members_and_says_so(sample: SampleCountry) -> None:
    sample.build()
    [figure] = sample.open().query("requests", areas=["group-east"], periods=["2023"])
    assert figure.calculated
    assert figure.value == requests_of(DALE, "2023", "All") + requests_of(ELM, "2023", "All")
    assert figure.cells["value"].row is None


def test_a_rate_for_a_group_leaves_out_members_without_both_parts_and_names_them(sample: SampleCountry) -> None:
    sample.build()
    [figure] = sample.open().query("decisions-in-time", areas=["group-east"], periods=["2024"])
    assert figure.denominator == requests_of(DALE, "2024", "All")
    assert figure.coverage is not None
    assert figure.coverage.text == "1 of 2; excludes Elm (not available)"


def test_a_group_none_of_whose_members_has_a_figure_is_absent(sample: SampleCountry) -> None:
    def withdraw(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        for row in rows:
            if row["la_name"] == "Dale" and row["time_period"] == "2024":
                row["in_time"] = row["in_time_pc"] = "x"
        return rows

    sample.rewrite(sample.corrected, withdraw)
    sample.build()
    [figure] = sample.open().query("decisions-in-time", areas=["group-east"], periods=["2024"])
    assert figure.value is None
    assert figure.status != "ok"


def test_an_amendment_moves_the_place_and_what_it_is_part_of_and_nothing_else(sample: SampleCountry) -> None:
    sample.build()
    store = sample.open()
    used = {o.area_name: o for o in store.query("requests", areas=[DALE, ELM, LONDON, ENGLAND], periods=["2024"])}
    published = {
        o.area_name: o
        for o in store.query("requests", areas=[DALE, ELM, LONDON, ENGLAND], periods=["2024"], published=True)
    }
    moved = {name: (used[name].value or 0) - (published[name].value or 0) for name in used}
    assert moved == {"Dale": 21, "London": 21, "Elm": 0, "England": 0}
    assert used["Dale"].published_value == published["Dale"].value == 99


def test_growth_is_worked_out_from_used_figures_with_the_published_growth_beside_it(sample: SampleCountry) -> None:
    sample.build()
    [figure] = sample.open().query("requests-growth", areas=[DALE], periods=["2024"])
    assert figure.value == round(100 * (120 - 81) / 81, 1)
    assert figure.published_value == round(100 * (99 - 81) / 81, 1)


def test_the_first_period_of_a_growth_series_has_nothing_to_compare_with(sample: SampleCountry) -> None:
    sample.build()
    [figure] = sample.open().query("requests-growth", areas=[DALE], periods=["2022"])
    assert (figure.value, figure.status) == (None, "missing")


def test_a_rate_on_a_small_denominator_is_marked(sample: SampleCountry) -> None:
    sample.build()
    store = sample.open()
    marks = {
        o.area_name: o.small_denominator
        for o in store.query("decisions-in-time", areas=list(AUTHORITIES), periods=["2022"])
    }
    assert marks == {name: requests_of(code, "2022", "All") < 40 for code, (name, _, _) in AUTHORITIES.items()}
    assert True in marks.values()


@pytest.mark.parametrize(
    "asked",
    [
        {"areas": ["E99999999"]}, {"areas": ["'; DROP TABLE area; --"]}, {"periods": ["1066"]}, {"breakdown": "colour=blue"},
        {"breakdown": "sex"}, {"breakdown": "sex=other"}, {"breakdown": "sex=male,sex=female"}, {"release": "nobody"},
    ],
)  # fmt: skip
def test_an_unknown_name_is_refused_in_plain_words(sample: SampleCountry, asked: dict[str, object]) -> None:
    sample.build()
    with pytest.raises(UnknownName, match=r"[Tt]here (is|are)|has no|is no "):
        sample.open().query("requests", **asked)  # type: ignore[arg-type]


def test_an_unknown_indicator_is_answered_with_near_names(sample: SampleCountry) -> None:
    sample.build()
    with pytest.raises(UnknownName, match="Did you mean requests"):
        sample.open().query("request")


def test_a_store_without_a_build_says_what_to_run(sample: SampleCountry) -> None:
    with pytest.raises(StoreMissing, match="goldenthread build"):
        warehouse.open_store(sample.store)


def test_many_threads_may_ask_one_store_at_once(sample: SampleCountry) -> None:
    sample.build()
    store = sample.open()
    expected = store.query("requests")
    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(store.query("requests"))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 12


def test_the_contract_row_is_plain_json_with_every_promised_field(sample: SampleCountry) -> None:
    sample.build()
    [figure] = sample.open().query("decisions-in-time", areas=[LONDON], periods=["2024"])
    row = json.loads(json.dumps(contract_row(figure), allow_nan=False))
    promised = {"indicator", "area_code", "area_name", "period", "value", "status", "numerator", "denominator",
                "published_value", "coverage", "release", "source"}  # fmt: skip
    assert promised <= set(row)
    assert (row["source"]["file"], row["source"]["row"], row["source"]["column"]) == (
        "corrected/requests.csv",
        58,
        "in_time_pc",
    )
    assert row["source"]["cells"]["numerator"] == {"file": "corrected/requests.csv", "row": 58, "column": "in_time"}


def test_a_notebook_gets_a_frame_with_absences_as_missing_and_their_reason_beside(sample: SampleCountry) -> None:
    sample.build()
    frame = warehouse.frame("decisions-in-time", store=sample.open(), areas=[ELM, DALE], periods=["2024"])
    assert list(frame["area_name"]) == ["Dale", "Elm"]
    assert frame["value"].isna().tolist() == [False, True]
    assert frame["status"].tolist() == ["ok", "x"]


def test_a_flat_row_has_the_main_source_cell_in_columns(sample: SampleCountry) -> None:
    sample.build()
    [figure] = sample.open().query("requests", areas=[DALE], periods=["2022"])
    row = flat_row(figure)
    assert (row["source_file"], row["source_column"]) == ("corrected/requests.csv", "requests")


def test_changes_between_releases_say_what_was_withdrawn(sample: SampleCountry) -> None:
    sample.build()
    changes = sample.open().changes("first", "sample-corrected")
    assert {(c.area_name, c.period, c.kind) for c in changes} == {("Elm", "2024", "withdrawn")}
    assert {c.column for c in changes} == {"in_time", "in_time_pc"}


def test_the_same_release_has_no_changes_from_itself(sample: SampleCountry) -> None:
    sample.build()
    assert sample.open().changes("first", "first") == []

"""A published figure that is known to be wrong, with nothing better to put in its place, is withheld."""

from __future__ import annotations

import pytest

from goldenthread.warehouse.definitions import DefinitionError
from goldenthread.warehouse.faults import WarehouseError
from tests.sample.country import SampleCountry

DALE, ELM, LONDON = "E09000001", "E09000002", "E12000007"


@pytest.fixture
def withholding(sample: SampleCountry) -> SampleCountry:
    """The sample with Dale's amendment turned into a withholding of two places that show the same figure."""

    def show_the_same(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        for row in rows:
            if row["la_name"] in ("Dale", "Elm") and (row["time_period"], row["breakdown"]) == ("2023", "All"):
                row["requests"] = "500"
        return rows

    sample.rewrite(sample.corrected, show_the_same)
    path = sample.definitions / "amendments" / "dale-2024.yaml"
    changes = {
        'period: "2024"': 'period: "2023"', "published_value: 99": "published_value: 500", "used_value: 120": "used_value: null",
        f"area: {DALE}": f"area: {DALE}\nalso_areas: [{ELM}]", f"recompute: [{LONDON}]": "recompute: []",
    }  # fmt: skip
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    source = sample.definitions / "sources" / "sample-requests.yaml"
    rules = source.read_text(encoding="utf-8")
    source.write_text(rules[: rules.index("additive:")], encoding="utf-8")  # the wrong figures do not add up
    return sample


def test_a_withheld_figure_is_unreliable_and_the_published_one_stays_beside_it(withholding: SampleCountry) -> None:
    withholding.build()
    for figure in withholding.open().query("requests", areas=[DALE, ELM], periods=["2023"]):
        assert (figure.value, figure.status) == (None, "u")
        assert (figure.published_value, figure.published_status) == (500, "ok")
        assert figure.amendment == "dale-2024"
        assert figure.cells["value"].value == 500


def test_a_withheld_figure_can_be_seen_as_published(withholding: SampleCountry) -> None:
    withholding.build()
    [figure] = withholding.open().query("requests", areas=[DALE], periods=["2023"], published=True)
    assert (figure.value, figure.status, figure.amendment) == (500, "ok", None)


def test_a_published_total_is_said_to_be_one_and_names_who_is_withheld_and_why(withholding: SampleCountry) -> None:
    withholding.build()
    [london] = withholding.open().query("requests", areas=[LONDON], periods=["2023"])
    assert london.value == 270
    assert london.coverage is not None
    assert london.coverage.text == (
        "published total; 1 of 3 have a figure of their own; "
        "without one: Dale (too unreliable to use), Elm (too unreliable to use)"
    )


def test_growth_over_a_withheld_figure_is_withheld_too(withholding: SampleCountry) -> None:
    withholding.build()
    growth = {o.period: o.status for o in withholding.open().query("requests-growth", areas=[DALE])}
    assert growth == {"2022": "missing", "2023": "u", "2024": "u"}


def test_a_group_whose_members_are_all_withheld_has_no_figure(withholding: SampleCountry) -> None:
    withholding.build()
    [group] = withholding.open().query("requests", areas=["group-east"], periods=["2023"])
    assert group.value is None
    assert group.status != "ok"


def test_a_withholding_stops_the_build_when_one_of_its_places_is_published_otherwise(
    withholding: SampleCountry,
) -> None:
    def correct(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        for row in rows:
            if row["la_name"] == "Elm" and (row["time_period"], row["breakdown"]) == ("2023", "All"):
                row["requests"] = "90"
        return rows

    withholding.rewrite(withholding.corrected, correct)
    with pytest.raises(WarehouseError, match="says 90 where amendment dale-2024 says that 500"):
        withholding.build()


def test_a_withholding_moves_no_larger_area(withholding: SampleCountry) -> None:
    path = withholding.definitions / "amendments" / "dale-2024.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("recompute: []", f"recompute: [{LONDON}]"), encoding="utf-8"
    )
    with pytest.raises(DefinitionError, match="only one area with a used value"):
        withholding.catalogue()

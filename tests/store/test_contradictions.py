"""An amendment whose figure has moved, and two files that claim the same figures, stop the build."""

from __future__ import annotations

from tests.ingest.standing import Standing


def raise_dale(standing: Standing) -> None:
    """Dale's total of 2024 becomes 102 where it was 99, and so do all the sums it is part of."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        for row in rows:
            inside = row["la_name"] == "Dale" or (row["region_name"] == "London" and not row["la_name"])
            if row["time_period"] == "2024" and (inside or row["geographic_level"] == "National"):
                more = {"All": 3, "Female": 1, "Male": 2}[row["breakdown"]]
                row["requests"] = str(int(row["requests"]) + more)
                row["need_b"] = str(int(row["need_b"]) + more)
        return rows

    standing.change_rows(change)


def test_an_amendment_whose_published_value_has_changed_stops_the_build(standing: Standing) -> None:
    raise_dale(standing)
    assert standing.refusal() == (
        "corrected/requests.csv, row 62: says 102 where amendment dale-2024 says that 99 was published. "
        "Look at the amendment again before building."
    )


def test_an_amendment_whose_published_value_was_withdrawn_stops_the_build(standing: Standing) -> None:
    standing.set_cell(62, "requests", "x")
    assert standing.refusal().startswith(
        "corrected/requests.csv, row 62: says no figure where amendment dale-2024 says that 99 was published."
    )


def test_an_amendment_of_a_year_that_is_not_loaded_waits(standing: Standing) -> None:
    """The file of that year is absent: the figure can be neither right nor wrong."""
    for path in (standing.sample.first, standing.sample.corrected):
        standing.sample.rewrite(path, lambda rows: [row for row in rows if row["time_period"] != "2024"])
    assert standing.build().code == 0


def test_two_sources_that_give_the_same_figures_need_an_order(standing: Standing) -> None:
    source = standing.sample.definitions / "sources" / "sample-requests.yaml"
    text = source.read_text().replace("id: sample-requests", "id: sample-again").replace("corrected/", "again/")
    text = text.replace("  - {release: sample-first, path: first/requests.csv}\n", "")
    (source.parent / "sample-again.yaml").write_text(text)
    copy = standing.sample.data / "again" / "requests.csv"
    copy.parent.mkdir()
    copy.write_bytes(standing.spoilt.read_bytes())
    message = standing.refusal()
    assert message.startswith("Two files give the same figures and neither takes precedence: ")
    assert "in again/requests.csv and corrected/requests.csv" in message
    assert message.endswith("Set 'precedence' in the sources.")
    (source.parent / "sample-again.yaml").write_text(text.replace("scope: england", "scope: england\nprecedence: 200"))
    assert standing.build().code == 0
    assert {row.release for row in standing.sample.open().query("requests")} == {"sample-corrected"}

"""Figures that contradict each other are not published."""

from __future__ import annotations

from .standing import Standing


def test_a_region_that_is_not_the_sum_of_its_authorities_is_refused(standing: Standing) -> None:
    standing.set_cell(4, "decided", "246")  # London in 2022; it should be 216
    message = standing.refusal()
    assert "corrected/requests.csv: decided (total), 2022: the authorities of London add up to" in message
    assert "the published total is 246." in message


def test_a_region_one_too_high_is_refused(standing: Standing) -> None:
    rows = standing.sample.rows(standing.spoilt)
    published = int(rows[1]["requests"])
    standing.set_cell(3, "requests", str(published + 1))
    assert f"add up to {published}, the published total is {published + 1}." in standing.refusal()


def test_parts_that_do_not_make_the_total_are_refused(standing: Standing) -> None:
    cell = standing.sample.rows(standing.spoilt)[5]["need_a"]
    standing.set_cell(7, "need_a", str(int(cell) + 1))
    message = standing.refusal()
    assert "corrected/requests.csv: requests (total), Cedar, 2022: the parts by need add up to" in message


def test_a_percentage_that_its_parts_do_not_give_is_refused(standing: Standing) -> None:
    standing.set_cell(7, "in_time_pc", "71.2")
    message = standing.refusal()
    assert (
        "corrected/requests.csv: in-time-percent (total), Cedar, 2022: published 71.2, but 27 of 54 is 50.00."
        in message
    )


def test_the_figures_in_force_are_answered_as_before_after_a_refusal(standing: Standing) -> None:
    standing.set_cell(7, "in_time_pc", "71.2")
    standing.refusal()
    assert standing.figures() == standing.figures_before


def test_every_contradiction_is_listed_and_counted(standing: Standing) -> None:
    for row in range(2, 62):
        standing.set_cell(row, "in_time_pc", "1.0")
    message = standing.refusal()
    assert message.startswith("60 checks failed, so nothing was published:\n  - ")
    assert message.count("\n  - ") == 40
    assert message.endswith("… and 20 more")

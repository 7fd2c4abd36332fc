"""The plan as a document: what stands in it, and how absence is told."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from goldenthread.hub.evidence.interface import Point
from goldenthread.hub.plans.actions.actions import add_action, add_milestone
from goldenthread.hub.plans.actions.measures import add_measure
from goldenthread.hub.plans.actions.priorities import add_priority
from goldenthread.hub.plans.actions.sections import answer, write_section
from goldenthread.hub.plans.models import Plan, Priority, SignOff, TableValue
from goldenthread.hub.plans.outputs import pictures
from goldenthread.hub.plans.outputs.blocks import Heading, Picture, Table, Words
from goldenthread.hub.plans.outputs.document import document
from goldenthread.hub.plans.outputs.parts.figures import change
from goldenthread.hub.plans.queries.whole import digest, whole_plan
from tests.made.documents import MADE_ON, a_document, of, told, under, words_of
from tests.made.maturity import a_closed_cycle
from tests.made.people import a_person, an_actor
from tests.made.plans import WEEKS, a_full_plan, a_local_measure, a_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db


def text_under(plan: Plan, title: str) -> str:
    return "\n".join(map(told, under(a_document(plan), title)))


def test_the_title_page_says_how_the_plan_stands() -> None:
    cover = a_document(a_plan()).cover
    assert cover.title == "Camden SEND reform plan"
    assert cover.state == "Draft – not submitted"
    assert ("Made on", "3 March 2026") in cover.facts
    assert cover.warnings == ()


def test_an_example_is_marked_as_made_up_on_its_title_page() -> None:
    plan = a_plan()
    Plan.objects.update(is_example=True)
    plan.refresh_from_db()
    assert a_document(plan).cover.warnings[0].startswith("Example: the judgements, answers and actions are made up")


@pytest.mark.parametrize(
    "state, words",
    [("partner-review", "In review by the partners – not submitted"), ("signed", "Signed – not submitted"),
     ("submitted", "Submitted"), ("live", "Live"), ("superseded", "Superseded by a later plan")],
)  # fmt: skip
def test_every_state_has_its_words(state: str, words: str) -> None:
    plan = a_plan()
    Plan.objects.update(state=state)
    plan.refresh_from_db()
    assert a_document(plan).cover.state == words


def test_an_empty_plan_says_in_words_what_is_not_there() -> None:
    words = words_of(a_document(a_plan()))
    for absence in (
        "Nothing is written here yet.", "Not answered yet.", "This section has no priority.",
        "The plan has no priorities yet.", "no cell of this table is filled. That is not zero.",
        "This partnership has not judged its maturity here yet.", "not signed yet", "5 signatures missing.",
        "0 of 18 sections have a narrative.",
    ):  # fmt: skip
        assert absence in words, absence


def test_headings_never_leave_out_a_level() -> None:
    by = an_actor()
    plan = a_full_plan(by, sections=3, actions=3, measures=3)
    write_section(plan, by=by, section="finance", version=0, narrative="###### Deep\n\n# High\n\ntext")
    before = 0
    for block in a_document(plan).blocks:
        if isinstance(block, Heading):
            assert block.level <= before + 1, block
            before = block.level


def test_every_section_stands_in_the_order_of_the_template() -> None:
    chapters = [b.text for b in a_document(a_plan()).blocks if isinstance(b, Heading) and b.level == 1]
    assert chapters[0] == "The plan at a glance"
    assert chapters[1].startswith("1. ")
    assert chapters[18].startswith("18. ")
    assert chapters[19:] == [
        "The numbered tables", "Maturity profile", "Signatures", "Annex: where every figure comes from",
    ]  # fmt: skip


def test_a_section_shows_its_figures_with_change_neighbours_and_london() -> None:
    [table] = [b for b in under(a_document(a_plan()), "8. ") if isinstance(b, Table)]
    [row] = [row for row in table.rows if row[0].startswith("EHC plans issued within 20 weeks, without exceptions")]
    assert row[1:] == ("96.6%", "as in 2023", "85.4% (of 9)", "66.9%")
    assert "The annex gives the source cell of every figure." in table.notes[0]


def test_an_amended_figure_of_whatever_area_says_what_was_published_in_the_table_and_in_the_sentence() -> None:
    plan = a_plan()
    [table] = [b for b in under(a_document(plan), "1. ") if isinstance(b, Table)]
    by_name = {row[0].split(", ")[0]: row for row in table.rows}
    assert by_name["EHC plans in force"][4] == "100,917 (amended; 99,116 published)"
    assert any("not as the release has it" in note for note in table.notes)
    assert "(35.0 per 1,000; amended; 34.4 per 1,000 with the published count)" in text_under(plan, "1. ")


def test_the_same_figures_stand_in_sentences() -> None:
    assert "Camden issued 96.6% of plans within 20 weeks in 2024, as in 2023." in text_under(a_plan(), "8. ")


def test_what_is_not_published_is_named() -> None:
    assert "Not here: Waits are published for England" in text_under(a_plan(), "11. ")


def test_without_a_build_the_document_says_so_and_holds_no_figure(no_figures: None) -> None:
    made = a_document(a_plan())
    words = words_of(made)
    assert "No figures were in force when this document was made. That is not zero." in words
    assert "no build of figures was in force" in words
    assert not [b for b in made.blocks if isinstance(b, Picture)]


def test_a_question_holds_its_figures_and_its_answer() -> None:
    plan, by = a_plan(), an_actor()
    answer(plan, by=by, question="most-days-lost", version=0, text="Advice from **health**.", so_what="Ask sooner.")
    words = text_under(plan, "96.6% of plans came within 20 weeks in 2024; London 66.9%.")
    assert words.splitlines()[:4] == [
        "Advice from health.",
        "So what:",
        "Ask sooner.",
        "Not yet agreed by the partnership.",
    ]


def test_an_answer_given_on_other_figures_says_which() -> None:
    plan, by = a_plan(), an_actor()
    cited = {"indicator": WEEKS, "breakdown": "total", "title": "In time", "period": "2022", "label": "2022", "value": 99.2, "text": "99.2%"}  # fmt: skip
    answer(plan, by=by, question="most-days-lost", version=0, text="Advice.", cited=[cited])
    words = text_under(plan, "96.6% of plans came")
    assert "When it was answered, the question held other figures: In time 99.2% in 2022." in words


def test_a_narrative_keeps_its_lists_links_and_headings() -> None:
    plan, by = a_plan(), an_actor()
    text = "## Now\n\n- one\n  - two\n\n1. first\n\n[More](https://example.org)"
    write_section(plan, by=by, section="story", version=0, narrative=text)
    blocks = under(a_document(plan), "Now")
    assert [(b.kind, b.depth) for b in blocks[:4] if isinstance(b, Words)] == [
        ("bullet", 0), ("bullet", 1), ("number", 0), ("paragraph", 0),
    ]  # fmt: skip
    assert isinstance(blocks[3], Words)
    assert blocks[3].runs[0].href == "https://example.org"


def an_action_with_everything(plan: Plan) -> None:
    by = an_actor()
    action = add_action(
        a_priority(plan, by), by=by, title="Advice in six weeks", lead="Head of SEND", partners="ICB, schools",
        starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2028, 8, 31), cost_pounds=125_000, funding_source="high-needs",
        risk="high", risk_note="Nobody applies.", status="under-way",
    )  # fmt: skip
    add_milestone(action, by=by, title="Half way", due_on=dt.date(2027, 6, 30))
    add_measure(action, by=by, indicator=WEEKS, target_value=98.0, target_on=dt.date(2028, 12, 31))
    a_local_measure(action, by)


def test_an_action_says_who_does_what_by_when_and_at_what_risk() -> None:
    plan = a_plan()
    an_action_with_everything(plan)
    words = text_under(plan, "Action 1.1: Advice in six weeks")
    for fact in (
        "Lead: Head of SEND", "Partners: ICB, schools", "Starts: 1 September 2026", "Ends: 31 August 2028",
        "Status: Under way", "Rating: Not rated", "Risk: High", "Funding source: High needs block", "Cost: £125,000",
        "Milestone: Half way, due 30 June 2027, not done yet", "Nobody applies.",
    ):  # fmt: skip
        assert fact in words, fact


def test_a_success_measure_stands_with_baseline_target_reading_and_standing() -> None:
    plan = a_plan()
    an_action_with_everything(plan)
    [table] = [b for b in under(a_document(plan), "Action 1.1") if isinstance(b, Table)]
    assert table.rows[0][1:4] == ("96.6% in 2024", "98.0% by 31 December 2028", "96.6% in 2024")
    assert table.rows[0][4].startswith("No new figure yet. ")
    assert table.rows[1][0] == "Families who feel heard (local measure)"
    assert table.rows[1][1] == "54.0% on 31 March 2026"


def test_an_action_that_is_not_costed_is_not_free() -> None:
    plan, by = a_plan(), an_actor()
    add_action(a_priority(plan, by), by=by, title="Meet")
    words = words_of(a_document(plan))
    assert "Cost: not costed, which is not free" in words
    assert "No action is costed." in words
    assert "No success measure yet: nothing will show whether this works." in words


def test_who_may_not_see_costs_gets_none_and_is_told() -> None:
    plan = a_plan()
    an_action_with_everything(plan)
    made = a_document(plan, an_actor("viewer", "camden-parent-carer-forum", second_factor=False))
    assert "125,000" not in words_of(made)
    assert "Costs are left out, because whoever made this document may not see them." in made.cover.warnings


def test_a_priority_of_no_section_is_not_lost() -> None:
    plan, by = a_plan(), an_actor()
    lost = add_priority(plan, by=by, section="story", title="From before")
    Priority.objects.filter(pk=lost.pk).update(section="no-more")
    assert "Priority 1: From before" in text_under(plan, "Priorities outside the sections")


def test_numbered_tables_stand_in_both_scenarios_with_origins_and_what_is_left_out() -> None:
    plan = a_plan()
    for row, value in (("under-5", 100), ("aged-5-to-10", 700)):
        TableValue.objects.create(
            plan=plan,
            table="table-5-1",
            row=row,
            year=2025,
            scenario="with-plan",
            value=value,
            origin="model",
            source="Run 7",
        )
    TableValue.objects.create(
        plan=plan, table="table-5-1", row="aged-11-to-15", year=2025, scenario="with-plan", status="c"
    )
    blocks = under(a_document(plan), "Table 5.1")
    [table] = [b for b in blocks if isinstance(b, Table)]
    assert table.caption == "Table 5.1, with the plan (plans)"
    by_row = {row[0]: row for row in table.rows}
    assert by_row["Under 5"][1:] == ("100",)
    assert by_row["11 to 15"][1] == "held back"
    assert by_row["Total"][1] == "800 without 3 rows"
    assert "Where the numbers come from: model 2 cells." in table.notes
    assert "Sources: Run 7." in table.notes
    assert "Years without any figure are not shown: 2024, 2026, 2027, 2028 and 2029." in table.notes
    assert "Left out: 3 cells without a figure, which is not zero." in table.notes
    assert "Without the plan: no cell of this table is filled. That is not zero." in "\n".join(map(told, blocks))


def test_the_maturity_profile_stands_with_its_rule_and_answers() -> None:
    a_closed_cycle()
    words = text_under(a_plan(), "Maturity profile")
    assert "A pillar’s headline is the highest level that at least 75% of its statements meet." in words
    assert "so the headline is Developing" in words
    assert "What is agreed of Partnership leadership" in words


def test_an_assessment_beside_a_submission_that_kept_none_is_told_to_be_a_newer_one() -> None:
    a_closed_cycle()
    given = dataclasses.replace(of(a_plan()), is_frozen=True, maturity_is_newer=True)
    words = "\n".join(map(told, under(document(given), "Maturity profile")))
    assert "This is the newest one, not that of the day." in words


def test_a_signature_says_who_signed_and_whether_it_still_holds() -> None:
    plan, person = a_plan(), a_person("approver", name="Ada Lovelace")
    SignOff.objects.create(
        plan=plan,
        slot="dcs",
        person=person.key,
        organisation="camden",
        plan_digest=digest(whole_plan(plan)),
        note="With\nthanks",
    )
    SignOff.objects.create(plan=plan, slot="lead-member", person=person.key, organisation="camden", plan_digest="old")
    [table] = [b for b in under(a_document(plan), "Signatures") if isinstance(b, Table)]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Director of children’s services"][0] == "Ada Lovelace, Camden"
    assert rows["Director of children’s services"][2] == "the plan as it reads now. “With thanks”"
    assert rows["Lead member for children’s services"][2] == "an earlier wording: the plan changed since."
    assert table.notes == ("3 signatures missing.",)


def test_the_annex_gives_the_source_cell_and_coverage_of_every_figure_shown() -> None:
    given = of(a_plan())
    [table] = [b for b in under(document(given), "Annex") if isinstance(b, Table)]
    assert len(table.rows) == len(given.traces)
    row = next(
        row for row in table.rows if row[0].startswith("EHC plans issued within 20 weeks, without exceptions, 2024")
    )
    assert row[0].endswith("Camden 96.6%")
    assert " of column " in row[1]
    assert row[2] == (
        "31 of 33 London authorities have a figure; without one: City of London (not available), Lewisham (not available)"
    )
    assert f"Build {given.build}." in table.notes[0]


def test_a_figure_that_the_source_does_not_have_is_told_in_the_annex() -> None:
    [table] = [b for b in under(a_document(a_plan()), "Annex") if isinstance(b, Table)]
    [row] = [row for row in table.rows if row[0].startswith("Children waiting for speech and language therapy")]
    assert row[0].endswith("Camden no figure (not in the source)")
    assert row[1:] == (
        "The source has no such cell.", "0 of 33 London authorities have a figure; without one: 33 authorities",
    )  # fmt: skip


def test_a_plan_of_any_size_is_gathered_in_the_same_number_of_queries(django_assert_max_num_queries: object) -> None:
    by = an_actor("approver")
    plan = a_full_plan(by, sections=4, actions=12, measures=12)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        of(plan, by)


def test_change_is_told_in_words_or_why_it_cannot_be() -> None:
    given = of(a_plan())
    reading, trace = given.readings[WEEKS, "total"], given.traces[WEEKS, "total"]
    before = Point("2023", "2023", 90.0, "ok", "90.0%")
    moved = dataclasses.replace(reading, previous=before, moved="up from 90.0%")
    assert change(moved, trace) == "up from 90.0% in 2023"
    assert change(dataclasses.replace(moved, moved=""), trace) == "as in 2023"
    broken = dataclasses.replace(trace, breaks=(("2024", "Counted anew."),))
    assert change(dataclasses.replace(reading, previous=before), broken) == "not compared with 2023: the series breaks"
    hidden = Point("2023", "2023", None, "c", "held back")
    assert change(dataclasses.replace(reading, previous=hidden), trace) == "no figure in 2023 to compare with"
    assert change(dataclasses.replace(reading, previous=None), trace) == "no earlier figure"
    assert change(dataclasses.replace(reading, latest=None), trace) == "no figure to compare"


def test_a_chart_says_in_words_what_it_draws() -> None:
    given = of(a_plan())
    drawn = pictures.trend(given.readings[WEEKS, "total"], given.traces[WEEKS, "total"], "Camden")
    assert drawn is not None
    assert drawn.alt.startswith(
        "Line chart of EHC plans issued within 20 weeks, without exceptions in Camden: 99.2% in 2022"
    )
    assert "London: 66.9% in 2024." in drawn.alt
    assert drawn.svg.count("<circle") == 3


def test_a_line_is_broken_where_the_series_breaks_and_where_there_is_no_figure() -> None:
    given = of(a_plan())
    reading, trace = given.readings[WEEKS, "total"], given.traces[WEEKS, "total"]
    broken = pictures.trend(reading, dataclasses.replace(trace, breaks=(("2023", "Why."),)), "Camden")
    assert broken is not None
    assert broken.svg.count('stroke-width="2.5"') == 4
    assert broken.alt.endswith("The line is broken where the series breaks.")
    assert "A dashed line marks where the series breaks" in broken.notes[0]
    assert broken.notes[0].endswith("From 2023: Why.")
    points = (*reading.trend[:3], Point("2022", "2022", None, "x", "not available"), *reading.trend[4:])
    holed = pictures.trend(dataclasses.replace(reading, trend=points), trace, "Camden")
    assert holed is not None
    assert holed.svg.count('stroke-width="2.5"') == 3
    assert pictures.trend(dataclasses.replace(reading, trend=reading.trend[:2]), trace, "Camden") is None


def test_a_line_begins_after_the_last_break_and_after_a_nought() -> None:
    given = of(a_plan())
    reading, trace = given.readings[WEEKS, "total"], given.traces[WEEKS, "total"]
    since = pictures.trend(reading, dataclasses.replace(trace, breaks=(("2022", "Why."),)), "Camden")
    assert since is not None
    assert since.svg.count("<circle") == 3
    assert "stroke-dasharray" not in since.svg
    assert since.notes == ("The diamond is London in the last period.",)
    nought = (Point("2018", "2018", 0.0, "ok", "0.0%"), *reading.trend)
    drawn = pictures.trend(dataclasses.replace(reading, trend=nought), trace, "Camden")
    assert drawn is not None
    assert "2018" not in drawn.svg


def test_a_surplus_is_a_surplus_and_sources_have_names() -> None:
    plan = a_plan()
    texts = text_under(plan, "16. Finance and the dedicated schools grant")
    assert "£22,344,113 read as a surplus (whether deficit or surplus is not certain)" in texts
    assert "surplus up from 4.93% in 2020-21" in texts
    assert "was surplus" not in texts
    whole = "\n".join(map(told, a_document(plan).blocks))
    assert "Sources: ;" not in whole
    assert ".." not in whole.replace("...", "")


def test_made_on_is_the_day_that_is_given() -> None:
    assert a_document(a_plan()).made_on == MADE_ON


def test_a_measure_of_nothing_yet_says_so() -> None:
    plan, by = a_plan(), an_actor()
    measure = a_measure(an_action(a_priority(plan, by), by), by)
    measure.readings.all().delete()
    type(measure).objects.update(target_value=None, baseline_value=None)
    [table] = [b for b in under(a_document(plan), "Action 1.1") if isinstance(b, Table)]
    assert table.rows[0][1:4] == ("no baseline", "no target", "no reading")

"""No check raises on any plan, whatever is in it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goldenthread.hub.evidence.interface import Reading as Figure
from goldenthread.hub.maturity.interface import Gap
from goldenthread.hub.plans.checks import examine
from goldenthread.hub.plans.checks.findings import SEVERITIES, Examined
from goldenthread.hub.plans.templates_in_force import newest_template
from goldenthread.hub.plans.whole import (
    MeasureReading,
    WholeAction,
    WholeAnswer,
    WholeMeasure,
    WholeMilestone,
    WholePlan,
    WholePriority,
    WholeSignature,
    WholeText,
    WholeValue,
)
from tests.plans.examined import TITLES, WEEKS, a_figure

TEMPLATE = newest_template()
SECTIONS = st.sampled_from([each.id for each in TEMPLATE.sections] + ["gone"])
QUESTIONS = st.sampled_from([q.id for s in TEMPLATE.sections for q in s.questions] + ["gone"])
TABLES = st.sampled_from([each.id for each in TEMPLATE.tables] + ["gone"])
ROWS = st.sampled_from([row.id for table in TEMPLATE.tables for row in table.rows] + ["gone"])
WORDS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [*TITLES.values(), "62%", "£1m", "table 6", "2027", "total", "plan costs", ".", "\n", "3,012", "²"]
        ),
        max_size=9,
    ).map(" ".join),
)
DAYS = st.none() | st.dates(min_value=dt.date(1, 1, 1))
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)
MONEY = st.none() | st.decimals(min_value=Decimal(-10), max_value=Decimal(10**10), places=2)
PERIODS = st.sampled_from(["", "2024", "2025", "2024-25", "2026-03-31", "nonsense", "0000", "2024-13"])
IDS = st.integers(1, 9)
VERSION = st.just(1)

READINGS = st.builds(
    MeasureReading, period=PERIODS, label=WORDS, value=NUMBERS, status=st.just("ok"), build=st.just("b"), before=st.none(),
    note=st.just(""),
)  # fmt: skip
MEASURES = st.builds(
    WholeMeasure, id=IDS, version=VERSION, action_id=IDS, title=WORDS, indicator=st.sampled_from(["", WEEKS, "gone"]),
    breakdown=st.sampled_from(["total", "age=5"]), area_code=st.just("E09000007"), unit=st.sampled_from(["percent", "pounds", "x"]),
    decimals=st.integers(0, 3), direction=st.sampled_from(["higher-is-better", "lower-is-better", "neither", ""]),
    baseline_value=NUMBERS, baseline_period=PERIODS, baseline_build=st.just(""), target_value=NUMBERS, target_on=DAYS,
    trajectory=st.lists(st.tuples(st.dates(), st.floats(0, 100)), max_size=2).map(tuple), note=WORDS,
    readings=st.lists(READINGS, max_size=4).map(tuple),
)  # fmt: skip
MILESTONES = st.builds(WholeMilestone, id=IDS, version=VERSION, title=WORDS, due_on=st.dates(), done_on=DAYS)
ACTIONS = st.builds(
    WholeAction, id=IDS, version=VERSION, priority_id=IDS, title=WORDS, about=WORDS, lead=WORDS, partners=WORDS, starts_on=DAYS,
    ends_on=DAYS, cost_pounds=MONEY, funding_source=st.sampled_from(["", "high-needs", "none-needed", "gone"]),
    risk=st.just(""), risk_note=st.just(""), status=st.sampled_from(["not-started", "under-way", "done", "stopped", "?"]),
    rag=st.sampled_from(["", "red", "amber", "green"]), rag_reason=WORDS, assigned_to=st.just(""),
    milestones=st.lists(MILESTONES, max_size=2).map(tuple), measures=st.lists(MEASURES, max_size=2).map(tuple),
)  # fmt: skip
PRIORITIES = st.builds(
    WholePriority, id=IDS, version=VERSION, section=SECTIONS, title=WORDS, why=WORDS, theme=st.sampled_from(["", "timeliness", "gone"]),
    order=IDS, assigned_to=st.just(""), origin=st.sampled_from(["own", "gap", "answer", "figure", "import"]), origin_id=QUESTIONS,
    evidence=st.sampled_from([(), ({"indicator": WEEKS},), ({},)]), actions=st.lists(ACTIONS, max_size=2).map(tuple),
)  # fmt: skip
ANSWERS = st.builds(
    WholeAnswer, id=IDS, version=VERSION, section=SECTIONS, question=QUESTIONS, text=WORDS, so_what=WORDS, is_agreed=st.booleans(),
    cited=st.just(()), author=st.just(""),
)  # fmt: skip
VALUES = st.builds(
    WholeValue, table=TABLES, row=ROWS, year=st.integers(2024, 2029), scenario=st.sampled_from(["without-plan", "with-plan"]),
    value=MONEY, status=st.sampled_from(["", "x"]), origin=st.sampled_from(["typed", "model"]), source=st.just(""), version=VERSION,
)  # fmt: skip
SIGNATURES = st.builds(
    WholeSignature, slot=st.sampled_from(["dcs", "gone"]), person=st.just("1"), organisation=st.just("camden"),
    signed_at=st.just(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)), note=st.just(""), is_current=st.booleans(),
)  # fmt: skip
WRITTEN = st.builds(
    WholeText, version=VERSION, section=SECTIONS, narrative=WORDS, assigned_to=st.just(""), is_ready=st.booleans()
)  # fmt: skip
TEXTS = st.dictionaries(SECTIONS, WRITTEN, max_size=4)
PLANS = st.builds(
    WholePlan, id=IDS, version=VERSION, partnership=st.just("E09000007"), template=st.just(TEMPLATE.id),
    template_version=st.just(TEMPLATE.version), title=WORDS, state=st.sampled_from(["draft", "live", "superseded", "?"]),
    is_example=st.booleans(), allows_contact=st.booleans(), build_seen=st.just(""), texts=TEXTS,
    answers=st.lists(ANSWERS, max_size=4).map(tuple), priorities=st.lists(PRIORITIES, max_size=3).map(tuple),
    values=st.lists(VALUES, max_size=8).map(tuple), signatures=st.lists(SIGNATURES, max_size=2).map(tuple),
)  # fmt: skip
FIGURES = st.sampled_from([{}, {(WEEKS, "total"): a_figure()}, {(WEEKS, "total"): a_figure(values={2025: None})}])
GAPS = st.sampled_from([(), (Gap("s", "Statement", "nowhere", "Pillar", None, 3, None, "low", True),)])


@settings(
    max_examples=80,
    suppress_health_check=list(HealthCheck),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(PLANS, FIGURES, GAPS, st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2050, 1, 1)))
def test_no_check_ever_raises_and_every_finding_can_be_shown(
    plan: WholePlan, figures: dict[tuple[str, str], Figure], gaps: tuple[Gap, ...], today: dt.date
) -> None:
    comparable = {key: figure.trend for key, figure in figures.items()}
    for finding in examine(Examined(plan, TEMPLATE, today, figures, comparable, gaps)):
        assert finding.severity in SEVERITIES
        assert finding.text
        assert finding.how
        assert finding.place.id

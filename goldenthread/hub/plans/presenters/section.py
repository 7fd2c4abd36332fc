"""A section: what the figures say, where the partnership stands, what is asked, what is planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.hub.evidence.interface import Reading
from goldenthread.hub.maturity.interface import Gap, PillarResult, level_title
from goldenthread.hub.plans.forms.priorities import CommentForm
from goldenthread.hub.plans.forms.sections import AnswerForm
from goldenthread.hub.plans.origins import level_now
from goldenthread.hub.plans.queries.talk import Said
from goldenthread.hub.plans.questions import Asked, asked
from goldenthread.hub.plans.whole import WholeAnswer, WholePlan, WholePriority
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import Section

from .figures import Figure, figure_of


@dataclass(frozen=True, slots=True)
class GapLine:
    """A statement below its target."""

    statement: str
    title: str
    words: str
    priority: int | None  # the one that came from it


@dataclass(frozen=True, slots=True)
class PillarLine:
    """A pillar of the section with its gaps."""

    title: str
    words: str
    gaps: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with its answer and the form to change it. `author`: who wrote last."""

    id: str
    asked: Asked
    answer: WholeAnswer | None
    author: str
    form: AnswerForm
    said: Sequence[Said]
    comment_form: CommentForm
    priority: WholePriority | None = None  # the one that came from the answer


@dataclass(frozen=True, slots=True)
class SectionPage:
    """Everything a section shows."""

    figures: tuple[Figure, ...]
    without: tuple[str, ...]  # what the section should have and there is no figure for
    pillars: tuple[PillarLine, ...]
    questions: tuple[QuestionLine, ...]


def figures_of(section: Section, readings: Mapping[tuple[str, str], Reading], area: str) -> tuple[Figure, ...]:
    """The section's indicators in its own order; one that the build knows nothing of is in `without_figures`."""
    found = [readings.get((shown.indicator, shown.key)) for shown in section.indicators]
    return tuple(figure_of(reading, area) for reading in found if reading is not None and reading.trend)


def without_figures(section: Section, readings: Mapping[tuple[str, str], Reading]) -> tuple[str, ...]:
    """What the section should have: what its template says is missing, and indicators without any figure here."""
    found = [(shown, readings.get((shown.indicator, shown.key))) for shown in section.indicators]
    absent = [
        f"{reading.title if reading else shown.indicator.replace('-', ' ').capitalize()}: no figure of this borough in any period."
        for shown, reading in found
        if reading is None or not reading.trend
    ]
    return (*section.missing, *absent)


def pillar_lines(
    section: Section, results: Mapping[str, PillarResult], gaps: Sequence[Gap], used: Mapping[str, int]
) -> tuple[PillarLine, ...]:
    """The section's pillars as judged. `used`: the priorities that came from statements."""
    lines = []
    for pillar in section.pillars:
        result = results.get(pillar)
        if result is not None:
            own = tuple(_gap(gap, used) for gap in gaps if gap.pillar == pillar)
            lines.append(PillarLine(result.title, _pillar(result), own))
    return tuple(lines)


def _pillar(result: PillarResult) -> str:
    judged = result.total - result.not_judged
    if not judged:
        return "Not judged."
    level = f"{level_title(result.headline)} (level {result.headline})" if result.headline else "No level reached"
    rest = f"; {wording.counted(result.not_judged, 'statement')} not judged" if result.not_judged else ""
    return f"{level}{rest}."


def _gap(gap: Gap, used: Mapping[str, int]) -> GapLine:
    now = level_now(gap)
    wanted = f"wanted: {level_title(gap.target_level).lower()}"
    when = f" by {wording.day(gap.target_on)}" if gap.target_on else ""
    return GapLine(gap.statement, gap.title, f"{now[:1].upper()}{now[1:]}; {wanted}{when}.", used.get(gap.statement))


def question_lines(
    section: Section, whole: WholePlan, readings: Mapping[tuple[str, str], Reading], area: str,
    people: Mapping[str, str], said: Mapping[str, Sequence[Said]], bound: AnswerForm | None = None,
) -> tuple[QuestionLine, ...]:  # fmt: skip
    """The section's questions with the borough's figures in them. `bound`: a form that was sent and is wrong."""
    answers = {answer.question: answer for answer in whole.answers}
    came = {priority.origin_id: priority for priority in whole.priorities if priority.origin == "answer"}
    lines = []
    for question in section.questions:
        answer = answers.get(question.id)
        form = bound if bound is not None and bound.prefix == question.id else answer_form(question.id, answer)
        lines.append(
            QuestionLine(
                question.id, asked(question.text, readings, area), answer,
                people.get(answer.author, "") if answer else "", form, said.get(question.id, ()), CommentForm(auto_id=f"id_{question.id}_%s"),
                came.get(question.id),
            )
        )  # fmt: skip
    return tuple(lines)


def answer_form(question: str, answer: WholeAnswer | None) -> AnswerForm:
    """The form of one question, filled with its answer."""
    initial = {"version": answer.version, "text": answer.text, "so_what": answer.so_what} if answer else {"version": 0}
    return AnswerForm(initial=initial, prefix=question)

"""A section of the plan: reading, writing, answering."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse

from goldenthread.hub.audit.interface import Conflict, Gone
from goldenthread.hub.evidence.interface import readings
from goldenthread.hub.maturity.interface import gaps_of, results_of
from goldenthread.hub.people.interface import colleagues, may, names_of
from goldenthread.hub.plans.actions.assigning import writers
from goldenthread.hub.plans.actions.sections import agree_answer, answer, write_section
from goldenthread.hub.plans.forms.priorities import CommentForm
from goldenthread.hub.plans.forms.sections import AnswerForm, HandlingForm, NarrativeForm
from goldenthread.hub.plans.forms.versioned import saved
from goldenthread.hub.plans.models import SectionText
from goldenthread.hub.plans.presenters import section as shapes
from goldenthread.hub.plans.presenters.overview import overview
from goldenthread.hub.plans.queries.talk import comments_on
from goldenthread.hub.plans.queries.whole import whole_plan
from goldenthread.hub.plans.questions import asked, figures_wanted
from goldenthread.hub.plans.templates_in_force import section_of_question
from goldenthread.hub.plans.whole import WholePlan, WholeText
from goldenthread.warehouse.definitions.plan_templates import Section

from .here import FORM, Here, plan_view


@plan_view()
def plan_section(here: Here, section: str) -> HttpResponse:
    """Everything about one section."""
    return _section_page(here, section_named(here, section))


def section_named(here: Here, section_id: str) -> Section:
    """A section of the template. Http404 for none."""
    found = here.template.section(section_id)
    if found is None:
        raise Http404("The plan has no such section.")
    return found


def _section_page(here: Here, section: Section, bound: AnswerForm | None = None) -> HttpResponse:
    whole = whole_plan(here.plan)
    figures = readings(here.code, figures_wanted(section))
    people = colleagues(here.code)
    authors = {**names_of({a.author for a in whole.answers}), **people}
    said = comments_on(here.plan, "question", [question.id for question in section.questions])
    lines = overview(whole, here.template, {}, people, section.id)
    handling = handling_form(here, section, whole, writers(here.code) if here.may_edit else {})
    return here.page(
        "plans/section.html", f"{section.number}. {section.title}",
        {
            "section": section,
            "figures": shapes.figures_of(section, figures, here.area),
            "without": shapes.without_figures(section, figures),
            "pillars": _pillars(here, section, whole),
            "questions": shapes.question_lines(section, whole, figures, here.area, authors, said, bound),
            "text": whole.texts.get(section.id),
            "priorities": [line for line in lines.priorities if line.id in {p.id for p in whole.of_section(section.id)}],
            "line": next(line for line in lines.sections if line.id == section.id),
            "handling": handling,
            "said": comments_on(here.plan, "section", [section.id]).get(section.id, []),
            "comment_kind": "section", "comment_id": section.id, "comment_form": CommentForm(),
            "before": _beside(here, section, -1), "after": _beside(here, section, 1),
            "tables": [table for table in map(here.template.table, section.tables) if table],
            "bound": bound,
        },
        status=400 if bound is not None else 200,
    )  # fmt: skip


def _pillars(here: Here, section: Section, whole: WholePlan) -> Sequence[shapes.PillarLine]:
    if not section.pillars or not may(here.actor, "view", "assessment", partnership=here.code):
        return ()
    results = results_of(here.actor, here.code)
    if results is None:
        return ()
    used = {p.origin_id: p.id for p in whole.priorities if p.origin == "gap"}
    gaps = gaps_of(here.actor, here.code)
    return shapes.pillar_lines(section, {pillar.pillar: pillar for pillar in results.pillars}, gaps, used)


def _beside(here: Here, section: Section, step: int) -> Section | None:
    """The section before or after."""
    sections = here.template.sections
    place = sections.index(section) + step
    return sections[place] if 0 <= place < len(sections) else None


def handling_form(here: Here, section: Section, whole: WholePlan, people: dict[str, str]) -> HandlingForm:
    """Who writes the section and whether it is ready."""
    text = whole.texts.get(section.id) or WholeText(0, section.id, "", "", False)
    initial = {"version": text.version, "assigned_to": text.assigned_to, "is_ready": text.is_ready}
    return HandlingForm(initial=initial, people=people, prefix="handling")


@plan_view("edit", FORM)
def plan_section_write(here: Here, section: str) -> HttpResponse:
    """The text of a section, with what its figures say beside it."""
    found = section_named(here, section)
    text = SectionText.objects.filter(plan=here.plan, section=found.id).values("version", "narrative").first()
    form = NarrativeForm(here.request.POST or None, initial=dict(text) if text else {"version": 0})
    if (
        here.request.method == "POST"
        and saved(form, write_section, plan=here.plan, by=here.actor, section=found.id) is not None
    ):
        return here.done("The text is saved.", "plan-section", found.id, part="text")
    figures = readings(here.code, figures_wanted(found))
    told = {"form": form, "section": found, "figures": shapes.figures_of(found, figures, here.area)}
    return here.page("plans/write.html", f"Write: {found.title}", told, crumbs=section_crumbs(here, found))


@plan_view("edit", ("POST",))
def plan_section_handle(here: Here, section: str) -> HttpResponse:
    """Who writes the section, and whether it is ready."""
    found = section_named(here, section)
    form = HandlingForm(here.request.POST, people=writers(here.code), prefix="handling")
    if saved(form, write_section, plan=here.plan, by=here.actor, section=found.id) is not None:
        return here.done("Saved.", "plan-section", found.id, part="handling")
    return here.page(
        "plans/form.html", f"Who writes: {found.title}",
        {"form": form, "button": "Save", "action": here.url("plan-section-handle", found.id)},
        crumbs=section_crumbs(here, found), status=400,
    )  # fmt: skip


@plan_view("edit", ("POST",))
def plan_answer(here: Here, question: str) -> HttpResponse:
    """An answer, kept with the figures that stand in the question."""
    section = section_of_question(here.template, question)
    if section is None:
        raise Http404("The plan has no such question.")
    form = AnswerForm(here.request.POST, prefix=question)
    text = next(each.text for each in section.questions if each.id == question)
    cited = asked(text, readings(here.code, figures_wanted(section)), here.area).cited
    if saved(form, answer, plan=here.plan, by=here.actor, question=question, cited=cited) is not None:
        return here.done("Your answer is saved.", "plan-section", section.id, part=f"question-{question}")
    return _section_page(here, section, form)


@plan_view("edit", ("POST",))
def plan_answer_agree(here: Here, question: str) -> HttpResponse:
    """Says that the partnership agrees with an answer, or not any more."""
    section = section_of_question(here.template, question)
    if section is None:
        raise Http404("The plan has no such question.")
    agreed, version = here.request.POST.get("agreed") == "yes", here.request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    try:
        agree_answer(here.plan, by=here.actor, question=question, version=seen, agreed=agreed)
    except (Conflict, Gone):
        words = "Somebody changed this answer after you had opened the page. Read it as it is now, then say whether you agree."
        return _not_agreed(here, section, words)
    except ValidationError as fault:
        return _not_agreed(here, section, " ".join(fault.messages))
    words = "The answer is marked as agreed." if agreed else "The answer is not marked as agreed any more."
    return here.done(words, "plan-section", section.id, part=f"question-{question}")


def _not_agreed(here: Here, section: Section, words: str) -> HttpResponse:
    """The section as it is now, and why nothing was marked."""
    messages.error(here.request, words)
    page = _section_page(here, section)
    page.status_code = HTTPStatus.CONFLICT
    return page


def section_crumbs(here: Here, section: Section) -> list[tuple[str, str]]:
    """The way back to a section."""
    return [(f"{section.number}. {section.title}", here.url("plan-section", section.id))]

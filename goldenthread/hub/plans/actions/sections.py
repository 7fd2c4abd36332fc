"""Writing in a section, and answering its questions.

The first version of a text or an answer is an empty one, which is what everybody sees who opens a form before anything
is written. So two people who write the first words at once are told of each other like any others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from goldenthread.hub.audit.interface import Conflict, create
from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.models import Answer, Plan, SectionText
from goldenthread.hub.plans.models.plan import OfPlan
from goldenthread.hub.plans.templates_in_force import section_of_question, template_of

from .assigning import checked_assignment
from .saving import may_write, plain, save_change

Kept = TypeVar("Kept", bound=OfPlan)
OF_SECTION = ("narrative", "assigned_to", "is_ready")
OF_ANSWER = ("text", "so_what", "is_agreed")


@transaction.atomic
def write_section(plan: Plan, *, by: Actor, section: str, version: int, **values: Any) -> SectionText:
    """Saves what is written in a section, to whom it is assigned, or that it is ready. `version` 0: nothing was there."""
    may_write(plan, by)
    if template_of(plan).section(section) is None:
        raise ValidationError(f"The plan has no section '{section[:60]}'.")
    checked_assignment(plan, values)
    there = _there(SectionText, by, plan=plan, section=section)
    return save_change(SectionText, there.pk, by=by, version=max(version, 1), values=values, allowed=OF_SECTION)


@transaction.atomic
def answer(
    plan: Plan, *, by: Actor, question: str, version: int, text: str | None = None, so_what: str | None = None,
    cited: Sequence[dict[str, Any]] = (),
) -> Answer:  # fmt: skip
    """Saves an answer with the figures that stood in the question; None leaves a part as it is.

    A changed answer is no longer an agreed one.
    """
    may_write(plan, by)
    section = section_of_question(template_of(plan), question)
    if section is None:
        raise ValidationError(f"The plan does not ask '{question[:80]}'.")
    there = _there(Answer, by, plan=plan, question=question, section=section.id)
    if not plain(there.text if text is None else text):
        raise ValidationError({"text": "Write an answer."})
    values = {name: value for name, value in (("text", text), ("so_what", so_what)) if value is not None}
    saved = save_change(Answer, there.pk, by=by, version=max(version, 1), values=values, allowed=OF_ANSWER)
    if saved.version != there.version:
        saved = _cited_anew(saved, by, cited)
    return saved


def _cited_anew(saved: Answer, by: Actor, cited: Sequence[dict[str, Any]]) -> Answer:
    """With the figures it was changed on, to be agreed anew."""
    if saved.is_agreed:
        values = {"is_agreed": False}
        saved = save_change(Answer, saved.pk, by=by, version=saved.version, values=values, allowed=OF_ANSWER)
    Answer.objects.filter(pk=saved.pk).update(cited=list(cited))
    saved.cited = list(cited)
    return saved


@transaction.atomic
def agree_answer(plan: Plan, *, by: Actor, question: str, version: int, agreed: bool) -> Answer:
    """Says whether the partnership agrees with an answer. Raises Conflict where it is not the one that was seen."""
    may_write(plan, by)
    there = Answer.objects.select_for_update().filter(plan=plan, question=question).first()
    if there is None:
        raise ValidationError("This question has no answer yet.")
    if there.version != version:
        raise Conflict(there, ())
    values = {"is_agreed": agreed}
    return save_change(Answer, there.pk, by=by, version=version, values=values, allowed=OF_ANSWER)


def _there(model: type[Kept], by: Actor, **which: Any) -> Kept:
    """The row, made empty where there is none yet."""
    found = model._default_manager.filter(**which).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return create(model(**which), by=by.key, action="opened")
    except IntegrityError:  # somebody else made it in this very moment
        return model._default_manager.get(**which)

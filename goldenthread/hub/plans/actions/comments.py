"""What people say to each other about a plan, and when it is settled."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from goldenthread.hub.audit.interface import record
from goldenthread.hub.people.interface import A_MOMENT, Actor, demand
from goldenthread.hub.plans.models import Action, Comment, Plan, Priority, SuccessMeasure
from goldenthread.hub.plans.templates_in_force import section_of_question, template_of

from .saving import plain

MOST = 4000


@transaction.atomic
def comment(plan: Plan, *, by: Actor, kind: str, object_id: str | int, text: str) -> Comment:
    """Says something about the plan, a section, a question, a table, a priority, an action or a measure."""
    demand(by, "comment", "plan", partnership=plan.partnership)
    said = plain(text)
    if not said:
        raise ValidationError({"text": "Write a comment."})
    if len(said) > MOST:
        raise ValidationError({"text": f"Write at most {MOST:,} characters; this has {len(said):,}."})
    if not _is_of(plan, kind, str(object_id)):
        raise ValidationError("What this comment is about is not in the plan any more.")
    Plan.objects.select_for_update().filter(pk=plan.pk).first()  # a form sent twice at once waits here for itself
    twin = Comment.objects.filter(
        plan=plan, kind=kind, object_id=str(object_id), person=by.key, text=said, at__gte=timezone.now() - A_MOMENT
    ).first()
    if twin is not None:
        return twin
    made = Comment.objects.create(plan=plan, kind=kind, object_id=str(object_id), person=by.key, text=said)
    _record(plan, by, "commented", made)
    return made


@transaction.atomic
def settle(comment: Comment, *, by: Actor, settled: bool = True) -> Comment:
    """Says that a comment is dealt with, or that it is not after all."""
    demand(by, "comment", "plan", partnership=comment.plan.partnership)
    comment.settled_at = timezone.now() if settled else None
    comment.settled_by = by.key if settled else ""
    comment.save(update_fields=["settled_at", "settled_by"])
    _record(comment.plan, by, "settled" if settled else "reopened", comment)
    return comment


def _record(plan: Plan, by: Actor, action: str, made: Comment) -> None:
    record(by=by.key, action=action, kind="comment", object_id=made.pk, partnership=plan.partnership, fields=["text"])


def _is_of(plan: Plan, kind: str, object_id: str) -> bool:
    template = template_of(plan)
    if kind == "plan":
        return object_id == str(plan.pk)
    if kind == "section":
        return template.section(object_id) is not None
    if kind == "question":
        return section_of_question(template, object_id) is not None
    if kind == "table":
        return template.table(object_id) is not None
    return object_id.isascii() and object_id.isdigit() and _row_is_of(plan, kind, int(object_id))


def _row_is_of(plan: Plan, kind: str, pk: int) -> bool:
    if kind == "priority":
        return Priority.objects.filter(plan=plan, pk=pk).exists()
    if kind == "action":
        return Action.objects.filter(priority__plan=plan, pk=pk).exists()
    return kind == "successmeasure" and SuccessMeasure.objects.filter(action__priority__plan=plan, pk=pk).exists()

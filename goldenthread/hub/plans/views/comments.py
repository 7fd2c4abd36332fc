"""Comments on anything, and settling them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from goldenthread.hub.plans.actions.comments import comment, settle
from goldenthread.hub.plans.forms.priorities import CommentForm
from goldenthread.hub.plans.forms.versioned import made
from goldenthread.hub.plans.models import Comment
from goldenthread.hub.plans.presenters.places import place_of

from .here import Here, plan_view


@plan_view("comment", ("POST",))
def plan_comment(here: Here) -> HttpResponse:
    """Says something about the thing that the form names."""
    kind, object_id = here.request.POST.get("kind", ""), here.request.POST.get("object_id", "")
    form = CommentForm(here.request.POST)
    if made(form, comment, plan=here.plan, by=here.actor, kind=kind[:40], object_id=object_id[:80]):
        messages.success(here.request, "Your comment is kept.")
        return redirect(f"{place_of(here.plan, here.template, kind, object_id)}#comments")
    told = {
        "form": form,
        "button": "Comment",
        "action": here.url("plan-comment"),
        "sent": (("kind", kind), ("object_id", object_id)),
    }
    return here.page("plans/form.html", "Your comment", told, status=400)


@plan_view("comment", ("POST",))
def plan_comment_settle(here: Here, comment: int) -> HttpResponse:
    """Settles a comment, or opens it again."""
    found = get_object_or_404(Comment.objects.select_related("plan"), pk=comment, plan=here.plan)
    settled = here.request.POST.get("settled") != "no"
    try:
        settle(found, by=here.actor, settled=settled)
    except ValidationError as fault:
        return here.not_done(fault, "plan")
    messages.success(here.request, "The comment is settled." if settled else "The comment is open again.")
    return redirect(f"{place_of(here.plan, here.template, found.kind, found.object_id)}#comments")

"""The documents of a plan: what there is, and each made when it is asked for."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils import timezone

from goldenthread.hub.audit.interface import record
from goldenthread.hub.plans.frozen import NotReadable
from goldenthread.hub.plans.models import Plan
from goldenthread.hub.plans.outputs import gather
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.outputs.kinds import KINDS, Kind, file_name, kind_named
from goldenthread.hub.plans.outputs.pdf import CannotSet
from goldenthread.hub.plans.presenters.outputs import outputs_page
from goldenthread.hub.plans.queries.submissions import newest_submission
from goldenthread.hub.plans.queries.whole import whole_plan

from .here import Here, plan_view

log = logging.getLogger(__name__)
CANNOT = "The {} could not be made, and nothing was lost. Take another file, and tell who runs this site. {}"


@plan_view("export")
def plan_outputs(here: Here) -> HttpResponse:
    """What can be taken out."""
    submission = newest_submission(here.code)
    sizes = cache.get_many([_size_name(here.plan, kind) for kind in KINDS])
    last = {kind.id: sizes.get(_size_name(here.plan, kind)) for kind in KINDS}
    shown = outputs_page(whole_plan(here.plan), here.template, submission, last)
    return here.page("plans/outputs.html", "Documents", {"shown": shown}, current="plan-outputs")


@plan_view("export")
def plan_document(here: Here, kind: str) -> HttpResponse:
    """The plan as it stands now."""
    wanted = _kind(kind)
    given = gather.of_plan(here.plan, by=here.actor, made_on=timezone.localdate(), examined=wanted.examines)
    return _made(here, here.plan, wanted, given)


@plan_view("export")
def plan_submission(here: Here, kind: str) -> HttpResponse:
    """The plan as it was submitted last, with the figures of that time as long as their build is kept."""
    wanted, submission = _kind(kind), newest_submission(here.code)
    if submission is None:
        raise Http404("This partnership has submitted no plan yet.")
    try:
        given = gather.of_submission(submission, by=here.actor)
    except NotReadable as fault:
        log.exception("submission of plan %s", submission.plan.pk)
        return here.not_done(ValidationError(CANNOT.format(wanted.title, fault)), "plan-outputs")
    return _made(here, submission.plan, wanted, given)


def _kind(name: str) -> Kind:
    kind = kind_named(name)
    if kind is None:
        raise Http404("There is no such kind of document.")
    return kind


def _made(here: Here, plan: Plan, kind: Kind, given: Inputs) -> HttpResponse:
    """The file. That it was taken is kept."""
    try:
        made = kind.make(given)
    except CannotSet as fault:
        log.exception("plan %s as %s", plan.pk, kind.id)
        return here.not_done(ValidationError(CANNOT.format(kind.title, fault)), "plan-outputs")
    what = f"{kind.id}-submission" if given.is_frozen else kind.id
    record(by=here.actor.key, action="exported", kind="plan", object_id=plan.pk, partnership=here.code, fields=[what])
    if not given.is_frozen:
        cache.set(_size_name(plan, kind), len(made), None)
    response = HttpResponse(made, content_type=kind.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(given, kind)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _size_name(plan: Plan, kind: Kind) -> str:
    return f"plan-document-size-{plan.pk}-{kind.id}"

"""Where a plan stands, the next steps, and signatures."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.hub.plans.actions.states import sign, take_step, withdraw_signature
from goldenthread.hub.plans.forms.sign_off import SignForm, StepForm
from goldenthread.hub.plans.models import Plan
from goldenthread.hub.plans.presenters.sign_off import sign_off_page
from goldenthread.hub.plans.states import STATES, row

from .here import Here, plan_view

MOVED = "The plan was moved on since you opened the page: it is {} now. Look at it again before you go on."

ASKED = ("take-back", "set-aside")  # steps that undo what others did
WITHDRAWING = "The plan waits for this signature again, and cannot be submitted without it. You or another who may can sign later."


@plan_view()
def plan_sign_off(here: Here) -> HttpResponse:
    """State, diagram, steps, signatures, history."""
    shown = sign_off_page(here.plan, here.actor)
    return here.page("plans/sign_off.html", "Sign-off", {"shown": shown}, current="plan-sign-off")


@plan_view(methods=["POST"])
def plan_step(here: Here) -> HttpResponse:
    """Takes a step."""
    form = StepForm(here.request.POST)
    if not form.is_valid():
        return _told(here, here.plan, ValidationError(_faults(form)))
    if form.cleaned_data["seen"] != here.plan.state:
        return _told(here, here.plan, ValidationError(MOVED.format(STATES[here.plan.state].lower())))
    step = row(form.cleaned_data["step"], here.plan.state)
    if step is not None and step.id in ASKED and "sure" not in here.request.POST:
        return _sure(here, "plan-step", step.title, step.words)
    try:
        plan = take_step(here.plan, by=here.actor, step=form.cleaned_data["step"], note=form.cleaned_data["note"])
    except ValidationError as fault:
        return _told(here, here.plan, fault)
    if plan.pk != here.plan.pk:
        messages.success(here.request, "A new draft was begun. Everything was copied into it.")
    else:
        messages.success(here.request, f"The state of the plan now: {STATES[plan.state].lower()}.")
    return _back(plan)


@plan_view(methods=["POST"])
def plan_sign(here: Here) -> HttpResponse:
    """Signs for a slot, or with `withdraw` takes one's signature back."""
    form = SignForm(here.request.POST)
    if not form.is_valid():
        return _told(here, here.plan, ValidationError(_faults(form)))
    slot = form.cleaned_data["slot"]
    try:
        if "withdraw" in here.request.POST and "sure" not in here.request.POST:
            return _sure(here, "plan-sign", "Withdraw your signature", WITHDRAWING)
        if "withdraw" in here.request.POST:
            withdraw_signature(here.plan, by=here.actor, slot=slot)
            messages.success(here.request, "Your signature is withdrawn.")
        else:
            sign(
                here.plan, by=here.actor, slot=slot, note=form.cleaned_data["note"], seen=form.cleaned_data["seen"]
            )  # fmt: skip
            messages.success(here.request, "You have signed the plan as it stands.")
    except ValidationError as fault:
        return _told(here, here.plan, fault)
    return _back(here.plan)


def _sure(here: Here, name: str, title: str, words: str) -> HttpResponse:
    """Asks once more; the same form is sent again from there."""
    sent = [(key, value) for key, value in here.request.POST.items() if key != "csrfmiddlewaretoken"]
    told = {
        "words": words, "action": here.url(name, plan=here.plan.pk), "sent": sent, "button": title,
        "back": here.url("plan-sign-off", plan=here.plan.pk),
    }  # fmt: skip
    return here.page("plans/sure.html", f"{title}?", told, current="plan-sign-off")


def _faults(form: StepForm | SignForm) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]


def _told(here: Here, plan: Plan, fault: ValidationError) -> HttpResponse:
    messages.error(here.request, " ".join(fault.messages))
    return _back(plan)


def _back(plan: Plan) -> HttpResponse:
    return redirect(f"{reverse('plan-sign-off', args=[plan.partnership])}?plan={plan.pk}")

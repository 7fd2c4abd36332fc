"""One statement: figures, judging, what others judged, agreeing, moderating."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.hub.audit.interface import Conflict
from goldenthread.hub.maturity import access, actions, queries
from goldenthread.hub.maturity.answered import answered_gaps
from goldenthread.hub.maturity.figures import figures
from goldenthread.hub.maturity.forms import NOT_JUDGED, AgreementForm, JudgementForm, ModerationForm, OfStatement
from goldenthread.hub.maturity.models import Agreement, Cycle, Judgement
from goldenthread.hub.maturity.presenters import statement as shown
from goldenthread.hub.maturity.presenters.clash import clash, decided
from goldenthread.hub.maturity.presenters.figures import figures_shown
from goldenthread.hub.maturity.presenters.overview import statement_address
from goldenthread.hub.maturity.presenters.pages import frame, priority_address
from goldenthread.hub.maturity.rules import findings
from goldenthread.hub.people.interface import Actor, demand, may, members_only
from goldenthread.warehouse.definitions.frameworks import Framework

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
CONFLICT = 409


@get_or_post
@members_only
def statement(request: HttpRequest, code: str, statement: str) -> HttpResponse:
    """Everything about one statement, with one's own judgement as a form."""
    actor = access.reader_of(request, code)
    cycle = access.cycle_of(request, code)
    framework = access.framework_with(cycle, statement)
    if request.method == "POST":
        demand(actor, "judge", "assessment", partnership=code)
        form = JudgementForm(framework, statement, request.POST)
        answer = _judged(request, actor, cycle, form)
        if isinstance(answer, HttpResponse):
            return answer
        form, context = answer
        context |= _of_statement(request, actor, cycle, framework, statement, form)
        return render(request, "maturity/statement.html", context, status=context["status"])
    return render(request, "maturity/statement.html", _of_statement(request, actor, cycle, framework, statement))


def _judged(
    request: HttpRequest, actor: Actor, cycle: Cycle, form: JudgementForm
) -> HttpResponse | tuple[JudgementForm, dict[str, Any]]:
    if form.is_valid():
        try:
            actions.judge(cycle, by=actor, statement=form.statement, **form.cleaned_data)
        except Conflict as conflict:
            again = JudgementForm(form.framework, form.statement, decided(conflict, request.POST))
            levels = [each.title for each in form.framework.levels]
            return again, {"clash": clash(conflict, levels), "status": CONFLICT}
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, "Your judgement is kept.")
            return redirect(f"{statement_address(cycle, form.statement)}#others")
    return form, {"status": 200}


def _of_statement(
    request: HttpRequest, actor: Actor, cycle: Cycle, framework: Framework, name: str, form: JudgementForm | None = None
) -> dict[str, Any]:
    code, told = cycle.partnership, framework.statements[name]
    judgements = queries.judgements_of(cycle).get(name, [])
    own = next((each for each in judgements if each.person == actor.key), None)
    may_judge = cycle.state == "open" and may(actor, "judge", "assessment", partnership=code)
    agreement = Agreement.objects.filter(cycle=cycle, statement=name).first()
    return {
        **frame(actor, code, "maturity-statement", told.title, cycle),
        **_evidence_of(actor, cycle, framework, name, own, agreement),
        "statement": told, "pillar": framework.pillar_of(name), "framework": framework, "levels": _levels(framework, told),
        "form": form or (JudgementForm(framework, name, initial=_initial(own)) if may_judge else None),
        "own": own,
        "others": shown.judged(judgements, framework, actor.key) if own is not None or not may_judge else None,
        "judged_count": sum(each.level is not None for each in judgements),
        "difference": shown.difference(judgements, framework, cycle.state == "open"),
        "agreed": shown.agreed(agreement, framework),
        "may_agree": cycle.state == "open" and may(actor, "agree", "assessment", partnership=code),
        "may_moderate": cycle.state != "open" and may(actor, "moderate", "assessment", partnership=code),
        "around": _around(cycle, framework, name),
        "priority": priority_address(actor, code, name) if _is_gap(agreement) else "",
        "answered": answered_gaps(actor, code).get(name),
    }  # fmt: skip


def _is_gap(agreement: Agreement | None) -> bool:
    """Whether it stands below where the partnership wants it."""
    if agreement is None or agreement.target_level is None:
        return False
    return agreement.level is None or agreement.level < agreement.target_level


def _evidence_of(
    actor: Actor, cycle: Cycle, framework: Framework, name: str, own: Judgement | None, agreement: Agreement | None
) -> dict[str, Any]:
    """Figures, evidence, and what stands against the level in question: one's own, or the agreed one."""
    code, today = cycle.partnership, timezone.localdate()
    seen = queries.evidence_seen(actor, code, name)
    every = queries.for_statement(queries.evidence_of(code), name)
    level = own.level if own is not None else agreement.level if agreement is not None else None
    beside = figures_shown(figures(code, framework, name), seen.items)
    may_keep = cycle.state == "open" and may(actor, "add", "evidence", partnership=code)
    offered = {
        (each.indicator, each.breakdown) for each in beside if may_keep and each.can_be_kept and not each.is_kept
    }
    return {
        "figures": beside,
        "evidence": shown.evidence_shown(seen.items, today, offered),
        "changeable": {item.pk for item in seen.items if actions.may_change(actor, item)},
        "hidden": seen.hidden,
        "warnings": findings(level, queries.pieces(every), today),
        "warned_level": framework.levels[level - 1].title if level else "",
        "may_add": (may_add := may(actor, "add", "evidence", partnership=code)),
        "attachable": shown.attachable(queries.unrestricted_evidence_of(code), name) if may_add else [],
        "may_keep": may_keep,
    }


def _levels(framework: Framework, told: Any) -> list[tuple[str, str]]:
    return [(level.title, words) for level, words in zip(framework.levels, told.levels, strict=True)]


def _initial(own: Judgement | None) -> dict[str, Any]:
    if own is None:
        return {"version": 0, "confidence": "medium"}
    level = NOT_JUDGED if own.level is None else own.level
    return {"version": own.version, "level": level, "confidence": own.confidence, "rationale": own.rationale}


def _around(cycle: Cycle, framework: Framework, name: str) -> list[tuple[str, str, str]]:
    """The statements before and after this one, as (which, title, address)."""
    names = list(framework.statements)
    place = names.index(name)
    beside = [("Before", place - 1), ("Next", place + 1)]
    return [
        (which, framework.statements[names[at]].title, statement_address(cycle, names[at]))
        for which, at in beside
        if 0 <= at < len(names)
    ]


# ------------------------------------------------------------------ agreeing


@get_or_post
@members_only
def agree(request: HttpRequest, code: str, statement: str) -> HttpResponse:
    """What the partnership agrees of a statement."""
    actor = access.reader_of(request, code)
    cycle = access.cycle_of(request, code)
    framework = access.framework_with(cycle, statement)
    demand(actor, "agree", "assessment", partnership=code)
    agreement = Agreement.objects.filter(cycle=cycle, statement=statement).first()
    form: OfStatement = AgreementForm(framework, statement, initial=_agreement_initial(agreement))
    context: dict[str, Any] = {"status": 200}
    if request.method == "POST":
        sent = AgreementForm(framework, statement, request.POST)
        answer = _agreed(request, actor, cycle, sent)
        if isinstance(answer, HttpResponse):
            return answer
        form, context = answer
    judgements = queries.judgements_of(cycle).get(statement, [])
    before = queries.levels_before(cycle).get(statement)
    context |= {
        **frame(actor, code, "maturity-agree", f"Agree: {framework.statements[statement].title}", cycle),
        "form": form, "statement": framework.statements[statement], "back": statement_address(cycle, statement),
        "others": shown.judged(judgements, framework, actor.key),
        "difference": shown.difference(judgements, framework),
        "has_judged": any(each.person == actor.key for each in judgements),
        "before": framework.levels[before - 1].title if before else "",
        "is_carried": agreement is not None and agreement.is_carried, "sent": request.method == "POST",
    }  # fmt: skip
    return render(request, "maturity/agree.html", context, status=context["status"])


def _agreed(
    request: HttpRequest, actor: Actor, cycle: Cycle, form: AgreementForm
) -> HttpResponse | tuple[AgreementForm, dict[str, Any]]:
    if form.is_valid():
        try:
            actions.agree(cycle, by=actor, statement=form.statement, **form.cleaned_data)
        except Conflict as conflict:
            again = AgreementForm(form.framework, form.statement, decided(conflict, request.POST))
            levels = [each.title for each in form.framework.levels]
            return again, {"clash": clash(conflict, levels), "status": CONFLICT}
        except actions.RulesBroken as broken:
            return form, {"broken": broken.findings[form.statement], "status": 200}
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, "The agreed level is kept.")
            return redirect(statement_address(cycle, form.statement))
    return form, {"status": 200}


def _agreement_initial(agreement: Agreement | None) -> dict[str, Any]:
    if agreement is None:
        return {"version": 0, "confidence": "medium"}
    level = NOT_JUDGED if agreement.level is None else agreement.level
    names = ("version", "confidence", "rationale", "change_note", "target_level", "target_on")
    return {"level": level, **{name: getattr(agreement, name) for name in names}}


# ------------------------------------------------------------------ moderating


@get_or_post
@members_only
def moderate(request: HttpRequest, code: str, statement: str) -> HttpResponse:
    """The regional team's level beside the agreed one."""
    actor = access.reader_of(request, code)
    cycle = access.cycle_of(request, code)
    framework = access.framework_with(cycle, statement)
    demand(actor, "moderate", "assessment", partnership=code)
    agreement = Agreement.objects.filter(cycle=cycle, statement=statement).first()
    form = ModerationForm(framework, statement, initial=_moderation_initial(agreement))
    context: dict[str, Any] = {"status": 200}
    if request.method == "POST":
        form = ModerationForm(framework, statement, request.POST)
        answer = _moderated(request, actor, cycle, form)
        if isinstance(answer, HttpResponse):
            return answer
        form, context = answer
    context |= {
        **frame(actor, code, "maturity-moderate", f"Moderate: {framework.statements[statement].title}", cycle),
        "form": form, "statement": framework.statements[statement], "back": statement_address(cycle, statement),
        "agreed": shown.agreed(agreement, framework),
    }  # fmt: skip
    return render(request, "maturity/moderate.html", context, status=context["status"])


def _moderated(
    request: HttpRequest, actor: Actor, cycle: Cycle, form: ModerationForm
) -> HttpResponse | tuple[ModerationForm, dict[str, Any]]:
    if form.is_valid():
        try:
            actions.moderate(cycle, by=actor, statement=form.statement, **form.cleaned_data)
        except Conflict as conflict:
            again = ModerationForm(form.framework, form.statement, decided(conflict, request.POST))
            levels = [each.title for each in form.framework.levels]
            return again, {"clash": clash(conflict, levels), "status": CONFLICT}
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, "The moderated level is kept beside the agreed one.")
            return redirect(statement_address(cycle, form.statement))
    return form, {"status": 200}


def _moderation_initial(agreement: Agreement | None) -> dict[str, Any]:
    if agreement is None:
        return {"version": 0}
    level = NOT_JUDGED if agreement.moderated_level is None else agreement.moderated_level
    return {"version": agreement.version, "level": level, "note": agreement.moderation_note}

"""Evidence: the list, adding of every kind, changing, placing, taking away, and files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.hub.audit.interface import Conflict, Gone, record_reads
from goldenthread.hub.maturity import access, actions, attachments, frameworks, queries
from goldenthread.hub.maturity.file_types import Refused, named_type
from goldenthread.hub.maturity.forms import ChangeEvidenceForm, EvidenceForm
from goldenthread.hub.maturity.models import Evidence
from goldenthread.hub.maturity.presenters import statement as shown
from goldenthread.hub.maturity.presenters.clash import clash, decided
from goldenthread.hub.maturity.presenters.pages import frame
from goldenthread.hub.people.interface import Actor, demand, may, members_only, once
from goldenthread.hub.ui.interface import wording

CONFLICT = 409
FIELDS = ("kind", "title", "about", "link", "strength", "is_outcome", "expires_on", "classification")


@require_safe
@members_only
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """All evidence of a partnership."""
    actor = access.reader_of(request, code)
    demand(actor, "view", "evidence", partnership=code)
    seen = queries.evidence_seen(actor, code)
    titles = {name: s.title for each in frameworks.known().values() for name, s in each.statements.items()}
    listed = zip(shown.evidence_shown(seen.items, timezone.localdate()), seen.items, strict=True)
    context = {
        **frame(actor, code, "maturity-evidence", "Evidence"),
        "lines": [
            (each, [titles[name] for name in item.statements if name in titles], actions.may_change(actor, item))
            for each, item in listed
        ],
        "hidden": seen.hidden, "may_add": may(actor, "add", "evidence", partnership=code),
    }  # fmt: skip
    return render(request, "maturity/evidence.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Adds evidence of any kind. A file is taken whole or refused, and then nothing is kept of it."""
    actor = access.reader_of(request, code)
    demand(actor, "add", "evidence", partnership=code)
    statement = _statement(request)
    may_restrict = may(actor, "add", "restricted_evidence", partnership=code)
    form = EvidenceForm(request.POST or None, request.FILES or None, may_restrict=may_restrict)
    if request.method == "POST" and form.is_valid() and _added(actor, code, statement, form):
        messages.success(request, f"The evidence is kept.{_no_longer(form.cleaned_data['expires_on'])}")
        return redirect(_back(code, statement))
    context = {
        **frame(actor, code, "maturity-evidence-add", "Add evidence"),
        "form": form, "statement": statement, "statement_title": _title(statement), "back": _back(code, statement),
    }  # fmt: skip
    return render(request, "maturity/evidence_form.html", context)


def _added(actor: Actor, code: str, statement: str, form: EvidenceForm) -> bool:
    values = {name: form.cleaned_data[name] for name in FIELDS}
    try:
        once(
            actions.add_evidence, by=actor, partnership=code, statements=[statement] if statement else [], upload=form.cleaned_data["file"],
            **values,
        )  # fmt: skip
    except Refused as refused:
        form.add_error("file", str(refused))
    except ValidationError as fault:
        form.add_error(None, fault)
    return not form.errors


@require_POST
@members_only
def add_figure(request: HttpRequest, code: str, statement: str) -> HttpResponse:
    """Keeps a figure of the page as evidence, with its build."""
    actor = access.reader_of(request, code)
    cycle = access.cycle_of(request, code)
    access.framework_with(cycle, statement)
    try:
        kept = actions.add_figure(
            cycle, by=actor, statement=statement, indicator=request.POST.get("indicator", ""),
            breakdown=request.POST.get("breakdown", "total"),
        )  # fmt: skip
    except ValidationError as fault:
        messages.error(request, wording.listed(fault.messages))
    else:
        messages.success(request, f"‘{kept.title}’ is evidence now.")
    return redirect(f"{reverse('maturity-statement', args=[code, statement])}#evidence")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Changes what is said of a piece of evidence, such as when it expires."""
    actor, item = _item_of(request, code, pk)
    demand(actor, "add", "evidence", partnership=code)
    if not actions.may_change(actor, item):
        raise PermissionDenied("Evidence is changed or taken away by whoever added it, or by an approver.")
    may_restrict = may(actor, "add", "restricted_evidence", partnership=code)
    initial = {"version": item.version, **{name: getattr(item, name) for name in FIELDS}}
    form = ChangeEvidenceForm(item, request.POST or None, initial=initial, may_restrict=may_restrict)
    context: dict[str, Any] = {"status": 200}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_evidence(pk, by=actor, **form.cleaned_data)
        except Conflict as conflict:
            form = ChangeEvidenceForm(item, decided(conflict, request.POST), may_restrict=may_restrict)
            context = {"status": CONFLICT, "clash": clash(conflict)}
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, f"The evidence is changed.{_no_longer(form.cleaned_data['expires_on'])}")
            return redirect("maturity-evidence", code)
    context |= {**frame(actor, code, "maturity-evidence-item", item.title), "form": form, "item": item}
    context |= {"shown": shown.evidence_shown([item], timezone.localdate())[0], "back": _back(code, "")}
    titles = {each.id: each.title for each in frameworks.newest().statements.values()}
    context["speaks_to"] = [title for title in map(_title, item.statements) if title]
    context["attachable"] = [(name, title) for name, title in titles.items() if name not in item.statements]
    return render(request, "maturity/evidence_form.html", context, status=context["status"])


@require_POST
@members_only
def place(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes evidence off a statement, or puts it there."""
    statement, version = request.POST.get("statement", ""), request.POST.get("version", "0")
    return _placed(request, code, pk, statement, version, placed=request.POST.get("placed") == "yes")


@require_POST
@members_only
def attach(request: HttpRequest, code: str, statement: str) -> HttpResponse:
    """Puts evidence that is there already to a statement."""
    item = request.POST.get("item", "")
    if not (item.isascii() and item.isdigit() and len(item) < 16):
        access.reader_of(request, code)
        raise Http404("There is no such evidence.")
    return _placed(request, code, int(item), statement, "", placed=True)


def _placed(
    request: HttpRequest, code: str, pk: int, statement: str, version: str, *, placed: bool
) -> HttpResponse:  # fmt: skip
    """`version`: the one that was seen; '' where nothing hangs on it."""
    actor, item = _item_of(request, code, pk)
    try:
        seen = int(version) if version else item.version
        actions.place_evidence(pk, by=actor, version=seen, statement=statement, placed=placed)
    except Conflict:
        messages.error(request, f"Somebody else changed ‘{item.title}’ meanwhile. Look at it and decide again.")
    except (ValidationError, ValueError):
        messages.error(request, "There is no such statement. Open the page again.")
    else:
        stays = "speaks to this statement now." if placed else "is off this statement. It can be attached again below."
        messages.success(request, f"‘{item.title}’ {stays}")
    return redirect(_back(code, _title(statement) and statement))


@require_POST
@members_only
def remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Asks whether evidence is to be taken away for good, and takes it away."""
    actor, item = _item_of(request, code, pk)
    version = request.POST.get("version", "")
    if "sure" not in request.POST:
        told = {**frame(actor, code, "maturity-evidence-item", "Take evidence away?"), "item": item}
        return render(request, "maturity/evidence_remove.html", told)
    try:
        seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
        actions.remove_evidence(pk, by=actor, version=seen)
    except Gone:
        raise Http404("This evidence is gone already.") from None
    except Conflict:
        messages.error(request, f"Somebody changed ‘{item.title}’ meanwhile. Look at it and decide again.")
        return redirect("maturity-evidence-item", code, pk)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect("maturity-evidence-item", code, pk)
    messages.success(request, f"‘{item.title}’ is taken away.")
    return redirect("maturity-evidence", code)


@require_safe
@members_only
def file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The attached file, always to be saved and never to be shown by the browser."""
    _, item = _item_of(request, code, pk)
    path = attachments.path_of(item.file_digest) if item.file_digest else None
    try:
        kind = named_type(item.file_name)
    except Refused:
        kind = None
    if path is None or kind is None or not path.is_file():
        raise Http404("There is no such file.")
    response = HttpResponse(path.read_bytes(), content_type=kind.media_type)
    response["Content-Disposition"] = content_disposition_header(True, item.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _item_of(request: HttpRequest, code: str, pk: int) -> tuple[Actor, Evidence]:
    """Who asks, and the evidence. A restricted row is refused to who may not see it, and a look at it is kept."""
    actor = access.reader_of(request, code)
    demand(actor, "view", "evidence", partnership=code)
    item = Evidence.objects.filter(pk=pk, partnership=code).first()
    if item is None:
        raise Http404("There is no such evidence.")
    if item.classification == "restricted":
        demand(actor, "view", "restricted_evidence", partnership=code)
        record_reads(by=actor.key, kind="evidence", object_ids=[pk], partnership=code)
    return actor, item


def _statement(request: HttpRequest) -> str:
    """The statement that the page was opened from. Http404 for one that no framework has."""
    named = request.POST.get("statement", request.GET.get("statement", ""))
    if named and named not in frameworks.statement_ids():
        raise Http404("There is no such statement.")
    return named


def _title(statement: str) -> str:
    found = (each.statements[statement].title for each in frameworks.known().values() if statement in each.statements)
    return next(found, "")


def _no_longer(expires_on: dt.date | None) -> str:
    """What to say of evidence that is out of date when it is saved; it is kept all the same."""
    if expires_on is None or expires_on >= timezone.localdate():
        return ""
    return f" It expired on {wording.day(expires_on)}, so it no longer counts for any level. Change the date if it is wrong."


def _back(code: str, statement: str) -> str:
    if statement:
        return f"{reverse('maturity-statement', args=[code, statement])}#evidence"
    return reverse("maturity-evidence", args=[code])

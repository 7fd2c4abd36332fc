"""Taking something out of the plan: asked first, and not done where somebody changed it since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse

from goldenthread.hub.audit.interface import kind_of
from goldenthread.hub.plans.actions.removing import as_it_stands, goes_with, refuse_if_changed
from goldenthread.hub.plans.actions.saving import may_write
from goldenthread.hub.plans.presenters.histories import KINDS
from goldenthread.hub.ui.interface import wording

from .here import Here


def removed(
    here: Here, thing: Any, remove: Callable[..., None], *, at: str, page: str, then: tuple[Any, ...]
) -> HttpResponse:
    """Asks, or removes and leads on. `at`: where it is removed; `page`: its own; `then`: where it is not any more."""
    what, pk = KINDS[kind_of(thing)].lower(), thing.pk
    try:
        if "sure" not in here.request.POST:
            may_write(here.plan, here.actor)
            return _asked(here, thing, what, at, page)
        with transaction.atomic():
            refuse_if_changed(thing, here.request.POST.get("seen", ""))
            remove(thing, by=here.actor)
    except ValidationError as fault:
        return here.not_done(fault, page, pk)
    return here.done(f"The {what} is removed. What was written stays in the history.", *then)


def _asked(here: Here, thing: Any, what: str, at: str, page: str) -> HttpResponse:
    titles = [f"‘{each.title}’" for each in goes_with(thing)]  # type: ignore[attr-defined]
    words = f"It leaves the plan{f' with {wording.listed(titles)}' if titles else ''}. What was written stays in the history."
    told = {
        "words": words, "action": here.url(at, thing.pk), "sent": [("seen", as_it_stands(thing))],
        "button": f"Remove this {what}", "back": here.url(page, thing.pk),
    }  # fmt: skip
    return here.page("plans/sure.html", f"Remove ‘{thing.title}’?", told)

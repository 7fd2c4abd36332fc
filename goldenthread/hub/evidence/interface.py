"""What other rooms may use of the evidence: which build is in force, and being ready before the first reader."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import StoreMissing

from .api.endpoints import api as api
from .api.gate import api_gate as api_gate
from .pages import unpacked_where_asked as unpacked_where_asked
from .queries import BuildGone as BuildGone
from .queries import BuildUnreadable as BuildUnreadable
from .queries import current_store

log = logging.getLogger(__name__)


def build_in_force(request: HttpRequest) -> dict[str, Any]:
    """`build`: id and when it was made, for the foot of every page; None without a build."""
    try:
        build = current_store().build
    except StoreMissing:
        return {"build": None}
    return {"build": {"id": build.id, "made": wording.moment(build.made_at)}}


def make_ready() -> None:
    """Draws the two pages most readers open first and reads what every borough's page needs, so that none waits for it.

    A site without figures, or with a page that cannot be drawn, starts all the same.
    """
    from .landscape import landscape
    from .urls import TIMELINESS
    from .views import benchmark, headline

    try:
        headline(RequestFactory().get(reverse("headline")))
        benchmark(RequestFactory().get(reverse("timeliness")), indicator_id=TIMELINESS)
        landscape(current_store())
    except StoreMissing as fault:
        log.warning("%s", fault)
    except Exception:
        log.exception("a page could not be drawn ahead of its first reader")

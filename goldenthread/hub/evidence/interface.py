"""What other rooms may use of the evidence: which build is in force, and being ready before the first reader."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import StoreMissing

from .api.endpoints import api
from .api.gate import api_gate
from .api.limits import asker
from .at_periods import FigureAt, figures_at, item_label
from .links import benchmark as indicator_address
from .links import figure as figure_address
from .pages import unpacked_where_asked
from .queries import BuildDamaged, BuildGone, BuildUnreadable, current_store, whose_fault
from .readings import Offer, Reading, area_name, current_build, offered, reading, readings, series, why_not_comparable
from .spans import Point
from .traces import Trace, traces

__all__ = [
    "BuildDamaged",
    "BuildGone",
    "BuildUnreadable",
    "FigureAt",
    "Offer",
    "Point",
    "Reading",
    "Trace",
    "api",
    "api_gate",
    "area_name",
    "asker",
    "build_in_force",
    "current_build",
    "figure_address",
    "figures_at",
    "indicator_address",
    "item_label",
    "make_ready",
    "offered",
    "reading",
    "readings",
    "series",
    "traces",
    "unpacked_where_asked",
    "whose_fault",
    "why_not_comparable",
]

log = logging.getLogger(__name__)


def build_in_force(request: HttpRequest) -> dict[str, Any]:
    """`build`: id and when it was made, for the foot of every page; None without a build."""
    try:
        build = current_store().build
    except StoreMissing:
        return {"build": None}
    return {"build": {"id": build.id, "made": wording.moment(build.made_at)}}


def _own_name() -> str:
    """A name that the site answers to, for pages that it asks itself for."""
    names = (name.lstrip(".") for name in settings.ALLOWED_HOSTS)
    return next((name for name in names if name != "*"), "localhost")


def make_ready() -> None:
    """Draws the two pages most readers open first and reads what every borough's page needs, so that none waits for it.

    A site without figures, or with a page that cannot be drawn, starts all the same.
    """
    from .landscape import landscape
    from .urls import TIMELINESS
    from .views import benchmark, headline

    try:
        asks = RequestFactory(SERVER_NAME=_own_name())
        headline(asks.get(reverse("headline")))
        benchmark(asks.get(reverse("timeliness")), indicator_id=TIMELINESS)
        landscape(current_store())
    except StoreMissing as fault:
        log.warning("%s", fault)
    except Exception:
        log.exception("a page could not be drawn ahead of its first reader")

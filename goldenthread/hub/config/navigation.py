"""The site's main navigation, in every page's context."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from goldenthread.hub.people.interface import actor_of
from goldenthread.hub.plans.interface import assigned_to

PAGES = (
    ("Headlines", "headline"),
    ("Boroughs", "boroughs"),
    ("London", "london"),
    ("Dashboards", "dashboards"),
    ("Indicators", "indicators"),
    ("Reference", "reference"),
    ("Members", "members"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`navigation`: title, address and whether it is the page shown."""
    return {
        "navigation": [
            {"title": title, "href": reverse(name), "current": request.path == reverse(name)} for title, name in PAGES
        ]
    }


def given_work(request: HttpRequest) -> dict[str, Any]:
    """`given_work`: what is given to whoever asks; read only where a page shows it."""
    return {"given_work": lambda: assigned_to(actor_of(request))}

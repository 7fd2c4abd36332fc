"""The pages every assessment has, and the names they share."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse

from goldenthread.hub.evidence.interface import area_name
from goldenthread.hub.maturity.models import Cycle
from goldenthread.hub.people.interface import Actor, may
from goldenthread.hub.ui.interface import Page

PAGES = (
    ("Assessment", "maturity"),
    ("Evidence", "maturity-evidence"),
    ("Beside others", "maturity-comparison"),
    ("History", "maturity-history"),
    ("Reform plan", "plan"),
)


def frame(actor: Actor, code: str, current: str, title: str, cycle: Cycle | None = None) -> dict[str, Any]:
    """What every page of an assessment is given: its title and way back, and the pages beside it."""
    name = area_name(code)
    crumbs = [("Members", reverse("members")), (f"Maturity of {name}", reverse("maturity", args=[code]))]
    crumbs = [*crumbs[:1], (f"Maturity of {name}", "")] if current == "maturity" else [*crumbs, (title, "")]
    return {
        "page": Page(title=title, crumbs=tuple(crumbs)), "code": code, "area": name, "cycle": cycle,
        "pages": _pages(actor, code, current),
    }  # fmt: skip


def _pages(actor: Actor, code: str, current: str) -> list[tuple[str, str, bool]]:
    found = []
    for title, name in PAGES:
        address = address_of(name, code)
        if address:
            found.append((title, address, name == current))
    if may(actor, "overview", "london"):
        found.append(("All of London", reverse("maturity-london"), current == "maturity-london"))
    return found


def address_of(name: str, *given: str) -> str:
    """A page's address; '' where the site has no such page."""
    try:
        return reverse(name, args=given)
    except NoReverseMatch:
        return ""


def priority_address(actor: Actor, code: str, statement: str) -> str:
    """Where a gap becomes a priority of the plan; '' for who may not make one."""
    address = address_of("plan-priority-new", code) if may(actor, "edit", "plan", partnership=code) else ""
    return f"{address}?statement={statement}" if address else ""

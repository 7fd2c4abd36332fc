"""Links to take figures and charts away, made from the view that a page's context holds."""

from __future__ import annotations

from typing import Any

from django import template

from goldenthread.hub.evidence import links
from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.takeaway.formats import FORMATS, PICTURES
from goldenthread.warehouse.answers import Observation

register = template.Library()


@register.inclusion_tag("evidence/take_figures.html", takes_context=True)
def take_figures(
    context: template.Context, kind: str, name: str, period: str = "", words: str = "Every figure on this page"
) -> dict[str, Any]:
    """A page's figures in every format: of all its periods and, where `period` is known, of that one alone.

    `kind`: 'indicator', 'dashboard' or 'borough'; `name`: its id or code; `words`: what all of them are called.
    """
    view: View = context["view"]
    in_path = {"area": ""} if kind == "borough" else {}  # whose page it is stands in the path already
    asked = {words: "", **({f"{period} only": period} if period else {})}
    return {
        "sets": [(told, _files(kind, name, view.address(period=chosen, **in_path))) for told, chosen in asked.items()],
        "newest": links.figures_file(kind, name, "csv", view.address(period="", build="", **in_path)),
    }


@register.inclusion_tag("evidence/take_figures.html")
def take_figure(shown: Observation, build_id: str, published: bool) -> dict[str, Any]:
    """One figure in every format: of this build, and at an address that gives the newest."""
    place = (shown.indicator, shown.area_code, shown.period)
    of_whom = (shown.breakdown, published)
    files = [(each.words, links.figure_file(*place, each.ending, *of_whom, build_id)) for each in FORMATS.values()]
    return {"sets": [("This figure", files)], "newest": links.figure_file(*place, "csv", *of_whom)}


def _files(kind: str, name: str, query: str) -> list[tuple[str, str]]:
    return [(each.words, links.figures_file(kind, name, each.ending, query)) for each in FORMATS.values()]


@register.inclusion_tag("evidence/take_chart.html", takes_context=True)
def take_chart(context: template.Context, kind: str, name: str, chart: str | int) -> dict[str, Any]:
    """A chart as a picture and as code for another website.

    `kind`: 'indicator', 'dashboard' or 'london'; `name`: the id of the indicator or dashboard; `chart`: its number on a
    dashboard, or its name.
    """
    query = context["view"].address()
    return {
        "pictures": [(ending.upper(), links.picture(kind, name, chart, ending, query)) for ending in PICTURES],
        "code": links.embed_code(kind, name, chart, query),
    }

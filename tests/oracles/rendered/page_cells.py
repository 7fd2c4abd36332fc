"""The figures in the tables of a page, with what a reader sees of each: its text and where its link leads."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

LINK = re.compile(r'<a class="gt-figure" href="([^"]*)">(?:<span[^>]*>([^<]*)</span>)?([^<]*)</a>')


@dataclass(frozen=True)
class RenderedFigure:
    """One figure as a page writes it. `breakdown`: (topic, item) pairs; `about` is read out before the figure."""

    page: str
    text: str
    about: str
    indicator: str
    area: str
    period: str
    breakdown: tuple[tuple[str, str], ...]
    published: bool


def figures_of(page: str, content: str) -> list[RenderedFigure]:
    """Every figure in the tables of a page, from top to bottom. `page` is its address."""
    return [_figure(page, *map(html.unescape, link)) for link in LINK.findall(content)]


def _figure(page: str, href: str, about: str, text: str) -> RenderedFigure:
    address = urlsplit(href)
    _, kind, indicator, area, period, _ = address.path.split("/")
    assert kind == "figures", href
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    items = [pair.split("=") for pair in asked.get("breakdown", "").split(",") if pair]
    breakdown = tuple((topic, item) for topic, item in items)
    return RenderedFigure(
        page, text, about.strip(), indicator, area, period, breakdown, asked.get("figures") == "published"
    )

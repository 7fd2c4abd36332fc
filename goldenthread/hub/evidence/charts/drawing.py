"""Draws a specification to a small SVG that has a name and a description and needs no inline style."""

from __future__ import annotations

import hashlib
import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import escape
from typing import Any

import vl_convert
from django.core.cache import cache
from django.utils.functional import lazy
from django.utils.safestring import SafeString, mark_safe

Spec = dict[str, Any]

# What the SVG says again in every mark: accessibility attributes that the one name and description
# replace, defaults, the typeface (the page's own is used), and shapes that draw nothing.
REPEATED = re.compile(
    r' (?:role|aria-[a-z]+|class|pointer-events|font-family|style)="[^"]*"| opacity="1"| stroke-miterlimit="10"'
)
NOTHING = re.compile(r'<path(?: [a-z-]+="[^"]*")* (?:d=""|d="M0,0h0v0h0Z"|display="none")(?: [a-z-]+="[^"]*")*/>')
EMPTY_GROUP = re.compile(r"<g(?: transform=\"[^\"]*\")?></g>")
TAG = re.compile(r'<(?:[^">]|"[^"]*")*>')
LONG_NUMBER = re.compile(r"(\d+\.\d)\d+")


# The engine draws one chart at a time whoever asks; beside it, the page goes on reading figures.
_engine = ThreadPoolExecutor(max_workers=1, thread_name_prefix="charts")


def draw(spec: Spec, title: str, description: str, build: str) -> SafeString:
    """The chart as SVG markup. Kept by build and specification, so it is drawn once.

    What comes back stands for text that may still be being drawn: who reads it waits for it.
    """
    text = json.dumps([spec, title, description], sort_keys=True, ensure_ascii=False)
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    key = f"chart:{build}:{name}"
    kept: str | None = cache.get(key)
    if kept is not None:
        return mark_safe(kept)  # noqa: S308 - made here from escaped text
    being_drawn = _engine.submit(_drawn, spec, name, title, description, key)
    return lazy(being_drawn.result, SafeString)()


def _drawn(spec: Spec, name: str, title: str, description: str, key: str) -> SafeString:
    drawn = tidy(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]), name, title, description)
    cache.set(key, drawn)
    return mark_safe(drawn)  # noqa: S308 - made here from escaped text


def warm_up() -> None:
    """Starts the chart engine, which takes half a second the first time."""
    vl_convert.vegalite_to_svg({"data": {"values": []}, "mark": "bar", "encoding": {}}, allowed_base_urls=[])


def tidy(svg: str, name: str, title: str, description: str) -> str:
    """The SVG without repetition, named once. `name` keeps ids apart when a page has several charts."""
    svg = NOTHING.sub("", TAG.sub(_shorten, svg))
    while EMPTY_GROUP.search(svg):
        svg = EMPTY_GROUP.sub("", svg)
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()  # type: ignore[union-attr]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart__svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="t{name} d{name}">'
        f'<title id="t{name}">{escape(title)}</title><desc id="d{name}">{escape(description)}</desc>'
    )
    return re.sub(r"<svg [^>]*>", lambda _: opening, svg, count=1)


def _shorten(tag: re.Match[str]) -> str:
    """A tag without repetition, its coordinates to a tenth of a pixel. Text between tags is never touched."""
    return LONG_NUMBER.sub(r"\1", REPEATED.sub("", tag[0]))

"""A partnership's profile as SVG: one row a pillar, its statements as boxes from low to high, its headline in words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from .results import PillarResult

# Darker is higher; the empty box of what is not judged has a dashed edge, so that it is no level.
SHADES = ("#d5e6ea", "#a9cdd6", "#1f7f93", "#14304a")
PALE = 2
INK, QUIET, TEXT, PAPER = "#14304a", "#484949", "#0b0c0c", "#ffffff"
ROW, BOX, NAMES, WORDS = 34, 44, 270, 190
NARROW_ROW, NARROW_BOX = 60, 36


def profile_chart(
    profile: Sequence[PillarResult], levels: Sequence[str], title: str, narrow: bool = False
) -> SafeString:
    """The drawing with its name and a description; a table with the same stands behind it."""
    most = max((result.total for result in profile), default=1)
    row, box, left = (NARROW_ROW, NARROW_BOX, 0) if narrow else (ROW, BOX, NAMES)
    width, height = max(left + box * most + WORDS, 280), row * len(profile) + 6
    body = "".join(_row(result, place * row, levels, box, left, narrow) for place, result in enumerate(profile))
    described = "; ".join(f"{result.title}: {headline(result, levels)}" for result in profile)
    name = hashlib.sha256(f"{title}{described}{narrow}".encode()).hexdigest()[:12]
    return mark_safe(  # noqa: S308 - made here from escaped text
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart__svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="t{name} d{name}">'
        f'<title id="t{name}">{escape(title)}</title><desc id="d{name}">{escape(described)}</desc>{body}</svg>'
    )


def headline(result: PillarResult, levels: Sequence[str]) -> str:
    """The headline in a word or two; what is missing is never a level."""
    if result.headline is not None:
        return levels[result.headline - 1]
    return "no level reached" if result.is_judged else "not judged"


def _row(result: PillarResult, top: int, levels: Sequence[str], box: int, left: int, narrow: bool) -> str:
    drawn = _text(0 if narrow else left - 10, top + 14 if narrow else top + 21, result.title, "" if narrow else "end")
    base = top + 22 if narrow else top + 3
    places = [level for level, count in enumerate(result.counts, start=1) for _ in range(count)]
    for place, level in enumerate([*places, *[0] * result.not_judged]):
        drawn += _box(left + place * box, base, box, level, len(levels))
    words = headline(result, levels)
    return drawn + _text(left + result.total * box + 10, base + 18, words, bold=result.headline is not None)


def _box(x: int, y: int, size: int, level: int, levels: int) -> str:
    if not level:
        return (
            f'<rect x="{x + 1}" y="{y}" width="{size - 3}" height="26" fill="{PAPER}" stroke="{QUIET}" '
            f'stroke-dasharray="3 3"/>{_text(x + size / 2 - 0.5, y + 18, "?", "middle", ink=QUIET)}'
        )
    shade = round((level - 1) * (len(SHADES) - 1) / max(levels - 1, 1))
    ink = TEXT if shade < PALE else PAPER
    return (
        f'<rect x="{x + 1}" y="{y}" width="{size - 3}" height="26" fill="{SHADES[shade]}" stroke="{INK}"/>'
        f"{_text(x + size / 2 - 0.5, y + 18, str(level), 'middle', bold=True, ink=ink)}"
    )


def _text(x: float, y: float, words: str, anchor: str = "", bold: bool = False, ink: str = TEXT) -> str:
    look = f' text-anchor="{anchor}"' if anchor else ""
    look += ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="15"{look} fill="{ink}">{escape(words)}</text>'

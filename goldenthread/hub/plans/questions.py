"""Insight questions with the figures inside the question. A figure that is absent reads as words, never as a blank."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.hub.evidence.interface import Point, Reading
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import Section

Figures = Mapping[tuple[str, str], Reading]
# {area}, {value:ehc-plans} or, of an item, {value:phonics-expected-standard:sen-provision=ehc-plan}
PLACE = re.compile(r"\{(area|value|when|london|trend)(?::([a-z0-9-]+)(?::([a-z0-9=,-]+))?)?\}")
CLAUSE = re.compile(
    r"(?P<before>\s*)[^.;?(]*\{value:(?P<indicator>[a-z0-9-]+)(?::(?P<item>[a-z0-9=,-]+))?\}[^.;?(]*?(?P<after>\s*)(?=[.;?(]|$)"
)
NO_FIGURE = "no figure"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a question. `href`: where the figure in them is explained, '' for words of the question's own."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked of one borough. `cited`: the borough's figures in it as they stand."""

    pieces: tuple[Piece, ...]
    cited: tuple[dict[str, Any], ...]

    @property
    def text(self) -> str:
        """The whole of it."""
        return "".join(piece.text for piece in self.pieces)


def figures_wanted(section: Section) -> tuple[tuple[str, str], ...]:
    """(indicator, breakdown) of everything a section shows or asks about, each once."""
    shown = [(each.indicator, each.key) for each in section.indicators]
    asked = [place for question in section.questions for place in places_in(question.text)]
    return tuple(dict.fromkeys([*shown, *asked]))


def places_in(text: str) -> list[tuple[str, str]]:
    """(indicator, breakdown) of the figures a question wants."""
    return [(found[2], found[3] or "total") for found in PLACE.finditer(text) if found[2]]


def asked(text: str, figures: Figures, area: str) -> Asked:
    """The question with the area's name and figures in the places kept for them."""
    pieces: list[Piece] = []
    text = _with_absences(text, figures)
    end = 0
    for found in PLACE.finditer(text):
        pieces += [Piece(text[end : found.start()])] if found.start() > end else []
        figure = figures.get((found[2] or "", found[3] or "total"))
        pieces.append(Piece(area) if found[1] == "area" else _filled(found[1], figure))
        end = found.end()
    pieces += [Piece(text[end:])] if end < len(text) else []
    named = [figures[place] for place in dict.fromkeys(places_in(text)) if place in figures]
    return Asked(_with_capital(pieces), tuple(as_it_stands(figure) for figure in named))


def _with_absences(text: str, figures: Figures) -> str:
    """Words around a number do not fit around its absence: such a clause becomes 'EHC plans … in 2024: no figure (…)'."""

    def said(clause: re.Match[str]) -> str:
        figure = figures.get((clause["indicator"], clause["item"] or "total"))
        if figure is None or (figure.latest is not None and figure.latest.value is not None):
            return clause[0]
        place = f"{clause['indicator']}:{clause['item']}" if clause["item"] else clause["indicator"]
        return f"{clause['before']}{figure.title} {{when:{place}}}: {{value:{place}}}{clause['after']}"

    return CLAUSE.sub(said, text)


def as_it_stands(figure: Reading) -> dict[str, Any]:
    """A figure as it is kept under an answer or a priority, with the build it was read from."""
    point = figure.latest
    return {
        "indicator": figure.indicator, "breakdown": figure.breakdown, "area_code": figure.area_code,
        "title": figure.title, "period": point.period if point else "", "label": point.label if point else "",
        "value": point.value if point else None, "status": point.status if point else "missing",
        "text": told(point), "build": figure.build,
    }  # fmt: skip


def told(point: Point | None) -> str:
    """'66.9%', '100,917 (amended; 99,116 published)', 'no figure (held back)', 'no figure'."""
    if point is None:
        return NO_FIGURE
    if point.value is not None:
        return point.marked
    return f"{NO_FIGURE} ({'; '.join(filter(None, (point.text, point.amended)))})"


def _filled(kind: str, figure: Reading | None) -> Piece:
    if figure is None:
        return Piece({"when": "in any period", "trend": "There is no earlier figure."}.get(kind, NO_FIGURE))
    if kind == "value":
        return Piece(told(figure.latest), figure.href if figure.latest else "")
    if kind == "london":
        return Piece(told(figure.london))
    if kind == "when":
        return Piece(wording.in_period(figure.latest.label) if figure.latest else "in any period")
    return Piece(_trend(figure))


def _trend(figure: Reading) -> str:
    """'It was 80.1% in 2023.'"""
    before = figure.previous
    if before is None:
        return "There is no earlier figure."
    when = wording.in_period(before.label)
    when = when[:1].upper() + when[1:]
    if before.value is None:
        return f"{when} there was {told(before)}."
    return f"{when} it was {before.marked}."


def _with_capital(pieces: list[Piece]) -> tuple[Piece, ...]:
    """A question that begins with 'no figure' begins with a capital."""
    if not pieces:
        return ()
    first = pieces[0]
    return (Piece(first.text[:1].upper() + first.text[1:], first.href), *pieces[1:])

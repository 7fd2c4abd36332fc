"""The tile map and the borough map, shaded alike, with the key of their classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from goldenthread.hub.evidence import links
from goldenthread.hub.evidence.charts.drawing import draw
from goldenthread.hub.evidence.charts.maps import (
    OUTLINES_LOOK,
    SMALLEST,
    TILES_LOOK,
    Outline,
    Place,
    borough_map,
    tile_map,
)
from goldenthread.hub.evidence.charts.marks import width_of
from goldenthread.hub.evidence.presenters import events, written
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.definitions.outlines import Outlines, load_outlines
from goldenthread.warehouse.definitions.tiles import load_tiles

from .classes import Class, class_of

FONT, ROOM = 15.5, 41  # of a tile on a phone, in its own units
SYMBOLS = {"missing": "–"}  # the others are the publisher's own letters


@dataclass(frozen=True, slots=True)
class Maps:
    """Both drawings with their titles and key. `outlines` is None where the build holds none; then `not_here` says what to do."""

    tiles_title: str
    tiles: SafeString
    outlines_title: str
    outlines: SafeString | None
    attribution: str
    not_here: str
    key: tuple[tuple[str, str], ...]
    tiny: str
    units: str


def maps(store: Store, page: Benchmark, classes: Sequence[Class], what: str) -> Maps:
    """`what`: the indicator and period in words."""
    short = {code: tile.short_name for code, tile in load_tiles(store.catalogue).items()}
    places = [_place(store, page, code, classes, short[code]) for code in page.boroughs]
    at = {code: (tile.column, tile.row) for code, tile in load_tiles(store.catalogue).items()}
    title, description = f"{what}: a tile for each borough", _description(places, classes)
    found, told = _outlines(store), load_outlines(store.catalogue)
    on_map = f"{what}: map of the boroughs"
    drawn = draw(borough_map(places, *found), on_map, description, "group", OUTLINES_LOOK) if found else None
    return Maps(
        title,
        draw(tile_map(places, at), title, description, "group", TILES_LOOK),
        on_map,
        drawn,
        f"{told.attribution} {told.title}, {told.edition}, {told.licence}." if told else "",
        _not_here(told),
        _key(page, classes, places),
        _tiny(places, found[0]) if found and classes else "",
        _units(page.question.indicator, [o.value for o in map(page.at, page.boroughs) if o and o.value is not None]),
    )


def _place(store: Store, page: Benchmark, code: str, classes: Sequence[Class], short: str) -> Place:
    figure, indicator = page.at(code), page.question.indicator
    said, name = written.value(figure, indicator), store.area(code).name
    chosen, href = code == page.question.area_code, links.borough(code)
    if figure is None or figure.value is None:
        words = (figure and events.instead(page, figure)) or f"no figure ({said})"
        return Place(code, name, short, _symbol(figure), "", words, "absent", 0, chosen, href)
    said = ", ".join([said, *(mark for mark in written.marks(figure) if mark != written.SMALL)])
    tight = short_value(figure.value, indicator)
    if figure.small_denominator:
        words = f"{said}, counted on too few to compare"
        return Place(code, name, short, tight + written.SMALL, "", words, "few", 0, chosen, href)
    own = class_of(figure.value, classes)
    words = said + (f", class {own.number} of {len(classes)}" if own else "")
    number, level = (str(own.number), own.level) if own else ("", 0)
    return Place(code, name, short, tight, number, words, "classed", level, chosen, href)


def _symbol(figure: Observation | None) -> str:
    status = figure.status if figure else "missing"
    return SYMBOLS.get(status, status)


def short_value(amount: float, indicator: Indicator) -> str:
    """A figure as a tile has room for it, without its unit: '34.1', '1,204', '123k', '2.3m'."""
    size, sign, divisor = abs(amount), "", 1.0
    if size >= 999_500:
        sign, divisor = "m", 1e6
    elif size >= 9_999.5:
        sign, divisor = "k", 1e3
    decimals = {"m": 1, "k": 0}.get(sign, min(indicator.decimals, 1))
    told = wording.number(amount / divisor, decimals) + sign
    return told if width_of(told, FONT) <= ROOM else wording.number(amount / divisor, 0) + sign


def _outlines(store: Store) -> tuple[dict[str, Outline], tuple[int, int, int, int]] | None:
    found = store.shapes()
    if found is None:
        return None
    left, top, width, height = map(int, found.view_box.split())
    return {s.code: Outline(s.path, s.x, s.y, _extent(s.path) < SMALLEST) for s in found.shapes}, (
        left,
        top,
        width,
        height,
    )


def _extent(path: str) -> float:
    """Width times height of an outline's largest piece, which comes first, in square units."""
    x = y = 0
    xs, ys = [0], [0]
    steps = path.split("z")[0].split("l")[-1].replace("-", " -").split()
    for across, down in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + int(across), y + int(down)
        xs.append(x)
        ys.append(y)
    return float((max(xs) - min(xs)) * (max(ys) - min(ys)))


def _tiny(places: Sequence[Place], outlines: dict[str, Outline]) -> str:
    """What a phone's map has no room for, in words."""
    small = [p for p in places if outlines[p.code].is_tiny and p.number]
    told = wording.listed([f"{p.name} is in class {p.number}" for p in small])
    return f"Too small on this map for its number: {told}." if told else ""


def _not_here(told: Outlines | None) -> str:
    missing = "The map of the boroughs is not loaded: this build holds no outlines."
    return f"{missing} {told.not_here.strip()}" if told else missing


def _key(page: Benchmark, classes: Sequence[Class], places: Sequence[Place]) -> tuple[tuple[str, str], ...]:
    indicator = page.question.indicator
    key = [(f"shade-{each.level}", _class_words(each, len(classes), indicator)) for each in classes]
    looks = {place.look for place in places}
    key += [("shade-0", "shaded: a figure, not put in a class")] if "classed" in looks and not classes else []
    key += [("few", "dashed edge: counted on too few to compare, not in a class")] if "few" in looks else []
    key += [("hatch", _about_absence(page))] if "absent" in looks else []
    chosen = next((place.name for place in places if place.chosen), "")
    return tuple(key + ([("thick", f"yellow edge: {chosen}")] if chosen else []))


def _about_absence(page: Benchmark) -> str:
    """'hatched: no figure, which is not zero (x: not available)'."""
    event = page.question.indicator.event
    if event:
        return f"hatched: no {event.name} in this period"
    absent = [o for o in map(page.at, page.boroughs) if o is None or o.value is None]
    told = dict.fromkeys(f"{_symbol(o)}: {wording.NO_FIGURE[o.status if o else 'missing']}" for o in absent)
    return f"hatched: no figure, which is not zero ({', '.join(told)})"


def _class_words(each: Class, of: int, indicator: Indicator) -> str:
    low, high = (wording.amount(end, indicator.unit, indicator.decimals) for end in (each.low, each.high))
    end = " (lowest)" if each.number == 1 and of > 1 else " (highest)" if each.number == of > 1 else ""
    limits = low if each.low == each.high else f"{low} to {high}"
    return f"{each.number}{end}: {limits}, {wording.counted(each.count, 'borough')}"


def _description(places: Sequence[Place], classes: Sequence[Class]) -> str:
    absent = [place.name for place in places if place.look == "absent"]
    told = f"{len(places)} boroughs" + (f" in {len(classes)} classes, darker for higher figures." if classes else ".")
    return told + (f" Hatched, without a figure: {wording.listed(absent)}." if absent else "")


def _units(indicator: Indicator, values: Sequence[float]) -> str:
    """What the tiles leave out: their unit, and what k and m stand for."""
    unit = {"percent": "in %", "percentage-points": "in percentage points", "weeks": "in weeks"}.get(indicator.unit, "")
    unit = "in pounds" if indicator.unit in wording.POUNDS else unit or wording.SUFFIXES.get(indicator.unit, "").strip()
    ends = {short_value(value, indicator)[-1] for value in values}
    signs = [f"{sign} for {word}" for sign, word in (("k", "thousand"), ("m", "million")) if sign in ends]
    told = ", ".join(filter(None, [unit, *signs]))
    return f"On the tiles: figures {told}." if told else ""


def no_figure(figures: Sequence[tuple[str, Observation | None]], indicator: Indicator) -> str:
    """Who has no figure and why, in a sentence; '' where everybody has one. `figures`: (name, figure)."""
    absent = [f"{name} ({written.value(o, indicator)})" for name, o in figures if o is None or o.value is None]
    return f"No figure: {wording.listed(absent)}." if absent else ""

"""Reads the outlines of a region's authorities from GeoJSON and lays them flat as SVG paths.

Laid flat by multiplying the longitude by the cosine of one latitude: over a city that is true to a two-hundredth.
Points are rounded to whole units of a map a thousand units wide (about 60 m) and not otherwise thinned out, so that
two neighbours' common points stay common and no gap opens between them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..definitions import Catalogue
from ..definitions.outlines import OutlineFile, Outlines, members_today
from ..faults import FileFault
from .areas import code_index, fold_name
from .guards import file_size

MAX_BYTES = 50_000_000  # the whole United Kingdom at this scale takes 3.4 MB
WIDTH = 1000  # units from the westernmost to the easternmost point
MARGIN = 4
SPECK = 5.0  # square units: smaller pieces are slivers that generalising left behind
DEGREES = ("EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326")
AGAIN = "Download it again as GeoJSON in WGS84."

Degrees = tuple[float, float]
Point = tuple[int, int]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Shape:
    """One authority's outline: SVG path data, and a point well inside it for a label. Units as in the map's view box."""

    code: str
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Shapes:
    """Every authority's outline, in order of code, and the SVG view box that holds them all."""

    view_box: str
    shapes: tuple[Shape, ...]


def read_boundaries(path: Path, file: OutlineFile, outlines: Outlines, catalogue: Catalogue) -> Shapes:
    """The outlines in a file. Raises FileFault for what is damaged, in another form, elsewhere or incomplete, and OSError."""
    wanted = members_today(catalogue, outlines.region)
    found: dict[str, list[list[Degrees]]] = {}
    for number, feature in enumerate(_features(path, file.path), start=1):
        code = _code(feature, number, file, wanted, catalogue)
        if code in found:
            raise FileFault(file.path, f"{wanted[code]} stands there twice. {AGAIN}")
        if code:
            found[code] = _rings(feature, wanted[code], file.path, outlines)
    lacking = [name for code, name in wanted.items() if code not in found]
    if lacking:
        raise FileFault(file.path, f"has no outline of {', '.join(lacking)}. {AGAIN}")
    drawn = _laid_flat(found, outlines.latitude)
    lost = [wanted[shape.code] for shape in drawn.shapes if not shape.path]
    if lost:
        raise FileFault(file.path, f"the outline of {', '.join(lost)} is too small to be drawn. {AGAIN}")
    return drawn


# ------------------------------------------------------------------ what the file says


def _features(path: Path, name: str) -> list[Any]:
    if file_size(path, name) > MAX_BYTES:
        raise FileFault(
            name, f"the file is larger than {MAX_BYTES / 1e6:,.0f} MB. Use the super generalised outlines (BSC)."
        )
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise FileFault(name, f"cannot be read as GeoJSON. {AGAIN}") from fault
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise FileFault(name, f"is JSON, but no collection of features. {AGAIN}")
    crs = content.get("crs")
    if crs is not None and not any(known in json.dumps(crs) for known in DEGREES):
        raise FileFault(name, f"is not in longitude and latitude (WGS84). {AGAIN}")
    return features


def _code(feature: Any, number: int, file: OutlineFile, wanted: dict[str, str], catalogue: Catalogue) -> str:
    """Whose outline this is; '' for somewhere else in a file that holds more. The form of the file is checked by its properties."""
    told = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(told, dict):
        raise FileFault(file.path, f"feature {number} has no properties. {AGAIN}")
    known = {file.code, file.name, *file.left_out}
    odd = [f"lacks '{name}'" for name in sorted(known - set(told))] + [
        f"has '{name}'" for name in sorted(set(told) - known)
    ]
    if odd:
        raise FileFault(
            file.path, f"feature {number} is of a form never seen before: it {', '.join(odd)}. "
            "If it is a newer edition, describe its properties in the definition of the outlines.",
        )  # fmt: skip
    code = code_index(catalogue).get(str(told[file.code]), str(told[file.code]))
    if code not in wanted:
        if file.holds_more:
            return ""
        raise FileFault(
            file.path, f"feature {number}, '{told[file.name]}' ({code}), is none of the places of this map."
        )
    names = (wanted[code], *catalogue.areas[code].other_names)
    if fold_name(str(told[file.name])) not in map(fold_name, names):
        raise FileFault(file.path, f"feature {number} has the code of {wanted[code]} and the name '{told[file.name]}'.")
    return code


def _rings(feature: dict[str, Any], name: str, file: str, outlines: Outlines) -> list[list[Degrees]]:
    """The outer edges and holes of an authority's pieces."""
    geometry = feature.get("geometry")
    geometry = geometry if isinstance(geometry, dict) else {}
    kind: Any = geometry.get("type")
    parts: Any = geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise FileFault(file, f"the outline of {name} is no polygon. {AGAIN}")
    try:
        rings = list(parts) if kind == "Polygon" else [ring for part in parts for ring in part]
        points = [[(float(point[0]), float(point[1])) for point in ring] for ring in rings]
    except (TypeError, ValueError, IndexError, KeyError) as fault:
        raise FileFault(
            file, f"the outline of {name} has a point that is no longitude and latitude. {AGAIN}"
        ) from fault
    west, south, east, north = outlines.box
    for ring in points:
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise FileFault(file, f"the outline of {name} is not closed. {AGAIN}")
        if not all(west <= x <= east and south <= y <= north for x, y in ring):  # true of no number that is none
            raise FileFault(file, f"the outline of {name} lies elsewhere, or is not in longitude and latitude. {AGAIN}")
    if not points:
        raise FileFault(file, f"the outline of {name} is empty. {AGAIN}")
    return points


# ------------------------------------------------------------------ what is drawn of it


def _laid_flat(found: dict[str, list[list[Degrees]]], latitude: float) -> Shapes:
    points = [point for rings in found.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrowing = math.cos(math.radians(latitude))
    scale = WIDTH / max((east - west) * narrowing, 1e-6)

    def flat(point: Degrees) -> Point:
        return round((point[0] - west) * narrowing * scale), round((north - point[1]) * scale)

    shapes = [
        _shape(code, [_rounded([flat(p) for p in ring]) for ring in rings]) for code, rings in sorted(found.items())
    ]
    height = round((north - south) * scale)
    return Shapes(f"{-MARGIN} {-MARGIN} {WIDTH + 2 * MARGIN} {height + 2 * MARGIN}", tuple(shapes))


def _rounded(ring: Ring) -> Ring:
    """The ring without its closing point and without points that rounding laid on the one before."""
    return [point for before, point in pairwise([ring[-2], *ring[:-1]]) if point != before] or ring[:1]


def _shape(code: str, rings: list[Ring]) -> Shape:
    """The outline with its largest piece first, without specks."""
    largest, *others = sorted(rings, key=surface, reverse=True)
    kept = [largest, *(ring for ring in others if surface(ring) >= SPECK)]
    return Shape(code, "".join(map(_path, kept)), *inside(largest))


def _path(ring: Ring) -> str:
    if not surface(ring):
        return ""
    steps = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(ring)]
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps).replace(' -', '-')}z"


def surface(ring: Sequence[Point]) -> float:
    """The area within a ring, in square units."""
    return abs(sum(a * y - x * b for (a, b), (x, y) in _edges(ring))) / 2


def inside(ring: Sequence[Point]) -> Point:
    """A point within the ring, in the middle of where it is widest at the height of its centre of mass."""
    twice = sum(a * y - x * b for (a, b), (x, y) in _edges(ring))
    if not twice:
        return ring[0]
    level = sum((b + y) * (a * y - x * b) for (a, b), (x, y) in _edges(ring)) / (3 * twice) + 0.01
    crossed = sorted(
        a + (level - b) / (y - b) * (x - a) for (a, b), (x, y) in _edges(ring) if (b > level) != (y > level)
    )
    if len(crossed) < 2:  # a ring that crosses itself may have its centre anywhere
        return ring[0]
    left, right = max(zip(crossed[::2], crossed[1::2], strict=False), key=lambda ends: ends[1] - ends[0])
    return round((left + right) / 2), round(level)


def _edges(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return pairwise([*ring, ring[0]])

"""The outlines of the boroughs: read from GeoJSON or refused in words, laid flat, kept in the build and the pack."""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
import pytest

from goldenthread.warehouse import WarehouseError, open_store
from goldenthread.warehouse.definitions import DefinitionError, load_catalogue
from goldenthread.warehouse.definitions.outlines import load_outlines, members_today
from goldenthread.warehouse.definitions.tiles import load_tiles
from goldenthread.warehouse.ingestors.boundaries import Shape, inside
from goldenthread.warehouse.pack import build_from_pack, make_pack
from goldenthread.warehouse.reader import Store
from goldenthread.warehouse.store.folder import current_build
from tests.sample.country import SampleCountry

Feature = dict[str, Any]
Spoil = Callable[[dict[str, Any]], object]

DEFINITION = """
id: made-map
title: Outlines of a made-up London
edition: January 2024
publisher: Office of Made-up Statistics
about: Three squares that stand side by side.
licence: Open Government Licence v3.0
attribution: Contains made-up data.
not_here: Put the made-up outlines in the data folder and build again.
region: E12000007
latitude: 60
box: [-1, 59, 5, 62]
files:
  - {path: maps/own.geojson, code: code, name: name, left_out: [long]}
  - {path: maps/whole.geojson, code: CD, name: NM, holds_more: true}
"""
# West to east: one degree wide, half a degree, half a degree; Elm's lower half belongs to Fern.
SQUARES = {
    "E09000001": ("Dale", [[0, 60], [1, 60], [1, 60.5], [1, 61], [0, 61], [0, 60]]),
    "E09000002": ("Elm", [[1, 60.5], [1.5, 60.5], [1.5, 61], [1, 61], [1, 60.5]]),
    "E09000003": ("Fern", [[1, 60], [2, 60], [2, 61], [1.5, 61], [1.5, 60.5], [1, 60.5], [1, 60]]),
}


def made_map() -> dict[str, Any]:
    features: list[Feature] = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name, "long": 0.5},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, (name, ring) in SQUARES.items()
    ]
    return {"type": "FeatureCollection", "features": json.loads(json.dumps(features))}


def write(sample: SampleCountry, content: object, name: str = "own") -> None:
    path = sample.data / "maps" / f"{name}.geojson"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


@pytest.fixture
def mapped(sample: SampleCountry) -> SampleCountry:
    """The sample country with a map of its London, and the map's file in place."""
    folder = sample.definitions / "outlines"
    folder.mkdir()
    (folder / "made-map.yaml").write_text(DEFINITION, encoding="utf-8")
    write(sample, made_map())
    return sample


def rings_of(path: str) -> list[list[tuple[int, int]]]:
    """Path data read again by other means than it was written: absolute points of each piece."""
    rings = []
    for piece in path.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", piece)]
        x, y = numbers[0], numbers[1]
        ring = [(x, y)]
        for across, down in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + across, y + down
            ring.append((x, y))
        rings.append(ring)
    return rings


def surface(path: str) -> float:
    """The area inside, by the shoelace formula."""
    return sum(
        abs(sum(ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1] for i in range(len(ring)))) / 2
        for ring in rings_of(path)
    )


def is_inside(x: float, y: float, ring: list[tuple[int, int]]) -> bool:
    """Whether a line to the right crosses the ring an odd number of times."""
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def shapes_of(sample: SampleCountry) -> dict[str, Shape]:
    store = sample.open()
    found = store.shapes()
    store.close()
    assert found is not None
    return {shape.code: shape for shape in found.shapes}


def test_every_borough_gets_its_outline_in_proportion(mapped: SampleCountry) -> None:
    mapped.build()
    shapes = shapes_of(mapped)
    assert list(shapes) == ["E09000001", "E09000002", "E09000003"]
    # At 60° north a degree of longitude is half as long as one of latitude: the map is 2 × 0.5 by 1 degree, so square.
    assert rings_of(shapes["E09000001"].path) == [[(0, 1000), (500, 1000), (500, 500), (500, 0), (0, 0)]]
    assert [surface(shape.path) for shape in shapes.values()] == [500_000, 125_000, 375_000]


def test_the_view_box_holds_every_point_and_a_margin(mapped: SampleCountry) -> None:
    mapped.build()
    store = mapped.open()
    found = store.shapes()
    store.close()
    assert found is not None
    assert found.view_box == "-4 -4 1008 1008"


def test_neighbours_keep_their_common_points(mapped: SampleCountry) -> None:
    content = made_map()
    for feature in content["features"]:  # odd numbers, alike for neighbours, must stay alike when rounded
        ring = feature["geometry"]["coordinates"][0]
        feature["geometry"]["coordinates"][0] = [[x * 1.00037 + 0.0123, y * 1.00011] for x, y in ring]
    write(mapped, content)
    mapped.build()
    points = {code: {p for ring in rings_of(shape.path) for p in ring} for code, shape in shapes_of(mapped).items()}
    assert len(points["E09000001"] & points["E09000002"]) == 2
    assert len(points["E09000002"] & points["E09000003"]) == 3


def test_slivers_are_left_out_and_islands_are_kept(mapped: SampleCountry) -> None:
    content = made_map()
    geometry = content["features"][0]["geometry"]
    sliver = [[0.5, 59.9], [0.5001, 59.9], [0.5001, 59.9001], [0.5, 59.9]]
    island = [[0.2, 59.5], [0.4, 59.5], [0.4, 59.7], [0.2, 59.5]]
    geometry["type"], geometry["coordinates"] = "MultiPolygon", [[sliver], [island], geometry["coordinates"]]
    write(mapped, content)
    mapped.build()
    rings = rings_of(shapes_of(mapped)["E09000001"].path)
    assert len(rings) == 2
    assert len(rings[0]) == 5, "the largest piece comes first"


def test_what_the_rounding_leaves_nothing_of_is_refused(mapped: SampleCountry) -> None:
    content = made_map()
    content["features"][1]["geometry"]["coordinates"] = [[[1, 60.5], [1.0001, 60.5], [1.0001, 60.5001], [1, 60.5]]]
    write(mapped, content)
    with pytest.raises(WarehouseError, match="Elm is too small to be drawn"):
        mapped.build()


def test_a_map_that_is_not_there_is_said_and_stops_nothing(mapped: SampleCountry) -> None:
    (mapped.data / "maps" / "own.geojson").unlink()
    report = mapped.build()
    store = mapped.open()
    assert store.shapes() is None
    assert "made-map" in report.not_loaded
    assert [(each.title, each.how_to_load) for each in store.not_loaded() if each.source == "made-map"] == [
        (
            "Outlines of a made-up London",
            "Put the made-up outlines in the data folder and build again.",
        )
    ]
    store.close()


def test_a_country_without_a_map_needs_none(sample: SampleCountry) -> None:
    report = sample.build()
    store = sample.open()
    assert store.shapes() is None
    assert report.not_loaded == []
    store.close()


def test_builds_with_different_outlines_are_different_builds(mapped: SampleCountry) -> None:
    first = mapped.build().build
    assert mapped.build().build == first
    content = made_map()
    content["features"][0]["geometry"]["coordinates"][0][0] = [0, 60.1]
    content["features"][0]["geometry"]["coordinates"][0][-1] = [0, 60.1]
    write(mapped, content)
    assert mapped.build().build != first


def test_the_publishers_own_file_of_the_whole_country_does_as_well(mapped: SampleCountry) -> None:
    mapped.build()
    own = shapes_of(mapped)
    (mapped.data / "maps" / "own.geojson").unlink()
    content = made_map()
    for feature in content["features"]:
        told = feature["properties"]
        feature["properties"] = {"CD": told["code"], "NM": told["name"]}
    far = {"CD": "E06000001", "NM": "Ashby"}
    content["features"].append(
        {"type": "Feature", "properties": far, "geometry": {"type": "Point", "coordinates": [0, 0]}}
    )
    content["crs"] = {"type": "name", "properties": {"name": "EPSG:4326"}}
    write(mapped, content, "whole")
    mapped.build()
    assert shapes_of(mapped) == own


def change(path: str, value: object) -> Spoil:
    """Sets what stands at 'features.0.properties.code' and the like; `value` may be ... to take it out."""

    def spoil(content: dict[str, Any]) -> None:
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place: Any = content
        for step in steps:
            place = place[step]
        if value is ...:
            del place[last]
        else:
            place[last] = value

    return spoil


def on_every_point(move: Callable[[float, float], list[float]]) -> Spoil:
    def spoil(content: dict[str, Any]) -> None:
        for feature in content["features"]:
            ring = feature["geometry"]["coordinates"][0]
            feature["geometry"]["coordinates"][0] = [move(*point) for point in ring]

    return spoil


GEOMETRY = "features.1.geometry"
FAULTS: dict[str, tuple[Spoil, str]] = {
    "no collection": (change("type", "Topology"), "no collection of features"),
    "no features": (change("features", {}), "no collection of features"),
    "a property never seen": (change("features.0.properties.LAD24CD", 1), "never seen before: it has 'LAD24CD'"),
    "a property gone": (change("features.2.properties.code", ...), "feature 3 .* lacks 'code'"),
    "no properties": (change("features.0.properties", None), "feature 1 has no properties"),
    "a place elsewhere": (change("features.0.properties.code", "E06000001"), "none of the places of this map"),
    "a code nobody knows": (change("features.0.properties.code", "E09000099"), "none of the places of this map"),
    "another's name": (change("features.0.properties.name", "Fern"), "the code of Dale and the name 'Fern'"),
    "a place gone": (change("features.1", ...), "has no outline of Elm"),
    "no polygon": (change(f"{GEOMETRY}.type", "LineString"), "the outline of Elm is no polygon"),
    "no geometry": (change(GEOMETRY, None), "the outline of Elm is no polygon"),
    "no coordinates": (change(f"{GEOMETRY}.coordinates", None), "Elm has a point that is no longitude"),
    "no rings": (change(f"{GEOMETRY}.coordinates", []), "the outline of Elm is empty"),
    "words for a number": (change(f"{GEOMETRY}.coordinates.0.0", ["west", "north"]), "Elm has a point that is no longitude"),
    "half a point": (change(f"{GEOMETRY}.coordinates.0.0", [1.0]), "Elm has a point that is no longitude"),
    "an open ring": (change(f"{GEOMETRY}.coordinates.0.0", [1.1, 60.6]), "the outline of Elm is not closed"),
    "too few points": (change(f"{GEOMETRY}.coordinates.0", [[1, 60.5], [1, 61], [1, 60.5]]), "Elm is not closed"),
    "no number": (change(f"{GEOMETRY}.coordinates.0.1", [math.nan, 60.5]), "the outline of Elm lies elsewhere"),
    "metres": (on_every_point(lambda x, y: [500_000 + x, 180_000 + y]), "lies elsewhere, or is not in longitude"),
    "latitude first": (on_every_point(lambda x, y: [y, x]), "lies elsewhere, or is not in longitude"),
    "another system": (change("crs", {"properties": {"name": "EPSG:27700"}}), "not in longitude and latitude"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_file_that_cannot_be_trusted_stops_the_build_and_says_why(
    mapped: SampleCountry, spoil: Spoil, said: str
) -> None:
    content = made_map()
    spoil(content)
    write(mapped, content)
    with pytest.raises(WarehouseError, match=said) as fault:
        mapped.build()
    assert str(fault.value).startswith("maps/own.geojson: ")
    assert not (mapped.store / "current").exists()


def test_a_borough_that_stands_there_twice_is_refused(mapped: SampleCountry) -> None:
    content = made_map()
    content["features"].append(content["features"][0])
    write(mapped, content)
    with pytest.raises(WarehouseError, match="Dale stands there twice"):
        mapped.build()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("<svg/>", "cannot be read as GeoJSON"),
        ('{"type": "FeatureCollection", "features": [', "cannot be read as GeoJSON"),
        ("[" * 100_000, "cannot be read as GeoJSON"),
        ("[]", "no collection of features"),
    ],
    ids=["empty", "not JSON", "cut", "endlessly nested", "a list"],
)
def test_what_is_no_geojson_is_refused(mapped: SampleCountry, text: str, said: str) -> None:
    write(mapped, text)
    with pytest.raises(WarehouseError, match=said):
        mapped.build()


def test_a_file_that_is_no_text_is_refused(mapped: SampleCountry) -> None:
    (mapped.data / "maps" / "own.geojson").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(WarehouseError, match="cannot be read as GeoJSON"):
        mapped.build()


def test_a_folder_or_a_link_to_nothing_in_its_place_is_a_fault_and_not_an_absence(mapped: SampleCountry) -> None:
    path = mapped.data / "maps" / "own.geojson"
    path.unlink()
    path.mkdir()
    with pytest.raises(WarehouseError, match="a folder or a device"):
        mapped.build()
    path.rmdir()
    path.symlink_to("nowhere")
    with pytest.raises(WarehouseError, match="cannot be read"):
        mapped.build()


def test_a_build_made_before_there_were_outlines_has_none(mapped: SampleCountry) -> None:
    mapped.build()
    with duckdb.connect(str(current_build(mapped.store))) as con:
        con.execute("DROP TABLE shape")
    store = mapped.open()
    assert store.shapes() is None
    store.close()


def test_outlines_travel_in_the_pack(mapped: SampleCountry, tmp_path: Path) -> None:
    mapped.build()
    with mock.patch.object(load_catalogue, "__defaults__", (mapped.definitions,)):
        make_pack(mapped.data, pack=tmp_path / "pack", write=True)
        build_from_pack(tmp_path / "other", pack=tmp_path / "pack")
    other = Store(current_build(tmp_path / "other"), mapped.catalogue())
    own = mapped.open()
    assert other.shapes() == own.shapes() is not None
    other.close()
    own.close()


def test_a_label_stands_inside_its_ring_whatever_the_shape() -> None:
    chance = random.Random(33)
    for _ in range(300):
        turns = sorted(chance.uniform(0, 2 * math.pi) for _ in range(chance.randint(3, 25)))
        if max(b - a for a, b in zip(turns, [*turns[1:], turns[0] + 2 * math.pi], strict=True)) > math.pi * 0.9:
            continue  # too narrow to hold whole numbers
        reach = [chance.uniform(40, 400) for _ in turns]
        ring = [(round(500 + r * math.cos(t)), round(500 + r * math.sin(t))) for r, t in zip(reach, turns, strict=True)]
        x, y = inside(ring)
        assert any(is_inside(x + dx, y + dy, ring) for dx in (-0.6, 0, 0.6) for dy in (-0.6, 0.01, 0.6)), ring


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("E12000007", "E12000099", "unknown region 'E12000099'"),
        ("[-1, 59, 5, 62]", "[5, 59, -1, 62]", "west, south, east and north"),
        ("edition: January 2024\n", "", "edition"),
        ("left_out", "leave_out", "leave_out"),
    ],
)
def test_a_definition_that_does_not_fit_is_refused(mapped: SampleCountry, old: str, new: str, said: str) -> None:
    path = mapped.definitions / "outlines" / "made-map.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError, match=re.escape(said)):
        load_outlines(mapped.catalogue())


# ------------------------------------------------------------------ the real ones


@pytest.fixture(scope="module")
def london(store_folder: Path) -> dict[str, Shape]:
    """The shipped outlines by name of borough."""
    store = open_store(store_folder)
    found = store.shapes()
    assert found is not None
    assert found.view_box == "-4 -4 1008 779"
    names = {shape.code: store.area(shape.code).name for shape in found.shapes}
    store.close()
    return {names[shape.code]: shape for shape in found.shapes}


def test_the_shipped_outlines_are_of_all_33_boroughs_and_light(london: dict[str, Shape]) -> None:
    assert len(london) == 33
    assert sum(len(shape.path) for shape in london.values()) < 15_000


def test_outlines_are_as_large_as_the_boroughs_are(london: dict[str, Shape]) -> None:
    hectares = {  # Office for National Statistics, standard area measurements
        "City of London": 290, "Kensington and Chelsea": 1_212, "Islington": 1_486, "Camden": 2_179, "Lambeth": 2_681,
        "Croydon": 8_650, "Barnet": 8_675, "Havering": 11_235, "Hillingdon": 11_570, "Bromley": 15_013,
    }  # fmt: skip
    ratios = [surface(london[name].path) / real for name, real in hectares.items()]
    assert max(ratios) < 1.06 * min(ratios)
    ordered = sorted(london, key=lambda name: surface(london[name].path))
    assert (ordered[0], ordered[-1]) == ("City of London", "Bromley")


def test_labels_stand_inside_their_boroughs_and_the_boroughs_where_they_are(london: dict[str, Shape]) -> None:
    for name, shape in london.items():
        assert is_inside(shape.x + 0.01, shape.y + 0.01, rings_of(shape.path)[0]), name
        assert 0 < shape.x < 1000, name
        assert 0 < shape.y < 771, name
    north_to_south = ["Enfield", "Haringey", "Islington", "City of London", "Southwark", "Bromley"]
    assert sorted(north_to_south, key=lambda name: london[name].y) == north_to_south
    west_to_east = ["Hillingdon", "Ealing", "Camden", "Tower Hamlets", "Newham", "Havering"]
    assert sorted(west_to_east, key=lambda name: london[name].x) == west_to_east


def bordering(london: dict[str, Shape]) -> set[tuple[str, str]]:
    """Pairs of boroughs with a border on land: outlines with at least two points in common."""
    points = {name: {p for ring in rings_of(shape.path) for p in ring} for name, shape in london.items()}
    return {(a, b) for a in points for b in points if a < b and len(points[a] & points[b]) >= 2}


def test_boroughs_that_border_each_other_share_points_so_that_no_gap_opens(london: dict[str, Shape]) -> None:
    found = bordering(london)
    assert {("Camden", "Islington"), ("Bromley", "Croydon"), ("City of London", "Westminster")} <= found
    assert ("Camden", "Croydon") not in found
    assert 65 <= len(found) <= 85


def test_the_shipped_outlines_are_what_the_published_file_says(
    london: dict[str, Shape], data_store_folder: Path
) -> None:
    built = open_store(data_store_folder)
    found = built.shapes()
    built.close()
    assert found is not None
    assert {shape.path for shape in found.shapes} == {shape.path for shape in london.values()}


# ------------------------------------------------------------------ tiles


def test_each_borough_has_one_tile_and_each_tile_its_own_square() -> None:
    catalogue = load_catalogue()
    tiles = load_tiles(catalogue)
    assert set(tiles) == set(members_today(catalogue, "E12000007"))
    assert len(tiles) == 33
    assert len({(tile.column, tile.row) for tile in tiles.values()}) == 33
    assert len({tile.short_name for tile in tiles.values()}) == 33


def test_boroughs_that_border_each_other_have_tiles_that_touch(london: dict[str, Shape]) -> None:
    tiles = load_tiles(load_catalogue())
    of = {name: tiles[shape.code] for name, shape in london.items()}
    pairs = bordering(london)
    apart = [(a, b) for a, b in pairs if max(abs(of[a].column - of[b].column), abs(of[a].row - of[b].row)) > 1]
    assert len(apart) <= 0.05 * len(pairs), apart


def test_tiles_lie_to_each_other_as_the_boroughs_do(london: dict[str, Shape]) -> None:
    tiles = load_tiles(load_catalogue())
    names = sorted(london)
    turned = []
    for place, a in enumerate(names):
        for b in names[place + 1 :]:
            real = (london[b].x - london[a].x, london[b].y - london[a].y)
            one, other = tiles[london[a].code], tiles[london[b].code]
            drawn = (other.column - one.column, other.row - one.row)
            angle = math.degrees(
                math.acos((real[0] * drawn[0] + real[1] * drawn[1]) / math.hypot(*real) / math.hypot(*drawn))
            )
            turned += [(a, b, round(angle))] if angle > 60 else []
    assert len(turned) <= 10, turned  # of 528 pairs
    assert max((angle for _, _, angle in turned), default=0) < 90, turned


@pytest.fixture
def tiled(sample: SampleCountry) -> Path:
    """The sample's own tiles."""
    path = sample.definitions / "areas" / "london_tiles.csv"
    path.write_text("code,short_name,column,row\nE09000001,Dale,1,1\nE09000002,Elm,2,1\nE09000003,Fern,2,2\n")
    return path


def test_tiles_of_another_country_are_read_alike(sample: SampleCountry, tiled: Path) -> None:
    assert [(t.short_name, t.column, t.row) for t in load_tiles(sample.catalogue()).values()] == [
        ("Dale", 1, 1),
        ("Elm", 2, 1),
        ("Fern", 2, 2),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("E09000003,Fern,2,2\n", "", "no tile for Fern"),
        ("Fern,2,2", "Fern,2,1", "(2, 1) stands there twice"),
        ("Fern,2,2", "Elm,2,2", "Elm stands there twice"),
        ("E09000003,Fern", "E09000002,Fern", "E09000002 stands there twice"),
        ("E09000003", "E06000001", "'E06000001' is no London borough"),
        ("Fern,2,2", "Fern,two,2", "row 4"),
        ("Fern,2,2", "Fern,0,2", "row 4"),
        ("Fern,2,2", "Fernwood,2,2", "row 4"),
        ("column", "x", "row 2"),
    ],
)
def test_tiles_that_do_not_fit_are_refused(sample: SampleCountry, tiled: Path, old: str, new: str, said: str) -> None:
    tiled.write_text(tiled.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError, match=re.escape(said)):
        load_tiles(sample.catalogue())

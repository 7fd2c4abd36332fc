"""The London page's charts as they leave the site: maps, the spread and every borough over time, with their source."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from goldenthread.hub.evidence.charts.sheet import Little, sheet
from goldenthread.hub.evidence.takeaway.london import CHARTS
from goldenthread.warehouse import Store
from tests.hub.reading import PageText

CAMDEN = "E09000007"
RATE, TIMELINESS, COUNT, MONEY = (
    "ehc-plans-per-1000", "ehc-plans-issued-in-20-weeks", "ehc-plans", "high-needs-allocation-per-head",
)  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def drawn(site: Client, address: str) -> ElementTree.Element:
    response = site.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/svg+xml"
    return ElementTree.fromstring(response.content.decode())


def words_of(root: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


# ------------------------------------------------------------------ pictures


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("indicator", [RATE, TIMELINESS, COUNT, MONEY])
def test_every_chart_is_a_picture_with_its_finding_and_its_source(
    site: Client, store: Store, indicator: str, chart: str
) -> None:
    root = drawn(site, f"/london/{indicator}/{chart}.svg?area={CAMDEN}")
    words = words_of(root)
    finding = PageText(site.get(f"/london/?indicator={indicator}&area={CAMDEN}").content.decode())
    assert (root.findtext(f"{SVG}title") or "") in finding.words
    assert re.search(r"Sources?: \w", words)
    assert "Open Government Licence v3.0" in words
    assert f"Golden Thread build {store.build.id}, " in words


@pytest.mark.parametrize("chart", CHARTS)
def test_a_picture_stands_alone_without_links_classes_or_styles(site: Client, chart: str) -> None:
    svg = site.get(f"/london/{RATE}/{chart}.svg?area={CAMDEN}").content.decode()
    root = ElementTree.fromstring(svg)
    assert not re.search(r"<script|<a\b|\sstyle=|\sclass=|\stabindex=|\saria-hidden=", svg)
    links = set(re.findall(r'(?:href="|url\()([^")]+)', svg))
    assert all(link.startswith("#") and f'id="{link[1:]}"' in svg for link in links)
    ids = re.findall(r'\sid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    width, height = (float(side) for side in root.attrib["viewBox"].split()[2:])
    inner = root.find(f"{SVG}svg")
    assert inner is not None
    assert float(inner.attrib["x"]) + float(inner.attrib["width"]) <= width
    assert float(inner.attrib["y"]) + float(inner.attrib["height"]) <= height


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_is_a_png_too(site: Client, store: Store, chart: str) -> None:
    response = site.get(f"/london/{RATE}/{chart}.png")
    assert response.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert response.headers["Content-Disposition"] == f'inline; filename="london-{RATE}-{chart}-{store.build.id}.png"'


def test_the_tile_map_has_every_borough_with_its_figure_and_the_classes_in_its_key(site: Client, store: Store) -> None:
    words = words_of(drawn(site, f"/london/{RATE}/tiles.svg?area={CAMDEN}&period=2025"))
    for answer in store.query(RATE, list(store.members("E12000007")), ["2025"]):
        assert f"{answer.value:.1f}" in words
    assert re.search(r"1 \(lowest\): .* 5 \(highest\): ", words)
    assert "yellow edge: Camden" in words
    assert "The tiles stand near where the boroughs are" in words


def test_letters_of_a_map_stand_in_the_middle_of_their_place_without_a_stylesheet(site: Client) -> None:
    for chart, least in (("tiles", 12), ("map", 12)):
        inner = drawn(site, f"/london/{RATE}/{chart}.svg").find(f"{SVG}svg")
        assert inner is not None
        assert inner.attrib["text-anchor"] == "middle"
        scale = float(inner.attrib["width"]) / float(inner.attrib["viewBox"].split()[2])
        assert float(inner.attrib["font-size"]) * scale >= least


def test_the_map_of_outlines_carries_whose_outlines_they_are(site: Client) -> None:
    words = words_of(drawn(site, f"/london/{RATE}/map.svg"))
    assert "Ordnance Survey data © Crown copyright" in words
    assert "The numbers are classes." in words


def test_who_has_no_figure_is_named_on_the_map_and_hatched(site: Client) -> None:
    root = drawn(site, f"/london/{TIMELINESS}/map.svg?period=2024")
    words = words_of(root)
    assert "No figure: City of London (not available) and Lewisham (not available)." in words
    assert "hatched: no figure, which is not zero" in words
    hatched = [path for path in root.iter(f"{SVG}path") if path.attrib.get("fill") == "url(#hatch-map)"]
    assert len(hatched) == 2


def test_each_borough_over_time_has_its_name_and_its_figures_in_words(site: Client, store: Store) -> None:
    root = drawn(site, f"/london/{RATE}/time.svg?area={CAMDEN}")
    words = words_of(root)
    for code in store.members("E12000007"):
        assert store.area(code).name in words
    newest = store.query(RATE, [CAMDEN])[-1]
    assert f"{newest.value} in {newest.period}" in words
    assert "All on one scale" in words
    assert len(list(root.iter(f"{SVG}use"))) == 33


def test_the_sources_of_lines_over_time_are_those_of_every_period(site: Client) -> None:
    now, over_time = (words_of(drawn(site, f"/london/{RATE}/{chart}.svg")) for chart in ("tiles", "time"))
    assert "Reporting year 2022" not in now
    assert "Reporting year 2022" in over_time


def test_figures_as_published_are_drawn_where_they_are_asked_for(site: Client) -> None:
    used, published = (
        words_of(drawn(site, f"/london/{COUNT}/tiles.svg?period=2025{more}")) for more in ("", "&figures=published")
    )
    assert "Newh 3,000" in used
    assert "Newh 1,199" in published


def test_lines_fill_rows_of_five_and_a_name_without_room_is_shortened() -> None:
    lines = [Little(f"{n}", "1 in 2020, 2 in 2021", "<svg ></svg>", n == 3) for n in range(6)]
    two_rows = sheet(lines, "")
    assert (two_rows.width, two_rows.height) == (1000, 276)
    assert two_rows.body.count("1 in 2020") == two_rows.body.count("2 in 2021") == 6
    assert two_rows.body.count('fill="#d5e6ea"') == 1  # the chosen one
    assert sheet(lines[:5], "").height == 138
    assert "…" in sheet([Little("x" * 60, "", "<svg ></svg>", False)], "").body


# ------------------------------------------------------------------ what cannot be had


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        (f"/london/{RATE}/pie.svg", 404, "spread, tiles, map and time"),
        (f"/london/{RATE}/map.gif", 404, "svg and png"),
        ("/london/nothing/map.svg", 404, "There is no indicator"),
        (f"/london/{RATE}/map.svg?area=Birmingham", 400, "is not a London borough"),
        (f"/london/{RATE}/map.svg?compare=E92000001", 400, "no other set of places"),
        (f"/london/{RATE}/map.svg?build=aaaaaaaaaaaa", 410, "build"),
        ("/embed/london/nothing/map/", 404, "There is no indicator"),
        (f"/embed/london/{RATE}/pie/", 404, "The London page has"),
    ],
)
def test_a_chart_that_cannot_be_had_is_said_in_words(site: Client, address: str, status: int, told: str) -> None:
    response = site.get(address)
    assert response.status_code == status
    assert told in html.unescape(response.content.decode())


# ------------------------------------------------------------------ where they are offered, and frames elsewhere


def test_every_chart_of_the_page_leads_to_its_pictures_and_its_code(site: Client) -> None:
    content = site.get(f"/london/?indicator={RATE}&area={CAMDEN}").content.decode()
    links = re.findall(r'href="(/(?:embed/)?london/[^"?]+/\w+(?:\.svg|\.png|/code/)[^"]*)"', content)
    assert len(links) == 3 * len(CHARTS)
    assert content.count("Take this chart away") == content.count('<figure class="gt-chart') == 1 + len(CHARTS)
    for link in links:
        assert f"area={CAMDEN}" in link
        assert site.get(html.unescape(link)).status_code == 200


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_in_a_frame_has_its_table_its_source_and_a_way_back(site: Client, store: Store, chart: str) -> None:
    response = site.get(f"/embed/london/{RATE}/{chart}/?area={CAMDEN}")
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    content = response.content.decode()
    told = PageText(content)
    assert "<svg" in content
    assert any(heading.startswith("Camden") for heading in told.tables[0])
    assert store.build.id in told.words
    back = told.links["This chart with its page on Golden Thread"]
    assert back == f"/london/?indicator={RATE}&area={CAMDEN}"
    assert site.get(back).status_code == 200


@pytest.mark.parametrize("chart", ["map", "tiles"])
def test_a_map_in_a_frame_takes_the_width_there_is(site: Client, chart: str) -> None:
    content = site.get(f"/embed/london/{RATE}/{chart}/").content.decode()
    assert f'class="gt-chart gt-map gt-map--{"outlines" if chart == "map" else "tiles"}"' in content
    assert "gt-scroll--chart" not in content


def test_the_code_of_a_map_makes_room_for_it(site: Client) -> None:
    content = html.unescape(site.get(f"/embed/london/{RATE}/map/code/?area={CAMDEN}").content.decode())
    heights = re.findall(
        r'src="http://testserver/embed/london/[^"]+" title="[^"]+" width="100%" height="(\d+)"', content
    )
    assert len(heights) == 2
    assert all(1000 < int(height) < 1300 for height in heights)

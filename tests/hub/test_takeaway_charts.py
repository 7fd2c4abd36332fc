"""Charts that leave the site: pictures that stand alone, frames on other websites, and the code that puts them there."""

from __future__ import annotations

import html
import re
import struct
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.test import Client

from goldenthread.hub.evidence.compared import read_view
from goldenthread.hub.evidence.presenters import comparison
from goldenthread.hub.evidence.takeaway import charts, pictures
from goldenthread.hub.evidence.takeaway.pictures import Picture, Style
from goldenthread.hub.evidence.takeaway.sources import source_lines, sources_of
from goldenthread.hub.evidence.takeaway.swatches import swatch
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from tests.hub.made import figure, page
from tests.hub.reading import PageText

CAMDEN, CITY, LONDON, ENGLAND = "E09000007", "E09000001", "E12000007", "E92000001"
SVG = "{http://www.w3.org/2000/svg}"
PAGES = load_dashboards(load_catalogue()).pages
# One page of each kind of panel, so that every way of drawing is wrapped.
KINDS = {panel.kind: (page.id, n) for page in PAGES.values() for n, panel in enumerate(page.panels, start=1)}
TIMELINESS = "/indicators/ehc-plans-issued-in-20-weeks"


def words_of(svg: str) -> str:
    return " ".join("".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


# ------------------------------------------------------------------ pictures


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_chart_is_a_picture_with_title_key_and_source(site: Client, store: Store, kind: str) -> None:
    dashboard, number = KINDS[kind]
    response = site.get(f"/dashboards/{dashboard}/{number}.svg?area={CAMDEN}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/svg+xml"
    svg = response.content.decode()
    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{SVG}title")
    assert len(root.findtext(f"{SVG}desc") or "") > 20
    assert "Arial" in root.attrib["font-family"]
    words = words_of(svg)
    assert re.search(r"Sources?: \w", words)
    assert "Open Government Licence v3.0" in words
    assert f"Golden Thread build {store.build.id}, " in words
    assert not re.search(r"<script|\sstyle=|\sclass=|href=|url\(", svg)


def test_a_picture_says_the_finding_and_the_symbols_that_occur(site: Client) -> None:
    words = words_of(site.get(f"{TIMELINESS}/boroughs.svg?area={CITY}&period=2024").content.decode())
    assert "City of London" in words
    assert "It is not zero." in words  # City of London has no figure that year


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_of_a_key_has_its_swatch(store: Store, kind: str) -> None:
    dashboard, number = KINDS[kind]
    view = read_view(store, QueryDict(f"area={CAMDEN}"))
    chart = charts.of_dashboard(store, PAGES[dashboard], number, view).picture.chart
    assert [look for look, _ in chart.key if not swatch(look, 0, 10)] == []


def test_the_ids_of_a_picture_are_its_own(site: Client) -> None:
    svg = site.get(f"{TIMELINESS}/trend.svg").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert {"title", "description"} <= set(ids)


def test_nothing_stands_outside_a_picture(site: Client) -> None:
    for address in ("/dashboards/ehc-plan-needs/1.svg", f"{TIMELINESS}/boroughs.svg?area={CAMDEN}"):
        root = ElementTree.fromstring(site.get(address).content.decode())
        width, height = (float(side) for side in root.attrib["viewBox"].split()[2:])
        inner = root.find(f"{SVG}svg")
        assert inner is not None
        assert float(inner.attrib["x"]) + float(inner.attrib["width"]) <= width
        assert float(inner.attrib["y"]) + float(inner.attrib["height"]) <= height


def test_a_png_is_a_png_of_twice_the_size(site: Client) -> None:
    root = ElementTree.fromstring(site.get(f"{TIMELINESS}/boroughs.svg").content.decode())
    response = site.get(f"{TIMELINESS}/boroughs.png")
    assert response.headers["Content-Type"] == "image/png"
    content = response.content
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert content.endswith(b"IEND\xaeB`\x82")
    width, height = struct.unpack(">II", content[16:24])
    assert (width, height) == tuple(pytest.approx(2 * float(root.attrib[side]), abs=2) for side in ("width", "height"))
    assert len(content) < 400_000


def test_packing_a_png_changes_none_of_its_dots(monkeypatch: pytest.MonkeyPatch) -> None:
    import zlib

    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="20" height="9" fill="#14304a"/></svg>'
    packed = pictures.as_png(svg)
    monkeypatch.setattr(pictures, "_packed", lambda png: png)
    plain = pictures.as_png(svg)
    dots = [zlib.decompress(re.search(rb"IDAT(.*)....IEND", png, re.DOTALL)[1][:-4]) for png in (packed, plain)]  # type: ignore[index]
    assert dots[0] == dots[1]
    assert packed[:33] == plain[:33]


def test_hostile_text_in_a_picture_is_text() -> None:
    chart = comparison.boroughs(page(figure(CAMDEN), figure(LONDON)), "made")
    assert chart is not None
    hostile = '</text><script>alert(1)</script>&"'
    svg = pictures.as_svg(Picture(hostile, replace(chart, title=hostile), (hostile,)))
    assert "<script" not in svg
    assert words_of(svg).count("<script>alert(1)</script>") == 3


def test_long_words_go_over_as_many_lines_as_they_need() -> None:
    lines = list(Style(13, 18).lines("word " * 60, 300))
    assert len(lines) > 3
    assert " ".join(lines).split() == ["word"] * 60
    assert list(Style(13, 18).lines("x" * 200, 50)) == ["x" * 200]


def test_a_source_names_each_publication_once_and_every_release(store: Store) -> None:
    figures = store.query("ehc-plans-per-1000", [CAMDEN])
    line, build = source_lines(store, sources_of(store, figures))
    assert line.startswith("Sources: Department for Education, Education, health and care plans, Reporting year")
    assert line.count("Education, health and care plans") == 1
    assert line.count("Mid-year population estimates") == 1
    assert re.fullmatch(rf"Golden Thread build {store.build.id}, \d+ \w+ \d{{4}}\.", build)
    assert source_lines(store, []) == (build,)


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/dashboards/twenty-weeks/1.gif", 404, "svg and png"),
        ("/dashboards/twenty-weeks/99.svg", 404, "There is no chart 99"),
        ("/dashboards/twenty-weeks/0.svg", 404, "There is no chart 0"),
        ("/dashboards/nothing/1.svg", 404, "There is no dashboard"),
        (f"{TIMELINESS}/pie.svg", 404, "boroughs, neighbours and trend"),
        (f"{TIMELINESS}/neighbours.svg", 404, "too few figures"),
        ("/dashboards/ehc-plan-needs/1.png?period=2019", 404, "There are no figures for 2019 here"),
        (f"{TIMELINESS}/boroughs.svg?area=Nowhere", 400, "Nowhere"),
        (f"{TIMELINESS}/boroughs.svg?build=aaaaaaaaaaaa", 410, "build"),
    ],
)
def test_a_picture_that_cannot_be_had_is_said_in_words(site: Client, address: str, status: int, told: str) -> None:
    response = site.get(address)
    assert response.status_code == status
    assert told in html.unescape(response.content.decode())


# ------------------------------------------------------------------ frames on other websites

EMBEDS = [f"/embed/dashboards/twenty-weeks/1/?area={CAMDEN}", "/embed/indicators/ehc-plans/trend/"]


@pytest.mark.parametrize("address", EMBEDS)
def test_an_embedded_chart_has_its_finding_table_source_and_a_way_back(
    site: Client, store: Store, address: str
) -> None:
    content = site.get(address).content.decode()
    told = PageText(content)
    assert re.search(r"<h1[^>]*>[^<]{20,}</h1>", content)
    assert "<svg" in content
    assert told.tables
    assert "Department for Education" in told.words
    assert store.build.id in told.words
    back = told.links["This chart with its page on Golden Thread"]
    assert back == address.replace("/embed", "").replace("/1/", "/").replace("/trend/", "/")
    assert site.get(back).status_code == 200
    assert '<base target="_top">' in content
    assert not re.search(r"<script|\sstyle\s*=|<style|\son[a-z]+\s*=", content)


@pytest.mark.parametrize(
    "address", [*EMBEDS, "/embed/dashboards/twenty-weeks/99/", "/embed/dashboards/twenty-weeks/1/?area=Nowhere"]
)
def test_embedded_charts_alone_may_be_framed_by_anybody(site: Client, address: str) -> None:
    headers = site.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy.pop("frame-ancestors") == "*"
    assert "X-Frame-Options" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert all("unsafe" not in allowed and "*" not in allowed for allowed in policy.values())
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    "address",
    [
        "/dashboards/twenty-weeks/", f"{TIMELINESS}/", "/dashboards/twenty-weeks/1.svg", f"{TIMELINESS}.csv",
        "/embed/dashboards/twenty-weeks/1/code/", "/embed/nowhere/",
    ],
)  # fmt: skip
def test_nothing_else_may_be_framed(site: Client, address: str) -> None:
    headers = site.get(address).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/embed/dashboards/twenty-weeks/99/", 404, "There is no chart 99"),
        ("/embed/indicators/nothing/trend/", 404, "nothing"),
        ("/embed/dashboards/twenty-weeks/1/?area=Nowhere", 400, "Nowhere"),
        ("/embed/dashboards/twenty-weeks/1/?build=aaaaaaaaaaaa", 410, "no longer kept"),
    ],
)
def test_a_frame_says_in_words_why_it_has_no_chart(site: Client, address: str, status: int, told: str) -> None:
    response = site.get(address)
    assert response.status_code == status
    assert told in html.unescape(response.content.decode())


def test_a_frame_without_a_chart_says_why(site: Client) -> None:
    content = site.get("/embed/dashboards/ehc-plan-needs/1/?period=2019").content.decode()
    assert "There are no figures for 2019 here" in content


def test_a_frame_is_only_read(site: Client) -> None:
    assert site.post(EMBEDS[0]).status_code == 405


# ------------------------------------------------------------------ the code


def codes(site: Client, address: str) -> list[str]:
    content = site.get(address).content.decode()
    return [html.unescape(code) for code in re.findall(r"<textarea[^>]*readonly[^>]*>([^<]*)</textarea>", content)]


@pytest.mark.parametrize(
    "address",
    [f"/embed/dashboards/twenty-weeks/1/code/?area={CAMDEN}", f"/embed/indicators/ehc-plans/trend/code/?area={CAMDEN}"],
)
def test_the_code_shows_the_newest_chart_or_today_s(site: Client, store: Store, address: str) -> None:
    newest, pinned = codes(site, address)
    for code in (newest, pinned):
        frame = ElementTree.fromstring(code)
        assert frame.tag == "iframe"
        assert frame.attrib["title"].endswith("(Golden Thread)")
        assert frame.attrib["src"].startswith("http://testserver/embed/")
        assert "script" not in code
        assert site.get(frame.attrib["src"].removeprefix("http://testserver")).status_code == 200
    assert f"&amp;build={store.build.id}" in pinned
    assert "build=" not in newest


def test_the_code_has_the_address_the_reader_came_by(site: Client, settings: pytest.FixtureRequest) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]  # type: ignore[attr-defined]
    for host in ("one.example", "two.example"):
        content = site.get("/embed/dashboards/twenty-weeks/1/code/", headers={"host": host}).content.decode()
        assert f"http://{host}/embed/dashboards/twenty-weeks/1/" in content
    assert site.get("/embed/dashboards/twenty-weeks/1/code/", headers={"host": "evil.example"}).status_code == 400


def test_every_chart_of_a_page_leads_to_its_pictures_and_its_code(site: Client) -> None:
    content = site.get(f"/dashboards/twenty-weeks/?area={CAMDEN}").content.decode()
    shown = content.count('<figure class="gt-chart"')
    links = re.findall(r'href="(/(?:embed/)?dashboards/twenty-weeks/\d+(?:\.svg|\.png|/code/)[^"]*)"', content)
    assert shown
    assert len(links) == 3 * shown
    for link in links:
        assert site.get(html.unescape(link)).status_code == 200


# ------------------------------------------------------------------ keys


def test_the_key_of_a_chart_of_signs_shows_the_signs_drawn(store: Store) -> None:
    view = read_view(store, QueryDict(f"area={CAMDEN}"))
    chart = charts.of_dashboard(store, PAGES["ehc-plan-needs"], 1, view).picture.chart
    assert [look for look, _ in chart.key] == ["sign-chosen", "sign-london", "sign-england"]
    for look, _ in chart.key:
        outline = re.search(r'd="([^"]+)" fill="([^"]+)"', swatch(look, 0, 10))
        assert outline
        assert f'd="{outline[1]}" fill="{outline[2]}"' in chart.wide  # the very same sign


@pytest.mark.parametrize(
    "look", [*(f"shade-{n}" for n in range(5)), "few", "hatch", "thick", "dot", "dot-few", "break"]
)
def test_every_swatch_is_drawn_within_its_room(look: str) -> None:
    drawn = ElementTree.fromstring(f'<svg xmlns="{SVG[1:-1]}">{swatch(look, 0, 10)}</svg>')
    assert len(drawn)
    for line in drawn.iter(f"{SVG}line"):
        assert 0 <= float(line.attrib["x1"]) <= float(line.attrib["x2"]) <= 26

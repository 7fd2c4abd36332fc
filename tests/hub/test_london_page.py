"""The London page: every indicator for all boroughs; each drawing says what the store says, and never draws an absence as a figure."""

from __future__ import annotations

import gzip
import re
import shutil
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import pytest
from django.test import Client

from goldenthread.hub.evidence.charts.distribution import Dot, Mark, strip_chart
from goldenthread.hub.evidence.charts.multiples import little, y_scale
from goldenthread.hub.evidence.presenters import written
from goldenthread.hub.evidence.presenters.london.classes import class_of, classes_of
from goldenthread.hub.evidence.presenters.london.maps import short_value
from goldenthread.hub.evidence.presenters.london.page import rates_of
from goldenthread.hub.evidence.presenters.london.spread import axis_words, quarters
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.store.folder import current_build
from tests.hub.reading import PageText

LONDON, ENGLAND = "E12000007", "E92000001"
CAMDEN, LEWISHAM, NEWHAM, CITY = "E09000007", "E09000023", "E09000025", "E09000001"
WEEKS = "ehc-plans-issued-in-20-weeks"
INDICATORS = tuple(load_catalogue().indicators)
SVG = "{http://www.w3.org/2000/svg}"


def get(site: Client, query: str = "") -> str:
    response = site.get(f"/london/{query}")
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def drawing(html: str, what: str) -> ET.Element:
    """The SVG in the part of the page with this class or, in two widths, the wide one after this heading."""
    start = html.index(what)
    found = re.search(r"<svg.*?</svg>", html[start:], re.DOTALL)
    assert found
    return ET.fromstring(found[0])


def links_of(svg: ET.Element) -> dict[str, ET.Element]:
    """Area code → the link around a borough's shape."""
    return {link.get("href", "").split("/")[2]: link for link in svg.iter(f"{SVG}a")}


def latest(store: Store, indicator_id: str, period: str = "") -> dict[str, Observation]:
    """Area code → the boroughs' figures of a period, the latest unless said, asked of the store in a way of its own."""
    breakdown = "total"
    if not store.periods(indicator_id):
        held = store.breakdowns(indicator_id)
        first = next((items for items in held if len(items) == 1), held[0] if held else None)
        if first is None:
            return {}
        breakdown = ",".join(f"{topic}={item}" for topic, item in sorted(first.items()))
    periods = store.periods(indicator_id, breakdown)
    if not periods:
        return {}
    found = store.query(
        indicator_id, list(store.members(LONDON)), [period or periods[-1]], breakdown, with_coverage=False
    )
    return {o.area_code: o for o in found}


def expected_classes(figures: dict[str, Observation]) -> dict[str, int]:
    """Area code → class, by counting for each how many lie below it."""
    fit = {code: o.value for code, o in figures.items() if o.value is not None and not o.small_denominator}
    if len(fit) < 10:
        return {}
    fifth = {code: 5 * sum(other < value for other in fit.values()) // len(fit) for code, value in fit.items()}
    order = sorted(set(fifth.values()))
    return {code: order.index(part) + 1 for code, part in fifth.items()}


# ------------------------------------------------------------------ every indicator


@pytest.mark.parametrize("indicator_id", INDICATORS)
def test_each_indicator_is_drawn_as_the_store_says(site: Client, store: Store, indicator_id: str) -> None:
    html = get(site, f"?indicator={indicator_id}")
    assert len(gzip.compress(html.encode())) < 60_000
    figures = latest(store, indicator_id)
    if not any(o.value is not None for o in figures.values()):
        assert "gt-maps" not in html
        assert "No London borough has a figure" in html or "holds no figures" in html
        return
    indicator = store.catalogue.indicators[indicator_id]
    classes = expected_classes(figures)
    for part in ("gt-map--tiles", "gt-map--outlines"):
        links = links_of(drawing(html, part))
        assert set(links) == set(store.members(LONDON))
        for code, link in links.items():
            figure = figures.get(code)
            words = link.get("aria-label", "")
            name, said = words.split(": ", 1)
            assert name == store.area(code).name
            event = indicator.event if figure is not None and figure.value is None else None
            assert (event.name if event else written.value(figure, indicator)) in said
            fill = link.findall(f"{SVG}path")[0].get("fill", "")
            assert fill.startswith("url(#hatch-") == (figure is None or figure.value is None), words
            assert (f"class {classes.get(code)} of {max(classes.values(), default=0)}" in said) == (code in classes), (
                words
            )
    table = PageText(html).tables[-1]
    for figure in figures.values():
        event = indicator.event if figure.value is None else None
        assert (event.name if event else written.value(figure, indicator)) in table[figure.area_name][0]


def test_every_drawing_is_sound_named_and_without_inline_style(site: Client) -> None:
    html = get(site, f"?area={CAMDEN}")
    drawings = [ET.fromstring(text) for text in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]
    assert (
        len(drawings) == 2 + 2 + 2 + 1 + 33
    )  # bars and strip in two widths, two maps, what the little lines share, the lines
    for svg in drawings:
        if svg.get("aria-hidden") == "true":
            continue
        named = svg.get("aria-labelledby", "").split()
        assert set(named) <= {each.get("id") for each in svg.iter()}
        assert svg.find(f"{SVG}title") is not None
        assert svg.find(f"{SVG}desc") is not None
    assert " style=" not in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert [name for name, times in Counter(ids).items() if times > 1] == []


# ------------------------------------------------------------------ what it says


def test_the_heading_says_from_which_figure_to_which(site: Client) -> None:
    page = PageText(get(site, f"?indicator={WEEKS}&period=2024"))
    assert "Issued in 20 weeks in 2024: from 7.0% in Redbridge to 100.0% in 4 boroughs" in page.words
    assert "Higher is better" in page.words


def test_the_median_and_the_middle_half_are_said(site: Client, store: Store) -> None:
    figures = latest(store, WEEKS, "2024").values()
    values = sorted(100 * o.numerator / o.denominator for o in figures if o.numerator and o.denominator)
    assert len(values) == 31
    words = PageText(get(site, "?period=2024")).words
    assert f"The median borough has {values[15]:.1f}%" in words
    low, high = (values[7] + values[8]) / 2, (values[22] + values[23]) / 2
    assert f"the middle half of the boroughs lie between {low:.1f}% and {high:.1f}%" in words


def test_a_borough_without_a_figure_is_hatched_and_named_and_in_no_class(site: Client) -> None:
    html = get(site, "?period=2024")
    tile = links_of(drawing(html, "gt-map--tiles"))[LEWISHAM]
    assert tile.get("aria-label") == "Lewisham: no figure (not available)"
    assert [text.text for text in tile.iter(f"{SVG}text")] == ["Lew", "x"]
    assert tile.findall(f"{SVG}path")[0].get("fill") == "url(#hatch-tiles)"
    page = PageText(html)
    assert "No figure: City of London (not available) and Lewisham (not available)." in page.words
    assert "hatched: no figure, which is not zero (x: not available)" in page.words
    assert page.tables[-1]["Lewisham"][:2] == ["About this figure: Lewisham, 2024, not available", "none"]


def test_a_figure_counted_on_too_few_is_in_no_class_and_white(site: Client, store: Store) -> None:
    figures = latest(store, "mediations-after-refusal-to-assess", "2024")
    few = [code for code, o in figures.items() if o.small_denominator and o.value is not None]
    assert few
    html = get(site, "?indicator=mediations-after-refusal-to-assess&period=2024")
    for code in few:
        tile = links_of(drawing(html, "gt-map--tiles"))[code]
        assert "counted on too few to compare" in tile.get("aria-label", "")
        assert (tile.findall(f"{SVG}path")[0].get("fill"), tile.findall(f"{SVG}path")[0].get("stroke-dasharray")) == (
            "#ffffff",
            "4 2",
        )
        assert "too few" in PageText(html).tables[-1][figures[code].area_name]


def test_the_key_gives_the_limits_of_each_class(site: Client, store: Store) -> None:
    figures = latest(store, WEEKS, "2024")
    words = PageText(get(site, "?period=2024")).words
    classes = expected_classes(figures)
    for number in range(1, 6):
        inside = sorted(figures[code].value or 0 for code, own in classes.items() if own == number)
        end = {1: " (lowest)", 5: " (highest)"}.get(number, "")
        assert f"{number}{end}: {inside[0]:.1f}% to {inside[-1]:.1f}%, {len(inside)} boroughs" in words


def test_counts_are_never_shaded_without_saying_that_a_larger_borough_has_more(site: Client, store: Store) -> None:
    for indicator in store.catalogue.indicators.values():
        if not any(o.value is not None for o in latest(store, indicator.id).values()):
            continue
        html = get(site, f"?indicator={indicator.id}")
        assert ("a larger borough has more" in html) == written.is_count(indicator), indicator.id


def test_a_count_leads_to_the_rate_made_of_it(site: Client, store: Store) -> None:
    page = PageText(get(site, "?indicator=ehc-plans"))
    assert page.links["EHC plans for each 1,000 residents aged 0 to 25"] == "/london/?indicator=ehc-plans-per-1000"
    rates = rates_of(store, store.catalogue.indicators["sen-transport-spend"])
    assert [each.id for each in rates] == ["sen-transport-spend-per-plan"]
    assert rates_of(store, store.catalogue.indicators[WEEKS]) == []


def test_an_amended_figure_says_so_and_the_published_one_is_a_link_away(site: Client) -> None:
    amended = get(site, "?indicator=ehc-plans&period=2025")
    said = links_of(drawing(amended, "gt-map--tiles"))[NEWHAM].get("aria-label", "")
    assert ", amended" in said
    published = PageText(amended).links["As published"]
    assert published == "/london/?indicator=ehc-plans&figures=published"
    other = links_of(drawing(site.get(published).content.decode(), "gt-map--tiles"))[NEWHAM].get("aria-label", "")
    assert other.startswith("Newham: 1,199")
    assert "amended" not in other


def test_crown_copyright_is_said_where_the_map_is(site: Client) -> None:
    words = PageText(get(site)).words
    assert "Contains National Statistics and Ordnance Survey data © Crown copyright and database right 2023." in words


def test_each_borough_is_a_link_to_its_page_once_by_keyboard_in_the_maps(site: Client) -> None:
    html = get(site)
    tiles, outlines = (links_of(drawing(html, part)) for part in ("gt-map--tiles", "gt-map--outlines"))
    assert tiles[CAMDEN].get("href") == outlines[CAMDEN].get("href") == f"/boroughs/{CAMDEN}/"
    assert {link.get("tabindex") for link in tiles.values()} == {None}
    assert {link.get("tabindex") for link in outlines.values()} == {"-1"}
    assert site.get(f"/boroughs/{CAMDEN}/").status_code == 200


def test_the_city_has_no_room_for_a_number_on_a_phone_and_its_class_is_said(site: Client) -> None:
    html = get(site, "?indicator=ehc-plans-per-1000&period=2025")
    numbers = {code: link.find(f"{SVG}text") for code, link in links_of(drawing(html, "gt-map--outlines")).items()}
    tiny = [code for code, number in numbers.items() if number is not None and "tiny" in number.get("class", "")]
    assert tiny == [CITY]
    assert "Too small on this map for its number: City of London is in class 1." in PageText(html).words


# ------------------------------------------------------------------ drawings


def test_the_chosen_borough_is_set_apart_in_every_drawing(site: Client) -> None:
    html = get(site, f"?area={CAMDEN}&period=2024")
    for part in ("gt-map--tiles", "gt-map--outlines"):
        svg = drawing(html, part)
        assert list(links_of(svg))[-1] == CAMDEN, "drawn last, over its neighbours"
        assert len(links_of(svg)[CAMDEN].findall(f"{SVG}path")) == 3
    assert "yellow edge: Camden" in html
    assert re.search(r'gt-multiple--chosen"><a[^>]*>Camden<', html)
    assert "Camden 96.6%" in "".join(drawing(html, 'id="spread"').itertext())
    assert "Allowing for chance" in html


def test_each_dot_stands_where_its_figure_is(site: Client, store: Store) -> None:
    html = get(site, "?period=2024")
    svg = drawing(html, 'id="spread"')
    places = {}
    for circle in svg.iter(f"{SVG}circle"):
        title = circle.find(f"{SVG}title")
        assert title is not None
        name, said = (title.text or "").split(": ")
        places[name] = (float(said.rstrip("%")), float(circle.get("cx", "0")))
    figures = {o.area_name: o.value for o in latest(store, WEEKS, "2024").values() if o.value is not None}
    assert {name: value for name, (value, _) in places.items()} == figures
    low, high = min(places.values()), max(places.values())
    for value, x in places.values():
        assert x == pytest.approx(low[1] + (value - low[0]) / (high[0] - low[0]) * (high[1] - low[1]), abs=0.2)


def test_no_two_dots_lie_on_each_other() -> None:
    values = [10.0] * 20 + [10.1] * 13
    svg = ET.fromstring(
        f'<svg xmlns="{SVG[1:-1]}">{strip_chart([Dot(v, "", "other") for v in values], [], None, str).body}</svg>'
    )
    places = Counter((circle.get("cx"), circle.get("cy")) for circle in svg.iter(f"{SVG}circle"))
    assert len(places) == 33


def test_words_of_the_strip_stay_on_the_drawing() -> None:
    for at in (0.0, 30.0, 50.0, 70.0, 100.0):
        for narrow, width in ((False, 640), (True, 296)):
            marks = [Mark(at, "Kensington and Chelsea 100.0%", "chosen")]
            drawn = strip_chart([Dot(0, "", "other"), Dot(100, "", "other")], marks, None, str, narrow)
            x, anchor = re.findall(
                r'translate\(([\d.-]+),[\d.]+\)" font-size="\d+px"( text-anchor="end")? font-weight', drawn.body
            )[0]
            assert (float(x) > 200) if anchor else (0 <= float(x) <= width - 195), (at, narrow)


def test_little_lines_are_on_one_scale_with_gaps_where_there_is_no_figure(site: Client, store: Store) -> None:
    html = get(site)
    periods = store.periods(WEEKS)
    found = store.query(WEEKS, [*store.members(LONDON), LONDON], with_coverage=False)
    figures = {(o.area_name, o.period): o.value for o in found}
    top = max(value for value in figures.values() if value is not None)
    items = re.findall(r'gt-multiple[^"]*"><a[^>]*>([^<]+)</a>(<svg.*?</svg>)', html, re.DOTALL)
    assert len(items) == 33
    for name, svg in items:
        values = [figures.get((name.replace("&amp;", "&"), period)) for period in periods]
        drawn = points(svg)
        assert len(drawn) == sum(value is not None for value in values), name
        known = [
            (5 + 140 / (len(periods) - 1) * place, 55 - 50 * value / top)
            for place, value in enumerate(values)
            if value is not None
        ]
        assert close(drawn, known), name
    symbol = re.search(r"<symbol.*?</symbol>", html, re.DOTALL)
    assert symbol
    assert symbol[0].count('stroke-dasharray="5 3"') == 1, "London's line"
    assert symbol[0].count('stroke-dasharray="3 3"') == 1, "the break of 2022"
    assert html.count('<use href="#over-time"') == 33


def points(svg: str) -> list[tuple[float, float]]:
    """The points of a little chart's lines and lone dots."""
    return [
        (float(x), float(y))
        for d in re.findall(r' d="([^"]+)"', svg)
        for x, y in re.findall(r"[ML]([\d.-]+),([\d.-]+)", d)
    ]


def close(drawn: list[tuple[float, float]], known: list[tuple[float, float]]) -> bool:
    return all(
        abs(a - c) < 0.11 and abs(b - d) < 0.11 for (a, b), (c, d) in zip(sorted(drawn), sorted(known), strict=True)
    )


def test_a_gap_parts_a_line_and_a_figure_alone_is_a_dot() -> None:
    values = [1.0, 2.0, None, 3.0, None, None]
    svg = str(little("shared", values, y_scale([values])))
    line, dot = re.findall(r' d="([^"]+)"', svg)
    assert (line.count("M"), line.count("L")) == (1, 1)
    assert dot.endswith("h0")
    assert "<path" not in str(little("shared", [None, None], y_scale([[None]]))).replace("<use", "")


def test_for_counts_no_line_of_london_stands_behind(site: Client) -> None:
    html = get(site, "?indicator=ehc-plans")
    symbol = re.search(r"<symbol.*?</symbol>", html, re.DOTALL)
    assert symbol
    assert 'stroke-dasharray="5 3"' not in symbol[0]
    assert "London’s line is left out: it is the sum of them all." in html


def test_an_indicator_of_one_period_has_no_lines_and_says_so(site: Client) -> None:
    words = PageText(get(site, "?indicator=reviews-held-in-12-months")).words
    assert "There are too few figures to draw over time." in words


# ------------------------------------------------------------------ what is not there


@pytest.fixture
def site_without_outlines(store_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A site whose build was made before there were outlines."""
    folder = tmp_path / "store"
    shutil.copytree(store_folder, folder)
    with duckdb.connect(str(current_build(folder))) as con:
        con.execute("DROP TABLE shape")
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(folder))
    return Client(raise_request_exception=False)


@pytest.mark.usefixtures("fresh_caches")
def test_without_outlines_the_page_says_how_to_load_them_and_shows_all_else(site_without_outlines: Client) -> None:
    html = get(site_without_outlines)
    words = PageText(html).words
    assert "The map of the boroughs is not loaded: this build holds no outlines." in words
    assert "goldenthread build --data DIR" in words
    assert len(links_of(drawing(html, "gt-map--tiles"))) == 33
    assert "Crown copyright" not in words


def test_without_outlines_the_map_is_no_picture_and_the_tiles_are(site_without_outlines: Client) -> None:
    response = site_without_outlines.get("/london/ehc-plans/map.svg")
    assert response.status_code == 404
    assert "The map of the boroughs is not loaded" in response.content.decode()
    assert site_without_outlines.get("/london/ehc-plans/tiles.svg").status_code == 200


def test_where_no_borough_has_a_figure_the_page_says_so(site: Client) -> None:
    html = get(site, "?indicator=community-paediatrics-waits-over-18-weeks")
    page = PageText(html)
    assert "No London borough has a figure of its own in this period." in page.words
    assert "community paediatrics, percentage: no figures of the boroughs" in page.words
    assert "Everything about this indicator" in page.links


# ------------------------------------------------------------------ questions


def test_every_indicator_is_offered_once_under_its_theme(site: Client, store: Store) -> None:
    html = get(site)
    select = html[html.index('id="indicator"') : html.index("</select>", html.index('id="indicator"'))]
    assert sorted(re.findall(r'<option value="([^"]+)"', select)) == sorted(INDICATORS)
    themes = re.findall(r'<optgroup label="([^"]+)"', select)
    assert len(themes) == len(set(themes)) == len({i.theme for i in store.catalogue.indicators.values()})


def test_another_indicator_is_chosen_without_the_period_and_breakdown_of_the_one_before(site: Client) -> None:
    html = get(site, f"?indicator=ehc-plans&breakdown=age%3Dage-10&period=2024&area={CAMDEN}&figures=published")
    first, second = re.findall(r'<form class="gt-controls".*?</form>', html, re.DOTALL)
    assert re.findall(r'name="([a-z]+)"', first) == ["indicator", "area", "figures"]
    assert re.findall(r'name="([a-z]+)"', second) == ["indicator", "period", "breakdown", "area", "figures"]


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("indicator=nonsense", 400, "There is no indicator 'nonsense'"),
        ("indicator=ehc-plan", 400, "Did you mean"),
        ("indicator=%3Cscript%3E", 400, "There is no indicator"),
        ("period=1066", 400, "There are no figures for the period '1066'"),
        ("breakdown=placement%3Dx", 400, "has no breakdown by placement"),
        ("indicator=ehc-plans&breakdown=age%3D900", 400, "There is no '900' in age"),
        ("breakdown=x", 400, "is no breakdown"),
        ("figures=made-up", 400, "is no kind of figures"),
        ("area=Atlantis", 400, "Atlantis"),
        ("area=Birmingham", 400, "Birmingham is not a London borough"),
        (f"area={LONDON}", 400, "is not a local authority"),
        ("compare=neighbours&area=Camden", 400, "shows the London boroughs and no other set"),
        ("place=Camden,Bristol", 400, "shows the London boroughs and no other set"),
        ("build=zzz", 400, "build that cannot be"),
        ("build=0123456789ab", 410, "0123456789ab"),
        ("area=%00", 400, ""),
        ("period=" + "x" * 5_000, 400, ""),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_words(
    site: Client, query: str, status: int, told: str
) -> None:
    response = site.get(f"/london/?{query}")
    assert response.status_code == status
    assert told in PageText(response.content.decode()).words
    assert b"<script>" not in response.content


def test_only_reading_is_allowed(site: Client) -> None:
    assert site.post("/london/").status_code == 405


def test_a_link_can_be_pinned_to_a_build(site: Client, store: Store) -> None:
    plain = get(site, f"?indicator=ehc-plans&area={CAMDEN}")
    address = PageText(plain).links["The address of this view with today’s figures"]
    assert address == f"/london/?indicator=ehc-plans&area={CAMDEN}&build={store.build.id}"
    pinned = site.get(address).content.decode()
    assert "You are looking at figures that were kept" in pinned
    assert f'name="build" value="{store.build.id}"' in pinned
    assert links_of(drawing(pinned, "gt-map--tiles"))[CAMDEN].get("aria-label") == links_of(
        drawing(plain, "gt-map--tiles")
    )[CAMDEN].get("aria-label")


def test_an_earlier_period_shows_its_own_figures(site: Client, store: Store) -> None:
    html = get(site, "?period=2021")
    figure = latest(store, WEEKS, "2021")[LEWISHAM]
    assert (
        links_of(drawing(html, "gt-map--tiles"))[LEWISHAM]
        .get("aria-label", "")
        .startswith(f"Lewisham: {figure.value}%")
    )


def test_a_period_that_this_breakdown_has_not_gives_the_latest_and_says_so(site: Client) -> None:
    words = PageText(get(site, "?indicator=ehc-plans&breakdown=age%3Dage-10&period=2016")).words
    assert "There are no such figures for 2016." in words


# ------------------------------------------------------------------ the arithmetic


def test_equal_figures_are_never_parted() -> None:
    classes = classes_of([0.0] * 12 + [1.0] * 9 + [2.0, 3.0, 4.0, 5.0])
    assert [(c.number, c.low, c.high, c.count) for c in classes] == [(1, 0, 0, 12), (2, 1, 1, 9), (3, 2, 5, 4)]
    assert classes_of([7.0] * 33)[0].count == 33


def test_classes_of_different_figures_are_as_equal_as_can_be() -> None:
    for count in range(10, 34):
        sizes = [each.count for each in classes_of([float(n) for n in range(count)])]
        assert len(sizes) == 5
        assert sum(sizes) == count
        assert max(sizes) - min(sizes) <= 1


def test_too_few_figures_make_no_classes() -> None:
    assert classes_of([1.0, 2.0, 3.0]) == ()
    assert class_of(2.0, ()) is None


def test_quarters_are_those_of_the_textbook() -> None:
    assert quarters([1, 2, 3, 4, 5]) == (2, 3, 4)
    assert quarters([1, 2, 3, 4]) == (1.75, 2.5, 3.25)
    assert quarters([1, 2, 3]) is None


@pytest.mark.parametrize(
    ("amount", "indicator", "text"),
    [
        (34.12, WEEKS, "34.1"),
        (100.0, WEEKS, "100"),
        (0.0, WEEKS, "0.0"),
        (1204, "ehc-plans", "1,204"),
        (99_116, "ehc-plans", "99k"),
        (12_345_678, "sen-transport-spend", "12m"),
        (2_345_678, "sen-transport-spend", "2.3m"),
        (-22_344_113, "dsg-deficit-carried-forward", "−22m"),
        (999_600, "dsg-deficit-carried-forward", "1.0m"),
    ],
)
def test_figures_are_short_enough_for_a_tile(amount: float, indicator: str, text: str) -> None:
    assert short_value(amount, load_catalogue().indicator(indicator)) == text


@pytest.mark.parametrize(
    ("tick", "indicator", "text"),
    [
        (20, WEEKS, "20%"),
        (2.5, "ehc-plans", ""),
        (1000, "ehc-plans", "1,000"),
        (-20_000_000, "dsg-deficit-carried-forward", "−£20m"),
        (0, "dsg-deficit-carried-forward", "£0"),
        (12_500, "sen-transport-spend-per-plan", "£12.5k"),
        (7.5, "ehc-plans-per-1000", "7.5"),
    ],
)
def test_the_axis_of_the_strip_is_written_briefly(tick: float, indicator: str, text: str) -> None:
    assert axis_words(tick, load_catalogue().indicator(indicator)) == text


def test_one_borough_alone_is_no_range_and_not_all_boroughs(site: Client) -> None:
    words = PageText(get(site, "?indicator=ehc-plans&breakdown=age-at-start%3Dunknown&period=2025")).words
    assert "in January 2025: 1 in Haringey, the only borough with a figure to compare" in words
    assert "One bar: Haringey with 1." in words
    assert "One figure: 1 in Haringey." in words
    assert "From 1 to 1" not in words
    alone = PageText(site.get("/indicators/ehc-plans/?area=Camden&place=Camden").content.decode()).words
    assert "One bar: Camden with" in alone


def test_a_place_elsewhere_is_none_of_the_boroughs_it_is_set_beside(site: Client) -> None:
    words = PageText(site.get(f"/indicators/{WEEKS}/?area=Cumbria&period=2019").content.decode()).words
    assert "of the 32 London boroughs that can be compared" in words
    assert "highest of the 33 together." in words
    assert "other 32 boroughs" not in words

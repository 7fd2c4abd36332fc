"""Every dashboard for every borough: 51 pages, 33 boroughs and London, each made, drawn and read.

One thing is done once instead of seventeen hundred times: the warehouse is asked for all boroughs together
(`shared_figures`). Each page is then made again for a borough by chance, or for London, with nothing shared, and must be the
same to the letter. GOLDENTHREAD_SEED repeats a choice.
"""

from __future__ import annotations

import contextlib
import html
import os
import random
import re
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client

from goldenthread.hub.evidence import queries
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions import load_catalogue, shipped_catalogue
from goldenthread.warehouse.definitions.dashboards import Dashboard, Panel, load_dashboards

from .shared_figures import ENGLAND, LONDON, SharedFigures

PAGES = load_dashboards(load_catalogue()).pages
SEED = os.environ.get("GOLDENTHREAD_SEED") or os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(random.getrandbits(32))
OF_PLACES, OF_ITEMS = ("boroughs", "parts", "heat-map"), ("items", "several", "over-time-items")

SAID_BY_A_PROGRAM = re.compile(r"\b(nan|NaN|None|inf|infinity|undefined|null)\b(?! of )")
PANEL = re.compile(r'<section class="gt-panel[^>]*>(.*?)</section>', re.DOTALL)
DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
ROW = re.compile(r'<th scope="row"[^>]*>([^<]*)')
CELL = re.compile(
    r'<td class="([^"]*)"><a class="gt-figure" href="/figures/([^/]+)/([^/]+)/([^/]+)/(?:\?breakdown=([^"&]+))?[^"]*">'
    r"(?:<span[^>]*>[^<]*</span>)?([^<]*)</a>"
)
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))


@pytest.fixture(scope="module")
def shared(store_folder: object, store: Store) -> SharedFigures:
    """What the warehouse answered for every borough at once."""
    return SharedFigures(store)


@contextlib.contextmanager
def quickly(shared: SharedFigures) -> Iterator[Client]:
    """A visitor of a site that shares figures. None of its pages is left to other visitors."""
    with pytest.MonkeyPatch.context() as patch:
        shared.stand_in(patch)
        forget()
        yield Client()
        forget()


@pytest.fixture
def quick(shared: SharedFigures, site: Client) -> Iterator[Client]:
    """Such a visitor for a whole test."""
    with quickly(shared) as visitor:
        yield visitor


def forget() -> None:
    for name in ("figures", "limits", "pages"):
        caches[name].clear()


def address(page: Dashboard, area: str) -> str:
    return f"/dashboards/{page.id}/" + (f"?area={area}" if area else "")


@every_page
def test_the_page_of_every_borough_says_something_and_draws_it(
    quick: Client, store: Store, shared: SharedFigures, page: Dashboard
) -> None:
    drawn: set[int] = set()
    for area in ["", *store.members(LONDON)]:
        response = quick.get(address(page, area))
        assert response.status_code == 200
        content = response.content.decode()
        faults = list(faults_of_page(store, shared, page, area, content))
        assert not faults, f"{address(page, area)}: {faults[:10]}"
        drawn |= {place for place, panel in enumerate(PANEL.findall(content)) if "<svg" in panel}
    assert len(drawn) == len(page.panels), f"nobody has a chart here: {set(range(len(page.panels))) - drawn}"


@every_page
def test_a_page_that_shares_no_figures_is_the_same(
    site: Client, shared: SharedFigures, store: Store, page: Dashboard
) -> None:
    chosen = address(page, random.Random(f"{SEED}{page.id}").choice(["", *store.members(LONDON)]))
    with quickly(shared) as quick:
        made = quick.get(chosen).content
    assert site.get(chosen).content == made, f"GOLDENTHREAD_SEED={SEED} {chosen}"


def faults_of_page(store: Store, shared: SharedFigures, page: Dashboard, area: str, content: str) -> Iterator[str]:
    """What is wrong with one page, in words."""
    main = content.partition("<main")[2].partition("</main>")[0]
    words = html.unescape(re.sub(r"<[^>]*>", " ", main))
    for said in SAID_BY_A_PROGRAM.finditer(words):
        yield f"the words of a program: {words[max(0, said.start() - 40) : said.end() + 20]}"
    for text in (page.question, page.about, *page.notes, *(missing.advice for missing in page.missing)):
        if text not in words:
            yield f"nowhere said: {text}"
    area = area if 'name="area"' in main else ""  # where no borough has figures none can be chosen
    panels = PANEL.findall(main)
    if len(panels) != len(page.panels):
        yield f"{len(panels)} panels for {len(page.panels)}"
    for defined, panel in zip(page.panels, panels, strict=False):
        for fault in faults_of_panel(store, shared, defined, area, panel):
            yield f"{defined.kind} of {', '.join(defined.indicators)}: {fault}"


def faults_of_panel(store: Store, shared: SharedFigures, defined: Panel, area: str, panel: str) -> Iterator[str]:
    finding = html.unescape(re.search(r"<h2[^>]*>(.*?)</h2>", panel, re.DOTALL)[1]).strip()  # type: ignore[index]
    if "<svg" not in panel:
        reason = re.search(r'<div class="govuk-inset-text">(.*?)</div>', panel, re.DOTALL)
        if reason is None or len(reason[1]) < 30 or not reason[1].strip().endswith("."):
            yield "neither a chart nor a reason for none"
        return
    yield from faults_of_sentence(finding, store.area(area or LONDON).name)
    for drawing in DRAWING.findall(panel):
        yield from faults_of_drawing(drawing)
    rows = [html.unescape(row).strip() for row in ROW.findall(panel)]
    if defined.kind in OF_PLACES:
        places = [store.area(code).name for code in (*store.members(LONDON), LONDON, ENGLAND)]
        if sorted(rows) != sorted(places):
            yield f"rows are not the places compared: {set(rows) ^ set(places) or rows}"
    elif defined.kind == "over-time":
        key = ",".join(f"{topic}={item}" for topic, item in sorted(defined.breakdown.items())) or "total"
        if len(rows) != len(queries.periods(store, defined.indicators[0], key)):
            yield f"{len(rows)} rows are not one for each period"
    elif defined.kind in OF_ITEMS and (len(set(rows)) != len(rows) or not rows):
        yield f"rows are not one for each item: {rows}"
    cells = CELL.findall(panel)
    if not cells:
        yield "no figure of the table leads to its source"
    for cell in cells:
        yield from faults_of_cell(shared, *cell)


def faults_of_drawing(drawing: str) -> Iterator[str]:
    """A drawing shows a figure at least, in numbers that are numbers, and says what it is."""
    shapes = re.findall(r'<path[^>]* fill="([^"]*)"', drawing)
    if not {*shapes} - {"none", "#ffffff"}:
        yield "an empty chart"
    if re.search(r'[",h-](?:nan|inf)\b|>(?:nan|inf|None)\b', drawing):
        yield f"no number: {drawing[:300]}"
    if "<title id=" not in drawing or "<desc id=" not in drawing or ' style="' in drawing:
        yield "a chart without a name, or with a style of its own"


def faults_of_sentence(finding: str, who: str) -> Iterator[str]:
    if not re.match(r"[A-Z£0-9]", finding) or not 20 <= len(finding) <= 400:
        yield f"no sentence: {finding}"
    if re.search(r"  |\.$|\.\.|,,| ,|\(\)|[{}]|: *$", finding) or finding.count("(") != finding.count(")"):
        yield f"ill written: {finding}"
    if who not in finding:
        yield f"says nothing about {who}: {finding}"


def faults_of_cell(
    shared: SharedFigures, look: str, indicator: str, area: str, period: str, breakdown: str, text: str
) -> Iterator[str]:
    """A figure must be the one its link leads to, and an absence the words for it: never a number, least of all 0."""
    key = (indicator, breakdown.replace("%3D", "=").replace("%2C", ",") or "total", area, period)
    figure: Observation | None = shared.shown.get(key)
    if figure is None:
        yield f"a figure that nobody asked for: {key}"
    elif figure.value is None:
        event = shipped_catalogue().indicator(indicator).event
        of_event = event is not None and figure.status == "missing" and event.name in text
        words = {wording.NO_FIGURE[figure.status]}
        if figure.status == "missing" and figure.numerator is not None and figure.denominator is None:
            words = {"no population figure to divide by", "no figure to divide by"}
        if (text not in words and not of_event) or "gt-absent" not in look:
            yield f"'{text}' for an absence ({figure.status}): {key}"
    elif "gt-absent" in look or abs(_number(text) - figure.value) > 1e-9:
        yield f"'{text}' for {figure.value}: {key}"


def _number(text: str) -> float:
    found = re.search(r"[\d,]+(?:\.\d+)?", text)
    if found is None:
        return float("nan")
    return float(found[0].replace(",", "")) * (-1 if text.startswith("\N{MINUS SIGN}") else 1)


# ------------------------------------------------------------------ the checks themselves


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: re.sub(r">(\d+\.)\d%</a>", r">\g<1>99%</a>", text, count=1), "99%' for"),
        (
            lambda text: re.sub(
                r'(class="gt-figure"[^>]*>(?:<span[^>]*>[^<]*</span>)?)not available<', r"\g<1>0<", text, count=1
            ),
            "for an absence",
        ),
        (lambda text: re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL), "neither a chart nor a reason"),
        (lambda text: re.sub(r"<path[^>]*/>", "", text), "an empty chart"),
        (lambda text: re.sub(r'd="M[\d.]+', 'd="Mnan,nan', text, count=1), "no number"),
        (lambda text: re.sub(r"<h2[^>]*>[^<]*", '<h2 class="x">', text, count=1), "no sentence"),
        (lambda text: text.replace(">Barnet<", ">Barnet nan<"), "words of a program"),
        (lambda text: re.sub(r'<tr[^>]*><th scope="row"[^>]*>Barnet.*?</tr>', "", text, flags=re.DOTALL), "Barnet"),
    ],
    ids=["figure", "absence", "chart", "marks", "numbers", "finding", "words", "row"],
)
def test_a_page_that_is_spoilt_is_noticed(
    quick: Client, store: Store, shared: SharedFigures, spoil: object, told: str
) -> None:
    page = PAGES["twenty-weeks"]
    content = quick.get(address(page, "E09000007")).content.decode()
    assert list(faults_of_page(store, shared, page, "E09000007", content)) == []
    spoilt = spoil(content)  # type: ignore[operator]
    assert spoilt != content
    assert told in " ".join(faults_of_page(store, shared, page, "E09000007", spoilt))

"""What a search found: the answer itself where there is one, then everything that leads on, already set to the place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from goldenthread.hub.evidence import links, queries
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.search import LARGER, Found, Question, is_asked_for
from goldenthread.hub.evidence.search_index import Entry, index_of
from goldenthread.hub.ui.interface import Page, wording
from goldenthread.warehouse import Store, reader
from goldenthread.warehouse.answers import AreaRecord, Observation
from goldenthread.warehouse.definitions.dashboards import Dashboard, load_dashboards
from goldenthread.warehouse.definitions.indicators import Indicator

from . import mix, returns, sentences, written

MOST = {"dashboard": 6, "indicator": 8, "word": 4, "help": 4}
HEADINGS = {"dashboard": "Dashboards", "indicator": "Indicators", "word": "Words explained", "help": "Help"}


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the results."""

    title: str
    href: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The figure itself, in words. `lines`: (sentence, address of the figure) for each place asked about."""

    title: str
    lines: tuple[tuple[str, str], ...]
    direction: str
    notes: tuple[str, ...]


def page(store: Store, found: Found) -> dict[str, Any]:
    """The template's context for a text that was searched for."""
    question = found.question
    answer = _answer(store, found)
    sections = [(heading, results) for heading, results in _sections(store, found) if results]
    return {
        "page": Page(
            f"Search: {question.typed}" if question.typed else "Search", crumbs=(("Home", "/"), ("Search", ""))
        ),
        "typed": question.typed,
        "messages": _messages(found, bool(sections)),
        "answer": answer,
        "meaning": _meaning(store, found),
        "sections": sections,
        "found": sum(len(results) for _, results in sections),
        "examples": [
            (text, f"{reverse('search')}?{urlencode({'q': text})}")
            for text in index_of(store.catalogue).words.search.examples
        ],
    }


def _messages(found: Found, any_found: bool) -> list[str]:
    question = found.question
    told = []
    if question.is_cut:
        told.append("What was typed is very long: only its first words were searched for.")
    for typed, used in question.corrected if any_found else ():
        told.append(f"Nothing is called “{typed[:40]}”; this is what there is for “{used}”.")
    if found.is_partial and found.entries:
        told.append("Nothing has all of these words. These have most of them.")
    if question.maybe:
        told.append("Several places begin like this: choose one.")
    return told


def _sections(store: Store, found: Found) -> list[tuple[str, list[Result]]]:
    question = found.question
    areas = [_area(area) for area in (*question.areas, *question.maybe)]
    start = [] if question.groups or not question.areas else _start(store, question)
    where = f" for {wording.listed([area.name for area in question.areas])}" if question.areas else ""
    return [
        ("Places", areas),
        (f"Begin here{where}", start),
        *(
            (f"{heading}{where if kind in ('dashboard', 'indicator') else ''}", [_result(store, found, e) for e in found.of(kind, MOST[kind])])
            for kind, heading in HEADINGS.items()
        ),
    ]  # fmt: skip


def _area(area: AreaRecord) -> Result:
    """A place: its own page where it has one, else every dashboard set to it."""
    if area.region_code == LONDON and area.level == "authority":
        borough = getattr(links, "borough", None)
        href = borough(area.code) if borough else links.dashboards() + _query(area=area.code)
        return Result(area.name, href, "London borough: its figures beside London, its neighbours and England.")
    if area.level == "authority":
        return Result(
            area.name, links.dashboards() + _query(area=area.code), "Authority in England: every dashboard for it."
        )
    return Result(area.name, links.dashboards() + _view((area,), ""), "Every dashboard for the authorities in it.")


def _start(store: Store, question: Question) -> list[Result]:
    pages = load_dashboards(store.catalogue).pages
    wanted = index_of(store.catalogue).words.search.start
    return [Result(pages[name].title, links.dashboard(name, _view(question.areas, question.year)), pages[name].question) for name in wanted]  # fmt: skip


def _result(store: Store, found: Found, entry: Entry) -> Result:
    question = found.question
    if entry.kind == "dashboard":
        shown = load_dashboards(store.catalogue).pages[entry.id]
        year = question.year if question.year in _years(store, shown) else ""
        key = _key_of_page(store, shown, found.items)
        return Result(entry.title + _of_whom(store, key), links.dashboard(entry.id, _view(question.areas, year, key)), entry.text)  # fmt: skip
    if entry.kind == "indicator":
        indicator = store.catalogue.indicator(entry.id)
        key = _key(store, indicator, found.items)
        year = question.year if question.year in queries.periods(store, entry.id, key or "total") else ""
        address = links.benchmark(entry.id) + _view(question.areas, year, key)
        return Result(entry.title + _of_whom(store, key), address, entry.text)
    if entry.kind == "word":
        return Result(entry.title, f"{reverse('glossary')}#{entry.id}", entry.text)
    return Result(entry.title, reverse(entry.id), entry.text)


def _years(store: Store, shown: Dashboard) -> set[str]:
    return {p for panel in shown.panels for name in panel.indicators for p in queries.periods(store, name)}


def _view(areas: tuple[AreaRecord, ...], year: str, key: str = "") -> str:
    """The query that sets a page of figures to these places."""
    single = [area for area in areas if area.level not in LARGER]
    larger = next((area.code for area in areas if area.level in LARGER and area.code != LONDON), "")
    if len(single) > 1:
        return _query(area=single[0].code, place=[area.code for area in single], period=year, breakdown=key)
    return _query(area=single[0].code if single else "", compare=larger, period=year, breakdown=key)


def _query(**told: str | list[str]) -> str:
    kept = {name: value for name, value in told.items() if value}
    return f"?{urlencode(kept, doseq=True)}" if kept else ""


def _key(store: Store, indicator: Indicator, items: dict[str, str]) -> str:
    """The breakdown that the words name, where the indicator is held by it: 'need=asd'; '' otherwise."""
    keys = [f"{topic}={items[topic]}" for (topic,) in (each for each in indicator.breakdowns if len(each) == 1) if topic in items]  # fmt: skip
    return next((key for key in keys if key in queries.breakdowns_on_offer(store, indicator)), "")


def _key_of_page(store: Store, shown: Dashboard, items: dict[str, str]) -> str:
    """The breakdown that the words name, where some chart of everyone on the page can be drawn of it."""
    everyone = (name for panel in shown.panels if not panel.topic and not panel.breakdown for name in panel.indicators)
    keys = (_key(store, store.catalogue.indicator(name), items) for name in everyone) if items else ()
    return next(filter(None, keys), "")


def _of_whom(store: Store, key: str) -> str:
    return f": {store.breakdown_label(reader.read_breakdown(key))}" if key else ""


def _meaning(store: Store, found: Found) -> dict[str, str] | None:
    """What a word means, where the word was all that was asked."""
    best = found.of("word", 1)
    if found.question.areas or not best or not is_asked_for(best[0], found.question):
        return None
    entry = index_of(store.catalogue).words.glossary[best[0].id]
    return {"word": entry.word, "meaning": entry.meaning, "href": f"{reverse('glossary')}#{entry.id}"}


# ------------------------------------------------------------------ the answer


def _answer(store: Store, found: Found) -> Answer | None:
    """The newest figure of the best indicator, for the places asked about or London; None where nothing fits well."""
    if found.is_partial or not found.entries:
        return None
    for entry in found.of("indicator", 3):
        indicator = store.catalogue.indicator(entry.id)
        key = _key(store, indicator, found.items) or "total"
        periods = queries.periods(store, indicator.id, key)
        if periods:
            period = found.question.year if found.question.year in periods else periods[-1]
            return _told(store, indicator, key, period, found.question.areas)
        if answer := _mixed(store, indicator, found.question):
            return answer
    return None


def _mixed(store: Store, indicator: Indicator, question: Question) -> Answer | None:
    """Of a share that is only told by parts: the largest of them, for the places asked about or London."""
    topic = mix.topic_of(indicator)
    codes = [area.code for area in question.areas] or [LONDON]
    found = mix.mixes(store, indicator, topic, codes, question.year) if topic else {}
    if not found:
        return None
    largest = [figure for each in found.values() for figure in each.figures]
    lines = tuple((_most_of(each), _address(each.largest[0])) for each in found.values())
    of = store.catalogue.vocabularies[topic].title.lower()
    return Answer(f"{indicator.title}: the largest by {of}", lines, "", _notes(store, indicator, largest, largest))


def _most_of(found: mix.Mix) -> str:
    first = found.largest[0]
    return f"{first.area_name}, {first.period_label}: {found.words}."


def _address(figure: Observation) -> str:
    return links.figure(figure.indicator, figure.area_code, figure.period, figure.breakdown)


def _told(store: Store, indicator: Indicator, key: str, period: str, asked: tuple[AreaRecord, ...]) -> Answer | None:
    wanted = [area.code for area in asked] or [LONDON]
    codes = list(dict.fromkeys([*wanted, LONDON, ENGLAND]))
    figures = {
        o.area_code: o
        for o in store.query(indicator.id, areas=codes, periods=[period], breakdown=key, with_coverage=False)
    }
    shown = [figures[code] for code in wanted if code in figures]
    if not shown:
        return None
    others = [figures[code] for code in (LONDON, ENGLAND) if code in figures and code not in wanted]
    lines = tuple((_sentence(o, others, indicator), links.figure(indicator.id, o.area_code, o.period, o.breakdown)) for o in shown)  # fmt: skip
    # Beside a size without a comparison it would say nothing.
    is_bare = indicator.direction == "neither" or written.is_count(indicator)
    direction = "" if is_bare else sentences.direction(indicator)
    of_whom = "" if key == "total" else f": {shown[0].breakdown_label}"
    return Answer(
        indicator.title + of_whom,
        lines,
        direction,
        _notes(store, indicator, shown, figures.values()),
    )


def _notes(
    store: Store, indicator: Indicator, shown: Sequence[Observation], figures: Iterable[Observation]
) -> tuple[str, ...]:
    """What must be read beside the figures shown; `figures`: those that they are compared with too."""
    caveats = (caveat.text for caveat in returns.caveats(store, figures))
    return (*written.essential([indicator]), *written.notes(shown, indicator), *caveats)


def _sentence(figure: Observation, others: list[Observation], indicator: Indicator) -> str:
    """'Camden, 2024: 96.6%, against 66.9% in London and 46.4% in England.'"""
    value = written.in_words(figure, indicator, with_note=True)
    own = f"{figure.area_name}, {figure.period_label}: {value}{mix.marks(figure)}"
    known = [f"{written.in_words(o, indicator)} in {o.area_name}" for o in others if o.value is not None]
    against = "" if written.is_count(indicator) or not known else f", against {wording.listed(known)}"
    return f"{own}{against}."

"""The page of one borough, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from goldenthread.hub.evidence import links, queries
from goldenthread.hub.evidence.charts import spine
from goldenthread.hub.evidence.compared import NEIGHBOURS, OWN_SET, View
from goldenthread.hub.evidence.landscape import Landscape, Measured, authorities, landscape
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.presenters import controls, newer, other_kind, returns, written
from goldenthread.hub.ui.interface import Choice, Page, Select, wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import AreaRecord
from goldenthread.warehouse.definitions.borough import BoroughPage, load_borough_page
from goldenthread.warehouse.definitions.dashboards import load_dashboards

from . import changes
from .explained import explained
from .lines import Line, Place, line, stands_out
from .outliers import Outliers, outliers
from .standing import REASONS

NOUNS = {NEIGHBOURS: "authorities compared", OWN_SET: "places compared"}
INSPECTION = "area-send-inspection-outcome"
KINDS = (
    ("better", "better"),
    ("worse", "worse"),
    ("higher", "higher, neither is better"),
    ("lower", "lower, neither is better"),
    ("similar", "not clearly different"),
    ("untold", "not judged"),
)


def page(store: Store, area: AreaRecord, view: View) -> dict[str, Any]:
    """The template's context."""
    rules, found = load_borough_page(store.catalogue), landscape(store, view.published, view.period)
    place = place_of(store, area, view, rules.fewest_for_a_verdict)
    place = replace(place, instead=_instead(store, found, view.period))
    apart = outliers((*found.headlines, *found.others), place, rules, found.newest)
    groups = _groups(found.headlines, place, rules)
    return {
        "page": Page(f"{area.name}: SEND on one page", rules.about, (("Home", "/"), ("Boroughs", links.boroughs()), (area.name, ""))),
        "area": area,
        "stands_out": stands_out(tuple(_recent(found, rules)), place),
        "newer": newer.lines(store, (each.indicator for each in found.headlines)),
        "groups": groups,
        "key": _key(groups),
        "notes": _notes(found, place, groups),
        "explained": explained(store.catalogue, found.headlines),
        **_returns(store, found, place),
        "place": place,
        "reference": place.beside,
        **_changes(store, found, place, rules),
        "outliers": apart.sentences[: rules.outliers_shown],
        "more_outliers": apart.sentences[rules.outliers_shown :],
        "untold": apart.untold[: rules.outliers_shown],
        "more_untold": apart.untold[rules.outliers_shown :],
        "care": _care(apart),
        "looked_at": _looked_at(apart, place, rules),
        **_links_on(store, area, view),
        **_controls(store, found, view),
    }  # fmt: skip


def _returns(store: Store, found: Landscape, place: Place) -> dict[str, Any]:
    """What must be known of faulty returns: at once of the place's own and its neighbours', folded of London's and England's."""
    near, wider = (
        returns.caveats(store, (each.at(code) for each in found.headlines for code in codes))
        for codes in ((place.code, *place.neighbours), (LONDON, ENGLAND))
    )
    return {"returns": near, "returns_of_wider": [each for each in wider if each not in near]}


def place_of(store: Store, area: AreaRecord, view: View, fewest: int = 0) -> Place:
    """The place with its neighbours and those it is compared with."""
    neighbours = tuple(n.neighbour_code for n in store.neighbours(area.code))
    among = controls.among(store, view)
    noun = NOUNS.get(view.compare, among)
    return Place(area, neighbours, view.places, among, noun, view.published, view.period, fewest)


def _instead(store: Store, found: Landscape, period: str) -> dict[str, str]:
    """By indicator id: which periods to see where it is counted by other ones than the one chosen."""
    told = {m.indicator.id: other_kind.instead(store, m.indicator, period, m.periods) for m in found.headlines}
    return {name: words for name, words in told.items() if words}


# ------------------------------------------------------------------ the table


def _groups(headlines: tuple[Measured, ...], place: Place, rules: BoroughPage) -> list[tuple[str, list[Line]]]:
    lines = [line(each, place, f"spine-{number}") for number, each in enumerate(headlines, start=1)]
    groups, start = [], 0
    for group in rules.groups:
        end = start + len(group.headlines)
        groups.append((group.title, lines[start:end]))
        start = end
    return groups


def _key(groups: list[tuple[str, list[Line]]]) -> list[tuple[Any, str]]:
    """The markers that occur, with their words."""
    there = {each.standing.kind for _, lines in groups for each in lines}
    return [(spine.mark(kind), words) for kind, words in KINDS if kind in there]


def _notes(found: Landscape, place: Place, groups: list[tuple[str, list[Line]]]) -> list[str]:
    """What must be known to read the table: reasons, symbols and marks that occur in it, each once."""
    why = dict.fromkeys(each.standing.why for _, lines in groups for each in lines if each.standing.why)
    reasons = [f"“{reason.capitalize()}”: {REASONS[reason]}." for reason in why if reason != "no figure"]
    notes = dict.fromkeys(
        note
        for each in found.headlines
        for note in written.notes([each.at(place.code), each.at(LONDON)], each.indicator)
        if not note.startswith((written.SMALL, written.NOT_AMENDED))
    )
    figures = [each.at(code) for each in found.headlines for code in (place.code, LONDON)]
    if any(figure and figure.left_out for figure in figures):
        notes[f"{written.NOT_AMENDED}, but the figure stands here as published. Its own page says why."] = None
    small = any(own and written.is_small(own) for own in (each.at(place.code) for each in found.headlines))
    told = [f"{written.SMALL} Counted on too few to compare; the figure’s own page says on how many."] if small else []
    shown = [each for each in found.headlines if (own := each.at(place.code)) and own.value is not None]
    essential = [f"{each.label}: {caveat}" for each in shown for caveat in each.indicator.essential_caveats]
    return [*essential, *reasons, *told, *notes]


# ------------------------------------------------------------------ changes and outliers


def _recent(found: Landscape, rules: BoroughPage) -> list[Measured]:
    """The headlines that are not much older than the others."""
    return [each for each in found.headlines if not rules.is_old(each.year, found.newest)]


def _changes(store: Store, found: Landscape, place: Place, rules: BoroughPage) -> dict[str, Any]:
    recent = _recent(found, rules)
    told, untold = changes.since_before(recent, place)
    of_old, old_untold = changes.since_before([each for each in found.headlines if each not in recent], place)
    return {
        "changes": told[: rules.changes_shown],
        "more_changes": [*told[rules.changes_shown :], *of_old, *untold, *old_untold],
        "restated": changes.restated(store, found.restated.get(place.code, ()), found.headlines, place),
        "amended": changes.amended(store, place),
    }


def _care(apart: Outliers) -> list[str]:
    """The caveats without which what is listed here misleads."""
    return list(dict.fromkeys(caveat for one in apart.sentences for caveat in one.caveats))


def _looked_at(apart: Outliers, place: Place, rules: BoroughPage) -> str:
    """By which rule outliers were sought, among how many indicators, and why others were not judged."""
    rule = (
        f"A figure is listed when it lies outside the range of the statistical neighbours or among the extreme {rules.extreme_percent}% "
        f"of {place.among}, and differs from {place.beside}’s by more than chance; money has no range by chance, so there any difference counts. "
        f"Nothing is corrected for looking at many: were only chance at work, about one indicator in twenty would still differ from {place.beside}’s "
        "by more than its 95% range, so one that stands apart is a question to ask and no proof. "
    )
    total = apart.judged + sum(apart.not_judged.values())
    told = f"{wording.counted(total, 'indicator')} looked at; {apart.judged:,} could be judged."
    why = "; ".join(f"{count:,} because {NOT_JUDGED[reason]}" for reason, count in apart.not_judged.most_common())
    return rule + told + (f" The other {total - apart.judged:,} could not: {why}." if why else "")


NOT_JUDGED = {
    "no figure": "there is no figure",
    "too few": "it is counted on too few",
    "nothing beside it": "neither London nor England has a figure",
    "London has no figure": "London has no figure, so that chance cannot be told from difference",
    "no counts": "no counts are published, so that chance cannot be told from difference",
    "two figures": "it is worked out from two figures",
    "odd counts": "the counts do not give the figure",
    "old": "it is much older than the others",
    "may be unrecorded": "it is a nought, which may mean that nobody recorded any",
    "return amended": "it rests on a return whose total is amended elsewhere",
}


# ------------------------------------------------------------------ links and controls


def _links_on(store: Store, area: AreaRecord, view: View) -> dict[str, Any]:
    known = load_dashboards(store.catalogue)
    query = view.address(area=area.code)
    dashboards = [
        (group.title, [(page.short_title, links.dashboard(page.id, query)) for page in known.of_group(group.id)])
        for group in known.groups
    ]
    nearest = [store.area(n.neighbour_code) for n in store.neighbours(area.code)]
    return {
        "dashboards": [each for each in dashboards if each[1]],
        "neighbours": [(each.name, links.borough(each.code, view.address(area=""))) for each in nearest],
        "inspection": _inspection(store, area, view.published),
    }


def _inspection(store: Store, area: AreaRecord, published: bool) -> tuple[str, str]:
    """The outcome of the newest area SEND inspection with its address; ('', '') where the store knows of none."""
    indicator = store.catalogue.indicators.get(INSPECTION)
    if indicator is None or not queries.periods(store, INSPECTION):
        return "", ""
    found = store.query(INSPECTION, [area.code], published=published, with_coverage=False)
    known = [figure for figure in found if figure.value is not None]
    if not known:
        return f"No area SEND inspection of {area.name} under the framework of 2023 is in the list that is loaded.", links.benchmark(INSPECTION)  # fmt: skip
    newest = known[-1]
    grade = written.value(newest, indicator)
    text = f"Area SEND inspection reported in {newest.period_label}: outcome {grade} of 3 ({written.GRADES.get(grade, grade)})."
    return text, links.figure(INSPECTION, area.code, newest.period, published=published)


def _controls(store: Store, found: Landscape, view: View) -> dict[str, Any]:
    assert view.area is not None
    path = links.borough(view.area.code)
    shared = controls.shared(store, view, path, [each.indicator for each in found.headlines])
    kinds = (("", "With amendments"), ("published", "As published"))
    switches = tuple(
        Choice(value or "amended", words, view.published == bool(value), path + view.address(area="", figures=value))
        for value, words in kinds
    )
    return {
        **shared,
        "switches": switches,
        "selects": (_areas(store, view), controls.comparison(store, view), _periods(found.headlines, view)),
        "permanent": path + view.address(area="", build=store.build.id),
        "build_id": store.build.id,
    }


def _areas(store: Store, view: View) -> Select:
    listed = controls.areas(store, view)
    return Select(listed.name, "Authority", listed.choices[1:])


def _periods(headlines: Iterable[Measured], view: View) -> Select:
    there = {period for each in headlines for period in each.periods} | ({view.period} if view.period else set())
    listed = [Choice(period, period, period == view.period) for period in sorted(there, reverse=True)]
    return Select("period", "Period", (Choice("", "The latest of each", not view.period), *listed))


# ------------------------------------------------------------------ the list


def index(store: Store, asked: str = "", fault: str = "") -> dict[str, Any]:
    """Every borough by name, and a form for any authority of England. `fault`: why the one asked for was not found."""
    inner = set(store.members("E13000001"))
    listed = [store.area(code) for code in queries.boroughs(store)]
    groups = [
        ("Inner London", [(each.name, links.borough(each.code)) for each in listed if each.code in inner]),
        ("Outer London", [(each.name, links.borough(each.code)) for each in listed if each.code not in inner]),
    ]
    names = sorted(store.area(code).name for code in authorities(store))
    return {
        "page": Page("Boroughs", "One page for each London borough, and for any authority of England.", (("Home", "/"), ("Boroughs", ""))),
        "groups": groups, "names": names, "count": len(names), "asked": asked, "fault": fault,
    }  # fmt: skip

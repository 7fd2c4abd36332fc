"""The headline indicators of one place: a line each, with a spine, and the sentence that stands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString

from goldenthread.hub.evidence import links
from goldenthread.hub.evidence.charts import spine
from goldenthread.hub.evidence.landscape import Measured
from goldenthread.hub.evidence.middle import middle
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.presenters import sentences, written
from goldenthread.hub.ui.interface import Cell, wording
from goldenthread.warehouse.answers import AreaRecord, Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from .standing import Standing, distance, reference, spread, standing, told, within


@dataclass(frozen=True, slots=True)
class Place:
    """Whose page it is and beside whom. `compared`: codes of the places across which the spines run.

    `among`: they in words, 'Camden and its statistical neighbours'; `noun`: what follows their number.
    """

    area: AreaRecord
    neighbours: tuple[str, ...]
    compared: tuple[str, ...]
    among: str
    noun: str
    published: bool
    asked_period: str = ""
    fewest: int = 0  # that a share may be counted on and still be judged
    instead: Mapping[str, str] = field(
        default_factory=dict
    )  # by indicator id: what to choose of another kind of period

    @property
    def code(self) -> str:
        """The place's code."""
        return self.area.code

    @property
    def beside(self) -> str:
        """The name of the larger area that it is compared with."""
        return "London" if self.code.startswith("E09") else "England"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. `about` stands below the title: unit, period and direction of good; `newer` below that: what is known since.

    `words`: the standing, without the name of the larger area where the column's heading says it.
    """

    title: str
    href: str
    about: str
    newer: str
    own: Cell
    london: Cell
    england: Cell
    neighbours: Cell
    spine: SafeString
    standing: Standing
    words: str


def line(measured: Measured, place: Place, name: str) -> Line:
    """A headline indicator of the place. `name`: an id that no other line of the page has."""
    found = standing(measured, place.code, place.fewest)
    own = measured.at(place.code)
    return Line(
        title=measured.label,
        href=own_page(measured, place),
        about=_about(measured, place),
        newer=newer(measured, place.code),
        own=_cell(own, measured, place),
        london=_cell(measured.at(LONDON), measured, place),
        england=_cell(measured.at(ENGLAND), measured, place),
        neighbours=median_of(measured, place),
        spine=drawn(measured, place, found, name),
        standing=found,
        words=found.words.removesuffix(f" than {place.beside}").removesuffix(f" from {place.beside}"),
    )  # fmt: skip


def _about(measured: Measured, place: Place) -> str:
    """'Per 10,000. January 2025. Lower is better.'"""
    none = place.instead.get(measured.indicator.id) or (
        f"No figures{f' for {place.asked_period}' if place.asked_period else ''}"
    )
    label = measured.period_label or none
    unit = wording.SUFFIXES.get(measured.indicator.unit, "").strip() if _is_rate(measured) else ""
    parts = [f"{unit[0].upper()}{unit[1:]}." if unit else "", f"{label}.", _direction(measured.indicator)]
    return " ".join(filter(None, parts))


def _direction(indicator: Indicator) -> str:
    if indicator.direction == "neither":
        return "Neither is better."
    return sentences.condition(indicator) or sentences.direction(indicator)


def newer(measured: Measured, code: str) -> str:
    """'Newer, in another unit, in 2023-24: £19,080,140 read as a deficit (…).'; '' where there is no such figure."""
    own = measured.newer.at(code) if measured.newer else None
    if measured.newer is None or own is None or own.value is None:
        return ""
    text = written.in_words(own, measured.newer.indicator, with_note=True)
    return f"Newer, in another unit, {wording.in_period(own.period_label)}: {text}."


def own_page(measured: Measured, place: Place) -> str:
    """The indicator's own page with the same place and figures."""
    period = measured.period if place.asked_period else ""
    return links.benchmark(measured.indicator.id, place.code, period, measured.key, place.published)


def _is_rate(measured: Measured) -> bool:
    return measured.indicator.unit.startswith("per-")


def _cell(figure: Observation | None, measured: Measured, place: Place) -> Cell:
    """As everywhere, but what is owed or kept with its side in words, and 'per 10,000' below the title alone.

    Four times in a line there is no room for that.
    """
    cell = written.cell(figure, measured.indicator, place.published)
    if measured.indicator.balance and figure and figure.value is not None:
        return replace(cell, text=written.in_words(figure, measured.indicator))
    if figure is None and measured.indicator.id in place.instead:
        return replace(cell, text="other periods")
    if figure is None or figure.value is None or not _is_rate(measured):
        return cell
    return replace(cell, text=wording.number(figure.value, measured.indicator.decimals))


def median_of(measured: Measured, place: Place) -> Cell:
    """The median of the neighbours that can be compared, and how many they are where not all have a figure."""
    known = measured.known(place.neighbours)
    if not known:
        return Cell("none has a figure" if place.neighbours else "no neighbours", numeric=True, absent=True)
    indicator = measured.indicator
    amount = middle(known, indicator)
    tag = "" if len(known) == len(place.neighbours) else f"of {len(known)}"
    unit = "" if _is_rate(measured) else indicator.unit
    text = (
        written.on_account(amount, indicator) if indicator.balance else wording.amount(amount, unit, indicator.decimals)
    )
    return Cell(text, numeric=True, tag=tag)


def drawn(measured: Measured, place: Place, found: Standing, name: str) -> SafeString:
    """The spine with its words as its name."""
    own, england = measured.at(place.code), measured.at(ENGLAND)
    beside = measured.at(LONDON) if place.code.startswith("E09") else england
    across = spread(measured.known(place.compared), measured.indicator)
    shape = spine.Spine(
        ends=(across.low, across.high) if across else None,
        quarters=across.quarters if across else None,
        line=beside.value if beside else None,
        tick=england.value if england and england is not beside else None,
        own=own.value if own else None,
        kind=found.kind,
        turned=measured.indicator.direction == "lower-is-better",
    )
    return spine.draw(shape, name, _told(measured, place, found))


def _told(measured: Measured, place: Place, found: Standing) -> str:
    indicator, known = measured.indicator, measured.known(place.compared)
    across = spread(known, indicator)
    if across is None:
        return f"{place.area.name}: {found.words}."
    ends = written.span(across.low, across.high, indicator)
    half = f", the middle half {written.span(*across.quarters, indicator)}" if across.quarters else ""
    return f"{across.count} {place.noun} from {ends}{half}. {place.area.name}: {found.words}."


# ------------------------------------------------------------------ what stands out


def stands_out(headlines: tuple[Measured, ...], place: Place) -> str:
    """On how many lines the place is clearly better or worse, and on which most; then, apart, what its accounts say."""
    found = [
        (each, standing(each, place.code, place.fewest)) for each in headlines if each.indicator.direction != "neither"
    ]
    judged = [(each, one) for each, one in found if one.kind != "untold"]
    by_chance = [pair for pair in judged if not written.is_account(pair[0].indicator)]
    accounts = [pair for pair in judged if written.is_account(pair[0].indicator)]
    if not judged:
        return (
            f"None of {place.area.name}’s headline figures can be judged better or worse, for the reason beside each."
        )
    told = [_clearly(by_chance, place)] if by_chance else []
    told += [_by_accounts(each, one, place) for each, one in accounts]
    return " ".join(told)


Judged = list[tuple[Measured, Standing]]


def _by_accounts(measured: Measured, one: Standing, place: Place) -> str:
    """Money was spent or it was not: no range by chance, so nothing is called clear."""
    verdict = f"{one.kind} than" if one.kind in ("better", "worse") else "the same as"
    return f"By its accounts {place.area.name} is {verdict} {one.beside} on {within(measured.label)}{_against(measured, place)}."


def _clearly(judged: Judged, place: Place) -> str:
    """Of figures of which chance can be told from difference."""
    name = place.area.name
    beside = judged[0][1].beside
    better, worse = ([each for each, one in judged if one.kind == kind] for kind in ("better", "worse"))
    if not better and not worse:
        of = (
            f"any of the {len(judged)} recent headline indicators"
            if len(judged) > 1
            else "the one recent headline indicator"
        )
        return f"{name} is not clearly better or worse than {beside} on {of} that can be judged."
    first, second = (("better", better), ("worse", worse)) if better else (("worse", worse), ("better", better))
    if len(judged) == 1:
        return f"{name} is clearly {first[0]} than {beside} on the one recent headline indicator that can be judged{_most(first[1], place)}."
    most = f"{len(first[1])} of the {len(judged)} recent headline indicators that can be judged{_most(first[1], place)}"
    also = f"{len(second[1])}{_most(second[1], place)}" if second[1] else "none"
    return f"{name} is clearly {first[0]} than {beside} on {most}, and clearly {second[0]} on {also}."


def _most(found: list[Measured], place: Place) -> str:
    """The one furthest from its reference: ', by most percentage points on plans issued in 20 weeks (96.6% against 66.9%)'.

    Points can be seen and set beside each other; where no share is among them, how far the places lie apart decides.
    """
    shares = [each for each in found if each.indicator.unit == "percent"]
    if len(found) == 1:
        return f": {within(found[0].label)}{_against(found[0], place)}"
    if shares:
        furthest = max(shares, key=lambda each: _points(each, place))
        return f", by most percentage points on {within(furthest.label)}{_against(furthest, place)}"
    furthest = max(found, key=lambda each: from_reference(each, place))
    return f", furthest for how far places lie apart on {within(furthest.label)}{_against(furthest, place)}"


def _points(measured: Measured, place: Place) -> float:
    """How many percentage points the place is from its reference, both there."""
    own, beside = measured.at(place.code), reference(measured, place.code)
    return abs(((own and own.value) or 0) - ((beside and beside.value) or 0))


def _against(measured: Measured, place: Place) -> str:
    """' (96.6% in 2024, against 66.9%)'."""
    own, beside = measured.at(place.code), reference(measured, place.code)
    assert own is not None
    only_where = sentences.condition(measured.indicator)
    caveat = f"; {within(only_where).rstrip('.')}" if only_where else ""
    return f" ({told(own, measured.indicator)}, against {written.in_words(beside, measured.indicator)}{caveat})"


def from_reference(measured: Measured, place: Place) -> float:
    """How far the place is from its reference, beside how far the places compared lie apart; 0 where that is unknown."""
    own, beside = measured.at(place.code), reference(measured, place.code)
    if own is None or own.value is None or beside is None or beside.value is None:
        return 0.0
    return distance(measured, place.compared, own.value, beside.value)

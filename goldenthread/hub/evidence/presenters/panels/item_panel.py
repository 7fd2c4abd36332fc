"""Items beside each other for one authority, London and England: dots on rows."""

from __future__ import annotations

from goldenthread.hub.evidence import noise
from goldenthread.hub.evidence.charts.dots import Dot, dot_chart
from goldenthread.hub.evidence.charts.drawing import draw
from goldenthread.hub.evidence.charts.lines import Style
from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.presenters.comparison import Chart
from goldenthread.hub.evidence.series import Item, Items
from goldenthread.hub.ui.interface import Cell, Row, Table, wording

from .. import written
from ..mix import is_rest
from .shapes import beside, leading, listing, name_of, within

KEY = {"chosen": "circle", "london": "square", "england": "triangle"}


def chart(found: Items, view: View, title: str) -> Chart | None:
    """Dots for the authority, London and England; counts for the one area only, whose sizes mean something together."""
    first, codes = found.items[0].indicator, beside(view)
    title = f"{title}: {wording.listed([name_of(found, code) for code in codes])}"
    drawn = codes[:1] if written.is_count(first) else codes
    styles: dict[str, Style] = {code: _style(code) for code in codes}
    dots, texts = [], {}
    for n, item in enumerate(found.items):
        own = found.at(n, codes[0])
        texts[item.label] = " ".join([written.value(own, item.indicator), *(written.marks(own) if own else ())])
        for code in drawn:
            figure = found.at(n, code)
            is_small = bool(figure and written.is_small(figure))
            dots.append(Dot(item.label, figure.value if figure else None, styles[code], is_small))
    if all(dot.value is None for dot in dots):
        return None
    own_figures = [found.at(n, codes[0]) for n in range(len(found.items))]
    small = (("dot-few", f"hollow: counted on too few to compare ({written.SMALL})"),) * any(
        dot.is_small for dot in dots
    )
    seen = [c for c in drawn if any((o := found.at(n, c)) and o.value is not None for n in range(len(found.items)))]
    signs = [(f"sign-{styles[c]}", f"{name_of(found, c)} ({KEY[styles[c]]})") for c in seen] if len(drawn) > 1 else []
    description = f"{name_of(found, codes[0])}: {wording.listed([f'{label} {text}' for label, text in texts.items()])}."
    return Chart(
        title=title,
        wide=draw(dot_chart(dots, texts), title, description),
        narrow=draw(dot_chart(dots, texts, narrow=True), title, description),
        key=(*signs, *small),
        notes=written.notes(own_figures, first),
        table=table(found, codes, title, view.published),
    )  # fmt: skip


def _style(code: str) -> Style:
    return "london" if code == LONDON else "england" if code == ENGLAND else "chosen"


def table(found: Items, codes: list[str], title: str, published: bool) -> Table:
    """Items down, areas across."""
    ways: set[str] = {item.indicator.direction for item in found.items}
    rows = [
        Row(
            item.label,
            (*_better(item, ways), *[written.cell(found.at(n, code), item.indicator, published) for code in codes]),
        )
        for n, item in enumerate(found.items)
    ]
    better = (("Better", False),) if len(ways) > 1 else ()
    columns = (("Kind", False), *better, *((name_of(found, code), True) for code in codes))
    shown = [found.at(n, code) for n in range(len(found.items)) for code in codes]
    return Table(f"{title}, {found.label}", columns, tuple(rows), written.notes(shown, found.items[0].indicator))


def _better(item: Item, ways: set[str]) -> tuple[Cell, ...]:
    """Which way is better for this row, where the rows differ in it."""
    return (Cell(BETTER[item.indicator.direction]),) if len(ways) > 1 else ()


BETTER = {"higher-is-better": "higher", "lower-is-better": "lower", "neither": "neither"}


def finding(found: Items, view: View, in_full: bool = False) -> str:
    """The two largest items, and for rates the one that differs most from London; `in_full`: every item beside London."""
    code = beside(view)[0]
    if in_full:
        told = listing(found, code, LONDON if code != LONDON else ENGLAND)
        return f"{name_of(found, code)} {wording.in_period(found.label)}: {told or 'no figures for these'}"
    top = leading(found, code)
    if not top:
        return f"{name_of(found, code)} has no figures for these {wording.in_period(found.label)}"
    said = f"{name_of(found, code)} {wording.in_period(found.label)}: {top}"
    return said + _furthest(found, code)


def _furthest(found: Items, code: str) -> str:
    """The item furthest from London's figure among those that differ by more than chance; '' where that cannot be told.

    What is no kind of its own is passed over: that more is unclassified than in London is no finding on children.
    """
    first = found.items[0].indicator
    if code == LONDON or written.is_count(first):
        return ""
    pairs = [
        (item, own, london)
        for n, item in enumerate(found.items)
        if (own := found.at(n, code))
        and (london := found.at(n, LONDON))
        and not own.left_out
        and not is_rest(item.label)
    ]
    told = [(noise.compared(own, london, item.indicator), item, own, london) for item, own, london in pairs]
    clear = [
        (abs((own.value or 0) - (london.value or 0)), item, own, london)
        for verdict, item, own, london in told
        if verdict in CLEAR
    ]
    if not clear:
        alike = any(verdict == "no clear difference" for verdict, *_ in told) and not written.is_account(first)
        return "; none is clearly different from London" if alike else ""
    _, item, own, london = max(clear, key=lambda gap: gap[0])
    figures = f"{written.value(own, item.indicator)} against {written.value(london, item.indicator)}"
    return f"; furthest from London for {within(item)} ({figures})"


CLEAR: tuple[noise.Verdict, ...] = ("higher", "lower")

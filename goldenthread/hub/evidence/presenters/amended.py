"""Amendments on the page of a figure and in the ledger: what was published, what is used, and who says so."""

from __future__ import annotations

from typing import Any

from goldenthread.hub.evidence import links
from goldenthread.hub.evidence.queries import Figure
from goldenthread.hub.ui.interface import Summary, wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.amendments import Amendment
from goldenthread.warehouse.definitions.indicators import Indicator

from . import written

FIGURE, COUNT = ("Published", "Used"), ("Count published", "Count used")


def amendment(store: Store, found: Figure) -> dict[str, Any] | None:
    """The amendment behind the figure with the figure as it is with and without it; None without one."""
    used, indicator = found.used, found.indicator
    if used.amendment is None:
        return None
    entry = store.catalogue.amendments[used.amendment]
    is_itself = not used.calculated and used.value != used.published_value
    return {
        "entry": entry,
        "href": links.amendment(entry.id),
        "tag": "Withheld" if used.value is None else "Amended",
        "heading": _heading(used, indicator, is_itself),
        "said": "" if is_itself else _moved(used),
        "other": links.figure(used.indicator, used.area_code, used.period, used.breakdown, True),
        "other_text": "See this page as published" if is_itself else "See this page with the published count",
        "as_published": "This page shows the published figure."
        if is_itself
        else "This page shows the figure with the published count.",
        "lines": amendment_lines(entry, _where(store, entry, used), names=FIGURE if is_itself else COUNT),
    }


def _heading(used: Observation, indicator: Indicator, is_itself: bool) -> str:
    """Both figures in one line, each by its right name: only a published figure is called so."""
    now, published = written.value(used, indicator), _as_published(used, indicator)
    if used.value is None:
        return f"Withheld: {published} {'published' if is_itself else 'with the published count'}, not used"
    if is_itself:
        return f"Amended: {published} published, {now} used"
    if used.value == used.published_value:
        return "Amended: a count that belongs to this figure"
    return f"Amended: {now} with the count used, {published} with the count published"


def _as_published(used: Observation, indicator: Indicator) -> str:
    if used.published_value is None:
        return wording.NO_FIGURE[used.published_status]
    return wording.amount(used.published_value, indicator.unit, indicator.decimals)


def _moved(used: Observation) -> str:
    """What the amendment is of, where that is not the figure itself."""
    if used.value is not None and used.value == used.published_value:
        return "The amendment is of a count that belongs to this figure. The figure itself is as its publisher worked it out."
    done = "withholds" if used.value is None else "moved"
    return (
        f"The amendment {done} a count that this figure is worked out from. The figure itself is in no published file."
    )


def _where(store: Store, entry: Amendment, used: Observation) -> str:
    """The amended places and their period, which need not be the figure's own: growth also rests on the year before."""
    label = used.period_label
    if entry.period != used.period:
        before = store.query(used.indicator, areas=[used.area_code], periods=[entry.period], with_coverage=False)
        label = used.denominator_period or next((o.period_label for o in before), entry.period)
    return f"{wording.listed([store.area(code).name for code in entry.areas])}, {label}"


def beside_published(used: Observation, indicator: Indicator) -> str:
    """'amended; 99,116 published', wherever the figure stands by itself; '' for one that no amendment touches."""
    if used.amendment is None:
        return ""
    published = _as_published(used, indicator)
    if used.value is not None and published == written.value(used, indicator):
        return "a count beside it is amended"
    return f"amended; {published} {'with the published count' if used.calculated else 'published'}"


def left_out(store: Store, shown: Observation, indicator: Indicator) -> dict[str, str] | None:
    """An amendment in force for a count behind the figure that does not move it, and why; None without one."""
    if shown.left_out is None:
        return None
    entry = store.catalogue.amendments[shown.left_out]
    used = "no figure" if entry.used_value is None else written.part(entry.used_value)
    return {
        "title": entry.title,
        "href": links.amendment(entry.id),
        "numbers": f"{written.part(entry.published_value)} published, {used} used on other pages",
        "why": written.why_not_amended(shown, indicator),
    }


def amendment_lines(
    entry: Amendment, where: str, href: str = "", names: tuple[str, str] = FIGURE
) -> tuple[Summary, ...]:
    """A ledger entry as a summary list. `where`: area and period in words; `href`: the figure's own page.

    `names`: what the published and the used number are called.
    """
    decided = f"{entry.decided_by}, {wording.day(entry.decided_date)}"
    used = "None: the figure is withheld" if entry.used_value is None else written.part(entry.used_value)
    return (
        Summary("Where", (where,), href),
        Summary(names[0], (written.part(entry.published_value),)),
        Summary(names[1], (used,)),
        Summary("Why", (entry.reason,)),
        Summary("Evidence", (entry.evidence,)),
        Summary("Decided", (decided, *((entry.date_note,) if entry.date_note else ()))),
        Summary("Approved by", entry.approved_by),
        Summary("Not recomputed", (entry.not_recomputed_reason,)),
    )

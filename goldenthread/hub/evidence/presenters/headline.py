"""The headline page: the way to a borough, four cards with England and London, pages by subject, and the build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldenthread.hub.evidence import links, queries
from goldenthread.hub.evidence.places import LONDON
from goldenthread.hub.ui.interface import Choice, Page, Select, wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import HeadlineCard, HeadlineFigure
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from goldenthread.warehouse.definitions.indicators import Indicator

from . import newer, sentences

STANDINGS = {
    "transcribed": "Transcribed: copied by hand from a newsletter, not yet loaded from the published file.",
    "derived": "Derived: from a copy of the published file that somebody else prepared.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One area's figure on a card, in words. `before` is the figure a year earlier; '' means nothing to say."""

    area: str
    value: str
    absent: bool
    change: str
    before: str
    last_year: str
    used: str
    as_published: str
    ledger: str
    coverage: str
    standing: str
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `href` leads to the indicator's benchmark page; `direction`: that of good, and why, in words."""

    title: str
    href: str
    period: str
    definition: str
    direction: tuple[str, str]
    figures: tuple[Shown, ...]


def page(store: Store, published: bool) -> dict[str, Any]:
    """The template's context."""
    found = store.headline(published)
    cards = [card(store, each, published) for each in found]
    build = store.build
    return {
        "page": Page(
            "SEND in London: the headline figures", "London’s and England’s SEND figures, each with its source."
        ),
        "cards": cards,
        "newer": newer.lines(store, (store.catalogue.indicator(each.indicator) for each in found)),
        "boroughs": boroughs(store),
        "subjects": subjects(store, published),
        "figures": tuple(
            Choice("", text, chosen == published, reverse("headline") + ("?figures=published" if chosen else ""))
            for chosen, text in ((False, "With amendments"), (True, "As published"))
        ),
        "published": published,
        "amendments": tuple((a.title, links.amendment(a.id)) for a in store.catalogue.amendments.values()),
        "not_loaded": [source.title for source in store.not_loaded()],
        "build": {"id": build.id, "made": wording.moment(build.made_at)},
        "held": f"{wording.counted(build.observations, 'figure')} from {wording.counted(build.releases, 'release')}",
        "checks": f"{wording.counted(build.checks_passed, 'check')} passed, {build.checks_failed:,} failed",
    }


def card(store: Store, found: HeadlineCard, published: bool) -> Card:
    """A card in words."""
    indicator = store.catalogue.indicator(found.indicator)
    figures = tuple(shown(store, indicator, figure, published) for figure in found.figures)
    period = found.figures[0].period_label if found.figures else ""
    return Card(
        found.title, links.benchmark(indicator.id, published=published), period, found.definition,
        sentences.direction_and_why(indicator), figures,
    )  # fmt: skip


def boroughs(store: Store) -> Select:
    """The reader's own borough, to go to its page."""
    listed = [Choice(code, store.area(code).name, False) for code in queries.boroughs(store)]
    return Select("area", "Your borough", (Choice("", "Choose a borough", True), *listed))


def subjects(store: Store, published: bool) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """(title, address, question) of the pages that the definitions put on the front page, under their headings."""
    known, query = load_dashboards(store.catalogue), "?figures=published" if published else ""
    return [
        (group.title, [(page.title, links.dashboard(name, query), page.question) for name in group.front_page if (page := known.pages[name])])
        for group in known.groups
        if group.front_page
    ]  # fmt: skip


def shown(store: Store, indicator: Indicator, figure: HeadlineFigure, published: bool) -> Shown:
    """One area's figure in words. Percent changes come with the figure they are measured from."""
    amended = figure.amendment_note is not None
    return Shown(
        area=figure.area_name,
        value=_amount(indicator, figure.value) or wording.NO_FIGURE[figure.status],
        absent=figure.value is None,
        change=wording.change(figure.change_percent),
        before=_before(indicator, figure),
        last_year=wording.change(figure.previous_change_percent) if figure.previous_change_percent is not None else "",
        used=_amount(indicator, figure.value) if amended else "",
        as_published=_published(indicator, figure) if amended else "",
        ledger=_ledger(store, figure) if amended else "",
        coverage=sentences.covered(figure.coverage, most=6 if figure.area_code == LONDON else 0)
        if figure.coverage
        else "",
        standing=STANDINGS.get(figure.standing, ""),
        href=links.figure(indicator.id, figure.area_code, figure.period, published=published),
    )


def _amount(indicator: Indicator, value: float | None) -> str:
    return "" if value is None else wording.amount(value, indicator.unit, indicator.decimals)


def _before(indicator: Indicator, figure: HeadlineFigure) -> str:
    previous = _amount(indicator, figure.previous)
    return f"{previous} {wording.in_period(figure.previous_period_label or '')}" if previous else ""


def _published(indicator: Indicator, figure: HeadlineFigure) -> str:
    change = (
        f" ({wording.change(figure.published_change_percent)})" if figure.published_change_percent is not None else ""
    )
    return f"{_amount(indicator, figure.published_value)}{change}"


def _ledger(store: Store, figure: HeadlineFigure) -> str:
    """The ledger entry behind an amended figure: the one that names its area or moves its total."""
    for amendment in store.catalogue.amendments.values():
        if (
            figure.area_code in (amendment.area, *amendment.recompute)
            and (figure.amendment_note or "").find(amendment.title) >= 0
        ):
            return links.amendment(amendment.id)
    return reverse("amendments")

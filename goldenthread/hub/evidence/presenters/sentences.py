"""Sentences made from figures: the finding that heads a page, the direction of good, the ranking, the coverage."""

from __future__ import annotations

from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import change_percent
from goldenthread.warehouse.answers import Basis, Coverage, Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from . import written

# How a finding begins where the indicator's title does not make a sentence by itself.
BEGINNINGS = {
    "ehc-plans-issued-in-20-weeks": "{area} issued {value} of plans within 20 weeks {period}",
    "ehc-plans": "{area} had {value} EHC plans {period}",
    "new-ehc-plans": "{area} issued {value} new EHC plans {period}",
    "ehc-plan-requests": "{area} received {value} requests for an EHC needs assessment {period}",
    "sen-support-pupils": "{area} had {value} pupils on SEN support {period}",
}
DIRECTIONS = {
    "higher-is-better": "Higher is better.",
    "lower-is-better": "Lower is better.",
    "neither": "Neither high nor low is better in itself.",
}


def finding(page: Benchmark) -> str:
    """What the page shows, in one sentence about the chosen borough, or London when none is chosen."""
    area = page.question.area
    about = page.at(area.code if area else LONDON)
    others = [page.at(code) for code in ((LONDON, ENGLAND) if area else (ENGLAND,))]
    if about is None:
        return f"{page.question.indicator.title}: this build holds no figures"
    return f"{_beginning(about, page.question.indicator)}{_ending(page, about, [o for o in others if o])}"


def _beginning(figure: Observation, indicator: Indicator) -> str:
    period = wording.in_period(figure.period_label)
    if figure.value is None:
        return f"{figure.area_name} has no figure {period} ({written.value(figure, indicator)})"
    pattern = named(figure, indicator) + " {period}: {area} {value}"
    if figure.breakdown == "total":
        pattern = BEGINNINGS.get(indicator.id, pattern)
    return pattern.format(area=figure.area_name, value=written.value(figure, indicator), period=period)


def moved(page: Benchmark) -> str:
    """How the chosen authority's figure, or London's, went from the first period it has to the last; '' for fewer than two."""
    indicator, area = page.question.indicator, page.question.area
    series = [page.at(area.code if area else LONDON, period) for period in page.question.periods]
    known = [o for o in series if o and o.value is not None]
    if len(known) < 2:
        return ""
    first, last = known[0], known[-1]
    way = "went from" if first.value != last.value else "stayed at"
    start = f"{written.value(first, indicator)} {wording.in_period(first.period_label)}"
    end = f" to {written.value(last, indicator)}" if first.value != last.value else ""
    return f"{named(last, indicator)} in {last.area_name} {way} {start}{end} {wording.in_period(last.period_label)}"


def _ending(page: Benchmark, about: Observation, others: list[Observation]) -> str:
    indicator = page.question.indicator
    if written.is_count(indicator):
        before = page.at(about.area_code, page.previous_period)
        if about.value is None or before is None or not before.value:
            return ""
        return f", {wording.change(change_percent(about.value, before.value))} on {before.period_label}"
    known = [f"{written.value(o, indicator)} in {o.area_name}" for o in others if o.value is not None]
    return f", against {wording.listed(known)}" if known else ""


def named(figure: Observation | None, indicator: Indicator) -> str:
    """The indicator's short title, with whom it is about when that is not everyone."""
    about = "" if figure is None or figure.breakdown == "total" else f" ({figure.breakdown_label})"
    return indicator.short_title + about


def direction(indicator: Indicator) -> str:
    """The direction of good, in words."""
    return DIRECTIONS[indicator.direction]


def direction_and_why(indicator: Indicator) -> tuple[str, str]:
    """The direction of good and the note on it, with what the note says again left out."""
    words, note = direction(indicator).rstrip("."), indicator.direction_note
    if note.startswith("Neither"):
        return "", note
    return (words, note.removeprefix(words)) if note.startswith(words) else (f"{words}.", f" {note}")


def ranking(page: Benchmark) -> str:
    """Where the chosen borough stands among those with a figure fit to compare; '' where ranks mean nothing."""
    indicator, area = page.question.indicator, page.question.area
    if area is None or written.is_count(indicator):
        return ""
    figures = [o for o in map(page.at, page.boroughs) if o and o.value is not None]
    fit = {o.area_code: o.value for o in figures if not o.small_denominator and o.value is not None}
    if area.code not in fit:
        return f"{area.name} is not ranked: it has no figure, or one counted on too few to compare." if fit else ""
    lowest = indicator.direction == "lower-is-better"
    own = fit[area.code]
    ahead = sum(other < own if lowest else other > own for other in fit.values())
    joint = "joint " if list(fit.values()).count(own) > 1 else ""
    place = f"{wording.ordinal(ahead + 1)} " if ahead else ""
    left_out = "" if len(fit) == len(figures) else " Figures counted on too few are left out."
    end = "lowest" if lowest else "highest"
    return f"{area.name} is {joint}{place}{end} of the {len(fit)} boroughs with a figure.{left_out}"


def coverage(figure: Observation | None, most: int = 6) -> str:
    """'London: added up here from 32 of 33 authorities; left out: …'; '' for a single authority.

    Names at most `most` of those without; the figure's own page names all.
    """
    if figure is None or figure.coverage is None:
        return ""
    return f"{figure.area_name}: {covered(figure.coverage, most)}"


BASES: dict[Basis, str] = {
    "published": "published for the area as a whole; ",
    "worked out": "worked out from figures published for the area as a whole; ",
}


def covered(coverage: Coverage, most: int = 6) -> str:
    """What a larger area's figure rests on, how many of its authorities have one, and which have none and why."""
    if not coverage.excludes:
        return f"all {coverage.expected} authorities have a figure."
    if coverage.present == 0:
        nobody = f"none of the {coverage.expected} authorities has a figure of its own in this source."
        return BASES.get(coverage.basis, "") + nobody
    names = [f"{name} ({wording.NO_FIGURE[status]})" for name, status in coverage.excludes]
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most:,} more"] if most else []
    share = f"{coverage.present} of {coverage.expected} authorities"
    if coverage.basis == "sum":
        return f"added up here from {share}{'; left out: ' if names else ''}{wording.listed(names)}."
    own = "a figure of their own" if coverage.basis in BASES else "a figure"
    told = f"; without one: {wording.listed(names)}" if names else ""
    return f"{BASES.get(coverage.basis, '')}{share} have {own}{told}."

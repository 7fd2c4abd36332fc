"""Sentences made from figures: the finding that heads a page, the direction of good, the ranking, the coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from goldenthread.hub.evidence import noise
from goldenthread.hub.evidence.middle import middle
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import change_percent
from goldenthread.warehouse.answers import Basis, Coverage, Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from . import breaks, events, written

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
UNRECORDED = "a nought may mean that nobody recorded any"


def finding(page: Benchmark) -> str:
    """What the page shows, in one sentence about the chosen borough, or London when none is chosen."""
    area = page.question.area
    about = page.at(area.code if area else LONDON)
    others = [page.at(code) for code in ((LONDON, ENGLAND) if area else (ENGLAND,))]
    if about is not None and (of_event := events.finding(page)):
        return of_event
    if about is None:
        return f"{page.question.indicator.title}: this build holds no figures"
    return f"{beginning(about, page.question.indicator)}{_ending(page, about, [o for o in others if o])}"


def beginning(figure: Observation, indicator: Indicator) -> str:
    period = wording.in_period(figure.period_label)
    if figure.value is None:
        return f"{figure.area_name} has no figure {period} ({written.value(figure, indicator)})"
    pattern = named(figure, indicator) + " {period}: {area} {value}"
    if figure.breakdown == "total":
        pattern = BEGINNINGS.get(indicator.id, pattern)
    return pattern.format(
        area=figure.area_name, value=written.in_words(figure, indicator, with_note=True), period=period
    )


def moved(page: Benchmark) -> str:
    """How the chosen authority's figure, or London's, went from the first period it has to the last.

    Only since the last break in the series; '' for fewer than two.
    """
    indicator, area = page.question.indicator, page.question.area
    periods = page.question.periods
    comparable = periods[breaks.since(indicator, periods) :]
    series = [page.at(area.code if area else LONDON, period) for period in comparable]
    known = [o for o in series if o and o.value is not None]
    # Plans began with the law of 2014, so their first published figure is a nought that says nothing of any place.
    known = known[next((place for place, o in enumerate(known) if o.value), 0) :]
    if len(known) < 2:
        return ""
    first, last = known[0], known[-1]
    start = f"{written.in_words(first, indicator)} {wording.in_period(first.period_label)}"
    whose, end = f"{named(last, indicator)} in {last.area_name}", wording.in_period(last.period_label)
    if first.value != last.value:
        return f"{whose} went from {start} to {written.in_words(last, indicator)} {end}"
    if all(o.value == last.value for o in known):
        return f"{whose} stayed at {written.in_words(last, indicator)} from {first.period_label} to {last.period_label}"
    low, high = (pick(known, key=lambda o: o.value or 0) for pick in (min, max))
    ends = wording.listed(
        [
            f"{written.in_words(o, indicator)} {wording.in_period(o.period_label)}"
            for o in (low, high)
            if o.value != last.value
        ]
    )
    return f"{whose} came from {start} by way of {ends} back to the same {end}"


LEAST_TO_GROW_FROM = 50  # one child fewer of fifteen is no fall by 6.7%: both counts are told instead


def _ending(page: Benchmark, about: Observation, others: list[Observation]) -> str:
    indicator = page.question.indicator
    if written.is_count(indicator):
        before = page.at(about.area_code, page.previous_period)
        breaks = {each.period for each in indicator.breaks}
        if about.value is None or before is None or before.value is None or about.period in breaks:
            return ""
        if before.value < LEAST_TO_GROW_FROM or about.value < 0:
            return _from_few(about.value, before, indicator)
        return f", {wording.change(change_percent(about.value, before.value))} on {before.period_label}"
    known = [f"{written.in_words(o, indicator)} in {o.area_name}" for o in others if o.value is not None]
    if nearest := _of_neighbours(page, about):
        known = [nearest, *known[:1]]
    return f", against {wording.listed(known)}" if known else ""


def _from_few(now: float, before: Observation, indicator: Indicator) -> str:
    """', down from 15 in 2023'; ', as in 2023'."""
    period = wording.in_period(before.period_label)
    if now == before.value:
        return f", as {period}"
    return f", {'up' if now > (before.value or 0) else 'down'} from {written.value(before, indicator)} {period}"


def _of_neighbours(page: Benchmark, about: Observation) -> str:
    """'a median of 60.0% among 10 statistical neighbours (7 of them higher)'; '' unless they are whom the page compares with."""
    indicator, codes = page.question.indicator, {each.neighbour_code for each in page.neighbours}
    if not codes or set(page.boroughs) - {about.area_code} != codes or indicator.unit in written.JUDGED:
        return ""
    found = [o for o in map(page.at, codes) if o and not o.small_denominator and not o.left_out]
    known = [o for o in found if o.value is not None]
    if not known or about.value is None:
        return ""
    higher = sum((o.value or 0.0) > about.value for o in known)
    amount = written.on_account(middle(known, indicator), indicator)
    whom = wording.counted(len(known), "statistical neighbour")
    return f"a median of {amount} among {whom} ({higher or 'none'} of them higher)"


def named(figure: Observation | None, indicator: Indicator) -> str:
    """The indicator's short title, with whom it is about when that is not everyone."""
    about = "" if figure is None or figure.breakdown == "total" else f" ({figure.breakdown_label})"
    return indicator.short_title + about


def direction(indicator: Indicator) -> str:
    """The direction of good, in words; of what may be owed or kept, for both sides."""
    if indicator.balance and indicator.direction == "lower-is-better":
        return f"A smaller {indicator.balance.positive} or a larger {indicator.balance.negative} is better."
    return DIRECTIONS[indicator.direction]


def condition(indicator: Indicator) -> str:
    """The note on the direction where it is good on a condition alone: 'Lower is better where …'; else ''."""
    plain, note = DIRECTIONS[indicator.direction].rstrip("."), indicator.direction_note
    return note if note.startswith((f"{plain} ", f"{plain},")) else ""


def direction_and_why(indicator: Indicator) -> tuple[str, str]:
    """The direction of good and the note on it, with what the note says again left out."""
    words, note = direction(indicator).rstrip("."), indicator.direction_note
    if note.startswith("Neither"):
        return "", note
    return (words, note.removeprefix(words)) if note.startswith(words) else (f"{words}.", f" {note}")


def directions(indicators: Iterable[Indicator]) -> tuple[str, str]:
    """As `direction_and_why`; of measures of unlike directions which is better for each, by name."""
    known = {each.id: each for each in indicators}
    if len({each.direction for each in known.values()}) == 1:
        return direction_and_why(next(iter(known.values())))
    told = [
        f"{DIRECTIONS[way].rstrip('.')}: {wording.listed([each.short_title for each in known.values() if each.direction == way])}."
        for way in DIRECTIONS
        if any(each.direction == way for each in known.values())
    ]
    return "", " ".join(told)


def ranking(page: Benchmark) -> str:
    """Where the chosen place stands among those compared, as far as that is more than noise; '' where ranks mean nothing."""
    indicator, area = page.question.indicator, page.question.area
    if area is None or written.is_count(indicator) or indicator.unit in written.JUDGED:
        return ""
    figures = {o.area_code: o for o in map(page.at, page.boroughs) if o and o.value is not None}
    own = figures.pop(area.code, None)
    noughts = [o for o in figures.values() if noise.may_be_unrecorded(o, indicator)]
    fit = [o for o in figures.values() if not o.small_denominator and not o.left_out and o not in noughts]
    left_out = not_compared(figures.values()) + (f" Noughts are left out: {UNRECORDED}." if noughts else "")
    if own is None:
        return f"{area.name} is not ranked: it has no figure." if fit else ""
    if own.small_denominator:
        return f"{area.name} is not ranked: its figure is counted on too few to compare." if fit else ""
    if own.left_out:
        return f"{area.name} is not ranked: its figure rests on a return whose total is amended." if fit else ""
    if noise.may_be_unrecorded(own, indicator):
        return f"{area.name} is not ranked: {UNRECORDED}."
    if not fit:
        return ""
    if written.is_account(indicator):
        return _rank(own, fit, indicator) + left_out
    if noise.interval(own, indicator) is None:
        return f"{_why_untold(own, indicator)}, so chance cannot be told from difference: not ranked."
    return _standing(own, fit, indicator) + left_out


def not_compared(figures: Iterable[Observation]) -> str:
    """What is said of the figures that nobody is ranked beside; '' where there is none."""
    figures = list(figures)
    few = any(o.small_denominator for o in figures)
    faulty = [o.area_name for o in figures if o.left_out and not o.small_denominator]
    told = " Figures counted on too few to compare are left out." if few else ""
    return told + (f" Left out for a return whose total is amended: {wording.listed(faulty)}." if faulty else "")


def _why_untold(figure: Observation, indicator: Indicator) -> str:
    if indicator.method in ("growth", "difference"):
        return "Worked out from two figures"
    return (
        "Published without its counts"
        if figure.numerator is None
        else "Published with counts that do not give the figure"
    )


def _rank(own: Observation, others: list[Observation], indicator: Indicator) -> str:
    """The plain rank, from the nearer end: for accounts, which chance does not move."""
    values = [o.value or 0.0 for o in others]
    value = own.value or 0.0
    below, above = sum(other < value for other in values), sum(other > value for other in values)
    lowest = below < above or (below == above and indicator.direction == "lower-is-better")
    ahead = below if lowest else above
    joint = "joint " if value in values else ""
    place = f"{wording.ordinal(ahead + 1)} " if ahead else ""
    end = "lowest" if lowest else "highest"
    return f"{own.area_name} is {joint}{place}{end} of the {len(others) + 1} {_places([own, *others])} with a figure."


def _standing(own: Observation, others: list[Observation], indicator: Indicator) -> str:
    """How many of the others it clearly differs from, and the ranks that chance allows it."""
    verdicts = Counter(noise.compared(own, other, indicator) for other in others)
    untold = verdicts.pop("cannot be told", 0)
    known = len(others) - untold
    if not known:
        return f"{own.area_name} is not ranked: no other figure can be compared."
    is_one = _places([own, *others]) == _places(others)  # else a place elsewhere is set beside London's boroughs
    whom = _others(known, others) if is_one else f"the {known if known > 1 else 'one'} London {_places(others, known)}"
    whom += " that can be compared" if untold or not is_one else " with a figure"
    without = f" {untold} more {'is' if untold == 1 else 'are'} left out for want of counts that fit." if untold else ""
    told = [f"{words} {verdicts[verdict]}" for verdict, words in STANDING.items() if verdicts[verdict]]
    if len(told) > 1:
        told[0] += f" of {whom}"
        ranks = _ranks(verdicts, known + 1, indicator, "" if is_one else " together")
        return f"{own.area_name}’s figure is {wording.listed(told)}. {ranks}{without}"
    (verdict,) = verdicts
    every = "" if known == 1 else "any of " if verdict == "no clear difference" else "that of all "
    return f"{own.area_name}’s figure is {STANDING[verdict]} {every}{whom}.{without}"


def _others(known: int, others: list[Observation]) -> str:
    """'the other 31 boroughs', 'the one other borough'."""
    return f"the other {known} {_places(others)}" if known > 1 else f"the one other {_places(others, 1)}"


STANDING: dict[noise.Verdict, str] = {
    "higher": "clearly higher than",
    "lower": "clearly lower than",
    "no clear difference": "not clearly different from",
}


def _ranks(verdicts: Mapping[noise.Verdict, int], of: int, indicator: Indicator, end: str) -> str:
    """'Allowing for chance, it is 6th to 20th highest.': those that clearly differ stay on their side, the others need not.

    Counted from the nearer end, and from the good one where both are as near.
    """
    above, below = verdicts["lower"], verdicts["higher"]
    lowest = below < above or (below == above and indicator.direction == "lower-is-better")
    first, last = (below + 1, of - above) if lowest else (above + 1, of - below)
    span = wording.ordinal(first) + (f" to {wording.ordinal(last)}" if first != last else "")
    return f"Allowing for chance, it is {span} {'lowest' if lowest else 'highest'} of the {of}{end}."


def _places(figures: list[Observation], count: int = 2) -> str:
    if all(o.area_code.startswith("E09") for o in figures):
        return "borough" if count == 1 else "boroughs"
    return "authority" if count == 1 else "authorities"


def coverage(figure: Observation | None, most: int = 6) -> str:
    """'London: added up here from 32 of 33 authorities; left out: …'; '' for a single authority.

    Names at most `most` of those without; the figure's own page names all.
    """
    if figure is None or figure.coverage is None:
        return ""
    return f"{figure.area_name}: {covered(figure.coverage, most)}"


def coverages(page: Benchmark, most: int = 6) -> tuple[str, ...]:
    """What London's and England's figures rest on; of events, which places have none in this period and when they had theirs."""
    if page.question.indicator.event:
        told = [events.without(page, page.boroughs)]
    else:
        told = [coverage(page.at(LONDON), most), coverage(page.at(ENGLAND), most=0)]
    return tuple(filter(None, told))


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

"""What changed: each headline since the period before, what a newer release states otherwise, and amendments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.hub.evidence import links, noise
from goldenthread.hub.evidence.landscape import Measured
from goldenthread.hub.evidence.presenters import written
from goldenthread.hub.evidence.presenters.sentences import condition
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation, Status
from goldenthread.warehouse.definitions.amendments import Amendment
from goldenthread.warehouse.definitions.indicators import Balance, Indicator
from goldenthread.warehouse.restated import Restated

from .lines import Place, newer, own_page
from .standing import distance, is_of_few, judged, told

LEAST_OF_MONEY = 0.01  # accounts that moved by less are no news, though chance did not move them
ORDER = {"better": 0, "worse": 0, "higher": 0, "lower": 0, "untold": 1, "similar": 2}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what it is about before it: the link leads to all there is on that."""

    about: str
    href: str
    text: str
    kind: str = ""
    caveats: tuple[str, ...] = ()


# ------------------------------------------------------------------ since the period before


def since_before(headlines: Iterable[Measured], place: Place) -> tuple[list[Sentence], list[Sentence]]:
    """Changes, most notable first; and the headlines of which none can be told, each with its reason.

    First the changes that are more than noise, then those of which that is not known, then the others; within each,
    by size beside how far the places compared lie apart.
    """
    found, untold = [], []
    for each in headlines:
        reason = _why_none(each, place)
        if reason:
            untold.append(_sentence(each, place, reason, ""))
        else:
            found.append(_change(each, place))
    return [sentence for _, _, sentence in sorted(found, key=lambda one: one[:2])], untold


def _why_none(measured: Measured, place: Place) -> str:
    now, before = measured.at(place.code), measured.earlier(place.code)
    if not measured.period:
        return f"no figures for {place.asked_period}." if place.asked_period else "no figures in this build."
    if now is None or now.value is None:
        label = now.period_label if now else measured.period
        return f"no figure {wording.in_period(label)} ({written.value(now, measured.indicator)})."
    if not measured.before:
        return f"{told(now, measured.indicator)}; there is no earlier period to compare with."
    if before is None or before.value is None:
        label = before.period_label if before else measured.before
        return f"{told(now, measured.indicator)}; no figure {wording.in_period(label)} ({written.value(before, measured.indicator)})."
    return ""


def _change(measured: Measured, place: Place) -> tuple[int, float, Sentence]:
    """A change with its place in the order: lower numbers come first."""
    now, before = measured.at(place.code), measured.earlier(place.code)
    assert now is not None and now.value is not None  # noqa: PT018 - _why_none found both
    assert before is not None and before.value is not None  # noqa: PT018
    indicator = measured.indicator
    verdict = noise.compared(now, before, indicator)
    broken = next((b for b in indicator.breaks if measured.before < b.period <= measured.period), None)
    rests_on_fault = bool(now.left_out or before.left_out)
    is_few = any(is_of_few(o, indicator, place.fewest) for o in (now, before))
    kind = "untold" if broken or rests_on_fault or is_few else judged(verdict, indicator)
    far = distance(measured, place.compared, now.value, before.value)
    only_where = f" {condition(indicator)}" if kind in ("better", "worse") and condition(indicator) else ""
    meaning = what_it_means(now, before, indicator, kind, is_few)
    text = f"{_moved(now, before, indicator)}{meaning}{only_where}{_skipped(measured)}"
    if broken:
        text = f"{_moved(now, before, indicator)}; not comparable, because the series breaks. {broken.reason}"
    elif rests_on_fault:
        text = f"{_moved(now, before, indicator)}; it rests on a return whose total is amended elsewhere, so it tells of no change."
    since = f" {newer(measured, place.code)}" if measured.newer else ""
    return _rank(now, before, indicator, kind), -far, _sentence(measured, place, f"{text}{since}", kind)


def _rank(now: Observation, before: Observation, indicator: Indicator, kind: str) -> int:
    if now.value == before.value or now.small_denominator or before.small_denominator:
        return max(ORDER.values()) + 1
    moved = abs((now.value or 0) - (before.value or 0))
    if written.is_account(indicator) and moved < LEAST_OF_MONEY * abs(before.value or 0):
        return ORDER["similar"]
    return ORDER[kind]


def _moved(now: Observation, before: Observation, indicator: Indicator) -> str:
    """'up from 80.1% in 2023 to 96.6% in 2024'."""
    if now.value == before.value:
        return f"{written.in_words(now, indicator)} {wording.in_period(now.period_label)}, as {wording.in_period(before.period_label)}"
    if indicator.balance:
        return _moved_on_account(now, before, indicator.balance, indicator)
    way = "up" if (now.value or 0) > (before.value or 0) else "down"
    return f"{way} from {told(before, indicator)} to {told(now, indicator)}"


def _skipped(measured: Measured) -> str:
    """' Nothing is held of 2023-24, between them.'; '' where no year lies between the two periods."""
    first, last = measured.before, measured.period
    years = range(int(first[:4]) + 1, int(last[:4]))
    is_yearly = len(first) == len(last) and (len(first) == 4 or first[4:] == f"-{(int(first[:4]) + 1) % 100:02}")
    if not years or not is_yearly:
        return ""
    between = [f"{year}-{(year + 1) % 100:02}" if len(first) > 4 else str(year) for year in years]
    return (
        f" Nothing is held of {wording.listed(between)}, which {'lies' if len(between) == 1 else 'lie'} between them."
    )


def _moved_on_account(now: Observation, before: Observation, sides: Balance, indicator: Indicator) -> str:
    """'surplus up from 4.93% in 2020-21 to 7.14% in 2021-22'; where it crosses nought each side is named."""
    own, earlier = now.value or 0, before.value or 0
    if own * earlier <= 0:
        return f"from {told(before, indicator)} to {told(now, indicator)}"
    side, way = sides.positive if own > 0 else sides.negative, "up" if abs(own) > abs(earlier) else "down"
    sizes = (
        f"{wording.amount(abs(o.value or 0), indicator.unit, indicator.decimals)} {wording.in_period(o.period_label)}"
        for o in (before, now)
    )
    return f"{side} {way} from {' to '.join(sizes)}"


def what_it_means(now: Observation, before: Observation, indicator: Indicator, kind: str, is_few: bool = False) -> str:
    if now.value == before.value:
        return "."
    if written.is_account(indicator):
        return f", which is {kind}." if kind in ("better", "worse") else "."
    if kind == "similar":
        return "; chance alone could do that."
    if kind == "untold":
        if is_few or now.small_denominator or before.small_denominator:
            return "; counted on too few to tell change from chance."
        return "; whether by chance is not known."
    return f", which is {kind}, by more than chance." if kind in ("better", "worse") else ", by more than chance."


def _sentence(measured: Measured, place: Place, text: str, kind: str) -> Sentence:
    return Sentence(measured.label, own_page(measured, place), text, kind)


# ------------------------------------------------------------------ restated and amended


def restated(
    store: Store, found: Iterable[Restated], headlines: Iterable[Measured], place: Place
) -> list[tuple[str, list[Sentence]]]:
    """What newer releases state otherwise than the ones before: for each release, a beginning and the sentences."""
    titles = {r.id: f"{p.title}: {r.title.lower()}" for p in store.catalogue.publications.values() for r in p.releases}
    known = _by_measure(store, headlines)
    groups: dict[str, list[Sentence]] = {}
    for one in found:
        if one.measure in known:
            label, indicator = known[one.measure]
            sentence = Sentence(label, links.figure(indicator.id, place.code, one.period), _otherwise(one, indicator))
            groups.setdefault(titles[one.newer_release], []).append(sentence)
    return list(groups.items())


def _by_measure(store: Store, headlines: Iterable[Measured]) -> dict[str, tuple[str, Indicator]]:
    """What is counted → the indicator that shows it, the headlines before the others."""
    labels = {each.indicator.id: each.label for each in headlines if each.key == "total"}
    indicators = sorted(store.catalogue.indicators.values(), key=lambda each: each.id not in labels)
    found: dict[str, tuple[str, Indicator]] = {}
    for indicator in indicators:
        part = indicator.value or indicator.numerator
        if part and not part.breakdown:
            found.setdefault(part.measure, (labels.get(indicator.id, indicator.title), indicator))
    return found


def _otherwise(one: Restated, indicator: Indicator) -> str:
    """'94.8% for 2024 at first; withdrawn since (not available).'; of a count below nought, that it cannot be right."""
    behind = "" if indicator.value else "the number that it is worked out from was "
    older, newer = _amount(one.older, one.older_status, indicator), _amount(one.newer, one.newer_status, indicator)
    period = f"for {one.period_label} at first{_below_nought(one, indicator)}"
    if one.newer is None and one.older is not None:
        return f"{behind}{older} {period}; withdrawn since ({newer})."
    return f"{behind}{older} {period}, {newer} now."


def _below_nought(one: Restated, indicator: Indicator) -> str:
    """What to make of a count that the file gives as a negative number; '' for any other figure."""
    numbers = (one.older, one.newer)
    return f" ({written.BELOW_NOUGHT})" if any(written.is_below_nought(n, indicator) for n in numbers) else ""


def _amount(value: float | None, status: Status, indicator: Indicator) -> str:
    """A published total as written: in the indicator's unit where it is the figure, as a number where it is behind it."""
    if value is None:
        return wording.NO_FIGURE[status]
    return wording.amount(value, indicator.unit, indicator.decimals) if indicator.value else written.part(value)


def amended(store: Store, place: Place) -> list[Sentence]:
    """The amendments in force for this place's own figures."""
    return [
        Sentence(each.title, links.amendment(each.id), _amended(each, place.published))
        for each in store.catalogue.amendments.values()
        if place.code in each.areas
    ]


def _amended(amendment: Amendment, published: bool) -> str:
    used = amendment.used_value
    end = f"used as {written.part(used)}" if used is not None else "withheld as too unreliable to use"
    here = "This page leaves the amendment out." if published else "Figures on this page that rest on it are marked."
    return f"published as {written.part(amendment.published_value)}, {end}. {here}"

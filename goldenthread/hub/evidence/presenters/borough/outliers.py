"""Where a place stands apart: outside the range of its neighbours or at either end of the places compared, and not by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import floor

from goldenthread.hub.evidence import links
from goldenthread.hub.evidence.landscape import Measured
from goldenthread.hub.evidence.presenters import written
from goldenthread.hub.evidence.presenters.sentences import condition
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.borough import BoroughPage

from .changes import Sentence
from .lines import Place, from_reference
from .standing import REASONS, Standing, reference, standing, told


@dataclass(frozen=True, slots=True)
class Outliers:
    """Sentences, furthest from the reference first; how many indicators could be judged, and why others were not (REASONS).

    `untold`: the place has the highest or lowest figure of all compared, but chance cannot be told from difference.
    """

    sentences: list[Sentence] = field(default_factory=list)
    untold: list[Sentence] = field(default_factory=list)
    judged: int = 0
    not_judged: Counter[str] = field(default_factory=Counter)


def outliers(measured: Iterable[Measured], place: Place, rules: BoroughPage, newest: int) -> Outliers:
    """Of all these indicators, those in which the place stands apart by the definition's rules. `newest`: year of the newest."""
    found: list[tuple[float, Sentence]] = []
    untold: list[Sentence] = []
    judged, not_judged = 0, Counter[str]()
    for each in measured:
        one = standing(each, place.code, place.fewest)
        why = one.why or ("old" if rules.is_old(each.year, newest) else "")
        if why:
            not_judged[why] += 1
            untold += _untold(each, place, one.why, rules)
            continue
        judged += 1
        where = "" if one.kind == "similar" else apart(each, place, rules)
        if where:
            found.append((-from_reference(each, place), _sentence(each, place, one, where)))
    return Outliers([sentence for _, sentence in sorted(found, key=lambda one: one[0])], untold, judged, not_judged)


# Of REASONS: the figure is sound, its range is not known.
CHANCE_UNKNOWN = ("London has no figure", "no counts", "two figures", "odd counts")


def _untold(measured: Measured, place: Place, why: str, rules: BoroughPage) -> list[Sentence]:
    """'14.2% in 2022-23: the highest of 33 London boroughs; published without the counts …'; none where it is no extreme."""
    own = measured.at(place.code)
    if why not in CHANCE_UNKNOWN or own is None:
        return []
    where = _extreme(own, measured, place, rules)
    if not where or where.startswith("among"):
        return []
    href = links.figure(measured.indicator.id, place.code, own.period, measured.key, place.published)
    text = f"{told(own, measured.indicator)}: {where}; {REASONS[why]}."
    return [Sentence(measured.label, href, text, "untold")]


def apart(measured: Measured, place: Place, rules: BoroughPage) -> str:
    """How the place stands apart, in words; '' where it does not."""
    own = measured.at(place.code)
    if own is None or own.value is None:
        return ""
    return " and ".join(filter(None, [_outside(own, measured, place, rules), _extreme(own, measured, place, rules)]))


def _outside(own: Observation, measured: Measured, place: Place, rules: BoroughPage) -> str:
    """'above all 10 of its statistical neighbours (31.2% to 88.0%)'."""
    values = sorted(figure.value for figure in measured.known(place.neighbours) if figure.value is not None)
    if len(values) < rules.fewest_to_compare or own.value is None or values[0] <= own.value <= values[-1]:
        return ""
    way = "above" if own.value > values[-1] else "below"
    count = f"all {len(values)}" + (" with a figure" if len(values) < len(place.neighbours) else "")
    indicator = measured.indicator
    ends = " to ".join(written.on_account(value, indicator) for value in (values[0], values[-1]))
    return f"{way} {count} of its statistical neighbours ({ends})"


def _extreme(own: Observation, measured: Measured, place: Place, rules: BoroughPage) -> str:
    """'among the 3 highest of 33 London boroughs'. A tie with one further in is no extreme; of the neighbours `_outside` tells."""
    if set(place.compared) <= set(place.neighbours):
        return ""
    others = [f.value for f in measured.known(place.compared) if f.area_code != own.area_code and f.value is not None]
    is_among = own.area_code in place.compared
    of = len(others) + is_among
    most = floor(of * rules.extreme_percent / 100)
    if of < rules.fewest_to_compare or not most or own.value is None:
        return ""
    for way, before in (("highest", sum(v >= own.value for v in others)), ("lowest", sum(v <= own.value for v in others))):  # fmt: skip
        if not is_among and not before:
            return f"{'higher' if way == 'highest' else 'lower'} than all {of} {place.noun}"
        if is_among and before < most:
            return f"the {way} of {of} {place.noun}" if not before else f"among the {most} {way} of {of} {place.noun}"
    return ""


def _sentence(measured: Measured, place: Place, one: Standing, where: str) -> Sentence:
    """'96.6% in 2024, better than London’s 66.9%: the highest of 31 London boroughs.'"""
    own, beside = measured.at(place.code), reference(measured, place.code)
    assert own
    assert beside
    indicator = measured.indicator
    only_where = f" {condition(indicator)}" if one.kind in ("better", "worse") and condition(indicator) else ""
    text = f"{told(own, indicator)}, {one.words}’s {written.in_words(beside, indicator)}: {where}.{only_where}"
    href = links.figure(indicator.id, place.code, own.period, measured.key, place.published)
    caveats = tuple(f"{measured.label}: {caveat}" for caveat in indicator.essential_caveats)
    return Sentence(measured.label, href, text, one.kind, caveats)

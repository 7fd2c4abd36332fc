"""What a build did to a plan, in sentences: a measure that moved, evidence that changed."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.hub.evidence.interface import Point
from goldenthread.hub.plans.rereading import Move, last_known, newest
from goldenthread.hub.plans.tracking import Track, amount
from goldenthread.hub.plans.whole import WholeMeasure
from goldenthread.hub.ui.interface import wording

MOST = 600  # letters that a notice may have
TITLE = 140
NOT_ZERO = "That is not zero."


def of_measure(
    measure: WholeMeasure, moved: Sequence[Move], published: Sequence[Point], track: Track, broken: str
) -> str:
    """'Issued in 20 weeks: 62.4% in 2025, up from 58.1% in 2024; on track for the target of 75% by 31 August 2028.'

    `broken`: why the newest period cannot be compared with the one before; '' where it can. '' when nothing is to tell.
    """
    arrived = newest(moved)
    parts = [_arrived(measure, arrived, published, broken)] if arrived else []
    parts += [_again(measure, move) for move in moved if move.kind in ("supplied", "revised", "withdrawn")]
    if not parts:
        return ""
    ending = _to_target(measure, track)
    if arrived and arrived.kind == "new" and not broken:
        parts[0] = f"{parts[0].removesuffix('.')}; {ending}."
    else:
        parts.append(f"{ending[:1].upper()}{ending[1:]}.")
    return _fitting(f"{short(measure.title)}: {parts[0]}", parts[1:])


def _arrived(measure: WholeMeasure, move: Move, published: Sequence[Point], broken: str) -> str:
    point, earlier = move.point, last_known(published, move.point.period)
    period = wording.in_period(point.label)
    if point.value is None:
        return f"no figure {period} ({point.text}). {NOT_ZERO}" + (
            f" The last was {amount(measure, earlier.value)} {wording.in_period(earlier.label)}."
            if earlier and earlier.value is not None
            else ""
        )
    now = f"{amount(measure, point.value)} {period}"
    if earlier is None or earlier.value is None:
        return f"{now}, the first figure there is."
    if broken:
        return f"{now}; not compared with {earlier.label}, because the series breaks. {broken}"
    before = wording.in_period(earlier.label)
    if point.value == earlier.value:
        return f"{now}, as {before}."
    way = "up" if point.value > earlier.value else "down"
    return f"{now}, {way} from {amount(measure, earlier.value)} {before}."


def _again(measure: WholeMeasure, move: Move) -> str:
    """A period that was there before and reads otherwise now."""
    point, was = move.point, "" if move.before is None else amount(measure, move.before)
    period = f"the figure {wording.in_period(point.label)}"
    if point.value is None:
        return f"{period}, {was} until now, is withdrawn ({point.text}). {NOT_ZERO}"
    now = amount(measure, point.value)
    if move.kind == "supplied":
        return f"{period}, missing until now, is {now}."
    return f"{period} is revised from {was} to {now}."


def _to_target(measure: WholeMeasure, track: Track) -> str:
    """'on track for the target of 75% by 31 August 2028'."""
    if measure.target_value is None or measure.target_on is None:
        return "it has no target to be on track for"
    target = f"the target of {amount(measure, measure.target_value)} by {wording.day(measure.target_on)}"
    if track.kind == "met":
        return f"{target} is met"
    if track.kind == "on-track":
        return f"on track for {target}"
    if track.kind == "off-track" and track.expected is not None:
        return f"off track for {target}, where the way there asks for {amount(measure, track.expected)} by now"
    why = "the series breaks after the baseline" if track.kind == "broken" else track.words.rstrip(".")
    return f"whether it is on track for {target} cannot be told: {why[:1].lower()}{why[1:]}"


def of_evidence(priority: str, title: str, told: Sequence[str]) -> str:
    """'The figures under “Plans in time” changed. Issued in 20 weeks: 62.4% in 2025 now, 58.1% in 2024 then.'"""
    return _fitting(f"The evidence under “{short(priority)}” changed. {short(title)}:", told)


def newer_evidence(now: Point, then: Point) -> str:
    """A later period than the one the priority rests on."""
    was = f"the priority rests on {then.text} {wording.in_period(then.label)}."
    if now.value is None:
        return f"no figure {wording.in_period(now.label)} ({now.text}), which is not zero; {was}"
    if now.value == then.value:
        return f"{now.text} {wording.in_period(now.label)}, as {wording.in_period(then.label)}, on which the priority rests."
    return f"{now.text} {wording.in_period(now.label)}; {was}"


def revised_evidence(now: Point, then: Point) -> str:
    """Another figure for the period that the priority rests on."""
    period = wording.in_period(then.label)
    if now.value is None:
        return f"the figure {period}, {then.text} when the priority was set, is withdrawn ({now.text}). {NOT_ZERO}"
    return f"the figure {period}, {then.text} when the priority was set, is {now.text} now."


def short(text: str) -> str:
    """A title that leaves room for the rest of a notice."""
    return text if len(text) <= TITLE else f"{text[: TITLE - 1].rstrip()}…"


def _fitting(start: str, rest: Sequence[str]) -> str:
    """As many sentences as a notice holds, and how many more there are."""
    text = start
    for place, sentence in enumerate(rest):
        left = f" And {wording.counted(len(rest) - place, 'change')} more; the measure’s page has every figure."
        words = sentence if text.endswith(":") else f"{sentence[:1].upper()}{sentence[1:]}"
        if len(text) + len(words) + 1 > MOST - len(left):
            return f"{text}{left}" if len(text) + len(left) <= MOST else f"{text[: MOST - 1]}…"
        text = f"{text} {words}"
    return text if len(text) <= MOST else f"{text[: MOST - 1]}…"

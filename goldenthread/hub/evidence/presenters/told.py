"""One figure of one place told in a few sentences: what it is, how it moved, how it stands to London, what is good."""

from __future__ import annotations

from goldenthread.hub.evidence import noise
from goldenthread.hub.evidence.landscape import Measured
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from . import absence, sentences, written
from .amended import beside_published
from .borough.changes import what_it_means
from .borough.standing import REASONS, judged, reference, standing, told


def sentence(measured: Measured, code: str, name: str, label: str) -> str:
    """'Camden issued 96.6% of plans within 20 weeks in 2024, up from …. That is better than London (66.9%). …'

    `label`: of the item that the figure is about, 'all' for everyone.
    """
    own, indicator = measured.at(code), measured.indicator
    if own is None:
        about = indicator.short_title + ("" if label == "all" else f" ({label})")
        return f"{about}: no figures in this build, so there is none of {name}. That is not zero."
    if own.value is None:
        return _absent(measured, own)
    parts = [
        f"{sentences.beginning(own, indicator)}{_change(measured, own, measured.earlier(code))}",
        _amended(own, indicator),
        _beside(measured, code),
        sentences.condition(indicator) or sentences.direction(indicator),
    ]
    return " ".join(filter(None, parts))


def _amended(own: Observation, indicator: Indicator) -> str:
    note = beside_published(own, indicator)
    return f"That figure is {note}." if note.startswith("amended") else ""


def _absent(measured: Measured, own: Observation) -> str:
    """Why there is no figure; the one before, where there is one, says how things last stood."""
    indicator, earlier = measured.indicator, measured.earlier(own.area_code)
    why = absence.why(own, indicator)
    period = wording.in_period(own.period_label)
    known = earlier is not None and earlier.value is not None
    last = f" The one before was {told(earlier, indicator)}." if known and earlier else ""
    if indicator.event:  # an inspection that was not held has no number that could be taken for zero
        return f"{sentences.named(own, indicator)}: {own.area_name} has no {indicator.event.name} {period}.{last}"
    return f"{sentences.named(own, indicator)}: {own.area_name} has no figure {period}: {why}. That is not zero.{last}"


def _change(measured: Measured, own: Observation, earlier: Observation | None) -> str:
    """', up from 80.1% in 2023, which is better, by more than chance.'; across a break, that nothing is compared."""
    indicator = measured.indicator
    if not measured.before:
        return "; there is no earlier period to compare with."
    if earlier is None or earlier.value is None:
        label = earlier.period_label if earlier else measured.before
        return f"; there is no figure {wording.in_period(label)} to compare with."
    broken = next((b for b in indicator.breaks if measured.before < b.period <= measured.period), None)
    if broken:
        return f". That is not compared with {earlier.period_label}, because the series breaks. {broken.reason}"
    if own.left_out or earlier.left_out:
        return ". It rests on a return whose total is amended elsewhere, so it tells of no change."
    if own.value == earlier.value:
        return f", as {wording.in_period(earlier.period_label)}."
    before = written.before_in_words(own.value or 0, earlier.value, indicator)
    moved = f", {before} {wording.in_period(earlier.period_label)}"
    if written.is_count(indicator):
        return f"{moved}."
    kind = judged(noise.compared(own, earlier, indicator), indicator)
    return f"{moved}{what_it_means(own, earlier, indicator, kind)}"


def _beside(measured: Measured, code: str) -> str:
    """How it stands to London, as the borough's page says it; '' for sizes, which say how large a place is."""
    indicator, beside = measured.indicator, reference(measured, code)
    if written.is_count(indicator) or indicator.unit in written.JUDGED or beside is None or code == beside.area_code:
        return ""
    found = standing(measured, code)
    note = beside_published(beside, indicator)
    figure = written.in_words(beside, indicator)
    if found.kind == "untold":
        return f"{beside.area_name} has {figure}{f' ({note})' if note else ''}; the two are not judged: {REASONS[found.why]}."
    return f"It is {found.words} ({'; '.join(filter(None, (figure, note)))})."

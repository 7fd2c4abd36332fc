"""How a place's figure stands to London's or England's, and how far the places compared lie apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles
from typing import Literal

from goldenthread.hub.evidence import noise
from goldenthread.hub.evidence.landscape import Measured
from goldenthread.hub.evidence.middle import unrounded
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.presenters import written
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

Kind = Literal["better", "worse", "higher", "lower", "similar", "untold"]
# Why a figure is not judged: as short as a table needs it, and in full.
REASONS = {
    "no figure": "there is none",
    "too few": "counted on too few to compare",
    "nothing beside it": "neither London nor England has a figure",
    "London has no figure": "London has none, and beside England’s chance cannot be told from difference",
    "no counts": "published without the counts it is made of, so chance cannot be told from difference",
    "two figures": "worked out from two figures, so chance cannot be told from difference",
    "odd counts": "published with counts that do not give the figure, so chance cannot be told from difference",
    "old": "much older than the other figures",
    "may be unrecorded": "a nought, which may mean that nobody recorded any",
    "return amended": "resting on a return whose total is amended elsewhere and cannot be here",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A verdict. `words`: 'better than London', 'not judged: no counts'; `why`: of REASONS, where it is not judged."""

    kind: Kind
    words: str
    beside: str = ""  # the name of whom the place is compared with
    why: str = ""


def reference(measured: Measured, code: str) -> Observation | None:
    """London's figure for a place in London, else England's; England's also where London has none."""
    london = measured.at(LONDON) if code.startswith("E09") else None
    return london if london and london.value is not None else measured.at(ENGLAND)


def standing(measured: Measured, code: str, fewest: int = 0) -> Standing:
    """The place's figure beside its reference: better or worse only where the difference is more than noise.

    Accounts have no noise: any difference is one, and none is called clear. A share of fewer than `fewest` is not judged.
    """
    own, beside = measured.at(code), reference(measured, code)
    why = _why_untold(own, beside, measured.indicator, fewest)
    if why or own is None or beside is None:
        return Standing("untold", f"not judged: {why}", why=why)
    kind = judged(noise.compared(own, beside, measured.indicator), measured.indicator)
    if kind == "similar" and written.is_account(measured.indicator):
        return Standing(kind, f"the same as {beside.area_name}", beside.area_name)
    if kind == "similar":
        return Standing(kind, f"not clearly different from {beside.area_name}", beside.area_name)
    return Standing(kind, f"{kind} than {beside.area_name}", beside.area_name)


def judged(verdict: noise.Verdict, indicator: Indicator) -> Kind:
    """A verdict in the light of the direction of good."""
    if verdict == "cannot be told":
        return "untold"
    if verdict == "no clear difference":
        return "similar"
    if indicator.direction == "neither":
        return verdict
    return "better" if (verdict == "higher") == (indicator.direction == "higher-is-better") else "worse"


def _why_untold(own: Observation | None, beside: Observation | None, indicator: Indicator, fewest: int) -> str:
    """Why nothing can be said; '' where something can."""
    if own is None or own.value is None:
        return "no figure"
    if own.small_denominator or is_of_few(own, indicator, fewest):
        return "too few"
    if own.left_out:
        return "return amended"
    if noise.may_be_unrecorded(own, indicator):
        return "may be unrecorded"
    if beside is None or beside.value is None:
        return "nothing beside it"
    if noise.compared(own, beside, indicator) != "cannot be told":
        return ""
    if own.area_code.startswith("E09") and beside.area_code != LONDON:
        return "London has no figure"
    return why_chance_is_unknown(own, indicator)


def is_of_few(figure: Observation, indicator: Indicator, fewest: int) -> bool:
    """Whether a share is of so few that one of them moves it too far for a verdict."""
    return indicator.unit == "percent" and figure.denominator is not None and figure.denominator < fewest


def why_chance_is_unknown(figure: Observation, indicator: Indicator) -> str:
    """Why a figure has no range by chance, of REASONS."""
    if indicator.method in ("growth", "difference"):
        return "two figures"
    return "no counts" if figure.numerator is None else "odd counts"


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest and highest of some places and, of four or more, between which the middle half lies."""

    low: float
    high: float
    quarters: tuple[float, float] | None
    count: int

    @property
    def width(self) -> float:
        """How far the places lie apart: across the middle half, else from end to end."""
        middle = self.quarters[1] - self.quarters[0] if self.quarters else 0.0
        return middle or self.high - self.low


def spread(figures: Iterable[Observation], indicator: Indicator) -> Spread | None:
    """Of figures that can be compared; None for fewer than two."""
    known = [figure for figure in figures if figure.value is not None]
    values = sorted(figure.value or 0.0 for figure in known)
    if len(values) < 2:
        return None
    lower, _, upper = quantiles((unrounded(figure, indicator) for figure in known), n=4, method="inclusive")
    return Spread(values[0], values[-1], (lower, upper) if len(values) > 3 else None, len(values))


def distance(measured: Measured, codes: Iterable[str], one: float, other: float) -> float:
    """How far apart two figures are, beside how far apart the places compared are: comparable between indicators."""
    found = spread(measured.known(codes), measured.indicator)
    return abs(one - other) / found.width if found and found.width else 0.0


def within(title: str) -> str:
    """A title inside a sentence: its first letter small, but of 'EHC plans' and 'NEET'."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def told(figure: Observation, indicator: Indicator) -> str:
    """'96.6% in 2024'."""
    return f"{written.in_words(figure, indicator, with_note=True)} {wording.in_period(figure.period_label)}"

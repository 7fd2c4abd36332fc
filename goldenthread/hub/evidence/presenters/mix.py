"""What a share is made of: the largest of its parts in one place, for a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.hub.evidence import queries, series
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from . import written

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Mix:
    """The largest parts of a place, largest first.

    `rest`: what is no kind of its own but as large; `unknown`: how many parts have no figure there to rank.
    """

    indicator: Indicator
    largest: tuple[Observation, ...]
    rest: tuple[Observation, ...] = ()
    unknown: int = 0

    @property
    def words(self) -> str:
        """'Autistic spectrum disorder 31.2%, …'; marks as in a table."""
        unknown = f", of those with a figure ({self.unknown} have none)" if self.unknown else ""
        rest = f"; beside them {self._listed(self.rest)}" if self.rest else ""
        return self._listed(self.largest) + unknown + rest

    @property
    def figures(self) -> tuple[Observation, ...]:
        """Every figure in the words."""
        return (*self.largest, *self.rest)

    def _listed(self, figures: tuple[Observation, ...]) -> str:
        return wording.listed([f"{o.breakdown_label} {written.value(o, self.indicator)}{marks(o)}" for o in figures])


def marks(figure: Observation) -> str:
    """What sets a figure apart, as it stands behind it in a sentence; '' for nothing."""
    return "".join(f" ({mark})" if mark != written.SMALL else f" {mark}" for mark in written.marks(figure))


def topic_of(indicator: Indicator) -> str:
    """The topic that a share is told by, where it has no figure of everyone; '' for what is no such share."""
    single = [topics[0] for topics in indicator.breakdowns if len(topics) == 1]
    return single[0] if single and indicator.unit == "percent" else ""


def mixes(
    store: Store, indicator: Indicator, topic: str, codes: Sequence[str], period: str = "", published: bool = False
) -> dict[str, Mix]:
    """Area code → its mix in the period, or in the latest there is; places without a figure are left out."""
    items = series.items_of_topic(store, indicator, topic, {}, ())
    periods = sorted({each for item in items for each in queries.periods(store, indicator.id, item.key)})
    if not periods:
        return {}
    shown = period if period in periods else periods[-1]
    keys = [item.key for item in items]
    found = store.query_items(indicator.id, keys, codes, [shown], published)
    figures = [figure for part in found for figure in part]
    return {code: mix for code in codes if (mix := _mix(indicator, [o for o in figures if o.area_code == code]))}


def _mix(indicator: Indicator, figures: list[Observation]) -> Mix | None:
    known = sorted((o for o in figures if o.value is not None), key=lambda o: -(o.value or 0))
    named = [o for o in known if not is_rest(o.breakdown_label)]
    largest = _without_ties(named)
    rest = tuple(
        o for o in known if is_rest(o.breakdown_label) and largest and (o.value or 0) >= (largest[-1].value or 0)
    )
    return Mix(indicator, largest, rest, len(figures) - len(known)) if largest else None


def is_rest(label: str) -> bool:
    """A part that is no kind of its own: 'Need not recorded', 'Unclassified', 'Other difficulty or disability'."""
    return label.startswith(("Other", "Unclassified", "Not known")) or "not recorded" in label.lower()


def _without_ties(known: list[Observation]) -> tuple[Observation, ...]:
    """The largest few; of those that tie across the end none is named, unless all of them do."""
    if len(known) <= SHOWN or known[SHOWN - 1].value != known[SHOWN].value:
        return tuple(known[:SHOWN])
    above = [o for o in known[:SHOWN] if o.value != known[SHOWN].value]
    return tuple(above or known[:SHOWN])

"""Which breakdowns a question means: one by its key, or with a star every item of a topic, or of every topic."""

from __future__ import annotations

from goldenthread.hub.evidence import queries
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.indicators import Indicator

from .problems import Problem

EVERY = "*"
Topics = tuple[str, ...]


def named(store: Store, indicator: Indicator, text: str) -> tuple[str, ...]:
    """The breakdowns' keys, in the order of the indicator's topics and their items. Raises Problem.

    A key without a star is not looked at: the store says what is wrong with it.
    """
    if EVERY not in text:
        return (text,)
    if not indicator.breakdowns:
        raise Problem(400, f"{indicator.id} has no breakdowns. Ask for it without '{text[:40]}'.")
    if text.strip() == EVERY:
        return tuple(key for key in queries.breakdowns_on_offer(store, indicator) if key != "total")
    wanted = _topics(text)
    if wanted not in {tuple(sorted(topics)) for topics in indicator.breakdowns}:
        offered = "; ".join(" and ".join(topics) for topics in indicator.breakdowns)
        raise Problem(400, f"{indicator.id} has no breakdown by {' and '.join(wanted)[:60]}. It has: {offered}.")
    held = [items for items in store.breakdowns(indicator.id) if topics_of(items) == wanted]
    return tuple(",".join(f"{topic}={item}" for topic, item in sorted(items.items())) for items in held)


def topics_of(items: dict[str, str]) -> Topics:
    """The topics of a breakdown, in alphabetical order."""
    return tuple(sorted(items))


def _topics(text: str) -> Topics:
    """The topics of 'need:*' or 'need:*,sex:*'."""
    parts = [part.strip() for part in text.split(",")]
    topics = [part.removesuffix(":*") for part in parts]
    if any(not part.endswith(":*") for part in parts) or any(EVERY in topic for topic in topics):
        raise Problem(
            400, f"'{text[:60]}' is no breakdown. A star stands for every item of every topic (*), or of one (need:*) "
            "or several (need:*,sex:*); it does not go with single items.",
        )  # fmt: skip
    return tuple(sorted(topics))

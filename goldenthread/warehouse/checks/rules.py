"""A rule that names a measure or topic its source does not have would never be checked, and nobody would know."""

from __future__ import annotations

from collections.abc import Iterator

from ..definitions import Catalogue
from ..definitions.sources import Source
from .results import CheckResult, failed, passed


def check_rules_are_about_something(catalogue: Catalogue) -> list[CheckResult]:
    """Every measure and topic in the additive, parts, percents and rollups of a source is one it has."""
    name = "rules are about something"
    faults = [failed(name, fault) for source in catalogue.sources.values() for fault in _faults(catalogue, source)]
    return faults or [passed(name, "every rule of a source names measures and topics that it has")]


def _faults(catalogue: Catalogue, source: Source) -> Iterator[str]:
    supplied = {column.measure for file in source.files for column in source.layout_of(file).measures.values()}
    supplied |= {made.measure for made in source.sums}
    named = [("additive", measure) for measure in source.additive]
    named += [("parts", rule.measure) for rule in source.parts]
    named += [
        ("percents", name) for rule in source.percents for name in (rule.percent, rule.numerator, rule.denominator)
    ]
    named += [("rollups", rule.measure) for rule in source.rollups]
    for rule, measure in named:
        if measure not in supplied:
            yield f"source {source.id}: {rule} names the measure '{measure}', which no column of it holds."
    for parts in source.parts:
        vocabulary = catalogue.vocabularies.get(parts.topic)
        if vocabulary is None:
            yield f"source {source.id}: parts names the vocabulary '{parts.topic}', which does not exist."
            continue
        for item in sorted(set(parts.except_items) - {each.id for each in vocabulary.items}):
            yield f"source {source.id}: parts leaves out '{item}', which is no item of {parts.topic}."

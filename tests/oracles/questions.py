"""What may be asked of a catalogue, for Hypothesis to choose from."""

from __future__ import annotations

from hypothesis import strategies as st

from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.indicators import Indicator

from .comparison import Question
from .plain_answers import PlainQuestion
from .plain_evidence import PlainEvidence, measures_in


def questions(evidence: PlainEvidence, most_areas: int = 6) -> st.SearchStrategy[Question]:
    """Any indicator of the catalogue, and then anything that may be asked of it."""
    indicators = st.sampled_from(sorted(evidence.catalogue.indicators))
    return indicators.flatmap(lambda name: questions_about(evidence, name, most_areas))


def questions_about(evidence: PlainEvidence, name: str, most_areas: int = 6) -> st.SearchStrategy[Question]:
    """One of the breakdowns on offer, and then the rest."""
    breakdowns = st.sampled_from(_breakdowns(evidence, evidence.catalogue.indicators[name]))
    return breakdowns.flatmap(lambda breakdown: _questions_in(evidence, name, breakdown, most_areas))


def _questions_in(
    evidence: PlainEvidence, name: str, breakdown: dict[str, str], most_areas: int
) -> st.SearchStrategy[Question]:
    """Some areas of every level, some periods or all, with or without amendments, a release or none."""
    indicator = evidence.catalogue.indicators[name]
    periods = [period.text for period in PlainQuestion(evidence, indicator, breakdown, False, None).periods()]
    return st.builds(
        Question,
        indicator=st.just(name),
        areas=_some(sorted(evidence.catalogue.areas), most_areas),
        periods=st.none() | _some(periods, 4),
        breakdown=st.just(breakdown),
        published=st.booleans(),
        release=st.none() | st.sampled_from(_releases(evidence.catalogue, indicator)),
    )


def _some(words: list[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=most, unique=True).map(tuple)


def _base(indicator: Indicator) -> str:
    part = indicator.value or indicator.numerator
    assert part is not None  # every method has one of the two
    return part.measure


def _breakdowns(evidence: PlainEvidence, indicator: Indicator) -> list[dict[str, str]]:
    """The whole, and every breakdown that the indicator offers and some file gives."""
    part = indicator.value or indicator.numerator
    assert part is not None
    offered: list[dict[str, str]] = [{}]
    for given in map(dict, evidence.breakdowns(part.measure)):
        asked = {topic: item for topic, item in given.items() if topic not in part.breakdown}
        fits = all(given.get(topic) == item for topic, item in part.breakdown.items())
        if fits and set(asked) in [set(topics) for topics in indicator.breakdowns]:
            offered.append(asked)
    return offered


def _releases(catalogue: Catalogue, indicator: Indicator) -> list[str]:
    """Releases that hold something of the indicator."""
    files = [(source, file) for source in catalogue.sources.values() for file in source.files]
    return sorted({file.release for source, file in files if _base(indicator) in measures_in(source, file)})

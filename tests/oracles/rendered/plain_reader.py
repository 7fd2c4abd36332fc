"""What a rendered figure must say, worked out from the published files by the plain way: no query, no store."""

from __future__ import annotations

from ..plain_answers import PlainQuestion
from ..plain_evidence import PlainEvidence
from ..plain_periods import label
from .page_cells import RenderedFigure
from .plain_words import as_written


def difference(evidence: PlainEvidence, shown: RenderedFigure) -> str:
    """How a rendered figure differs from the published files; '' when it does not."""
    indicator = evidence.catalogue.indicators[shown.indicator]
    question = PlainQuestion(evidence, indicator, dict(shown.breakdown), shown.published, None)
    period = next((period for period in question.periods() if period.text == shown.period), None)
    figure = question.figure(shown.area, period) if period else None
    if period is None or figure is None:
        return f"{shown}: the files know of no such figure"
    expected = as_written(figure.value, figure.status, indicator.unit, indicator.decimals)
    if shown.text not in expected:
        return f"{shown}: the files say {' or '.join(sorted(expected))}"
    about = f"About this figure: {evidence.catalogue.areas[shown.area].name}, {label(period)},"
    return "" if shown.about == about else f"{shown}: it is about {about}"

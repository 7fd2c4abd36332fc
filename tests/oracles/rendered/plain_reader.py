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
    if indicator.event and figure.value is None and figure.status == "missing":
        expected |= _of_another_year(question, shown.area, indicator.event.name)
    if indicator.denominator and "missing" in figure.status:
        expected |= {"no population figure to divide by", "no figure to divide by"}
    if shown.text not in expected:
        return f"{shown}: the files say {' or '.join(sorted(expected))}"
    about = f"About this figure: {evidence.catalogue.areas[shown.area].name}, {label(period)},"
    return "" if shown.about == about else f"{shown}: it is about {about}"


def _of_another_year(question: PlainQuestion, area: str, name: str) -> set[str]:
    """What a page may say of a place that had no such event in the year shown: when it had one, or that it had none."""
    found = [(label(period), question.figure(area, period)) for period in question.periods()]
    had = {
        f"{name} in {year}: {text}"
        for year, figure in found
        if figure is not None and figure.value is not None
        for text in as_written(figure.value, figure.status, question.indicator.unit, question.indicator.decimals)
    }
    return had or {f"no {name}", f"no {name} of its own"}

"""Observations as text, with what a reader must know to read them."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.hub.evidence import links
from goldenthread.hub.ui.interface import Cell, wording
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from . import absence

SMALL = "†"
NOT_AMENDED = (
    "“not amended” means: a count behind the figure, or the total of the return that it rests on, is amended on other "
    "pages, as the amendments ledger says"
)
BELOW_NOUGHT = "the file says so, though nothing can be counted below nought"
COUNTS = {
    "plans", "requests", "assessments", "pupils", "children", "people", "appeals", "decisions",
    "pounds", "referrals", "placements", "reviews", "officers",
}  # fmt: skip
ACCOUNTS = wording.POUNDS - COUNTS  # money for a head or a plan: what was spent, not what befell
JUDGED = {"grade"}  # an opinion, which has no order of places
GRADES = {
    "1": "typically positive experiences and outcomes",
    "2": "inconsistent experiences and outcomes",
    "3": "widespread or systemic failings",
}


def is_count(indicator: Indicator) -> bool:
    """True where a larger area has a larger figure, so that areas must not be compared by size."""
    return indicator.unit in COUNTS


def is_account(indicator: Indicator) -> bool:
    """True for money beside a size: accounts, which are what they are and are not moved by chance."""
    return indicator.unit in ACCOUNTS or (indicator.theme == "finance" and not is_count(indicator))


def value(figure: Observation | None, indicator: Indicator) -> str:
    """The figure as written, or why there is none."""
    if figure is None or figure.value is None:
        return absence.words(figure, indicator)
    return wording.amount(figure.value, indicator.unit, indicator.decimals)


def in_words(figure: Observation | None, indicator: Indicator, with_note: bool = False) -> str:
    """The figure inside a sentence: as written, or of an account that may be owed or kept 'surplus of £22,344,113'."""
    if figure is None or figure.value is None:
        return value(figure, indicator)
    return on_account(figure.value, indicator, with_note)


def on_account(amount: float, indicator: Indicator, with_note: bool = False) -> str:
    """A number that there is, in words: of an account with its side, or as what it is read where that is not certain.

    Of an opinion with what it means: '2 (inconsistent experiences and outcomes)'.
    """
    sides = indicator.balance
    if sides is None or not amount:
        text = wording.amount(amount, indicator.unit, indicator.decimals)
        return f"{text} ({GRADES[text]})" if indicator.unit in JUDGED and text in GRADES else text
    side = sides.positive if amount > 0 else sides.negative
    size = wording.amount(abs(amount), indicator.unit, indicator.decimals)
    if sides.note:
        return f"{size} read as a {side}" + (f" ({sides.note})" if with_note else "")
    return f"{side} of {size}"


def way(now: float, before: float, indicator: Indicator) -> str:
    """'up', 'down'; of an account 'surplus up', or '' where it went from one side to the other."""
    sides = indicator.balance
    if sides is None:
        return "up" if now > before else "down"
    if now * before <= 0:
        return ""
    return f"{sides.positive if now > 0 else sides.negative} {'up' if abs(now) > abs(before) else 'down'}"


def before_in_words(now: float, before: float, indicator: Indicator) -> str:
    """'up from 58.1%'; of an account 'surplus up from 4.93%', 'from a deficit of 2.10%' where it changed sides."""
    told = way(now, before, indicator)
    if not told:
        return f"from {'a ' if before else ''}{on_account(before, indicator)}"
    if indicator.balance is None:
        return f"{told} from {on_account(before, indicator)}"
    return f"{told} from {wording.amount(abs(before), indicator.unit, indicator.decimals)}"


def essential(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """The caveats without which figures of these mislead, each once."""
    return tuple(dict.fromkeys(caveat for each in indicators for caveat in each.essential_caveats))


def is_below_nought(amount: float | None, indicator: Indicator) -> bool:
    """True for a count that the file gives as a negative number, which no count can be; money may be owed."""
    return amount is not None and amount < 0 and indicator.unit in COUNTS - wording.POUNDS


def is_small(figure: Observation) -> bool:
    """True for a figure that is there but counted on too few to rank or compare."""
    return figure.small_denominator and figure.value is not None


def marks(figure: Observation) -> list[str]:
    """What sets a figure apart, in words that `notes` explains."""
    small, left_out = is_small(figure), figure.left_out is not None
    return [SMALL] * small + ["amended"] * (figure.amendment is not None) + ["not amended"] * left_out


def why_not_amended(figure: Observation, indicator: Indicator) -> str:
    """Why an amendment that is in force does not move this figure; it goes on after 'because'."""
    parts = (indicator.numerator, indicator.denominator)
    if any(each and each.as_published for each in parts):
        return "both parts of a share must come from the same return, and only the total of that return was corrected"
    if figure.breakdown != "total":
        return "only the total was corrected, and nobody can say how the difference divides"
    return "it is shown as its publisher worked it out"


def part(amount: float | None) -> str:
    """A numerator or denominator, or words."""
    if amount is None:
        return "not given"
    return wording.number(amount, 0 if amount == int(amount) else 1)


def span(low: float, high: float, indicator: Indicator) -> str:
    """A range as its figure is written, without the unit: '61.2 to 66.9'; of an account with the side of each end."""
    if indicator.balance:
        return f"{on_account(low, indicator)} to {on_account(high, indicator)}"
    return f"{wording.number(low, indicator.decimals)} to {wording.number(high, indicator.decimals)}"


def as_in_file(amount: float) -> str:
    """A source cell's number with every decimal place that the file gives."""
    return f"{amount:,.15g}".replace("-", wording.MINUS)


def cell(figure: Observation | None, indicator: Indicator, published: bool = False) -> Cell:
    """The figure as a table cell that leads to 'About this figure'."""
    if figure is None:
        return Cell(absence.words(None, indicator), numeric=True, absent=True)
    address = links.figure(indicator.id, figure.area_code, figure.period, figure.breakdown, published)
    about = f"About this figure: {figure.area_name}, {figure.period_label},"
    tag = " ".join(marks(figure))
    return Cell(value(figure, indicator), address, about, numeric=True, absent=figure.value is None, tag=tag)


def notes(figures: Iterable[Observation | None], indicator: Indicator) -> tuple[str, ...]:
    """An explanation of every symbol and mark that occurs in the figures, and of no other."""
    figures = list(figures)
    shown = [figure for figure in figures if figure]
    absent = [figure for figure in figures if figure is None or figure.value is None]
    told = []
    if indicator.event and any(figure is None or figure.status == "missing" for figure in absent):
        told.append(f"“No {indicator.event.name}”: {indicator.event.never}")
        absent = [figure for figure in absent if figure and figure.status != "missing"]
    order = list(wording.NO_FIGURE)
    absent.sort(key=lambda figure: order.index(figure.status if figure else "missing"))
    reasons = {absence.words(figure, indicator): absence.why(figure, indicator) for figure in absent}
    told += [f"“{words.capitalize()}”: {why}. It is not zero." for words, why in reasons.items()]
    told += [
        f"{label}: provisional. The publisher may still revise these figures."
        for label in dict.fromkeys(f.period_label for f in shown if f.period in indicator.provisional)
    ]
    if any(map(is_small, shown)) and indicator.small_denominator:
        told.append(
            f"{SMALL} Counted on fewer than {indicator.small_denominator.minimum}: {indicator.small_denominator.reason}"
        )
    if any(is_below_nought(figure.value, indicator) for figure in shown):
        told.append(f"A number below nought: {BELOW_NOUGHT}.")
    if any(figure.amendment for figure in shown):
        told.append(
            "“amended” means: corrected by the alliance. The figure’s own page shows it without the amendment as well."
        )
    left_out = next((figure for figure in shown if figure.left_out), None)
    if left_out:
        told.append(
            f"{NOT_AMENDED}, but the figure stands here as published, because {why_not_amended(left_out, indicator)}."
        )
    return tuple(told)


def short(amount: float, indicator: Indicator) -> str:
    """A figure for a small square: '34.1', '1,204', '414k', '£12.3m'."""
    if indicator.unit in wording.POUNDS and abs(amount) >= 1_000_000:
        return f"{wording.MINUS if amount < 0 else ''}£{abs(amount) / 1_000_000:,.1f}m"
    if indicator.unit in wording.POUNDS and abs(amount) >= 10_000:
        return f"{wording.MINUS if amount < 0 else ''}£{abs(amount) / 1_000:,.0f}k"
    if is_count(indicator) and abs(amount) >= 100_000:
        return f"{wording.number(amount / 1_000, 0)}k"
    return wording.number(amount, min(indicator.decimals, 1))

"""The published start of a numbered table: what each cell would be if it were taken from published figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.cache import caches

from goldenthread.hub.evidence.interface import FigureAt, current_build, figures_at, item_label
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTable, TableFigure, TableRow

MOST_NAMED = 2  # parts left out that are named one by one
MOST_LETTERS = 300  # that a cell's source may have
UNFIT = "u"


@dataclass(frozen=True, slots=True)
class Started:
    """A cell as the published figures give it. `value` None: there is none, and `status` says why.

    `source` says where the number is from; `note` what the sum leaves out, '' where nothing. `links`: (words, address)
    of every figure behind it.
    """

    value: Decimal | None
    status: str
    source: str
    note: str
    links: tuple[tuple[str, str], ...]


Start = dict[tuple[str, int], Started]  # by row and year


def published_start(partnership: str, table: PlanTable, build: str = "") -> Start:
    """Every cell of the table that published figures say something of, by row and year.

    A row that no figure starts and a year that is not published yet have no cell. Kept for a build, which never
    changes.
    """
    build = build or current_build()
    key = f"table-start:{build}:{partnership}:{table.id}:{hash(table.model_dump_json())}"
    found: Start | None = caches["figures"].get(key) if build else None
    if found is None:
        found = _read(partnership, table, build)
        if build:
            caches["figures"].set(key, found)
    return found


def _read(partnership: str, table: PlanTable, build: str) -> Start:
    if not build:
        return {}
    years = (*table.start_years, *table.years)
    wanted = [(figure.indicator, figure.key) for row in table.rows for figure in row.from_figures]
    figures = figures_at(partnership, wanted, [period_of(table, year) for year in years], build)
    published = {(indicator, period) for indicator, _, period in figures}
    found: Start = {}
    for row in table.rows:
        for year in years:
            period = period_of(table, year)
            if any((figure.indicator, period) in published for figure in row.from_figures):
                parts = [(each, figures.get((each.indicator, each.key, period))) for each in row.from_figures]
                found[row.id, year] = _added(row, parts, build)
    return found


def period_of(table: PlanTable, year: int) -> str:
    """The canonical period that a year's column is published for."""
    return str(year + table.year_offset)


Part = tuple[TableFigure, FigureAt | None]


def _added(row: TableRow, parts: Sequence[Part], build: str) -> Started:
    """The sum of the parts that are numbers; an absence where none of those to be added is one."""
    known = [(part, figure, number) for part, figure in parts if (number := _number(part, figure)) is not None]
    lost = [(part, figure) for part, figure in parts if _number(part, figure) is None]
    links = tuple((_words(part, figure), figure.href) for part, figure in parts if figure is not None)
    source, note = _source(parts, build), _left_out(lost, build)
    if not any(not part.take_away for part, _, _ in known):
        first = next(((part, figure) for part, figure in lost if not part.take_away), lost[0])
        return Started(None, _status(*first), source, "", links)
    total = sum((-number if part.take_away else number for part, _, number in known), Decimal(0))
    if total < 0:
        return Started(None, UNFIT, source, "The published parts do not fit: more is taken away than there is.", links)
    return Started(total, "", _joined(source, note), note, links)


def _number(part: TableFigure, figure: FigureAt | None) -> Decimal | None:
    amount = None if figure is None else figure.count if part.part == "numerator" else figure.value
    return None if amount is None else Decimal(str(amount))


def _status(part: TableFigure, figure: FigureAt | None) -> str:
    if figure is None:
        return "missing"
    return figure.count_status if part.part == "numerator" else figure.status


def _words(part: TableFigure, figure: FigureAt) -> str:
    sign = "less " if part.take_away else ""
    return f"{sign}{figure.title}, {figure.item}, {figure.label}"


def _source(parts: Iterable[Part], build: str) -> str:
    known = [figure for _, figure in parts if figure is not None]
    if not known:
        return f"Published figures; build {build}"
    return f"{known[0].title}, {known[0].label}; build {build}"


def _joined(source: str, note: str) -> str:
    whole = f"{source}; {note[:1].lower()}{note[1:]}" if note else source
    return whole if len(whole) <= MOST_LETTERS else f"{whole[: MOST_LETTERS - 1]}…"


def _left_out(lost: Sequence[Part], build: str) -> str:
    """'Without Down syndrome: not in the source. '; '' where nothing is left out."""
    told = []
    for words, parts in (
        ("Without", [each for each in lost if not each[0].take_away]),
        ("Not taken away:", [each for each in lost if each[0].take_away]),
    ):
        if not parts:
            continue
        reasons = wording.listed(list(dict.fromkeys(wording.NO_FIGURE[_status(*each)] for each in parts)))
        names = [item_label(part.key, build) for part, _ in parts]
        named = wording.listed(names) if len(names) <= MOST_NAMED else f"{len(names)} of the parts"
        told.append(f"{words} {named}: {reasons}.")
    return " ".join(told)

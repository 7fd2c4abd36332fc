"""The queries of the warehouse answered a second time, slowly: no SQL, one figure at a time, in exact fractions."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.indicators import Indicator, Part

from .plain_cells import Items, PlainCell, exact
from .plain_evidence import Figures, PlainEvidence
from .plain_periods import PlainPeriod, first_day, last_day, year_before


@dataclass(frozen=True)
class PlainNumber:
    """A number or a stated absence, where it was published, and the amendments that moved it."""

    value: Fraction | None
    status: str
    cell: PlainCell | None = None
    amendments: frozenset[str] = frozenset()
    from_members: bool = False


MISSING = PlainNumber(None, "missing")


@dataclass(frozen=True)
class PlainFigure:
    """What the plain way says of one indicator, area and period."""

    value: Fraction | None
    status: str
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    denominator_period: PlainPeriod | None = None
    calculated: bool = False
    amendments: frozenset[str] = frozenset()
    cells: Mapping[str, PlainCell] = field(default_factory=dict)


class PlainQuestion:
    """One indicator in one breakdown, with or without amendments, as now in force or as one release had it."""

    def __init__(
        self,
        evidence: PlainEvidence,
        indicator: Indicator,
        asked: Mapping[str, str],
        published: bool,
        release: str | None,
    ) -> None:
        self.evidence, self.catalogue, self.indicator = evidence, evidence.catalogue, indicator
        self.asked, self.published, self.release = asked, published, release
        self.base = indicator.value or indicator.numerator

    def periods(self) -> list[PlainPeriod]:
        """Periods in which the base measure has a cell, oldest first."""
        return sorted(self._figures(self.base), key=first_day)

    def figure(self, area: str, period: PlainPeriod) -> PlainFigure | None:
        """The figure of an area, or None where an authority did not exist and nobody published a cell for it."""
        return self._figure(area, period) if self.is_expected(area, period) else None

    def is_expected(self, area: str, period: PlainPeriod) -> bool:
        """Whether an area has its place in the answer: it has a cell, or is an authority of today that existed then."""
        return (
            not self._is_authority(area)
            or area in self._figures(self.base)[period]
            or exists(self.catalogue, area, period)
        )

    def coverage(self, area: str, period: PlainPeriod) -> tuple[int, int, tuple[tuple[str, str], ...]] | None:
        """How many authorities of a larger area have a figure, of how many; and by name those without."""
        if self._is_authority(area):
            return None
        members = [m for m in members_of(self.catalogue, area) if self.is_expected(m, period)]
        statuses = {
            self.catalogue.areas[m].name: status
            for m in members
            if (status := self._figure(m, period).status) == "ok" or self._was_there(m, period)
        }
        absent = tuple(sorted((name, status) for name, status in statuses.items() if status != "ok"))
        return len(statuses) - len(absent), len(statuses), absent

    def _was_there(self, area: str, period: PlainPeriod) -> bool:
        """Whether an authority existed on the period's last day."""
        place, day = self.catalogue.areas[area], last_day(period)
        return (place.from_date is None or place.from_date <= day) and (place.to_date is None or day <= place.to_date)

    def _figure(self, area: str, period: PlainPeriod) -> PlainFigure:
        method = {
            "published": self._published,
            "ratio": self._ratio,
            "growth": self._growth,
            "difference": self._difference,
        }
        return method[self.indicator.method](area, period)

    def _published(self, area: str, period: PlainPeriod) -> PlainFigure:
        value = self._number(self.indicator.value, area, period)
        above, below, below_period = self._parts(area, period)
        if value.cell is None and not self._is_authority(area) and self.indicator.groups == "from-parts":
            return self._divided(above, below, below_period)
        return PlainFigure(
            value.value, value.status, above.value, below.value, below_period, value.from_members, value.amendments,
            _cells(value=value, numerator=above, denominator=below),
        )  # fmt: skip

    def _ratio(self, area: str, period: PlainPeriod) -> PlainFigure:
        return self._divided(*self._parts(area, period))

    def _divided(self, above: PlainNumber, below: PlainNumber, below_period: PlainPeriod | None) -> PlainFigure:
        value, status = None, _first_absence(above, below)
        if status == "ok" and below.value == 0:
            status = "z"
        if status == "ok":
            value = exact(self.indicator.scale) * above.value / below.value
        return PlainFigure(
            value, status, above.value, below.value, below_period, True, above.amendments | below.amendments,
            _cells(numerator=above, denominator=below),
        )  # fmt: skip

    def _growth(self, area: str, period: PlainPeriod) -> PlainFigure:
        now = self._number(self.indicator.value, area, period)
        before = self._number(self.indicator.value, area, year_before(period))
        value, status = None, _first_absence(now, before)
        if status == "ok" and before.value == 0:
            status = "z"
        if status == "ok":
            value = 100 * (now.value - before.value) / before.value
        return PlainFigure(
            value,
            status,
            calculated=True,
            amendments=now.amendments | before.amendments,
            cells=_cells(value=now, previous=before),
        )

    def _difference(self, area: str, period: PlainPeriod) -> PlainFigure:
        value, minus = (
            self._number(self.indicator.value, area, period),
            self._number(self.indicator.minus, area, period),
        )
        status = _first_absence(value, minus)
        left = value.value - minus.value if status == "ok" else None
        return PlainFigure(
            left,
            status,
            calculated=True,
            amendments=value.amendments | minus.amendments,
            cells=_cells(value=value, minus=minus),
        )

    def _parts(self, area: str, period: PlainPeriod) -> tuple[PlainNumber, PlainNumber, PlainPeriod | None]:
        """Numerator and denominator; of a larger area both as published or both added up, so from one set of places."""
        above, below, below_period = self._own_parts(area, period)
        if (above.cell and below.cell) or self._is_authority(area) or self.indicator.groups != "from-parts":
            return above, below, below_period
        members = members_of(self.catalogue, area)
        paired = [self._own_parts(m, period)[:2] for m in members if self._has_every_part(m, period)]
        if not self._is_enough(area, len(paired)):
            return PlainNumber(None, self._absences(members, period)), MISSING, below_period
        above, below = (_added(numbers) for numbers in zip(*paired, strict=True))
        return above, below, below_period

    def _is_enough(self, area: str, counted: int) -> bool:
        """Whether so many authorities may stand for a larger area: at least half of those it has today, and one."""
        of_today = [m for m in members_of(self.catalogue, area) if self.catalogue.areas[m].to_date is None]
        return counted > 0 and 2 * counted >= len(of_today)

    def _has_every_part(self, member: str, period: PlainPeriod) -> bool:
        return all(number.status == "ok" for number in self._every_part(member, period))

    def _absences(self, members: list[str], period: PlainPeriod) -> str:
        numbers = [number for member in members for number in self._every_part(member, period)]
        return _any_of({"missing"} | {number.status for number in numbers if number.status != "ok"})

    def _every_part(self, member: str, period: PlainPeriod) -> list[PlainNumber]:
        value = self.indicator.value
        parts = list(self._own_parts(member, period)[:2])
        return parts if value is None else [self._number(value, member, period), *parts]

    def _own_parts(self, area: str, period: PlainPeriod) -> tuple[PlainNumber, PlainNumber, PlainPeriod | None]:
        """The area's own numerator and denominator; amended only where the indicator is worked out from them."""
        if self.indicator.numerator is None:
            return MISSING, MISSING, None
        amended = self.indicator.method == "ratio"
        below_period = self._denominator_period(period)
        above = self._number(self.indicator.numerator, area, period, amended)
        if below_period is None:
            return above, MISSING, None
        return above, self._number(self.indicator.denominator, area, below_period, amended), below_period

    def _denominator_period(self, period: PlainPeriod) -> PlainPeriod | None:
        back = self.indicator.denominator_years_back
        if back == 0:
            return period
        start = first_day(period)
        early = start.replace(year=start.year - back)
        there = [p for p in self._figures(self.indicator.denominator) if early < first_day(p) <= start]
        return max(there, key=first_day, default=None)

    def _number(self, part: Part, area: str, period: PlainPeriod, amended: bool = True) -> PlainNumber:
        """One part's number: the cell with its amendments, or the sum of an area's members."""
        cell = self._figures(part).get(period, {}).get(area)
        if cell is None and not self._is_authority(area) and self.indicator.groups == "sum":
            numbers = [self._number(part, member, period, amended) for member in members_of(self.catalogue, area)]
            there = [number for number in numbers if number.status == "ok"]
            if not self._is_enough(area, len(there)):
                absences = _any_of({"missing"} | {n.status for n in numbers if n.status != "ok"})
                return PlainNumber(None, absences, amendments=_amendments(numbers), from_members=True)
            return dataclasses.replace(_added(there), amendments=_amendments(numbers))
        if cell is None:
            return MISSING
        found = PlainNumber(cell.value, cell.status, cell)
        return found if self.published or part.as_published or not amended else self._amended(found, cell)

    def _amended(self, found: PlainNumber, cell: PlainCell) -> PlainNumber:
        for amendment in self.catalogue.amendments.values():
            if (amendment.measure, amendment.period) != (cell.measure, cell.period.text) or cell.items:
                continue
            named = found.amendments | {amendment.id}
            if cell.area in amendment.areas:
                used = None if amendment.used_value is None else exact(amendment.used_value)
                found = PlainNumber(used, "u" if used is None else "ok", cell, named)
            elif cell.area in amendment.recompute and found.value is not None and amendment.used_value is not None:
                moved = found.value + exact(amendment.used_value) - exact(amendment.published_value)
                found = PlainNumber(moved, "ok", cell, named)
        return found

    def _figures(self, part: Part) -> Figures:
        asked = {topic: item for topic, item in self.asked.items() if topic not in part.without}
        items: Items = frozenset({**asked, **part.breakdown}.items())
        return self.evidence.figures(part.measure, items, self.release)

    def _is_authority(self, area: str) -> bool:
        return self.catalogue.areas[area].level == "authority"


def exists(catalogue: Catalogue, area: str, period: PlainPeriod) -> bool:
    """Whether an authority of today existed on the period's last day.

    One since abolished is never looked for: some files restate their back years for the authorities of
    today, so that nobody can tell its absence from the restatement.
    """
    place = catalogue.areas[area]
    return place.to_date is None and (place.from_date is None or place.from_date <= last_day(period))


def members_of(catalogue: Catalogue, group: str) -> list[str]:
    """The authorities of a larger area, whenever they belonged to it."""
    return [m.area_code for m in catalogue.memberships if m.group_code == group]


def rounded(value: Fraction | None, decimals: int) -> Fraction | None:
    """Half away from zero."""
    if value is None:
        return None
    units = int(abs(value) * 10**decimals + Fraction(1, 2))
    return Fraction(units if value >= 0 else -units, 10**decimals)


def _added(numbers: Iterable[PlainNumber]) -> PlainNumber:
    numbers = list(numbers)
    return PlainNumber(
        sum((n.value for n in numbers), Fraction(0)), "ok", None, _amendments(numbers), from_members=True
    )


def _amendments(numbers: Iterable[PlainNumber]) -> frozenset[str]:
    return frozenset(name for number in numbers for name in number.amendments)


def _first_absence(*numbers: PlainNumber) -> str:
    return next((number.status for number in numbers if number.status != "ok"), "ok")


def _any_of(statuses: Iterable[str]) -> str:
    """The one reason that several figures are absent, or 'a|b' where they differ and either may be given."""
    return "|".join(sorted(set(statuses))) or "missing"


def _cells(**numbers: PlainNumber) -> dict[str, PlainCell]:
    return {role: number.cell for role, number in numbers.items() if number.cell is not None}

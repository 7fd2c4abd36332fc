"""The open store: what an analyst, the command and the website ask their questions of."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import operator
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .answers import (
    AbsenceCount,
    AreaRecord,
    BuildRecord,
    Change,
    ChangeCount,
    Coverage,
    FileRecord,
    HeadlineCard,
    NotLoaded,
    Observation,
    ReleaseRecord,
    Status,
)  # fmt: skip
from .definitions import Catalogue, load_catalogue
from .definitions.areas import Neighbour
from .definitions.indicators import Indicator
from .faults import StoreOutdated, UnknownName
from .ingestors.registers import STATUSES
from .lookups import Lookups
from .observing import Observer, has_every_cell
from .queries.coverage import coverage_sql
from .queries.indicator import Ask, breakdown_key, parameters_of, periods_sql, sql_for
from .store.connection import Connection
from .store.folder import current_build, store_folder
from .store.schema import SCHEMA_VERSION
from .store.shapes import Shapes, read_shapes

if TYPE_CHECKING:
    from .many import Wanted


class Store:
    """One build, open for reading. Safe to share between threads."""

    def __init__(self, path: Path, catalogue: Catalogue | None = None) -> None:
        self.path = path
        self.catalogue = catalogue or load_catalogue()
        self._connection = Connection(path)
        self._refuse_other_version()
        self._names = Lookups(self._connection, self.catalogue)
        self._periods: dict[
            tuple[tuple[int, int], tuple[int, ...] | None], tuple[int, ...]
        ] = {}  # a build never changes
        self._breakdowns: dict[str, list[dict[str, str]]] = {}
        self._added_up: set[tuple[object, ...]] = set()  # questions whose larger areas are not all published
        self.build = self._read_build()

    # ------------------------------------------------------------------ figures

    def query(
        self,
        indicator_id: str,
        areas: Sequence[str] | None = None,
        periods: Sequence[str] | None = None,
        breakdown: str | Mapping[str, str] = "total",
        published: bool = False,
        release: str | None = None,
        with_coverage: bool | Collection[str] = True,
    ) -> list[Observation]:
        """Observations in order of period and area; one for every area asked for and period there is.

        areas: codes, three-digit numbers or names; None means every area but our own groups.
        periods: canonical or as published; None means all. breakdown: 'total' or {'age': 'age-10'}.
        published: leave the amendments out. release: the figures as one release gave them.
        with_coverage: False leaves `coverage` None, for who shows it elsewhere and wants the answer sooner; or the
        canonical periods for which alone it is wanted.
        Raises UnknownName for a name that the definitions or the build do not have.
        """
        indicator = self.catalogue.indicator(indicator_id)
        wanted = self._wanted_areas(areas)
        items = self._items(indicator, breakdown)
        kept = self._wanted_periods(periods)
        ask = self._ask(indicator, items, wanted, published, release)
        if ask is None:
            return []
        ask = self._with_places(ask, wanted, [p for p in self._periods_of(ask) if kept is None or p in kept])
        rows = sorted(self._rows(ask, tuple(sorted(items))), key=_period_and_area)
        coverage = self._coverage(ask, with_coverage) if with_coverage and rows else {}
        observer = Observer(self._names, ask, (_key(items), self.breakdown_label(items)), coverage)
        return [observer.observation(row) for row in rows]

    def query_items(
        self,
        indicator_id: str,
        breakdowns: Sequence[str],
        areas: Sequence[str],
        periods: Sequence[str] | None = None,
        published: bool = False,
        with_coverage: bool = False,
    ) -> list[list[Observation]]:
        """What `query` answers for each of several breakdowns by the same topics, read together.

        Raises UnknownName as `query` does.
        """
        from .together import query_items

        return query_items(self, indicator_id, breakdowns, areas, periods, published, with_coverage)

    def query_many(
        self, wanted: Sequence[Wanted], areas: Sequence[str], published: bool = False
    ) -> list[Mapping[tuple[str, str], Observation]]:
        """What `query` answers for each of many indicators, without coverage, by area code and period; read together.

        Raises UnknownName as `query` does.
        """
        from .many import query_many

        return query_many(self, wanted, areas, published)

    def read_periods(self, wanted: Sequence[Wanted]) -> None:
        """Makes ready what `periods` answers for each of many indicators, in one reading."""
        from .many import read_periods

        read_periods(self, wanted)

    def count_figures(
        self,
        indicator_id: str,
        breakdowns: Sequence[str],
        areas: Sequence[str] | None = None,
        periods: Sequence[str] | None = None,
        release: str | None = None,
    ) -> list[dict[str, int]]:
        """How many figures `query` answers for each of the different breakdowns, by canonical period, oldest first.

        None are read. Raises UnknownName as `query` does.
        """
        from .counting import count_figures

        return count_figures(self, indicator_id, breakdowns, areas, periods, release)

    def _ask(
        self, indicator: Indicator, items: dict[str, str], areas: tuple[int, ...], published: bool, release: str | None
    ) -> Ask | None:
        """The question with ids for names; None when the build holds nothing of the indicator's base measure."""
        cells = {}
        for role in ("value", "minus", "numerator", "denominator"):
            part = getattr(indicator, role)
            if part is not None:
                key = breakdown_key(part, items)
                cells[role] = (self._names.measures.get(part.measure, 0), self._names.breakdowns.get(key, 0))
        larger = any(self._names.areas[number].level != "authority" for number in areas)
        ask = Ask(indicator, cells, areas, (), (), larger, self._names.amended, published, self._files_of(release))
        return ask if all(ask.cells[ask.base]) else None

    def _rows(self, ask: Ask, topics: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """The answer's rows. Larger areas are added up only where the publisher does not give them, which takes longer."""
        larger = tuple(number for number in ask.areas if self._names.areas[number].level != "authority")
        known = (ask.indicator.id, topics, larger, ask.published, ask.file_ids)
        if larger and ask.indicator.groups != "none" and known not in self._added_up:
            as_published = dataclasses.replace(ask, larger=False)
            rows = self._connection.prepared_rows(sql_for(as_published), parameters_of(as_published))
            if all(has_every_cell(ask, row) for row in rows if row[0] in larger):
                return rows
            self._added_up.add(known)
        return self._connection.prepared_rows(sql_for(ask), parameters_of(ask))

    def _with_places(self, ask: Ask, areas: Sequence[int], periods: Sequence[int]) -> Ask:
        """The question for these areas and periods: what is expected of the areas then."""
        expected = self._names.is_expected
        grid = tuple((area, period) for period in periods for area in areas if expected(area, period))
        return dataclasses.replace(ask, areas=tuple(areas), periods=tuple(periods), grid=grid)

    def _periods_of(self, ask: Ask) -> tuple[int, ...]:
        """The periods for which the base measure has any cell."""
        asked = (ask.cells[ask.base], ask.file_ids)
        if asked not in self._periods:
            rows = self._connection.rows(periods_sql(ask))
            self._periods[asked] = tuple(row[0] for row in rows)
        return self._periods[asked]

    def _coverage(self, ask: Ask, wanted: bool | Collection[str]) -> dict[tuple[int, int], Coverage]:
        larger = [number for number in ask.areas if self._names.areas[number].level != "authority"]
        periods = [p for p in ask.periods if wanted is True or self._names.periods[p].text in wanted]  # type: ignore[operator]
        if not larger or not periods:
            return {}
        return self._covered(self._with_places(ask, self._members_of(larger), periods), larger)

    def _members_of(self, larger: Iterable[int]) -> list[int]:
        return sorted({member for number in larger for member in self._names.members[number]})

    def _covered(self, of_members: Ask, larger: list[int]) -> dict[tuple[int, int], Coverage]:
        """The coverage of larger areas from the question as asked of their members."""
        of_members = dataclasses.replace(of_members, larger=False)
        parameters = parameters_of(of_members)
        sql = coverage_sql(sql_for(of_members), len(parameters))
        found = self._connection.prepared_rows(sql, (*parameters, larger))
        return {
            (a, p): Coverage(present, expected, _excluded(names, codes))
            for a, p, present, expected, names, codes in found
        }

    def rows_added_up(self, observation: Observation) -> dict[str, tuple[int, ...]]:
        """Role → the rows of the file that were added up on load, for each role whose cell is such a sum."""
        from .summing import rows_added_up

        return rows_added_up(self._connection, self._names, self.catalogue, observation)

    # ------------------------------------------------------------------ names

    def _wanted_areas(self, areas: Sequence[str] | None) -> tuple[int, ...]:
        if areas is None:
            return tuple(number for number, area in self._names.areas.items() if area.level != "group")
        return tuple(dict.fromkeys(self._names.area_id(text) for text in areas))

    def _wanted_periods(self, periods: Sequence[str] | None) -> set[int] | None:
        return None if periods is None else set().union(*(self._names.period_ids(text) for text in periods))

    def _items(self, indicator: Indicator, breakdown: str | Mapping[str, str]) -> dict[str, str]:
        """The breakdown as {topic: item}, checked against what the indicator offers. Raises UnknownName."""
        items = dict(breakdown) if isinstance(breakdown, Mapping) else read_breakdown(breakdown)
        if not items:
            return {}
        if tuple(sorted(items)) not in {tuple(sorted(topics)) for topics in indicator.breakdowns}:
            offered = "; ".join(" and ".join(topics) for topics in indicator.breakdowns) or "none"
            raise UnknownName(
                f"{indicator.id} has no breakdown by {' and '.join(sorted(items))[:60]}. It has: {offered}."
            )
        for topic, item in items.items():
            known = [each.id for each in self.catalogue.vocabularies[topic].items]
            if item not in known:
                near = difflib.get_close_matches(item, known, n=5) or known[:12]
                raise UnknownName(
                    f"There is no '{item[:40]}' in {topic}. There is, among {len(known)}: {', '.join(near)}."
                )
        return items

    def breakdown_label(self, items: Mapping[str, str]) -> str:
        """'all' or 'Age 10', 'Black African, autistic spectrum disorder'."""
        labels = [
            each.label
            for topic, item in sorted(items.items())
            for each in self.catalogue.vocabularies[topic].items
            if each.id == item
        ]
        return ", ".join(labels) or "all"

    def _files_of(self, release: str | None) -> tuple[int, ...] | None:
        if release is None:
            return None
        wanted = self._release_id(release)
        return tuple(number for number, file in self._names.files.items() if file.release == wanted)

    def _release_id(self, text: str) -> str:
        for publication in self.catalogue.publications.values():
            for release in publication.releases:
                if text in (release.id, *release.aliases):
                    return release.id
        known = ", ".join(r.id for p in self.catalogue.publications.values() for r in p.releases)
        raise UnknownName(f"There is no release '{text[:60]}'. The releases are: {known}.")

    # ------------------------------------------------------------------ what the build holds

    def headline(self, published: bool = False) -> tuple[HeadlineCard, ...]:
        """The four headline cards, figures for England and then London."""
        from .headline import headline_cards

        return headline_cards(self, published)

    def changes(self, older: str, newer: str) -> list[Change]:
        """Every published cell that differs between two releases, in the datasets both have.

        Raises UnknownName for an unknown release, and where the build holds no dataset of both.
        """
        from .queries.changes import list_changes

        first, second = self._release_id(older), self._release_id(newer)
        of_each = [{file.source for file in self.files() if file.release == release} for release in (first, second)]
        if of_each[0].isdisjoint(of_each[1]):
            raise UnknownName(
                f"{first} and {second} have no dataset in common here, so there is nothing to compare. "
                "Name two releases of the same publication."
            )
        return list_changes(self._connection, first, second)

    def change_counts(self, older: str, newer: str, areas: Sequence[str]) -> list[ChangeCount]:
        """How many published cells of these areas (codes) differ between two releases, by measure, area and kind."""
        from .queries.tallies import count_changes

        return count_changes(self._connection, self._release_id(older), self._release_id(newer), areas)

    def absences(self) -> list[AbsenceCount]:
        """How many cells of each source hold which symbol in place of a number."""
        from .queries.tallies import count_absences

        return count_absences(self._connection)

    def periods(self, indicator_id: str, breakdown: str | Mapping[str, str] = "total") -> tuple[str, ...]:
        """The canonical periods that the indicator has any figure for, oldest first."""
        indicator = self.catalogue.indicator(indicator_id)
        ask = self._ask(indicator, self._items(indicator, breakdown), (1,), True, None)
        if ask is None:
            return ()
        return tuple(self._names.periods[number].text for number in self._periods_of(ask))

    def breakdowns(self, indicator_id: str) -> list[dict[str, str]]:
        """{topic: item} of every breakdown the indicator offers and the build holds cells for.

        In the order of the indicator's topics and, within them, of each topic's items.
        """
        from .offered import breakdowns_held

        if indicator_id not in self._breakdowns:
            indicator = self.catalogue.indicator(indicator_id)
            self._breakdowns[indicator_id] = breakdowns_held(self._connection, self._names, self.catalogue, indicator)
        return [dict(items) for items in self._breakdowns[indicator_id]]

    def has_period(self, text: str) -> bool:
        """Whether this is a period, written in its one canonical way, that the build has any figure for."""
        return any(period.text == text for period in self._names.periods.values())

    def areas(self, level: str | None = None) -> tuple[AreaRecord, ...]:
        """Areas in the order of the definitions, of one level or all."""
        return tuple(area for area in self._names.areas.values() if level in (None, area.level))

    def area(self, text: str) -> AreaRecord:
        """The area with this code, number or name. Raises UnknownName."""
        return self._names.areas[self._names.area_id(text)]

    def members(self, group_code: str, and_former: bool = False) -> tuple[str, ...]:
        """Codes of the authorities in a larger area today, in order of name; `and_former`: of those that ended too."""
        numbers = self._names.members[self._names.area_id(group_code)]
        found = [self._names.areas[number] for number in numbers if and_former or self._names.is_of_today(number)]
        return tuple(area.code for area in sorted(found, key=lambda area: area.name))

    def neighbours(self, area_code: str, model: str = "2025") -> tuple[Neighbour, ...]:
        """Statistical neighbours, nearest first."""
        found = [n for n in self._neighbours.get(area_code, ()) if n.model == model]
        return tuple(sorted(found, key=lambda neighbour: neighbour.rank))

    @functools.cached_property
    def _neighbours(self) -> dict[str, list[Neighbour]]:
        found: dict[str, list[Neighbour]] = {}
        for neighbour in self.catalogue.neighbours:
            found.setdefault(neighbour.area_code, []).append(neighbour)
        return found

    def files(self) -> tuple[FileRecord, ...]:
        """Every file of the build."""
        return tuple(self._names.files.values())

    def file(self, path: str, source: str | None = None) -> FileRecord:
        """The file at this path, as this source reads it where more than one does. Raises UnknownName."""
        for record in self._names.files.values():
            if record.path == path and source in (None, record.source):
                return record
        raise UnknownName(f"The build has no file '{path}'{f' of {source}' if source else ''}.")

    def releases(self) -> tuple[ReleaseRecord, ...]:
        """Every release of the build with the cells it gave."""
        rows = self._connection.rows(
            "SELECT release, sum(cells)::BIGINT FROM tally JOIN file USING (file_id) GROUP BY release"
        )
        counted: dict[str, int] = dict(rows)
        return tuple(
            ReleaseRecord(r.id, p.id, r.title, r.published_date.isoformat() if r.published_date else None, r.date_note, counted[r.id])
            for p in self.catalogue.publications.values() for r in p.releases if r.id in counted
        )  # fmt: skip

    def shapes(self) -> Shapes | None:
        """The boroughs' outlines for a map; None where the build has none."""
        return read_shapes(self._connection)

    def not_loaded(self) -> tuple[NotLoaded, ...]:
        """Sources that the build could not find, and how to bring them."""
        rows = self._connection.rows("SELECT source, title, how_to_load FROM not_loaded ORDER BY title")
        return tuple(NotLoaded(*row) for row in rows)

    def warnings(self) -> tuple[str, ...]:
        """What the checks pointed out without stopping the build."""
        return tuple(
            row[0] for row in self._connection.rows("SELECT message FROM check_result WHERE severity = 'warning'")
        )

    def close(self) -> None:
        """Closes the build."""
        self._connection.close()

    def _refuse_other_version(self) -> None:
        [(version, made_from)] = self._connection.rows("SELECT schema_version, made_from FROM build")
        if version != SCHEMA_VERSION:
            self._connection.close()
            again = "goldenthread build" + (" --data DIR" if made_from == "data" else "")
            raise StoreOutdated(
                f"The figures in {self.path.parent} were built by another version. Run `{again}` again."
            )

    def _read_build(self) -> BuildRecord:
        row = self._connection.rows(BUILD)[0]
        return BuildRecord(*row)


BUILD = """
SELECT id, made_at, made_from, code_version, definitions_sha256,
       (SELECT coalesce(sum(cells), 0)::BIGINT FROM tally),
       (SELECT count(DISTINCT release) FROM file),
       (SELECT count(*) FROM check_result WHERE passed), (SELECT count(*) FROM check_result WHERE NOT passed AND severity = 'error'),
       (SELECT count(*) FROM check_result WHERE NOT passed AND severity = 'warning')
FROM build"""


def open_store(path: str | Path | None = None, catalogue: Catalogue | None = None) -> Store:
    """Opens the build in force in a store folder (or one build's file). Raises StoreMissing.

    `catalogue`: the definitions to read it by; None for those that are on the disk now.
    """
    folder = store_folder(path)
    return Store(folder if folder.suffix == ".duckdb" else current_build(folder), catalogue)


def read_breakdown(text: str) -> dict[str, str]:
    """'age=age-10,need=asd' as {'age': 'age-10', 'need': 'asd'}; 'total' is {}. Raises UnknownName."""
    if text in ("", "total"):
        return {}
    pairs = [part.split("=", 1) for part in text.split(",")]
    if any(len(pair) != 2 or not all(pair) for pair in pairs) or len({pair[0] for pair in pairs}) < len(pairs):
        raise UnknownName(f"'{text[:60]}' is no breakdown. Write TOPIC=ITEM, for example age=age-10.")
    return {topic.strip(): item.strip() for topic, item in pairs}


def _key(items: Mapping[str, str]) -> str:
    return ",".join(f"{topic}={item}" for topic, item in sorted(items.items())) or "total"


_period_and_area = operator.itemgetter(1, 0)  # period ids are in order of time


def _excluded(names: Iterable[str] | None, codes: Iterable[int] | None) -> tuple[tuple[str, Status], ...]:
    return tuple((name, STATUSES[code]) for name, code in zip(names or (), codes or (), strict=True))

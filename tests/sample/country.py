"""A small country of our own: England with two regions and six authorities, made up from start to end.

It has its own definitions and its own files, so that a test can spoil any of them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from goldenthread.warehouse.definitions import Catalogue, load_catalogue
from goldenthread.warehouse.reader import Store, open_store
from goldenthread.warehouse.store.build import BuildReport, build_store

NORTH, SOUTH = "E12000001", "E12000007"
REGIONS = {NORTH: "North", SOUTH: "London"}
AUTHORITIES = {
    "E06000001": ("Ashby", "801", NORTH), "E06000002": ("Birch", "802", NORTH), "E06000003": ("Cedar", "803", NORTH),
    "E09000001": ("Dale", "201", SOUTH), "E09000002": ("Elm", "301", SOUTH), "E09000003": ("Fern", "302", SOUTH),
}  # fmt: skip
YEARS = ("2022", "2023", "2024")
HEADINGS = [
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "new_la_code", "old_la_code", "la_name", "breakdown_topic", "breakdown", "requests", "decided", "in_time", "in_time_pc", "need_a", "need_b",
]  # fmt: skip
BREAKDOWNS = (("All", "All"), ("Sex", "Female"), ("Sex", "Male"))


@dataclass
class SampleCountry:
    """Where the sample's definitions, files and store are."""

    definitions: Path
    data: Path
    store: Path

    @property
    def first(self) -> Path:
        """The file of the first release."""
        return self.data / "first" / "requests.csv"

    @property
    def corrected(self) -> Path:
        """The file of the corrected release."""
        return self.data / "corrected" / "requests.csv"

    def catalogue(self) -> Catalogue:
        """The sample's definitions, loaded."""
        return load_catalogue(self.definitions)

    def build(self) -> BuildReport:
        """Builds the sample's files into its store."""
        return build_store(self.data, self.store, catalogue=self.catalogue())

    def open(self) -> Store:
        """The sample's store, read with the sample's definitions."""
        from goldenthread.warehouse.store.folder import current_build

        return Store(current_build(self.store), self.catalogue())

    def rows(self, path: Path) -> list[dict[str, str]]:
        """The rows of one of the sample's files."""
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return list(csv.DictReader(handle))

    def rewrite(self, path: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
        """Writes one of the sample's files anew with its rows changed."""
        rows = change(self.rows(path))
        write_rows(path, rows)


def write_sample(folder: Path) -> SampleCountry:
    """Writes the sample into an empty folder."""
    sample = SampleCountry(folder / "definitions", folder / "data", folder / "store")
    _write_definitions(sample.definitions)
    for release in ("first", "corrected"):
        (sample.data / release).mkdir(parents=True)
        write_rows(sample.data / release / "requests.csv", make_rows())
    sample.rewrite(sample.corrected, _correct)
    return sample


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    """Writes rows as the publisher does: UTF-8 with a byte-order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def requests_of(code: str, year: str, breakdown: str) -> int:
    """The number of requests the sample gives a place: small, different everywhere, and adding up."""
    female = 12 + 3 * list(AUTHORITIES).index(code) + 6 * YEARS.index(year)
    return {"Female": female, "Male": 2 * female, "All": 3 * female}[breakdown]


def make_rows() -> list[dict[str, str]]:
    """Every row of a file in which everything adds up."""
    rows = []
    for year in YEARS:
        for topic, item in BREAKDOWNS:
            counts = {code: requests_of(code, year, item) for code in AUTHORITIES}
            places: list[tuple[dict[str, str], list[int]]] = [({"geographic_level": "National"}, list(counts.values()))]
            for region, name in REGIONS.items():
                inside = [n for code, n in counts.items() if AUTHORITIES[code][2] == region]
                places.append(({"geographic_level": "Regional", "region_code": region, "region_name": name}, inside))
            for code, (name, old, region) in AUTHORITIES.items():
                place = {"geographic_level": "Local authority", "region_code": region, "region_name": REGIONS[region],
                         "new_la_code": code, "old_la_code": old, "la_name": name}  # fmt: skip
                places.append((place, [counts[code]]))
            rows += [_row(year, topic, item, place, numbers) for place, numbers in places]
    return rows


def _row(year: str, topic: str, item: str, place: dict[str, str], numbers: list[int]) -> dict[str, str]:
    requests = sum(numbers)
    in_time = sum(n // 2 for n in numbers)
    need_a = sum(n // 3 for n in numbers)
    figures = {
        "requests": requests, "decided": requests, "in_time": in_time, "in_time_pc": round(100 * in_time / requests, 1),
        "need_a": need_a, "need_b": requests - need_a,
    }  # fmt: skip
    start = {"time_period": year, "time_identifier": "Calendar year", "country_code": "E92000001", "country_name": "England",
             "breakdown_topic": topic, "breakdown": item}  # fmt: skip
    row = dict.fromkeys(HEADINGS, "") | start | place
    return row | {name: str(value) for name, value in figures.items()}


def _correct(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The corrected release withdraws Elm's 2024 timeliness, which leaves London's figure as it was."""
    for row in rows:
        if row["la_name"] == "Elm" and row["time_period"] == "2024":
            row["in_time"] = row["in_time_pc"] = "x"
    return rows


def _write_definitions(folder: Path) -> None:
    for name, text in DEFINITIONS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    areas = [
        ["code", "name", "level", "old_code", "region_code", "former_codes", "other_names", "from_date", "to_date"]
    ]
    areas.append(["E92000001", "England", "country", "", "", "", "", "", ""])
    areas += [[code, name, "region", "", "", "", "", "", ""] for code, name in REGIONS.items()]
    areas += [
        [code, name, "authority", old, region, "", "", "", ""] for code, (name, old, region) in AUTHORITIES.items()
    ]
    areas.append(["group-east", "East group", "group", "", "", "", "", "", ""])
    members = [["group_code", "area_code", "from_date", "to_date"]]
    for code, (_, _, region) in AUTHORITIES.items():
        members += [["E92000001", code, "", ""], [region, code, "", ""]]
    members += [["group-east", "E09000001", "", ""], ["group-east", "E09000002", "", ""]]
    neighbours = [
        ["model", "area_code", "neighbour_code", "rank", "closeness"],
        ["2025", "E09000001", "E06000001", "1", "Close"],
    ]
    (folder / "areas").mkdir()
    for name, table in (("areas", areas), ("memberships", members), ("neighbours", neighbours)):
        with (folder / "areas" / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows(table)


PARTS_OF_EVERY_INDICATOR = """
question: How many requests does each place receive in a year?
why_it_matters: A made-up indicator that lets the tests ask whether the warehouse is right.
direction: neither
direction_note: Neither high nor low is good in a made-up country.
caveats: [Every number here is made up for the tests.]
owner_role: Test owner
checker_role: Test checker
review_date: 2027-06-30
theme: sample
"""
DEFINITIONS = {
    "publications/sample.yaml": """
id: sample
title: Sample statistics
publisher: The tests
page: https://example.org/sample
licence: Made up, no licence needed
cadence: yearly
next_expected: never
releases:
  - {id: sample-first, title: First, published_date: 2025-06-26, rank: 1, aliases: [first]}
  - {id: sample-corrected, title: Corrected, published_date: 2025-12-01, rank: 2}
""",
    "sources/sample-requests.yaml": """
id: sample-requests
title: Requests
publication: sample
description: Requests by place, sex and need, made up for the tests.
standing: published
scope: england
layout:
  format: csv
  area: {kind: ees}
  period: {type: calendar-year, column: time_period, identifier_column: time_identifier, identifiers: [Calendar year]}
  breakdowns:
    - {topic_column: breakdown_topic, item_column: breakdown, topics: {All: total, Sex: sex}}
  measures:
    requests: {measure: requests}
    decided: {measure: decided}
    in_time: {measure: in-time}
    in_time_pc: {measure: in-time-percent}
    need_a: {measure: requests, breakdown: {need: a}}
    need_b: {measure: requests, breakdown: {need: b}}
  symbols: {x: x, z: z}
files:
  - {release: sample-first, path: first/requests.csv}
  - {release: sample-corrected, path: corrected/requests.csv}
additive: [requests, decided, in-time]
parts:
  - {measure: requests, topic: sex}
  - {measure: requests, topic: need}
percents:
  - {percent: in-time-percent, numerator: in-time, denominator: decided}
""",
    "vocabularies/sex.yaml": "id: sex\ntitle: Sex\nitems:\n  - {id: female, label: Female}\n  - {id: male, label: Male}\n",
    "vocabularies/need.yaml": "id: need\ntitle: Need\nitems:\n  - {id: a, label: Need A}\n  - {id: b, label: Need B}\n",
    "indicators/requests.yaml": f"""
id: requests
title: Requests
short_title: Requests
definition: The number of requests, made up.
unit: requests
decimals: 0
method: published
value: {{measure: requests}}
groups: sum
breakdowns: [[sex], [need], [need, sex]]
{PARTS_OF_EVERY_INDICATOR}""",
    "indicators/decisions-in-time.yaml": f"""
id: decisions-in-time
title: Decisions in time
short_title: In time
definition: Decisions in time as a share of all decisions, made up.
unit: percent
decimals: 1
method: published
value: {{measure: in-time-percent}}
numerator: {{measure: in-time}}
denominator: {{measure: decided}}
groups: from-parts
small_denominator: {{minimum: 40, reason: Below forty decisions one decision moves the figure by more than two points.}}
breakdowns: [[sex]]
{PARTS_OF_EVERY_INDICATOR}""",
    "indicators/in-time-worked-out.yaml": f"""
id: in-time-worked-out
title: Decisions in time, worked out
short_title: In time
definition: The same share worked out from its parts, made up.
unit: percent
decimals: 2
method: ratio
numerator: {{measure: in-time}}
denominator: {{measure: decided}}
groups: from-parts
small_denominator: {{minimum: 40, reason: Below forty decisions one decision moves the figure by more than two points.}}
{PARTS_OF_EVERY_INDICATOR}""",
    "indicators/requests-growth.yaml": f"""
id: requests-growth
title: Growth in requests
short_title: Growth
definition: The change in requests on the year before, made up.
unit: percent
decimals: 1
method: growth
value: {{measure: requests}}
groups: sum
{PARTS_OF_EVERY_INDICATOR}""",
    "amendments/dale-2024.yaml": """
id: dale-2024
title: Dale, requests in 2024
source: sample-requests
measure: requests
area: E09000001
period: "2024"
published_value: 99
used_value: 120
reason: Dale lost twenty-one requests when it changed its system.
evidence: Dale's own list, made up for the tests.
recompute: [E12000007]
not_recomputed_reason: England stays the national statistic as it was published.
decided_by: Data lead
approved_by: [Data lead, Head of SEND]
decided_date: 2025-12-10
""",
}


__all__ = ["AUTHORITIES", "SampleCountry", "make_rows", "open_store", "requests_of", "write_rows", "write_sample"]

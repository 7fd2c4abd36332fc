"""The sample country made wider: more layouts, a back series, areas that come and go, and no rule that figures add up.

Without the rules any numbers load, so that a test may write what it likes into the files.
"""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import pyarrow
import pyarrow.parquet

from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.indicators import Break
from tests.sample.country import (
    AUTHORITIES,
    PARTS_OF_EVERY_INDICATOR,
    SampleCountry,
    requests_of,
    write_sample,
)

GORSE, HEATH = "E06000004", "E06000005"  # Gorse took Heath's place at the start of 2024
OLD_NUMBERS = {code: old for code, (_, old, _) in AUTHORITIES.items()} | {GORSE: "804", HEATH: "805"}
HEADLINES = {
    "sen-support-pupils": "requests", "ehc-plans": "late-decisions",
    "new-ehc-plans": "requests-not-grouped", "ehc-plan-requests": "requests-per-1000",
}  # fmt: skip
AGES = ("under-1", "1", "2")
SMALL = "small_denominator: {minimum: 45, reason: Below forty-five one person moves the figure too far.}\n"


def write_wider_country(folder: Path) -> SampleCountry:
    """The sample with two more files, six more indicators and two more authorities."""
    country = write_sample(folder)
    _write_population(country.data / "population.parquet")
    _write_back_series(country.data / "back.csv")
    for name, text in WIDER_DEFINITIONS.items():
        (country.definitions / name).write_text(text, encoding="utf-8")
    _append(country.definitions / "areas" / "areas.csv", [
        [GORSE, "Gorse", "authority", "804", "E12000001", "E06000009", "Gorse and Bracken", "2024-01-01", ""],
        [HEATH, "Heath", "authority", "805", "E12000001", "", "", "", "2023-12-31"],
        ["group-coast", "Coast group", "group", "", "", "", "", "", ""],
    ])  # fmt: skip
    _append(country.definitions / "areas" / "memberships.csv", [
        [group, code, "", ""] for group in ("E92000001", "E12000001", "group-coast") for code in (GORSE, HEATH)
    ] + [["group-coast", "E06000001", "", ""]])  # fmt: skip
    return country


def without_rules(catalogue: Catalogue) -> Catalogue:
    """The same definitions, save that nothing has to add up and every year may break a series; with headlines."""
    free = {"additive": (), "parts": (), "percents": (), "scope": "partial"}
    breaks = tuple(Break(period=str(year), reason="Made up, so every year may differ.") for year in range(2019, 2025))
    indicators = {name: i.model_copy(update={"breaks": breaks}) for name, i in catalogue.indicators.items()}
    for headline, name in HEADLINES.items():
        indicators[headline] = indicators[name].model_copy(update={"id": headline})
    sources = {name: source.model_copy(update=free) for name, source in catalogue.sources.items()}
    return dataclasses.replace(catalogue, sources=sources, indicators=indicators)


def _append(path: Path, rows: list[list[str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)


def _write_population(path: Path) -> None:
    """Thousands of people by single year of age, by name of place; some rows are left out and one is too unreliable."""
    names = {code: name for code, (name, _, _) in AUTHORITIES.items()} | {
        "E12000007": "London",
        GORSE: "Gorse and Bracken",
    }
    rows: list[tuple[str, str, float, str | None]] = []
    for place, (code, name) in enumerate(names.items()):
        for year in (2022, 2023):
            rows += [(name, age, float(year), f"{0.011 * (place + 1) + 0.002 * n:.3f}") for n, age in enumerate(AGES)]
            rows.append((name, "All ages", float(year), f"{0.04 * (place + 1):.2f}" if code != "E09000002" else "[u]"))
    rows = [row for row in rows if row[:2] != ("Birch", "2") and (row[0], row[2]) != ("Cedar", 2023.0)]
    rows.append(("Wales", "All ages", 2023.0, "3"))
    columns = [pyarrow.array(column) for column in zip(*rows, strict=True)]
    pyarrow.parquet.write_table(pyarrow.table(columns, ["place", "age", "mid_year", "thousands"]), path)


def _write_back_series(path: Path) -> None:
    """A long file by authority number, older than the releases: two of its three years are theirs too."""
    rows = [["Authority", "Years", "Status", "Line", "Values"]]
    for year in ("2020", "2021", "2022"):
        for place, (code, number) in enumerate(OLD_NUMBERS.items()):
            count = requests_of(code, "2022", "All") - 7 if code in AUTHORITIES else 40 + place
            rows += [
                [number, year, "Final", "Requests received", str(count) if place != 2 else "-"],
                [number, year, "Draft", "Requests received", "5"],
                [number, f"{year} (p)", "Final", "Share in time", f"{8.37 + place:.2f}%"],
                [number, year, "Final", "Share late", f"{4.12 + place / 2:.2f}%"],
                [number, year, "Final", "Link officer", "Yes" if place % 2 else "No"],
                [number, year, "Final", "Not ours", "9"],
            ]
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)


def _indicator(name: str, lines: str) -> str:
    return f"id: {name}\ntitle: {name}\nshort_title: {name}\ndefinition: Made up for the tests.\n{lines}{PARTS_OF_EVERY_INDICATOR}"


def _amendment(name: str, measure: str, area: str, year: str, values: str, larger: str = "") -> str:
    return f"""
id: {name}
title: Figures counted again, made up
source: {"sample-requests" if measure == "requests" else "sample-back-series"}
measure: {measure}
area: {area}
period: "{year}"
{values}
reason: The figures of that year were counted a second time.
evidence: The authority's own list, made up for the tests.
recompute: [{larger}]
not_recomputed_reason: Every other total stays the national statistic as it was published.
decided_by: Data lead
approved_by: [Data lead, Head of SEND]
decided_date: 2025-12-10
"""


WIDER_DEFINITIONS = {
    "publications/people.yaml": """
id: people
title: People
publisher: The tests
page: https://example.org/people
licence: Made up, no licence needed
cadence: yearly
next_expected: never
releases: [{id: people-2023, title: People in 2023, published_date: 2024-07-01, rank: 1}]
""",
    "sources/people-by-age.yaml": """
id: people-by-age
title: People by age
publication: people
description: Thousands of people by single year of age, made up for the tests.
standing: published
scope: partial
scope_note: London and seven authorities.
layout:
  format: parquet
  area: {kind: name, column: place, skip: [Wales], skip_reason: Wales is not ours.}
  period: {type: mid-year, column: mid_year}
  breakdowns: [{item_column: age, topic: age, total: [All ages]}]
  measures: {thousands: {measure: people, scale: 1000}}
  symbols: {"[u]": u}
files: [{release: people-2023, path: population.parquet}]
rollups:
  - {measure: people, topic: age, items: [age-0, age-1], into: age-0-to-1}
  - {measure: people, topic: age, items: [age-0, age-1, age-2], into: age-0-to-2}
""",
    "sources/sample-back-series.yaml": """
id: sample-back-series
title: Requests, back series
publication: sample
description: Requests and shares in a long file by authority number, made up for the tests.
standing: published
scope: partial
scope_note: Authorities alone, with no regions.
precedence: 50
layout:
  format: csv
  area: {kind: old-code, column: Authority}
  period:
    type: calendar-year
    column: Years
    corrections: {"2020 (p)": "2020", "2021 (p)": "2021", "2022 (p)": "2022"}
    correction_reason: Provisional figures say so beside the year.
  keep: {Status: [Final]}
  keep_reason: Drafts were never published.
  measure_column: Line
  value_column: Values
  measures:
    Requests received: {measure: requests}
    Share in time: {measure: share-in-time, percent_text: true}
    Share late: {measure: share-late, percent_text: true}
    Link officer: {measure: link-officer}
  other_measures_reason: The other lines are not asked for.
  words: {"Yes": 1, "No": 0}
  words_reason: The file answers in words.
  zero_symbols: ["-"]
  zero_reason: The file writes nought as a dash.
files: [{release: sample-first, path: back.csv}]
""",
    "vocabularies/age.yaml": """
id: age
title: Age
items:
  - {id: age-0, label: Under 1, published: [Under-1]}
  - {id: age-1, label: Age 1, published: ["1"]}
  - {id: age-2, label: Age 2, published: ["2"]}
  - {id: age-0-to-1, label: Under 2}
  - {id: age-0-to-2, label: Under 3}
""",
    "indicators/requests-per-1000.yaml": _indicator("requests-per-1000", f"""unit: per-1000
decimals: 3
method: ratio
numerator: {{measure: requests}}
denominator: {{measure: people, breakdown: {{age: age-0-to-2}}, without: [sex, need]}}
denominator_years_back: 2
scale: 1000
groups: from-parts
breakdowns: [[sex], [sex, need]]
{SMALL}"""),
    "indicators/share-of-requests.yaml": _indicator("share-of-requests", f"""unit: percent
decimals: 0
method: ratio
numerator: {{measure: requests}}
denominator: {{measure: requests, without: [need]}}
groups: from-parts
breakdowns: [[need], [sex], [sex, need]]
{SMALL}"""),
    "indicators/late-decisions.yaml": _indicator("late-decisions", """unit: decisions
decimals: 0
method: difference
value: {measure: decided}
minus: {measure: in-time}
groups: sum
breakdowns: [[sex]]
"""),
    "indicators/requests-not-grouped.yaml": _indicator("requests-not-grouped", """unit: requests
decimals: 0
method: published
value: {measure: requests}
groups: none
"""),
    "indicators/old-share-in-time.yaml": _indicator("old-share-in-time", """unit: percent
decimals: 1
method: published
value: {measure: share-in-time}
groups: none
"""),
    "indicators/old-share-gap.yaml": _indicator("old-share-gap", """unit: percentage-points
decimals: 1
method: difference
value: {measure: share-in-time}
minus: {measure: share-late}
groups: none
"""),
    "indicators/link-officers.yaml": _indicator("link-officers", """unit: officers
decimals: 0
method: published
value: {measure: link-officer}
groups: sum
"""),
    "amendments/ashby-2023.yaml": _amendment(
        "ashby-2023", "requests", "E06000001", "2023", "published_value: 54\nused_value: 50"
    ),
    "amendments/elm-2024.yaml": _amendment(
        "elm-2024", "requests", "E09000002", "2024", "published_value: 108\nused_value: 111", "E12000007"
    ),
    "amendments/link-officers-2021.yaml": _amendment(
        "link-officers-2021", "link-officer", "E06000002", "2021",
        "published_value: 1\nused_value: null\nalso_areas: [E09000001]"
    ),
}  # fmt: skip

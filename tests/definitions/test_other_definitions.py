"""Every source that is not an EHC plan file: what it says of itself, what it reads, what comes out."""

from __future__ import annotations

import csv
import dataclasses
import fnmatch
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from goldenthread.warehouse.definitions import Catalogue, load_catalogue
from goldenthread.warehouse.definitions.crosscheck import measures_of
from goldenthread.warehouse.definitions.sources import Layout, Source
from goldenthread.warehouse.ingestors.layouts import EES_GEOGRAPHY, check_headings, figure_columns, key_columns
from goldenthread.warehouse.reader import Store
from goldenthread.warehouse.store.build import build_store
from goldenthread.warehouse.store.connection import READ_ONLY
from goldenthread.warehouse.store.folder import current_build

LONDON, ENGLAND, NEWHAM = "E12000007", "E92000001", "E09000025"
SCHEMA_SAMPLE = "01_sen_school_census/sen_phase_type_2025_SCHEMA_SAMPLE_5_rows.csv"
NEWSLETTER, PHASE_TYPE = "newsletter-sen-support", "sen-in-england-phase-type"
# Measures that no indicator shows: they take part in a check, or in a sum made on load.
ONLY_CHECKED = {
    "children-waiting-18-to-52-weeks",
    "children-waiting-over-52-weeks",
    "send-appeal-rate-in-development-percent",
}


def others(catalogue: Catalogue) -> dict[str, Source]:
    """The sources that are not EHC plan files."""
    return {key: source for key, source in catalogue.sources.items() if source.publication != "ehc-plans"}


OTHERS = others(load_catalogue())
LAYOUTS = [
    pytest.param(source, file.path, source.layout_of(file), id=f"{source.id}:{number}")
    for source in OTHERS.values()
    for number, file in enumerate(source.files)
    if source.id != PHASE_TYPE
]


def headings(path: Path, layout: Layout) -> list[str]:
    """The headings of a file as it is published."""
    if layout.format == "csv":
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return next(csv.reader(handle))
    if layout.format == "parquet":
        return [row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()]
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(layout.sheet or "").to_python(skip_empty_area=False)
    return [str(cell) for cell in rows[layout.header_row - 1] if str(cell)]


@pytest.fixture(scope="module")
def store(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A build of these sources alone, with every check that a build must pass."""
    catalogue = load_catalogue()
    alone = dataclasses.replace(catalogue, sources=others(catalogue), amendments={}, agreements={})
    folder = tmp_path_factory.mktemp("others")
    build_store(data, folder, catalogue=alone)
    return Store(current_build(folder), alone)


# What the definitions say of themselves


@pytest.mark.parametrize("source", OTHERS.values(), ids=list(OTHERS))
def test_a_source_is_as_near_to_the_publisher_as_its_files_are(source: Source) -> None:
    paths = " ".join(file.path for file in source.files)
    if "transcribed" in paths or source.id == NEWSLETTER:
        assert source.standing == "transcribed"
    elif any(word in paths for word in ("sendap_", "lait_", "derived", "tidy", "demographr")):
        assert source.standing == "derived"


@pytest.mark.parametrize(
    "source", [s for s in OTHERS.values() if s.standing != "published"], ids=lambda source: source.id
)
def test_every_transcribed_or_derived_source_says_who_made_it(source: Source) -> None:
    made = ("copied by", "prepared", "tidied", "repackaged", "reshaped", "compilation", "gathered", "added up")
    assert any(word in (source.provenance or "").lower() for word in made)


@pytest.mark.parametrize(("source", "path", "layout"), LAYOUTS)
def test_a_column_is_named_in_one_place_only(source: Source, path: str, layout: Layout) -> None:
    implied = set(EES_GEOGRAPHY) if layout.area.kind in ("ees", "ees-name") else set()
    keys = key_columns(layout)
    places = [keys, set(figure_columns(layout)), set(layout.not_loaded), implied - keys]
    assert sum(map(len, places)) == len(set().union(*places)), source.id


def test_the_schema_sample_is_never_loaded() -> None:
    paths = {file.path for source in load_catalogue().sources.values() for file in source.files}
    assert not any(fnmatch.fnmatch(SCHEMA_SAMPLE, path) for path in paths)


def test_the_newsletter_holds_the_four_golden_figures_and_no_other() -> None:
    folder = load_catalogue().folder / "sources"
    with (folder / OTHERS[NEWSLETTER].files[0].path).open(encoding="utf-8", newline="") as handle:
        rows = {(row["area_code"], row["january"]): int(row["pupils_on_sen_support"]) for row in csv.DictReader(handle)}
    assert rows == {
        (ENGLAND, "2024"): 1_238_851, (ENGLAND, "2025"): 1_284_284, (LONDON, "2024"): 184_980, (LONDON, "2025"): 189_608,
    }  # fmt: skip


def test_the_newsletter_gives_way_to_the_school_census_file() -> None:
    stop_gap, census = OTHERS[NEWSLETTER], OTHERS[PHASE_TYPE]
    assert stop_gap.precedence < OTHERS["lait-sen-and-outcomes"].precedence < census.precedence
    assert measures_of(load_catalogue())["sen-support-pupils"] == {NEWSLETTER, PHASE_TYPE}
    assert census.not_here is not None
    assert census.ees_data_set_file_id in census.not_here
    assert census.files[0].path in census.not_here


def test_no_indicator_is_drawn_from_a_copy_that_is_held_for_checking() -> None:
    parts = [
        getattr(indicator, role)
        for indicator in load_catalogue().indicators.values()
        for role in ("value", "minus", "numerator", "denominator")
    ]
    assert not [part.measure for part in parts if part is not None and part.measure.endswith("-lait")]


def test_every_measure_that_is_loaded_is_shown_or_checked() -> None:
    catalogue = load_catalogue()
    shown = {
        getattr(indicator, role).measure
        for indicator in catalogue.indicators.values()
        for role in ("value", "minus", "numerator", "denominator")
        if getattr(indicator, role) is not None
    }
    loaded = {name for name, sources in measures_of(catalogue).items() if sources & set(OTHERS)}
    assert {name for name in loaded - shown if not name.endswith("-lait")} == ONLY_CHECKED


def test_the_sign_of_the_deficit_is_said_to_be_uncertain_wherever_it_is_shown() -> None:
    source = OTHERS["dsg-carried-forward-london-2023-24"]
    indicator = load_catalogue().indicators["dsg-deficit-carried-forward"]
    assert indicator.balance
    for text in (source.description, *indicator.essential_caveats, indicator.balance.note or ""):
        assert "not certain" in text
    for text in (source.description, source.provenance or "", *indicator.caveats):
        assert "publishing" not in text  # a note to the makers tells a reader nothing


def test_the_two_appeal_rates_share_no_part() -> None:
    old, new = (load_catalogue().indicators[key] for key in ("send-appeal-rate", "send-appeal-rate-in-development"))
    parts = [{part.measure for part in (i.value, i.numerator, i.denominator) if part} for i in (old, new)]
    assert parts[0].isdisjoint(parts[1])


def test_a_number_that_the_publisher_gave_to_the_wrong_authority_is_not_read() -> None:
    for key in ("send-tribunal-appeals", "send-tribunal-appeals-2024-in-development"):
        layout = OTHERS[key].layout
        assert layout is not None
        assert layout.area.kind == "name"
        assert "old_la_code" in layout.not_loaded


# What the files hold


@pytest.mark.data
@pytest.mark.parametrize(("source", "path", "layout"), LAYOUTS)
def test_every_heading_of_every_file_is_named(data: Path, source: Source, path: str, layout: Layout) -> None:
    folder = load_catalogue().folder / "sources" if source.id == NEWSLETTER else data
    found = headings(folder / path, layout)
    check_headings(found, layout, path)  # raises for a heading that is new, missing or there twice
    assert len(found) > 2


@pytest.mark.data
def test_the_layout_of_the_school_census_fits_the_five_rows_we_have_seen(data: Path) -> None:
    layout = OTHERS[PHASE_TYPE].layout
    assert layout is not None
    check_headings(headings(data / SCHEMA_SAMPLE, layout), layout, SCHEMA_SAMPLE)


@pytest.mark.data
@pytest.mark.parametrize(
    ("source", "path", "layout"), [each for each in LAYOUTS if each.values[2].measure_column is not None]
)
def test_every_label_of_a_long_file_is_there(data: Path, source: Source, path: str, layout: Layout) -> None:
    found = duckdb.sql(f"""SELECT DISTINCT "{layout.measure_column}" FROM '{data / path}'""").fetchall()
    assert set(layout.measures) <= {row[0] for row in found}, source.id


@pytest.mark.data
def test_the_year_of_a_destination_in_the_tool_is_the_one_before_the_published_one(data: Path) -> None:
    tool, table = (
        data / "00_multi_topic/lait_bds_long_2016_2025.parquet",
        data / "05_outcomes/sendap_ks4_destinations.parquet",
    )
    differences = {
        shift: duckdb.sql(f"""
            SELECT avg(abs(t."Values"::DOUBLE - d."% of pupils")) FROM '{table}' d JOIN '{tool}' t
            ON t."LA and Regions" = d.la_name AND t."Short Desc" = 'SusEdOverall_SEN_Stat_incSpec' AND t."Values" <> '-'
            AND t.Years = (2000 + d.time_period % 100 + {shift})::VARCHAR
            WHERE d.characteristic = 'EHC plan or Statement' AND d.destination_raw = 'overall'""").fetchall()[0][0]
        for shift in (-2, -1, 0)
    }
    assert min(differences, key=lambda shift: differences[shift]) == -1
    assert differences[-1] < 1.5 < 3 < min(differences[-2], differences[0])


# What comes out

KNOWN = [
    ("sen-support-pupils", {}, ENGLAND, "2025", 1_284_284),
    ("sen-support-pupils", {}, LONDON, "2024", 184_980),
    ("sen-support-percent-of-pupils", {}, ENGLAND, "2025", 14.2),
    ("sen-support-percent-of-pupils", {}, LONDON, "2025", 13.2),
    ("ehc-plan-percent-of-pupils", {}, LONDON, "2025", 5.4),
    ("good-level-of-development", {"sen-provision": "ehc-plan"}, LONDON, "2024-25", 5.3),
    ("good-level-of-development", {"sen-provision": "sen-support"}, ENGLAND, "2024-25", 26.4),
    ("ks2-expected-standard", {"sen-provision": "ehc-plan"}, LONDON, "2024-25", 12),
    ("attainment-8", {"sen-provision": "ehc-plan"}, ENGLAND, "2024-25", 14.8),
    ("ks4-sustained-destinations", {"sen-provision": "ehc-plan"}, LONDON, "2022-23", 90.8),
    ("participation-at-16-and-17", {"sen-provision": "any-sen"}, LONDON, "2025", 92.9),
    ("children-in-need-with-ehc-plan", {}, LONDON, "2024-25", 38.3),
    ("looked-after-children-on-sen-support", {}, ENGLAND, "2024-25", 27.3),
    ("sen-weekly-unit-cost", {}, LONDON, "2024-25", 100),
    ("high-needs-allocation", {}, ENGLAND, "2020-21", 7_063_230_381),
    ("high-needs-allocation", {}, LONDON, "2023-24", 1_931_692_936),
    ("high-needs-outturn-by-line", {"high-needs-line": "top-up-independent"}, ENGLAND, "2021-22", 1_765_662_349),
    ("send-appeals-registered", {}, ENGLAND, "2024", 22_276),
    ("send-appeals-registered", {}, ENGLAND, "2025", 26_976),
    ("send-appeal-rate", {}, ENGLAND, "2024", 3.2),
    ("send-appeal-rate", {}, LONDON, "2024", 2.3),
    ("ap-placements-by-authorities", {"ap-reason": "named-on-ehc-plan"}, ENGLAND, "2025", 46_694),
    ("population-0-to-17", {}, LONDON, "2024", 1_916_086),
    ("area-send-inspection-outcome", {}, NEWHAM, "2024", 2),
]


@pytest.mark.data
@pytest.mark.parametrize(("indicator", "breakdown", "area", "period", "value"), KNOWN)
def test_a_known_figure_comes_out(
    store: Store, indicator: str, breakdown: dict[str, str], area: str, period: str, value: float
) -> None:
    answers = store.query(indicator, [area], [period], breakdown or "total")
    assert [answer.value for answer in answers] == [value]


@pytest.mark.data
@pytest.mark.parametrize(
    ("indicator", "millions"), [("independent-top-up-spend", 403.5), ("sen-transport-spend", 216.2)]
)
def test_a_london_sum_of_the_section_251_lines_says_that_the_city_is_missing(
    store: Store, indicator: str, millions: float
) -> None:
    (answer,) = store.query(indicator, [LONDON], ["2023-24"])
    assert answer.value is not None
    assert round(answer.value / 1e6, 1) == millions
    assert answer.coverage is not None
    assert answer.coverage.text == "32 of 33; excludes City of London (not in the source)"


@pytest.mark.data
def test_a_dash_means_no_appeal_and_two_dots_mean_no_figure(store: Store) -> None:
    darlington, cumberland = (
        store.query("send-appeals-registered", [code], ["2014"]) for code in ("E06000005", "E06000063")
    )
    assert [each.value for each in darlington] == [0]
    assert [(each.value, each.status) for each in cumberland] == [(None, "x")]


@pytest.mark.data
def test_a_count_of_decisions_that_was_withheld_leaves_its_authority_out_of_the_rate(store: Store) -> None:
    redbridge, london = (
        store.query("send-appeal-rate-in-development", [code], ["2024"])[0] for code in ("E09000026", LONDON)
    )
    assert (redbridge.value, redbridge.status) == (None, "x")
    assert london.coverage is not None
    assert {name for name, _ in london.coverage.excludes} == {"Redbridge", "Waltham Forest"}


@pytest.mark.data
def test_children_aged_0_to_25_are_the_sum_of_the_single_years(store: Store) -> None:
    single = [
        store.query("population-by-single-year-of-age", [NEWHAM], ["2023"], {"age": f"age-{age}"})[0]
        for age in range(26)
    ]
    (band,) = store.query("population-0-to-25", [NEWHAM], ["2023"])
    assert band.value == sum(each.value or 0 for each in single) == 132_889


@pytest.mark.data
def test_the_tools_plan_counts_are_held_beside_the_indicators(store: Store) -> None:
    rows = duckdb.connect(str(store.path), read_only=True, config=dict(READ_ONLY)).execute("""
        SELECT p.type, p.text, o.value FROM observation o JOIN measure m USING (measure_id) JOIN area a USING (area_id)
        JOIN period p USING (period_id) WHERE m.name = 'ehc-plans-lait' AND a.code = 'E12000007'""").fetchall()  # fmt: skip
    assert ("january", "2025", 99_116) in rows
    assert ("january", "2024", 93_539) in rows

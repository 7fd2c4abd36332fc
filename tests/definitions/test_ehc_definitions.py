"""The definitions of the EHC plan files say what those files hold, and each indicator can be read by a person."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
import yaml

from goldenthread.warehouse.definitions.indicators import Indicator, Part
from goldenthread.warehouse.definitions.load import DEFINITIONS, Catalogue, DefinitionError, load_catalogue, read_yaml
from goldenthread.warehouse.definitions.sources import Layout, Source, SourceFile
from goldenthread.warehouse.definitions.vocabularies import fold
from goldenthread.warehouse.ingestors.layouts import EES_GEOGRAPHY, check_headings, key_columns

FOLDERS = (
    "annual-reviews", "assessments", "ceased-plans", "disagreements", "ehc-plans", "new-plans", "personal-budgets",
    "placements", "primary-need", "requests", "timeliness", "workforce",
)  # fmt: skip
SOURCES = sorted(path.stem for path in (DEFINITIONS / "sources" / "ehc").glob("*.yaml"))
INDICATORS = sorted(path.stem for folder in FOLDERS for path in (DEFINITIONS / "indicators" / folder).glob("*.yaml"))
CODES = {
    "ehc-plans": "EHC01", "ehc-plans-per-1000": "EHC02", "ehc-plans-growth": "EHC03", "ehc-plan-requests": "EHC04",
    "ehc-plan-requests-per-10000": "EHC05", "refusals-to-assess": "EHC06", "decisions-in-6-weeks": "EHC07",
    "ehc-assessments": "EHC08", "assessments-leading-to-a-plan": "EHC09", "new-ehc-plans": "EHC10",
    "ehc-plans-issued-in-20-weeks": "EHC11", "ehc-plans-issued-in-20-weeks-all": "EHC12",
    "ehc-plans-issued-after-52-weeks": "EHC13", "reviews-held-in-12-months": "EHC14",
    "review-decisions-in-4-weeks": "EHC15", "ceased-plans-per-100": "EHC17",
    "mediations-after-refusal-to-assess": "EHC18", "tribunals-after-refusal-to-assess": "EHC19",
    "ehc-plans-need-share": "EHC20", "new-ehc-plans-under-5": "EHC21", "plans-in-mainstream": "PLA01",
    "plans-in-units-and-resourced-provision": "PLA02", "plans-in-state-special-schools": "PLA03",
    "plans-in-independent-and-non-maintained-special-schools": "PLA04", "plans-in-further-education": "PLA05",
    "plans-educated-elsewhere": "PLA06", "plans-without-a-recorded-placement": "PLA07",
    "residential-placements": "PLA08", "work-based-placements": "PLA09", "plans-in-eotas": "PLA10",
    "designated-medical-officers": "WRK04", "designated-clinical-officers": "WRK04",
    "designated-social-care-officers": "WRK04",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def files_of(catalogue: Catalogue) -> list[tuple[Source, SourceFile, Layout]]:
    """Every file of every EHC source, with the layout that reads it."""
    sources = [catalogue.sources[source_id] for source_id in SOURCES]
    return [(source, file, source.layout_of(file)) for source in sources for file in source.files]


def headings_of(path: Path) -> list[str]:
    """The first row as published."""
    if path.suffix == ".parquet":
        return list(pq.read_schema(path).names)
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return next(csv.reader(handle))


def table_of(path: Path) -> duckdb.DuckDBPyRelation:
    """The file with every cell as text."""
    con = duckdb.connect()
    if path.suffix == ".parquet":
        return con.read_parquet(str(path))
    return con.read_csv(str(path), all_varchar=True)


# ---------------------------------------------------------------- the files


def test_each_dataset_of_the_ehc_release_has_one_source() -> None:
    assert len(SOURCES) == 18


@pytest.mark.data
def test_every_published_column_is_named_once_by_its_layout(catalogue: Catalogue, data: Path) -> None:
    for _, file, layout in files_of(catalogue):
        headings = headings_of(data / file.path)
        check_headings(headings, layout, file.path)  # raises at a column that is new, missing or renamed
        places = [key_columns(layout), set(layout.measures), set(layout.not_loaded)]
        named = [column for place in places for column in place]
        assert sorted(named) == sorted(set(named)), f"{file.path} names a column in two places"
        assert set(headings) - set(EES_GEOGRAPHY) == set(named), file.path


@pytest.mark.data
def test_every_published_breakdown_label_is_an_item_of_its_vocabulary(catalogue: Catalogue, data: Path) -> None:
    for _, file, layout in files_of(catalogue):
        table = table_of(data / file.path)
        for part in layout.breakdowns:
            topic_column = part.topic_column or part.item_column
            kept = set(layout.keep.get(part.item_column, ()))
            for published_topic, label in (
                table.project(f'"{topic_column}", "{part.item_column}"').distinct().fetchall()
            ):
                topic = part.topic or part.topics[published_topic]
                if topic == "total" or label in part.total or (kept and label not in kept):
                    continue
                assert fold(label) in catalogue.vocabularies[topic].spellings, f"{file.path}: '{label}' is no {topic}"


@pytest.mark.data
def test_only_declared_symbols_and_words_stand_where_a_number_should(catalogue: Catalogue, data: Path) -> None:
    for _, file, layout in files_of(catalogue):
        table = table_of(data / file.path)
        declared = {*layout.symbols, *layout.words}
        for column in layout.measures:
            found = {
                row[0]
                for row in table.filter(f'TRY_CAST("{column}" AS DOUBLE) IS NULL')
                .project(f'"{column}"')
                .distinct()
                .fetchall()
            }
            assert found <= declared, f"{file.path}, {column}: {found - declared}"


@pytest.mark.data
def test_the_rows_left_out_of_the_2022_placements_repeat_the_row_of_their_group(data: Path) -> None:
    for name, total in (("sen2_estab_caseload", "Total_all"), ("sen2_estab_new_plans", "Total_new_all")):
        path = data / "02_sen2_ehcp" / "release_2022" / f"{name}.parquet"
        differing = duckdb.sql(f"""
            SELECT count(*) FROM '{path}' alone
            JOIN '{path}' whole ON whole.establishment_type = 'Total' AND whole.establishment_group = alone.establishment_group
             AND whole.time_period = alone.time_period AND whole.geographic_level = alone.geographic_level
             AND whole.region_code IS NOT DISTINCT FROM alone.region_code
             AND whole.new_la_code IS NOT DISTINCT FROM alone.new_la_code
            WHERE alone.establishment_type IN ('NEET', 'Other', 'Non-maintained early years')
              AND alone.{total} IS DISTINCT FROM whole.{total}""").fetchone()
        assert differing == (0,)


@pytest.mark.data
def test_no_plan_means_no_row_in_the_caseload_and_new_plans(data: Path) -> None:
    for name, column in (("caseload", "ehcplans"), ("newplans", "new_ehc_plans")):
        table = table_of(data / "02_sen2_ehcp" / "release_2025_first" / f"{name}.csv")
        zeros = table.filter(f"{column} = '0' AND breakdown_topic NOT IN ('All EHC plans', 'New EHC plans')")
        assert zeros.fetchall() == []


# ---------------------------------------------------------------- the sources


def test_the_corrected_release_takes_the_place_of_the_first(catalogue: Catalogue) -> None:
    ranks = {release.id: release.rank for release in catalogue.publications["ehc-plans"].releases}
    assert ranks["ehc-plans-2022"] < ranks["ehc-plans-2025-first"] < ranks["ehc-plans-2025-corrected"]


def test_the_2025_release_is_used_where_the_2022_one_gives_the_same_measure(catalogue: Catalogue) -> None:
    older = {s.precedence for s in map(catalogue.sources.__getitem__, SOURCES) if s.id.endswith("-2022")}
    newer = {s.precedence for s in map(catalogue.sources.__getitem__, SOURCES) if not s.id.endswith("-2022")}
    assert max(older) < min(newer)


def test_each_exception_names_areas_in_force_and_periods(catalogue: Catalogue) -> None:
    for source, _, _ in files_of(catalogue):
        for exception in source.exceptions:
            assert exception.areas, f"{source.id}: {exception.reason}"
            assert exception.periods, f"{source.id}: {exception.reason}"
            assert set(exception.areas) <= set(catalogue.areas), f"{source.id}: {exception.areas}"


def test_a_stamp_that_was_published_wrongly_is_corrected_in_the_corrected_file_only(catalogue: Catalogue) -> None:
    corrected = {
        file.release: layout.period.corrections
        for s, file, layout in files_of(catalogue)
        if s.id == "ehc-needs-new-plans"
    }
    assert corrected == {"ehc-plans-2025-first": {}, "ehc-plans-2025-corrected": {"202425": "2024"}}


# ---------------------------------------------------------------- the vocabularies


def test_nineteen_ethnic_groups_stand_in_six_major_ones(catalogue: Catalogue) -> None:
    ethnicity = catalogue.vocabularies["ethnicity"]
    assert (len(ethnicity.items), len({item.group for item in ethnicity.items})) == (19, 6)


@pytest.mark.parametrize("topic", ["placement", "age", "age-at-start"])
def test_no_total_or_sum_carries_a_group_so_that_groups_never_count_twice(catalogue: Catalogue, topic: str) -> None:
    grouped = {item.id for item in catalogue.vocabularies[topic].items if item.group is not None}
    made = {
        r.into
        for source, _, _ in files_of(catalogue)
        for r in source.rollups
        if r.topic == topic and r.into != "fe-general"
    }
    totals = {"mainstream", "special", "ap", "fe", "elsewhere"} if topic == "placement" else set()
    assert not grouped & (made | totals)


# ---------------------------------------------------------------- the indicators


def test_the_catalogue_codes_belong_to_their_permanent_ids(catalogue: Catalogue) -> None:
    assert {i: catalogue.indicators[i].code for i in INDICATORS if catalogue.indicators[i].code} == CODES


@pytest.mark.parametrize("indicator_id", INDICATORS)
def test_each_indicator_can_be_understood_and_has_somebody_to_ask(catalogue: Catalogue, indicator_id: str) -> None:
    indicator = catalogue.indicators[indicator_id]
    assert indicator.question.endswith("?")
    first_word = {"higher-is-better": "Higher", "lower-is-better": "Lower", "neither": "Neither"}[indicator.direction]
    assert indicator.direction_note.startswith(first_word)
    assert indicator.owner_role != indicator.checker_role
    assert dt.date(2027, 1, 1) <= indicator.review_date <= dt.date(2027, 6, 30)


def test_no_indicator_declares_two_breaks_for_one_period(catalogue: Catalogue) -> None:
    for indicator_id in INDICATORS:
        periods = [each.period for each in catalogue.indicators[indicator_id].breaks]
        assert len(periods) == len(set(periods)), indicator_id
        assert all(len(period) == 4 for period in periods), indicator_id


def topics_supplied(catalogue: Catalogue) -> dict[str, set[frozenset[str]]]:
    """Measure → the sets of topics by which some EHC or population source breaks it down."""
    found: dict[str, set[frozenset[str]]] = {}
    for source in catalogue.sources.values():
        for layout in (source.layout_of(file) for file in source.files):
            rows = {t for b in layout.breakdowns for t in (*b.topics.values(), *((b.topic,) if b.topic else ()))}
            by_rows = {frozenset[str](), *(frozenset({topic}) for topic in rows - {"total"})}
            for column in layout.measures.values():
                carried = frozenset({*column.breakdown, *layout.fixed_breakdown})
                found.setdefault(column.measure, set()).update(carried | row for row in by_rows)
        for rollup in source.rollups:
            found.setdefault(rollup.measure, set()).add(frozenset({rollup.topic}))
        for made in source.sums:
            found[made.measure] = set.intersection(*(found[measure] for measure in made.of))
    return found


def parts_of(indicator: Indicator) -> list[Part]:
    """The parts that an indicator is made of."""
    parts = (indicator.value, indicator.minus, indicator.numerator, indicator.denominator)
    return [part for part in parts if part is not None]


def test_every_breakdown_that_an_indicator_offers_is_in_a_source(catalogue: Catalogue) -> None:
    supplied = topics_supplied(catalogue)
    for indicator_id in INDICATORS:
        indicator = catalogue.indicators[indicator_id]
        for asked in indicator.breakdowns:
            assert list(asked) == sorted(asked), f"{indicator_id}: write {asked} in the order of the alphabet"
            for part in parts_of(indicator):
                needed = frozenset({*asked} - {*part.without} | {*part.breakdown})
                assert needed in supplied[part.measure], f"{indicator_id}: {part.measure} is not given by {set(needed)}"


@pytest.mark.parametrize("indicator_id", ["ehc-plans-need-share", "new-ehc-plans-need-share", "ceased-plans-per-100"])
def test_a_share_keeps_the_whole_as_its_denominator(catalogue: Catalogue, indicator_id: str) -> None:
    denominator = catalogue.indicators[indicator_id].denominator
    assert denominator is not None
    assert set(denominator.without) & {
        topic for asked in catalogue.indicators[indicator_id].breakdowns for topic in asked
    }


def test_a_share_of_plans_rests_on_the_plans_that_were_returned_not_on_an_amended_number(catalogue: Catalogue) -> None:
    for indicator_id in INDICATORS:
        indicator = catalogue.indicators[indicator_id]
        denominator, numerator = indicator.denominator, indicator.numerator
        if denominator is not None and numerator is not None and denominator.measure == "ehc-plans":
            assert denominator.as_published, indicator_id


@pytest.mark.parametrize(("field", "text"), [("owner_role", "TBC"), ("definition", "n/a"), ("question", "todo")])
def test_an_indicator_with_a_placeholder_does_not_load(tmp_path: Path, field: str, text: str) -> None:
    content = yaml.safe_load((DEFINITIONS / "indicators" / "ehc-plans" / "ehc-plans-growth.yaml").read_text("utf-8"))
    copy = tmp_path / "ehc-plans-growth.yaml"
    copy.write_text(yaml.safe_dump({**content, field: text}), encoding="utf-8")
    with pytest.raises(DefinitionError, match=field):
        read_yaml(copy, Indicator)

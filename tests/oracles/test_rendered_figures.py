"""Two hundred figures of rendered pages, by chance, against the published files, not through the queries.

A page is asked for as a reader asks for it. From a cell of its table only that is followed which a reader sees: where its
link leads. The figure is then worked out from the published files by the plain reading beside this file, and written by a
second hand. GOLDENTHREAD_SEED repeats a choice; every failure names the seed.
"""

from __future__ import annotations

import dataclasses
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client, override_settings

from goldenthread.warehouse.definitions import Catalogue, load_catalogue
from goldenthread.warehouse.definitions.dashboards import load_dashboards

from .plain_evidence import PlainEvidence
from .rendered.page_cells import RenderedFigure, figures_of
from .rendered.plain_reader import difference
from .rendered.plain_words import as_written

pytestmark = pytest.mark.data

SAMPLE, FROM_EACH_PAGE = 200, 4
SEED = os.environ.get("GOLDENTHREAD_SEED") or str(random.getrandbits(32))
PLAIN_FILES = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
               "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # fmt: skip


@pytest.fixture(scope="module")
def visitor(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A visitor of the site with the shipped figures."""
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static"), STORAGES=PLAIN_FILES),
    ):
        patch.setenv("GOLDENTHREAD_STORE", str(store_folder))
        yield Client()
        for name in ("figures", "limits", "pages"):  # pages with other style sheets are nobody else's to see
            caches[name].clear()


@pytest.fixture(scope="module")
def evidence(data: Path) -> PlainEvidence:
    """The published files, read the plain way."""
    return PlainEvidence(load_catalogue(), data)


@pytest.fixture(scope="module")
def sample(visitor: Client) -> list[RenderedFigure]:
    """The figures: a few of each of many pages."""
    chance = random.Random(SEED)
    found: list[RenderedFigure] = []
    for address in addresses(load_catalogue(), chance):
        shown = figures_of(address, visitor.get(address).content.decode())
        found += chance.sample(shown, min(FROM_EACH_PAGE, len(shown)))
        if len(found) >= SAMPLE:
            return found[:SAMPLE]
    return []


def addresses(catalogue: Catalogue, chance: random.Random) -> Iterator[str]:
    """Dashboards and pages of indicators without end, for a borough or for London, with amendments or as published."""
    boroughs = [m.area_code for m in catalogue.memberships if m.group_code == "E12000007"]
    pages = [f"/dashboards/{page}/" for page in load_dashboards(catalogue).pages]
    while True:
        path = chance.choice([chance.choice(pages), f"/indicators/{chance.choice(sorted(catalogue.indicators))}/"])
        asked = [chance.choice(["", *(f"area={code}" for code in boroughs)]), chance.choice(["", "figures=published"])]
        query = "&".join(filter(None, asked))
        yield f"{path}?{query}" if query else path


def test_two_hundred_figures_by_chance_say_what_the_published_files_say(
    sample: list[RenderedFigure], evidence: PlainEvidence, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(f"\nGOLDENTHREAD_SEED={SEED}: {told(sample)}")
    assert len(sample) == SAMPLE
    wrong = [fault for fault in (difference(evidence, shown) for shown in sample) if fault]
    assert not wrong, f"GOLDENTHREAD_SEED={SEED}\n" + "\n".join(wrong)


def told(sample: list[RenderedFigure]) -> str:
    kinds = Counter(shown.page.split("/")[1] for shown in sample)
    absent = sum(not re.search(r"\d", shown.text) for shown in sample)
    different = len({shown.indicator for shown in sample})
    return f"{dict(kinds)} figures of {len({s.page for s in sample})} pages, {different} indicators, {absent} absent"


def test_a_figure_that_is_off_by_its_last_decimal_is_noticed(
    sample: list[RenderedFigure], evidence: PlainEvidence
) -> None:
    numbers = [shown for shown in sample if re.search(r"\d", shown.text)]
    for shown in random.Random(SEED).sample(numbers, 15):
        assert difference(evidence, shown) == ""
        spoilt = dataclasses.replace(shown, text=nudged(shown.text))
        assert spoilt.text != shown.text
        assert f"the files say {shown.text}" in difference(evidence, spoilt), SEED


def nudged(text: str) -> str:
    """The figure with its last digit one higher: '96.6%' as '96.7%'. What stands after 'per' is no figure."""
    figure, per, rest = text.partition(" per ")
    place = max(n for n, letter in enumerate(figure) if letter.isdigit())
    return figure[:place] + str((int(figure[place]) + 1) % 10) + figure[place + 1 :] + per + rest


@pytest.mark.parametrize(
    "changed", [{"area": "E09000002"}, {"published": True}, {"text": "0"}, {"text": "3000"}, {"period": "2024"}]
)
def test_a_figure_of_another_place_or_period_and_one_written_otherwise_are_noticed(
    evidence: PlainEvidence, changed: dict[str, object]
) -> None:
    about = "About this figure: Newham, January 2025,"
    right = RenderedFigure("", "3,000", about, "ehc-plans", "E09000025", "2025", (), False)
    assert difference(evidence, right) == ""
    assert difference(evidence, dataclasses.replace(right, **changed)) != ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        ("0.5", "plans", 0, "1"), ("-0.5", "plans", 0, "−1"), ("1234567", "pounds", 0, "£1,234,567"),
        ("-22300000", "pounds", 0, "−£22,300,000"), ("12.25", "percent", 1, "12.3%"), ("-0.04", "percent", 1, "0.0%"),
        ("3.25", "percentage-points", 1, "+3.3 points"), ("-3.25", "percentage-points", 1, "−3.3 points"),
        ("0", "percentage-points", 1, "0.0 points"), ("1000.05", "per-10000", 1, "1,000.1 per 10,000"),
    ],
)  # fmt: skip
def test_a_number_is_written_with_separators_and_rounded_half_away_from_zero(
    value: str, unit: str, decimals: int, text: str
) -> None:
    assert as_written(Fraction(value), "ok", unit, decimals) == {text}


def test_an_absence_is_written_in_words() -> None:
    assert as_written(None, "c", "plans", 0) == {"held back"}
    assert as_written(None, "missing|x", "plans", 0) == {"not in the source", "not available"}

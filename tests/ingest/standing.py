"""A store with figures in force, and a data folder that a test is about to spoil."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from goldenthread.warehouse.definitions import Catalogue, load_catalogue
from goldenthread.warehouse.reader import Store
from goldenthread.warehouse.store.folder import current_build
from tests.sample.country import SampleCountry, write_sample

Figures = list[tuple[str, str, str, float | None, str]]
Change = Callable[[list[dict[str, str]]], list[dict[str, str]]]


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str


@dataclass
class Standing:
    """The sample country with one build in force; `catalogue` reads it whatever a test does to the definitions."""

    sample: SampleCountry
    build_id: str
    catalogue: Catalogue
    figures_before: Figures
    identity: str

    @property
    def spoilt(self) -> Path:
        """The file that most tests spoil: the one of the release in force."""
        return self.sample.corrected

    def spoil(self, change: Callable[[bytes], bytes]) -> None:
        """Changes the bytes of the file."""
        self.spoilt.write_bytes(change(self.spoilt.read_bytes()))

    def respell(self, old: str, new: str, times: int = 1) -> None:
        """Replaces text in the file, which must be there."""
        assert old.encode() in self.spoilt.read_bytes()
        self.spoil(lambda content: content.replace(old.encode(), new.encode(), times))

    def set_cell(self, row: int, column: str, text: str) -> None:
        """Writes one cell; row 1 is the headings, as in a spreadsheet."""

        def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
            rows[row - 2][column] = text
            return rows

        self.sample.rewrite(self.spoilt, change)

    def change_rows(self, change: Change) -> None:
        """Writes the file anew with its rows changed."""
        self.sample.rewrite(self.spoilt, change)

    def change_source(self, *replacements: tuple[str, str]) -> None:
        """Replaces text in the definition of the source, which must be there."""
        path = self.sample.definitions / "sources" / "sample-requests.yaml"
        text = path.read_text()
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text)

    def run(self, *words: str) -> Outcome:
        """Runs the `goldenthread` command in this process with the sample's definitions."""
        return run_command(self.sample.definitions, *words)

    def build(self) -> Outcome:
        """`goldenthread build` of the data folder into the store."""
        return self.run("build", "--data", str(self.sample.data), "--store", str(self.sample.store), "--json")

    def refusal(self, code: int = 1) -> str:
        """Builds, and asserts that it was refused and that nothing came of it. Returns the message."""
        outcome = self.build()
        assert (outcome.code, outcome.out) == (code, ""), outcome
        assert outcome.err.startswith("goldenthread: ")
        assert "Traceback" not in outcome.err
        self.assert_as_before()
        return outcome.err.removeprefix("goldenthread: ").strip()

    def figures(self, *indicators: str) -> Figures:
        """The figures that a reader who comes now is given: of every indicator asked for, or of two."""
        store = Store(current_build(self.sample.store), self.catalogue)
        try:
            return figures_of(store, *indicators)
        finally:
            store.close()

    def assert_as_before(self) -> None:
        """The same build is in force, to the byte, and nothing half-made lies beside it.

        That a build whose bytes are the same answers the same is tested once, in test_totals.
        """
        names = {path.name for path in self.sample.store.iterdir()}
        assert names == {"lock", "current", f"build-{self.build_id}.duckdb"}
        assert (self.sample.store / "current").read_text() == self.build_id
        assert _identity(self.sample.store / f"build-{self.build_id}.duckdb") == self.identity


def _identity(build: Path) -> str:
    """The build's checksum, which is another as soon as one byte is."""
    return hashlib.sha256(build.read_bytes()).hexdigest()


def figures_of(store: Store, *indicators: str) -> Figures:
    """Every figure of the indicators: indicator, area, period, value and status."""
    return [
        (indicator, row.area_code, row.period, row.value, row.status)
        for indicator in indicators or ("requests", "decisions-in-time")
        for row in store.query(indicator)
    ]


def run_command(definitions: Path, *words: str) -> Outcome:
    """Runs the command as a terminal would, but with other definitions than the shipped ones."""
    from goldenthread.cli import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(load_catalogue, "__defaults__", (definitions,)))
        stack.enter_context(mock.patch.object(sys, "argv", ["goldenthread", *words]))
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        try:
            main()
            code = 0
        except SystemExit as done:
            code = int(done.code or 0)
    return Outcome(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """The sample country, built; tests work on copies."""
    sample = write_sample(tmp_path_factory.mktemp("standing"))
    report = sample.build()
    store = sample.open()
    identity = _identity(current_build(sample.store))
    standing = Standing(sample, report.build, sample.catalogue(), figures_of(store), identity)
    store.close()
    return standing


@pytest.fixture
def standing(built_once: Standing, tmp_path: Path) -> Standing:
    """A copy of the built sample country for one test."""
    folders = []
    for folder in (built_once.sample.definitions, built_once.sample.data, built_once.sample.store):
        folders.append(shutil.copytree(folder, tmp_path / folder.name))
    return dataclasses.replace(built_once, sample=SampleCountry(*folders))

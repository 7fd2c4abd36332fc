"""A store that is damaged says so plainly, never guesses, and is whole again after the next build."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.warehouse.faults import StoreDamaged, StoreMissing, WarehouseError
from goldenthread.warehouse.store.build import build_store
from goldenthread.warehouse.store.folder import current_build
from tests.ingest.standing import Outcome, Standing


def query(standing: Standing) -> Outcome:
    return standing.run("query", "requests", "--store", str(standing.sample.store), "--json")


def assert_mended(standing: Standing) -> None:
    assert standing.build().code == 0
    assert query(standing).code == 0
    assert standing.figures() == standing.figures_before


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\x00" * 12, b"\xff\xfe\x93", b"not a build", b"../../etc/passwd", b"0123456789AB", b"a" * 10_000],
    ids=["empty", "blank", "zeros", "junk", "words", "a path", "capitals", "long"],
)
def test_a_corrupted_pointer_is_told_and_not_followed(standing: Standing, content: bytes) -> None:
    (standing.sample.store / "current").write_bytes(content)
    with pytest.raises(StoreDamaged) as caught:
        current_build(standing.sample.store)
    assert str(caught.value).startswith(f"The file 'current' in {standing.sample.store} is damaged: it names no build.")
    assert "Run `goldenthread build`" in str(caught.value)


def test_a_corrupted_pointer_ends_a_query_with_a_plain_message_and_the_next_build_mends_it(standing: Standing) -> None:
    (standing.sample.store / "current").write_bytes(b"\xff\xfe\x93")
    outcome = query(standing)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("goldenthread: The file 'current' in ")
    assert_mended(standing)


def test_a_pointer_to_a_build_that_is_gone_is_told_and_mended(standing: Standing) -> None:
    (standing.sample.store / f"build-{standing.build_id}.duckdb").unlink()
    outcome = query(standing)
    assert outcome.code == 1
    assert (
        f"The build in force, build-{standing.build_id}.duckdb, is no longer in {standing.sample.store}." in outcome.err
    )
    assert_mended(standing)


def test_a_folder_in_the_place_of_the_pointer_is_told(standing: Standing) -> None:
    (standing.sample.store / "current").unlink()
    (standing.sample.store / "current").mkdir()
    outcome = query(standing)
    assert outcome.code == 1
    assert "cannot be read (Is a directory)" in outcome.err


def test_a_store_without_a_pointer_has_no_figures_yet(standing: Standing) -> None:
    (standing.sample.store / "current").unlink()
    assert query(standing).code == 4
    with pytest.raises(StoreMissing, match=r"There are no figures in .* yet\. Run `goldenthread build`"):
        current_build(standing.sample.store)


@pytest.mark.parametrize("left", [0, 4_096, 200_000, 1_000_000])
def test_a_build_cut_short_is_told(standing: Standing, left: int) -> None:
    path = standing.sample.store / f"build-{standing.build_id}.duckdb"
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(
        StoreDamaged, match=rf"The build {path.name} cannot be read \(.*\). Run `goldenthread build` again."
    ):
        standing.figures()


def test_a_build_that_is_something_else_ends_a_query_with_a_plain_message_and_is_mended(standing: Standing) -> None:
    path = standing.sample.store / f"build-{standing.build_id}.duckdb"
    path.write_bytes(b"not a database" * 1_000)
    outcome = query(standing)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"goldenthread: The build {path.name} cannot be read (")
    assert_mended(standing)


def test_damage_in_any_stretch_of_a_build_is_told_or_touches_no_figure(standing: Standing) -> None:
    path = standing.sample.store / f"build-{standing.build_id}.duckdb"
    whole = path.read_bytes()
    told = 0
    for start in range(4_096, len(whole), 262_144):
        path.write_bytes(whole[: start + 500] + bytes(range(256)) + whole[start + 756 :])
        try:
            assert standing.figures() == standing.figures_before
        except StoreDamaged:
            told += 1
    assert told > 2


def test_a_store_that_is_a_file_cannot_be_built_in(standing: Standing) -> None:
    shutil.rmtree(standing.sample.store)
    standing.sample.store.write_text("a file")
    outcome = standing.run(
        "build", "--data", str(standing.sample.data), "--store", str(standing.sample.store / "store")
    )
    assert outcome.code == 1
    assert outcome.err.endswith("cannot be written: Not a directory.\n")


@pytest.fixture
def locked_store(standing: Standing) -> Iterator[Path]:
    """A copy of the store that may be read but not written."""
    if os.geteuid() != 0:
        pytest.skip("only root can become a user without rights")
    with tempfile.TemporaryDirectory() as name:
        for folder in (standing.sample.store, standing.sample.data):
            shutil.copytree(folder, Path(name) / folder.name)
        for path in (Path(name), *Path(name).rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        os.seteuid(65534)
        try:
            yield Path(name) / "store"
        finally:
            os.seteuid(0)


def test_a_store_that_may_not_be_written_says_so_and_is_still_read(standing: Standing, locked_store: Path) -> None:
    with pytest.raises(WarehouseError, match=rf"The store {locked_store} cannot be written: Permission denied."):
        build_store(locked_store.parent / "data", locked_store, catalogue=standing.catalogue)
    standing.sample.store = locked_store
    assert standing.figures() == standing.figures_before

"""The shipped figures are loaded whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.faults import WarehouseError
from goldenthread.warehouse.pack import build_from_pack, make_pack
from goldenthread.warehouse.reader import Store
from goldenthread.warehouse.store.folder import current_build
from tests.ingest.standing import Standing, figures_of


@pytest.fixture
def pack(standing: Standing, tmp_path: Path) -> Path:
    """A pack of the sample country."""
    with mock.patch.object(load_catalogue, "__defaults__", (standing.sample.definitions,)):
        made = make_pack(standing.sample.data, pack=tmp_path / "pack", write=True)
    assert made.written
    return tmp_path / "pack"


def test_a_whole_pack_gives_the_figures_it_was_made_of(standing: Standing, pack: Path) -> None:
    build_from_pack(standing.sample.store, pack=pack)
    store = Store(current_build(standing.sample.store), standing.catalogue)
    assert figures_of(store) == standing.figures_before
    store.close()


def flip(name: str) -> Callable[[Path], None]:
    def change(pack: Path) -> None:
        content = bytearray((pack / name).read_bytes())
        content[len(content) // 2] ^= 1
        (pack / name).write_bytes(content)

    return change


def overwrite(name: str, content: bytes) -> Callable[[Path], None]:
    def change(pack: Path) -> None:
        (pack / name).write_bytes(content)

    return change


def rewrite_manifest(**changes: object) -> Callable[[Path], None]:
    def change(pack: Path) -> None:
        path = pack / "manifest.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))

    return change


def forget_a_table(pack: Path) -> None:
    path = pack / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest["files"]["area.parquet"]
    path.write_text(json.dumps(manifest))


DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "one bit of the figures": (flip("observation.parquet"), "are damaged (observation.parquet). Restore the folder"),
    "one bit of a small table": (flip("period.parquet"), "are damaged (period.parquet). Restore the folder"),
    "a table cut short": (overwrite("area.parquet", b"PAR1"), "are damaged (area.parquet)"),
    "a table gone": (lambda pack: (pack / "area.parquet").unlink(), "cannot be read. Restore that folder"),
    "a table not in the manifest": (forget_a_table, "cannot be read. Restore that folder"),
    "no manifest": (lambda pack: (pack / "manifest.json").unlink(), "cannot be read. Restore that folder"),
    "a manifest of junk": (overwrite("manifest.json", b"\xff{"), "cannot be read"),
    "a manifest that is a list": (overwrite("manifest.json", b"[1]"), "cannot be read"),
    "a manifest without its sums": (rewrite_manifest(files=None), "cannot be read. Restore that folder"),
    "another version": (rewrite_manifest(schema_version=999), "are of another version. Make them again with `goldenthread pack"),
}  # fmt: skip


def test_a_damaged_pack_is_refused_and_the_figures_in_force_stay(standing: Standing, pack: Path) -> None:
    sound = {path.name: path.read_bytes() for path in pack.iterdir()}
    for damage, said in DAMAGE.values():
        damage(pack)
        with pytest.raises(WarehouseError) as caught:
            build_from_pack(standing.sample.store, pack=pack)
        assert str(caught.value).startswith("The shipped figures ")
        assert said in str(caught.value)
        standing.assert_as_before()
        for name, content in sound.items():
            (pack / name).write_bytes(content)
    build_from_pack(standing.sample.store, pack=pack)

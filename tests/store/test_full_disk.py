"""On a full disk the build stops with a plain message, and the old figures are served."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.ingest.standing import Standing

from .test_interrupted_builds import dale, withdraw

LIMITS = (1, 13_000, 300_000, 1_600_000)
FULL = "The disk is full. Free some space and build again. The figures in {} are as they were."


def test_a_build_that_may_not_write_so_much_says_that_the_disk_is_full(standing: Standing) -> None:
    withdraw(standing)
    sample = standing.sample
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.limited_build", str(sample.definitions), str(sample.data), str(sample.store), *map(str, LIMITS)],
        capture_output=True, text=True, check=True, cwd=ROOT, timeout=120,
    )  # fmt: skip
    for line in done.stdout.splitlines():
        assert json.loads(line) == {
            "said": FULL.format(sample.store),
            "names": [f"build-{standing.build_id}.duckdb", "current", "lock"],
            "pointer": standing.build_id,
        }
    assert len(done.stdout.splitlines()) == len(LIMITS)
    standing.assert_as_before()
    assert standing.build().code == 0


class SmallDisk:
    """A disk of 12 MB with the store on it."""

    def __init__(self, standing: Standing, folder: Path) -> None:
        self.standing, self.folder = standing, folder
        standing.sample.store = Path(shutil.copytree(standing.sample.store, folder / "store"))

    def leave(self, free_bytes: int) -> None:
        """Fills the disk but for so much."""
        disk = os.statvfs(self.folder)
        (self.folder / "filling").write_bytes(bytes(disk.f_bavail * disk.f_frsize - free_bytes))


@pytest.fixture
def disk(standing: Standing, tmp_path: Path) -> Iterator[SmallDisk]:
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"this machine does not let a test mount a small disk: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(standing, folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("free_bytes", [0, 20_000, 300_000, 2_000_000])
def test_a_disk_that_fills_up_during_a_build_leaves_the_old_figures(disk: SmallDisk, free_bytes: int) -> None:
    withdraw(disk.standing)
    disk.leave(free_bytes)
    assert disk.standing.refusal() == FULL.format(disk.standing.sample.store)


def test_a_build_works_once_the_disk_has_room_again(disk: SmallDisk) -> None:
    withdraw(disk.standing)
    disk.leave(1_500_000)
    assert disk.standing.refusal() == FULL.format(disk.standing.sample.store)
    (disk.folder / "filling").unlink()
    assert disk.standing.build().code == 0
    assert dale(disk.standing) == "x"


def test_a_first_build_on_a_full_disk_leaves_no_figures_and_says_so(disk: SmallDisk) -> None:
    shutil.rmtree(disk.standing.sample.store)
    disk.leave(0)
    outcome = disk.standing.build()
    assert outcome.code == 1
    assert "No space left on device" in outcome.err or "The disk is full" in outcome.err
    assert disk.standing.run("query", "requests", "--store", str(disk.standing.sample.store)).code == 4

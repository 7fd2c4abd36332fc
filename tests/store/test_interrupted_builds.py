"""A build that is killed, and two builds at once: the old figures are served, and the next build works."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from tests.ingest.standing import Standing

from .interrupted_build import MOMENTS


def child(standing: Standing, moment: str) -> subprocess.Popen[str]:
    sample = standing.sample
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.interrupted_build", moment,
         str(sample.definitions), str(sample.data), str(sample.store)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def withdraw(standing: Standing) -> None:
    """New input, so that a new build has other figures: Dale's timeliness of 2022 is withdrawn."""
    standing.set_cell(8, "in_time", "x")
    standing.set_cell(8, "in_time_pc", "x")


def dale(standing: Standing) -> str:
    return next(row[-1] for row in standing.figures("decisions-in-time") if row[1:3] == ("E09000001", "2022"))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_killed_half_way_leaves_whole_figures_in_force(standing: Standing, moment: str) -> None:
    withdraw(standing)
    with child(standing, moment) as killed:
        assert killed.wait(timeout=60) == -signal.SIGKILL
    if moment == "published":
        assert dale(standing) == "x"  # it was already published, and whole
    else:
        assert (standing.sample.store / "current").read_text() == standing.build_id
        assert standing.figures() == standing.figures_before
    outcome = standing.build()
    assert (outcome.code, outcome.err) == (0, "")
    assert dale(standing) == "x"
    assert not list(standing.sample.store.glob("unfinished*"))


@pytest.fixture
def under_way(standing: Standing) -> Iterator[subprocess.Popen[str]]:
    """A build in another process that has begun and waits."""
    withdraw(standing)
    with child(standing, "waiting") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "building\n"
        yield other
        other.kill()


def test_a_second_build_says_that_the_store_is_busy_and_does_not_disturb_the_first(
    standing: Standing, under_way: subprocess.Popen[str]
) -> None:
    outcome = standing.build()
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err == (
        f"goldenthread: Another build is writing to {standing.sample.store}. Wait until it has finished.\n"
    )
    under_way.communicate(timeout=60)
    assert under_way.returncode == 0
    assert dale(standing) == "x"


def test_figures_are_served_during_a_build_and_a_killed_one_frees_the_store_at_once(
    standing: Standing, under_way: subprocess.Popen[str]
) -> None:
    assert standing.figures() == standing.figures_before
    outcome = standing.run("query", "requests", "--store", str(standing.sample.store), "--json")
    assert outcome.code == 0
    under_way.kill()
    under_way.wait(timeout=60)
    assert standing.figures() == standing.figures_before
    assert standing.build().code == 0
    assert dale(standing) == "x"
    assert not list(standing.sample.store.glob("unfinished*"))

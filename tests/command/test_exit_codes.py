"""Each command ends with the exit code that it promises, and with one plain message instead of a traceback."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.ingest.standing import Outcome, Standing


def store(standing: Standing) -> tuple[str, str]:
    return "--store", str(standing.sample.store)


def said(outcome: Outcome, code: int) -> str:
    """The message of a command that failed with this code and printed nothing else."""
    assert (outcome.code, outcome.out) == (code, ""), outcome
    assert "Traceback" not in outcome.err
    return outcome.err


def test_a_build_that_works_ends_with_0_and_its_report(standing: Standing) -> None:
    outcome = standing.build()
    assert (outcome.code, outcome.err) == (0, "")
    report = json.loads(outcome.out)
    assert report["build"] == standing.build_id
    assert report["checks"]["failed"] == 0
    assert (report["releases"], report["observations"] > 900) == (2, True)


def test_a_file_at_fault_ends_with_1(standing: Standing) -> None:
    standing.spoilt.write_bytes(b"")
    assert said(standing.build(), 1) == "goldenthread: corrected/requests.csv: the file is empty. Download it again.\n"


def test_figures_at_fault_end_with_1(standing: Standing) -> None:
    standing.set_cell(7, "in_time_pc", "1.0")
    assert said(standing.build(), 1).startswith(
        "goldenthread: 1 check failed, so nothing was published:\n  - corrected/"
    )


def test_check_with_data_finds_the_same_faults_and_publishes_nothing(standing: Standing) -> None:
    standing.set_cell(7, "decided", "~")
    outcome = standing.run("check", "--data", str(standing.sample.data))
    assert "corrected/requests.csv, row 7, column 'decided': '~' is neither" in said(outcome, 1)
    standing.assert_as_before()


def test_check_of_sound_files_publishes_nothing_either(standing: Standing) -> None:
    standing.set_cell(7, "la_name", "Another")
    outcome = standing.run("check", "--data", str(standing.sample.data), "--json")
    assert outcome.code == 0
    assert json.loads(outcome.out)["ok"] is True
    standing.assert_as_before()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("query", "requests", "--area", "Atlantis"), "There is no area 'Atlantis'."),
        (("query", "requests", "--period", "1066"), "There are no figures for the period '1066'."),
        (("query", "requests", "--breakdown", "colour=red"), "requests has no breakdown by colour. It has: sex;"),
        (
            ("query", "requests", "--breakdown", "sex=unsaid"),
            "There is no 'unsaid' in sex.",
        ),
        (("query", "requests", "--breakdown", "sex"), "'sex' is no breakdown. Write TOPIC=ITEM"),
        (("query", "requests", "--breakdown", "sex=male", "--breakdown", "sex=female"), "--breakdown names sex twice."),
        (("query", "requests", "--release", "sample-third"), "There is no release 'sample-third'."),
        (("changes", "sample-first", "sample-third"), "There is no release 'sample-third'."),
        (("query", "requests", "--area", "Ceder"), "There is no area 'Ceder'. Did you mean Cedar?"),
    ],
)
def test_a_name_that_does_not_exist_ends_with_2(standing: Standing, words: tuple[str, ...], message: str) -> None:
    assert said(standing.run(*words, *store(standing)), 2).startswith(f"goldenthread: {message}")


@pytest.mark.parametrize(
    "words",
    [("biuld",), ("build", "--speed"), ("query",), ("changes", "one"), ("check", "--data", ".", "--definitions")],
)
def test_a_call_that_is_wrong_ends_with_2(standing: Standing, words: tuple[str, ...]) -> None:
    assert "Usage: " in said(standing.run(*words), 2)


def test_an_unknown_indicator_is_answered_with_near_ones(standing: Standing) -> None:
    message = said(standing.run("query", "request", *store(standing)), 2)
    assert message.startswith("goldenthread: There is no indicator 'request'. Did you mean requests")


def test_a_busy_store_ends_with_3(standing: Standing) -> None:
    with (standing.sample.store / "lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "Another build is writing to" in said(standing.build(), 3)
    assert standing.build().code == 0


@pytest.mark.parametrize(
    "words", [("query", "requests"), ("headline",), ("changes", "sample-first", "sample-corrected")]
)
def test_a_store_without_figures_ends_with_4_and_what_to_run(
    standing: Standing, tmp_path: Path, words: tuple[str, ...]
) -> None:
    message = said(standing.run(*words, "--store", str(tmp_path / "nothing here")), 4)
    assert "There are no figures in" in message
    assert "Run `goldenthread build`" in message


def test_a_damaged_store_ends_with_1_and_serving_does_not_replace_it(standing: Standing) -> None:
    """The figures may be the user's own: the shipped ones must not take their place unasked."""
    (standing.sample.store / "current").write_bytes(b"junk")
    before = {path.name: path.stat().st_mtime_ns for path in standing.sample.store.iterdir()}
    assert "is damaged" in said(standing.run("serve", *store(standing)), 1)
    assert {path.name: path.stat().st_mtime_ns for path in standing.sample.store.iterdir()} == before


@pytest.mark.parametrize(
    "words", [(), ("build",), ("query",), ("headline",), ("indicators",), ("changes",), ("check",), ("pack",)]
)
def test_every_command_explains_itself(standing: Standing, words: tuple[str, ...]) -> None:
    outcome = standing.run(*words, "--help")
    assert outcome.code == 0
    assert "Usage: " in outcome.out


# ---------------------------------------------------------------- as a process of its own


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "goldenthread", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )  # fmt: skip


def test_the_real_command_ends_with_1_and_one_line_for_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with start("build", "--data", str(tmp_path / "nowhere"), "--store", str(tmp_path / "store"), "--json") as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert err == (
        f"goldenthread: There is no folder {tmp_path / 'nowhere'}. "
        "Name the folder that holds the published files with --data.\n"
    )
    assert not (tmp_path / "store").exists()


def test_ctrl_c_during_a_build_stops_it_with_one_line_and_keeps_the_figures(standing: Standing) -> None:
    standing.set_cell(7, "la_name", "Another")
    sample = standing.sample
    program = (
        "import signal, sys, time, pathlib\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may have told its jobs to ignore it
        "from unittest import mock\n"
        "from goldenthread import cli\n"
        "from goldenthread.warehouse.definitions import load_catalogue\n"
        "from goldenthread.warehouse.store import build\n"
        "def wait(*_):\n"
        "    print('checking', flush=True)\n"
        "    time.sleep(60)\n"
        f"load_catalogue.__defaults__ = (pathlib.Path({str(sample.definitions)!r}),)\n"
        "with mock.patch.object(build, 'run_checks', wait):\n"
        "    cli.main()\n"
    )
    words = ["build", "--data", str(sample.data), "--store", str(sample.store), "--json"]
    with subprocess.Popen(
        [sys.executable, "-c", program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "checking\n"
        time.sleep(0.2)
        os.kill(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, "", "Stopped. The figures in force are as they were.")
    standing.assert_as_before()


@pytest.mark.data
@pytest.mark.parametrize("seconds", [0.2, 2, 6])
def test_a_build_stopped_with_ctrl_c_ends_soon_and_leaves_nothing(data: Path, tmp_path: Path, seconds: float) -> None:
    with start("build", "--data", str(data), "--store", str(tmp_path / "store"), "--json") as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=8)
    assert process.returncode in (130, -signal.SIGINT)  # the latter while the command is still being loaded
    assert (out, err.strip()) in (("", "Stopped. The figures in force are as they were."), ("", ""))
    assert not (tmp_path / "store").exists() or [path.name for path in (tmp_path / "store").iterdir()] == ["lock"]

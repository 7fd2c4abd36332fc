"""One endless line is refused at once and in little memory, wherever it stands."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT

from .standing import Standing

MEMORY_BYTES = 1_500_000_000
SECONDS = 20  # on a busy machine; it takes a second


def measured(standing: Standing) -> dict[str, Any]:
    """Builds in a child process and asserts that it stayed within its memory and time."""
    sample = standing.sample
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingest.measured_build", str(sample.definitions), str(sample.data), str(sample.store)],
        capture_output=True, text=True, check=True, cwd=ROOT, timeout=120,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["memory_bytes"] < MEMORY_BYTES
    assert found["seconds"] < SECONDS
    standing.assert_as_before()
    return found


@pytest.mark.parametrize("size", [2_000_000_000, 2**31, 2**40], ids=["2 GB", "2 GiB", "1 TiB"])
def test_a_two_gigabyte_line_is_refused_before_it_is_read(standing: Standing, size: int) -> None:
    with standing.spoilt.open("r+b") as file:  # the file takes no room on the disk: it is one long hole
        file.truncate(size + 1)
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv: the file is ")
    assert message.endswith("GB; the limit is 2 GB.")


def test_an_endless_first_line_just_under_the_limit_is_refused_in_little_memory(standing: Standing) -> None:
    with standing.spoilt.open("wb") as file:
        file.truncate(1_999_000_000)
    said = measured(standing)["said"]
    assert said == "corrected/requests.csv, row 1: the line is longer than 1,000,000 bytes, so this is no table."


def test_an_endless_later_line_just_under_the_limit_is_refused_in_little_memory(standing: Standing) -> None:
    with standing.spoilt.open("r+b") as file:
        file.truncate(1_999_000_000)
    assert measured(standing)["said"].startswith("corrected/requests.csv, row 83: ")


@pytest.mark.parametrize("start", [b"a", b'"a'], ids=["bare", "quoted"])
@pytest.mark.parametrize("row", [1, 37, 83])
def test_a_long_line_of_text_is_refused_with_its_row(standing: Standing, start: bytes, row: int) -> None:
    """Of 40 MB: past its buffer the CSV reader would drop the line, and all after it, without a word."""
    lines = standing.spoilt.read_bytes().splitlines(keepends=True)
    lines.insert(row - 1, start + b"a" * 40_000_000 + b"\r\n")
    standing.spoilt.write_bytes(b"".join(lines))
    assert standing.refusal() == (
        f"corrected/requests.csv, row {row}: the line is longer than 1,000,000 bytes, so this is no table."
    )

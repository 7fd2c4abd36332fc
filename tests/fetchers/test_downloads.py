"""Downloads that break off: carried on where that is safe, started again where it is not, never half a file."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.warehouse.fetchers import FetchError, Limits, Patience, Saved
from goldenthread.warehouse.fetchers.faults import DamagedFile, DownloadInterrupted, TooLarge, UnknownAnswer
from tests.fakes.ees_records import DATA_SET_ID, FILE_ID
from tests.fakes.ees_service import EesService
from tests.fakes.web_server import Reply

Fetched = Callable[..., Saved]
ONE_TRY = Patience(tries=0, timeout_seconds=10)


def asked_for(service: EesService) -> list[str | None]:
    """The Range header of each download, oldest first; None where the whole file was asked for."""
    return [request.headers.get("range") for request in service.asked("/csv")]


def real_names(folder: Path) -> list[str]:
    """The files that a reader would take for whole."""
    return sorted(p.name for p in folder.rglob("*") if p.is_file() and ".part" not in p.name and p.name != "lock")


def test_a_connection_that_drops_is_taken_up_where_it_broke_off(service: EesService, fetched: Fetched) -> None:
    service.drop_after = [5_000, 6_000]
    saved = fetched(DATA_SET_ID)
    assert asked_for(service) == [None, "bytes=5000-", "bytes=11000-"]
    assert saved.path.read_bytes() == service.csv


def test_the_rest_is_only_joined_on_if_the_file_is_still_the_same(service: EesService, fetched: Fetched) -> None:
    service.drop_after = [5_000]
    with pytest.raises(DownloadInterrupted):
        fetched(FILE_ID, patience=ONE_TRY)
    service.csv, service.tag = b"time_period,plans\n202425,7\n" * 900, '"second"'
    saved = fetched(FILE_ID)
    assert service.asked("/csv")[-1].headers["if-range"] == '"first"'
    assert saved.path.read_bytes() == service.csv


def test_a_server_without_ranges_is_asked_for_the_whole_again(service: EesService, fetched: Fetched) -> None:
    service.ranges, service.drop_after = False, [5_000, 9_000]
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv


@pytest.mark.parametrize("tag", [None, 'W/"weak"'])
def test_a_file_that_may_have_changed_unseen_is_started_afresh(
    tag: str | None, service: EesService, fetched: Fetched
) -> None:
    service.tag, service.drop_after = tag, [5_000]
    assert fetched(FILE_ID).path.read_bytes() == service.csv
    assert asked_for(service) == [None, None]


def test_an_exact_version_is_carried_on_even_without_a_mark_since_it_cannot_change(
    service: EesService, fetched: Fetched
) -> None:
    service.tag, service.drop_after = None, [5_000]
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv
    assert asked_for(service) == [None, "bytes=5000-"]


def test_after_too_many_breaks_the_part_is_kept_and_the_same_call_carries_on(
    service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    service.drop_after = [100] * 5
    with pytest.raises(DownloadInterrupted, match=r"kept breaking off.*run the same command again to carry on"):
        fetched(DATA_SET_ID)
    assert real_names(tmp_path) == []
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv
    assert asked_for(service)[-1] == "bytes=500-"


def test_a_file_shorter_than_promised_is_not_taken_for_whole(
    service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    service.packed, service.ranges, service.claim_bytes = False, False, len(service.csv) + 10
    with pytest.raises(DownloadInterrupted):
        fetched(DATA_SET_ID)
    assert real_names(tmp_path) == []


def test_a_packed_file_cut_short_without_a_word_is_noticed(
    service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    service.claim_bytes, service.drop_after = -1, [9_000]
    with pytest.raises(DamagedFile, match="damaged or cut short"):
        fetched(DATA_SET_ID)
    assert real_names(tmp_path) == []
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv


def test_a_packed_file_that_fails_its_own_checksum_is_not_kept(
    service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    service.damage = True
    with pytest.raises(DamagedFile, match="Download it again"):
        fetched(DATA_SET_ID)
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "lock"] == []


def test_a_part_that_turns_out_whole_is_not_fetched_again(
    service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    service.drop_after = [100]
    with pytest.raises(DownloadInterrupted):
        fetched(DATA_SET_ID, patience=ONE_TRY)
    (part,) = tmp_path.rglob("*.part")
    part.write_bytes(service.file_bytes)  # the rest came, and then the machine went off
    service.requests.clear()
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv
    assert asked_for(service) == [f"bytes={len(service.file_bytes)}-"]


def test_a_part_longer_than_the_file_is_thrown_away(service: EesService, fetched: Fetched, tmp_path: Path) -> None:
    service.drop_after = [100]
    with pytest.raises(DownloadInterrupted):
        fetched(DATA_SET_ID, patience=ONE_TRY)
    (part,) = tmp_path.rglob("*.part")
    part.write_bytes(b"0" * 99_999)
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv


def test_a_part_whose_note_is_spoilt_is_thrown_away(service: EesService, fetched: Fetched, tmp_path: Path) -> None:
    service.drop_after = [100]
    with pytest.raises(DownloadInterrupted):
        fetched(DATA_SET_ID, patience=ONE_TRY)
    (note,) = tmp_path.rglob("*.part.json")
    note.write_text('{"url": ')
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv
    assert asked_for(service) == [None, None]


def test_another_part_than_was_asked_for_is_not_joined_on(service: EesService, fetched: Fetched) -> None:
    service.drop_after = [100]
    with pytest.raises(DownloadInterrupted):
        fetched(DATA_SET_ID, patience=ONE_TRY)
    wrong = Reply(206, service.file_bytes[50:], {"Content-Type": "text/csv", "Content-Range": "bytes 50-99/100"})
    service.once = [("/csv", wrong)]
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv
    assert asked_for(service) == [None, "bytes=100-", None]


def test_a_size_over_the_limit_is_refused_on_the_servers_word_alone(service: EesService, fetched: Fetched) -> None:
    service.claim_bytes = 3_000_000_000
    with pytest.raises(TooLarge, match="larger than the 2,000 MB allowed"):
        fetched(DATA_SET_ID)


@pytest.mark.parametrize("claim", [None, -1])
def test_a_file_over_the_limit_is_refused_whether_or_not_its_size_is_told(
    claim: int | None, service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    service.claim_bytes = claim
    with pytest.raises(TooLarge, match=r"larger than the 0 MB allowed.*by hand"):
        fetched(DATA_SET_ID, limits=Limits(download_bytes=10_000))
    assert list(tmp_path.rglob("*.part*")) == []


def test_a_web_page_in_place_of_a_file_is_refused(service: EesService, fetched: Fetched, tmp_path: Path) -> None:
    service.file_type = "text/html; charset=utf-8"
    with pytest.raises(UnknownAnswer, match="a web page, not a file"):
        fetched(DATA_SET_ID)
    assert real_names(tmp_path) == []


def test_stopping_a_fetch_leaves_a_part_and_the_next_carries_on(
    service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    def stop(done: int, total: int, label: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetched(DATA_SET_ID, progress=stop)
    assert real_names(tmp_path) == []
    assert [path.name for path in tmp_path.rglob("*.part")] == ["1.1.part"]
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv


def test_a_fetch_that_is_killed_leaves_no_half_file_and_blocks_nobody(
    service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    program = (
        "import os, signal\nfrom pathlib import Path\nfrom goldenthread.warehouse.fetchers import fetch\n"
        f"fetch({DATA_SET_ID!r}, into=Path({str(tmp_path)!r}), base_url={service.base_url!r},"
        " progress=lambda *told: os.kill(os.getpid(), signal.SIGKILL))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, env={**os.environ, "NO_PROXY": "*"})
    assert done.returncode == -signal.SIGKILL
    assert real_names(tmp_path) == []
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv


def test_a_full_disk_is_told_plainly_and_what_came_is_kept(
    service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, hard))  # the kernel refuses what goes beyond, as a full disk does
    try:
        with pytest.raises(FetchError, match=r"is full\. Make room, then run the same command again") as fault:
            fetched(DATA_SET_ID)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(fault.value.__cause__, OSError)
    assert fault.value.__cause__.errno == errno.EFBIG
    assert real_names(tmp_path) == []
    assert fetched(DATA_SET_ID).path.read_bytes() == service.csv
    assert asked_for(service) == [None, "bytes=8192-"]


def test_progress_is_told_in_bytes_with_the_total_when_it_is_known(service: EesService, fetched: Fetched) -> None:
    told: list[tuple[int, int, str]] = []
    fetched(DATA_SET_ID, progress=lambda *step: told.append(step))
    size = len(service.file_bytes)
    assert told[0] == (size, size, "plans-by-need-22222222 1.1")


def test_progress_says_zero_in_all_when_the_server_does_not_tell_the_size(
    service: EesService, fetched: Fetched
) -> None:
    service.claim_bytes = -1
    told: list[tuple[int, int, str]] = []
    fetched(DATA_SET_ID, progress=lambda *step: told.append(step))
    assert told[0][:2] == (len(service.file_bytes), 0)

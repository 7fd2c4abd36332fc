"""Nothing, a folder, a loop or a locked file where a published file should be."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.warehouse.faults import FileFault
from goldenthread.warehouse.store.build import build_store

from .standing import Standing


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ": the file is empty. Download it again."),
        (b"\xef\xbb\xbf", ", row 1: the first row has no headings. Download the file again."),
        (b"\r\n" * 50, ", row 1: the first row has no headings. Download the file again."),
        (b"   \n" * 50, ", row 1: the first row has no headings. Download the file again."),
        (b",,,,,,\n" * 50, ", row 1: the first row has no headings. Download the file again."),
    ],
    ids=["empty", "byte-order mark", "blank lines", "spaces", "commas"],
)
def test_a_file_with_nothing_in_it_is_refused(standing: Standing, content: bytes, said: str) -> None:
    standing.spoil(lambda _: content)
    assert standing.refusal() == f"corrected/requests.csv{said}"


@pytest.mark.parametrize("after", [b"", b"\r\n\r\n\r\n"])
def test_headings_without_rows_are_refused(standing: Standing, after: bytes) -> None:
    standing.spoil(lambda content: content.splitlines(keepends=True)[0] + after)
    assert standing.refusal() == "corrected/requests.csv: has headings but no rows. Download it again."


def test_a_folder_in_the_place_of_a_file_is_refused(standing: Standing) -> None:
    standing.spoilt.unlink()
    standing.spoilt.mkdir()
    assert standing.refusal() == (
        "corrected/requests.csv: is a folder or a device, not a file. Put the published file in its place."
    )


def test_a_pipe_in_the_place_of_a_file_does_not_hang_the_build(standing: Standing) -> None:
    standing.spoilt.unlink()
    os.mkfifo(standing.spoilt)
    assert "corrected/requests.csv: is a folder or a device" in standing.refusal()


def test_a_link_to_itself_is_a_fault_and_not_an_absent_file(standing: Standing) -> None:
    standing.spoilt.unlink()
    standing.spoilt.symlink_to(standing.spoilt)
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv: cannot be read (Too many levels of symbolic links).")
    assert "Check the file and who may read it" in message


def test_a_link_to_nothing_is_a_fault_and_not_an_absent_file(standing: Standing) -> None:
    standing.spoilt.unlink()
    standing.spoilt.symlink_to("nowhere.csv")
    assert standing.refusal().startswith("corrected/requests.csv: cannot be read (No such file or directory).")


def test_a_source_of_which_one_file_is_absent_says_so(standing: Standing) -> None:
    standing.spoilt.unlink()
    outcome = standing.build()
    assert outcome.code == 0
    assert '"not_loaded": ["sample-requests: corrected/requests.csv"]' in outcome.out
    listed = standing.sample.open().not_loaded()
    assert [(each.source, each.how_to_load) for each in listed] == [
        (
            "sample-requests",
            "Put the published file in the data folder under this path and build again: corrected/requests.csv",
        )
    ]


def test_a_source_of_which_every_file_is_absent_is_listed_as_not_loaded(standing: Standing) -> None:
    source = standing.sample.definitions / "sources" / "sample-requests.yaml"
    other = source.read_text().replace("id: sample-requests", "id: sample-other").replace("requests.csv", "other.csv")
    (source.parent / "sample-other.yaml").write_text(other)
    outcome = standing.build()
    assert outcome.code == 0
    assert '"not_loaded": ["sample-other"]' in outcome.out
    assert [each.how_to_load.rsplit(": ", 1)[1] for each in standing.sample.open().not_loaded()] == ["first/other.csv"]


def test_a_folder_without_any_of_the_files_is_refused(standing: Standing) -> None:
    shutil.rmtree(standing.sample.data)
    standing.sample.data.mkdir()
    message = standing.refusal()
    assert message.startswith("None of the ")
    assert message.endswith(f"files that the sources name is in {standing.sample.data}. Is it the right folder?")


@pytest.mark.parametrize("there", [True, False])
def test_a_data_folder_that_is_no_folder_is_refused(standing: Standing, there: bool) -> None:
    shutil.rmtree(standing.sample.data)
    if there:
        standing.sample.data.write_text("not a folder")
    assert standing.refusal().startswith(f"There is no folder {standing.sample.data}. Name the folder")


@pytest.fixture
def as_nobody(standing: Standing) -> Iterator[Path]:
    """A folder with the sample's data and store in it, and a user who may read and write only what is opened to all."""
    if os.geteuid() != 0:
        pytest.skip("only root can become a user without rights")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for source in (standing.sample.data, standing.sample.store):
            shutil.copytree(source, folder / source.name)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(0)


def test_a_file_that_may_not_be_read_is_refused(standing: Standing, as_nobody: Path) -> None:
    os.seteuid(0)
    (as_nobody / "data" / "corrected" / "requests.csv").chmod(0o000)
    os.seteuid(65534)
    with pytest.raises(FileFault) as caught:
        build_store(as_nobody / "data", as_nobody / "store", catalogue=standing.catalogue)
    assert str(caught.value) == (
        "corrected/requests.csv: cannot be read (Permission denied). Check the file and who may read it."
    )
    assert (as_nobody / "store" / "current").read_text() == standing.build_id


def test_a_folder_that_may_not_be_entered_is_a_fault_and_not_an_absence(standing: Standing, as_nobody: Path) -> None:
    os.seteuid(0)
    (as_nobody / "data" / "corrected").chmod(0o000)
    os.seteuid(65534)
    with pytest.raises(FileFault, match=r"corrected/requests.csv: cannot be read \(Permission denied\)"):
        build_store(as_nobody / "data", as_nobody / "store", catalogue=standing.catalogue)

"""Files given by hand, kind ones and hostile ones."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.warehouse.faults import UnknownName
from goldenthread.warehouse.fetchers import FetchError, Limits, Saved, take_file
from goldenthread.warehouse.fetchers.faults import DamagedFile, TooLarge, UnsafeArchive
from tests.fakes.ees_records import FILE_ID

from .test_fetch import catalogue_of, make_source

TABLE = b"\xef\xbb\xbftime_period,new_la_code,plans\n202425,E09000025,1199\n"
SMALL = Limits(download_bytes=1_000_000, unpacked_bytes=2_000_000, ratio=50, ratio_from_bytes=100_000, members=20)


def make_zip(members: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] = lambda member: None) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            change(member)
            archive.writestr(member, data)
    return content.getvalue()


@pytest.fixture
def give(tmp_path: Path) -> Callable[..., Saved]:
    """Writes a file of this name and content and takes it into `kept`."""

    def run(name: str, content: bytes, **named: object) -> Saved:
        path = tmp_path / name
        path.write_bytes(content)
        return take_file(path, **{"into": tmp_path / "kept", "limits": SMALL, **named})  # type: ignore[arg-type]

    return run


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[], list[str]]:
    """The names of all that is kept, locks apart."""
    folder = tmp_path / "kept"
    return lambda: sorted(
        str(p.relative_to(folder))
        for p in folder.rglob("*")
        if p.name != "lock" and not (p.is_dir() and any(p.iterdir()))
    )


def test_a_csv_by_hand_is_kept_with_a_note_that_says_so(give: Callable[..., Saved], tmp_path: Path) -> None:
    saved = give("Caseload 2026.csv", TABLE)
    assert saved.path.read_bytes() == TABLE
    assert saved.folder.parent == tmp_path / "kept" / "given-by-hand" / "caseload-2026"
    assert (saved.sidecar.origin, saved.sidecar.original_name) == ("given by hand", "Caseload 2026.csv")
    assert saved.sidecar.url is None
    assert (tmp_path / "Caseload 2026.csv").read_bytes() == TABLE  # the giver's own copy stays


def test_a_packed_csv_by_hand_is_unpacked_beside_its_own_bytes(give: Callable[..., Saved]) -> None:
    packed = gzip.compress(TABLE)
    saved = give("caseload.csv.gz", packed)
    assert saved.path.read_bytes() == TABLE
    assert (saved.folder / saved.sidecar.path).read_bytes() == packed


def test_a_whole_release_by_hand_is_unpacked_with_its_folders(give: Callable[..., Saved]) -> None:
    members = {"data/": b"", "data/caseload.csv": TABLE, "data/requests.csv": TABLE, "data-guidance.txt": b"Read me"}
    saved = give("release.zip", make_zip(members))
    assert [str(path.relative_to(saved.folder)) for path in saved.tables] == [
        "unpacked/data/caseload.csv",
        "unpacked/data/requests.csv",
    ]
    assert (saved.folder / "unpacked" / "data-guidance.txt").read_text() == "Read me"
    assert saved.path.suffix == ".zip"
    assert saved.find_damage() is None


def test_the_same_file_given_twice_is_kept_once(give: Callable[..., Saved]) -> None:
    first, second = give("caseload.csv", TABLE), give("caseload.csv", TABLE)
    assert (first.new, second.new) == (True, False)
    assert second.sidecar.fetched_at == first.sidecar.fetched_at


def test_a_changed_file_of_the_same_name_is_kept_beside_the_first(give: Callable[..., Saved]) -> None:
    first, second = give("caseload.csv", TABLE), give("caseload.csv", TABLE + b"202425,E09000002,3\n")
    assert first.folder != second.folder
    assert first.find_damage() is None


def test_a_file_can_be_given_for_one_of_our_sources(give: Callable[..., Saved], tmp_path: Path) -> None:
    saved = give("download.csv", TABLE, wanted="plans-by-need", catalogue=catalogue_of(make_source()))
    assert saved.folder.parent == tmp_path / "kept" / "education-health-and-care-plans" / "plans-by-need"
    assert (saved.sidecar.source, saved.sidecar.file_id) == ("plans-by-need", FILE_ID)


def test_a_file_for_a_source_we_do_not_know_is_refused(give: Callable[..., Saved]) -> None:
    with pytest.raises(UnknownName, match="neither one of our sources"):
        give("download.csv", TABLE, wanted="no-such-source", catalogue=catalogue_of())


def test_a_file_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="There is no file"):
        take_file(tmp_path / "nothing.csv", into=tmp_path / "kept")


@pytest.mark.parametrize("name", ["figures.xlsx", "figures.ods", "figures.parquet", "figures"])
def test_other_kinds_of_file_are_sent_to_the_data_folder(name: str, give: Callable[..., Saved]) -> None:
    with pytest.raises(FetchError, match="goldenthread build --data FOLDER"):
        give(name, TABLE)


@pytest.mark.parametrize(
    "name, content, told",
    [
        ("caseload.csv", b"", "the file is empty"),
        ("caseload.csv", b"\n<!DOCTYPE html><title>Sign in</title>", "is a web page"),
        ("caseload.csv", "time_period,plans\n".encode("utf-16"), "is not UTF-8 text"),
        ("caseload.csv", gzip.compress(TABLE), "Give it the right name"),
        ("caseload.csv", make_zip({"caseload.csv": TABLE}), "Give it the right name"),
        ("caseload.csv.gz", TABLE, "Give it the right name"),
        ("caseload.csv.gz", gzip.compress(TABLE)[:-4], "damaged or cut short"),
        ("caseload.csv.gz", gzip.compress(b""), "the file is empty"),
        ("caseload.csv.gz", gzip.compress(gzip.compress(TABLE)), "packed twice"),
        ("release.zip", make_zip({"caseload.csv": TABLE})[:-30], "damaged or cut short"),
        ("release.zip", make_zip({}), "holds no files"),
    ],
    ids=[
        "empty", "web-page", "utf-16", "gzip-named-csv", "zip-named-csv", "csv-named-gzip",
        "gzip-cut-short", "gzip-of-nothing", "gzip-of-gzip", "zip-cut-short", "zip-of-nothing",
    ],
)  # fmt: skip
def test_what_is_no_sound_table_is_refused_and_leaves_nothing(
    name: str, content: bytes, told: str, give: Callable[..., Saved], kept: Callable[[], list[str]]
) -> None:
    with pytest.raises(DamagedFile, match=told):
        give(name, content)
    assert [path for path in kept() if "sha256" in path or "part" in path] == []


def mark_as_link(member: zipfile.ZipInfo) -> None:
    member.external_attr = (stat.S_IFLNK | 0o777) << 16


def mark_as_device(member: zipfile.ZipInfo) -> None:
    member.external_attr = (stat.S_IFCHR | 0o666) << 16


def locked_with_a_password(content: bytes) -> bytes:
    """The same zip with the flag for a password set on its one member, in both places that have it."""
    central = content.index(b"PK\x01\x02")
    return content[:6] + b"\x01" + content[7 : central + 8] + b"\x01" + content[central + 9 :]


def claiming_size(content: bytes, size: int) -> bytes:
    """The same zip whose one member says that it unpacks to another size."""
    central = content.index(b"PK\x01\x02")
    written = struct.pack("<L", size)
    return content[:22] + written + content[26 : central + 24] + written + content[central + 28 :]


@pytest.mark.parametrize(
    "content, told",
    [
        (make_zip({"../../evil.csv": TABLE}), "outside its folder"),
        (make_zip({"data/../../evil.csv": TABLE}), "outside its folder"),
        (make_zip({"/etc/evil.csv": TABLE}), "outside its folder"),
        (make_zip({"..\\..\\evil.csv": TABLE}), "outside its folder"),
        (make_zip({"C:evil.csv": TABLE}), "outside its folder"),
        (make_zip({"good.csv": TABLE, "bad\nname.csv": TABLE}), "outside its folder"),
        (make_zip({"link.csv": b"/etc/passwd"}, mark_as_link), "a link or device"),
        (make_zip({"device.csv": b""}, mark_as_device), "a link or device"),
        (make_zip({"Caseload.csv": TABLE, "caseload.CSV": TABLE}), "twice"),
        (locked_with_a_password(make_zip({"caseload.csv": TABLE})), "locked with a password"),
    ],
    ids=[
        "parent", "parent-within", "absolute", "backslash", "drive", "control-letter", "link", "device", "twice", "password",
    ],
)  # fmt: skip
def test_a_hostile_zip_is_refused_before_anything_is_written(
    content: bytes, told: str, give: Callable[..., Saved], kept: Callable[[], list[str]], tmp_path: Path
) -> None:
    with pytest.raises(UnsafeArchive, match=told):
        give("release.zip", content)
    assert [path for path in kept() if "sha256" in path or "part" in path] == []
    assert {path.name for path in tmp_path.iterdir()} == {"release.zip", "kept"}


@pytest.mark.parametrize(
    "name, content",
    [
        ("caseload.csv.gz", gzip.compress(b"0" * 1_500_000)),
        ("release.zip", make_zip({"caseload.csv": b"0" * 1_500_000})),
        ("release.zip", make_zip({f"{n}.csv": b"0" * 90_000 for n in range(19)})),
        ("release.zip", claiming_size(make_zip({"caseload.csv": b"0" * 1_500_000}), 1_400_000)),
    ],
    ids=["gzip", "one-member", "many-members", "a-false-size"],
)
def test_a_bomb_is_stopped_by_what_really_comes_out_of_it(
    name: str, content: bytes, give: Callable[..., Saved], kept: Callable[[], list[str]]
) -> None:
    with pytest.raises(TooLarge, match="unpacks to more than"):
        give(name, content)
    assert [path for path in kept() if "sha256" in path or "part" in path] == []


def test_a_member_that_lies_about_its_size_is_noticed_by_its_checksum(give: Callable[..., Saved]) -> None:
    with pytest.raises(DamagedFile, match="damaged"):
        give("release.zip", claiming_size(make_zip({"caseload.csv": TABLE}), 10))


def test_a_zip_of_thousands_of_files_is_refused(give: Callable[..., Saved]) -> None:
    with pytest.raises(TooLarge, match="holds 21 files; the limit is 20"):
        give("release.zip", make_zip({f"{number}.csv": TABLE for number in range(21)}))


def test_a_file_over_the_limit_is_refused(give: Callable[..., Saved]) -> None:
    with pytest.raises(TooLarge, match="larger than the 1 MB allowed"):
        give("caseload.csv", b"1" * 1_000_001)


def test_a_zip_within_a_zip_is_kept_as_it_is_and_not_opened(give: Callable[..., Saved]) -> None:
    inner = make_zip({"../../evil.csv": TABLE})
    saved = give("release.zip", make_zip({"inner.zip": inner}))
    assert (saved.folder / "unpacked" / "inner.zip").read_bytes() == inner
    assert saved.tables == ()


def test_a_stopped_unpacking_is_cleared_away_by_the_next(give: Callable[..., Saved]) -> None:
    def stop(done: int, total: int, label: str) -> None:
        if label.startswith("unpacking"):
            raise KeyboardInterrupt

    release = make_zip({"a.csv": TABLE, "b.csv": TABLE})
    with pytest.raises(KeyboardInterrupt):
        give("release.zip", release, progress=stop)
    saved = give("release.zip", release)
    assert [path.name for path in saved.tables] == ["a.csv", "b.csv"]
    assert not list(saved.folder.parent.rglob("*.part"))

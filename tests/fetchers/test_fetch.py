"""Fetching: the right file, its sidecar, its pinned version, and nothing fetched twice."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from goldenthread.warehouse.definitions.sources import Source
from goldenthread.warehouse.faults import UnknownName
from goldenthread.warehouse.fetchers import FetchError, Saved, list_saved, take_file
from goldenthread.warehouse.fetchers.drawers import Drawer
from goldenthread.warehouse.fetchers.faults import DamagedFile, FetchBusy, NotThere
from tests.fakes import ees_records as records
from tests.fakes.ees_records import DATA_SET_ID, FILE_ID
from tests.fakes.ees_service import EesService

Fetched = Callable[..., Saved]


def make_source(**changed: object) -> Source:
    layout = {
        "format": "csv", "area": {"kind": "ees"}, "period": {"type": "january", "column": "time_period"},
        "measures": {"plans": {"measure": "ehc-plans"}},
    }  # fmt: skip
    content = {
        "id": "plans-by-need", "title": "Plans by need", "publication": "education-health-and-care-plans",
        "description": "Plans by primary need.", "standing": "published", "scope": "england", "layout": layout,
        "files": [{"release": "release-2026", "path": "plans.csv"}], "ees_data_set_file_id": FILE_ID, **changed,
    }  # fmt: skip
    return Source.model_validate(content)


def catalogue_of(*sources: Source) -> SimpleNamespace:
    return SimpleNamespace(sources={source.id: source for source in sources})


def test_the_publishers_bytes_are_kept_untouched_beside_the_unpacked_table(
    service: EesService, fetched: Fetched
) -> None:
    saved = fetched(DATA_SET_ID)
    assert (saved.folder / saved.sidecar.path).read_bytes() == service.file_bytes
    assert saved.sidecar.sha256 == hashlib.sha256(service.file_bytes).hexdigest()
    assert saved.path.suffix == ".csv"
    assert saved.path.read_bytes() == service.csv


def test_a_file_that_comes_unpacked_is_kept_as_it_is(service: EesService, fetched: Fetched) -> None:
    service.packed = False
    saved = fetched(DATA_SET_ID)
    assert saved.sidecar.unpacked == ()
    assert saved.path.read_bytes() == service.csv


def test_the_folder_says_what_it_is_and_the_sidecar_where_it_is_from(
    service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    saved = fetched(DATA_SET_ID, version="1.0")
    assert saved.folder == tmp_path / "explore-education-statistics" / "plans-by-need-22222222" / "1.0"
    told = json.loads((saved.folder / "provenance.json").read_text(encoding="utf-8"))
    assert told["url"] == f"{service.base_url}/v1/data-sets/{DATA_SET_ID}/csv?dataSetVersion=1.0"
    assert (told["data_set_id"], told["file_id"], told["version"]) == (DATA_SET_ID, FILE_ID, "1.0")
    assert (told["published"], told["release"]) == ("2026-06-25T08:30:00Z", "Reporting year 2026")
    assert (told["origin"], told["bytes"]) == ("fetched", len(service.file_bytes))
    assert dt.datetime.now(dt.UTC) - saved.sidecar.fetched_at < dt.timedelta(minutes=1)


@pytest.mark.parametrize("asked, exact", [("1.*", "1.1"), ("1.0", "1.0"), ("*", "2.0"), (None, "1.1")])
def test_the_exact_version_is_pinned_in_the_address_and_the_sidecar(
    asked: str | None, exact: str, service: EesService, fetched: Fetched
) -> None:
    saved = fetched(DATA_SET_ID, version=asked)
    assert service.asked("/csv")[0].query == {"dataSetVersion": [exact]}
    assert (saved.sidecar.version, saved.sidecar.version_asked) == (exact, asked)


def test_versions_are_kept_side_by_side(fetched: Fetched, tmp_path: Path) -> None:
    older, newer = fetched(DATA_SET_ID, version="1.0"), fetched(DATA_SET_ID, version="1.1")
    assert older.find_damage() is None
    assert [saved.sidecar.version for saved in list_saved(tmp_path)] == ["1.0", "1.1"]
    assert newer.folder.parent == older.folder.parent


def test_a_pinned_version_that_is_here_is_not_even_asked_about(service: EesService, fetched: Fetched) -> None:
    first = fetched(DATA_SET_ID, version="1.1")
    service.requests.clear()
    second = fetched(DATA_SET_ID, version="1.1")
    assert service.requests == []
    assert (first.new, second.new, second.path) == (True, False, first.path)


def test_the_newest_of_a_kind_is_looked_up_each_time_but_not_downloaded_twice(
    service: EesService, fetched: Fetched
) -> None:
    fetched(DATA_SET_ID, version="1.*")
    assert not fetched(DATA_SET_ID, version="1.*").new
    assert len(service.asked("/csv")) == 1
    service.versions.insert(1, records.version("1.2"))
    assert fetched(DATA_SET_ID, version="1.*").sidecar.version == "1.2"


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"time_period\n"), lambda path: path.unlink()])
def test_a_saved_file_that_was_changed_or_lost_is_fetched_again_and_that_is_noted(
    spoil: Callable[[Path], object], service: EesService, fetched: Fetched
) -> None:
    spoil(fetched(DATA_SET_ID, version="1.1").path)
    again = fetched(DATA_SET_ID, version="1.1")
    assert again.new
    assert again.path.read_bytes() == service.csv
    assert again.sidecar.notes[0].startswith("Fetched again: ")


def test_a_change_that_keeps_the_size_is_noticed_by_its_checksum(fetched: Fetched) -> None:
    saved = fetched(DATA_SET_ID)
    content = saved.path.read_bytes()
    saved.path.write_bytes(content.replace(b"202425", b"202324"))
    assert "checksum differs" in str(saved.find_damage())


def test_a_sidecar_that_cannot_be_read_counts_for_nothing(service: EesService, fetched: Fetched) -> None:
    saved = fetched(DATA_SET_ID, version="1.1")
    (saved.folder / "provenance.json").write_text("{}")
    assert fetched(DATA_SET_ID, version="1.1").new


def test_the_old_file_stays_when_fetching_it_again_fails(service: EesService, fetched: Fetched) -> None:
    saved = fetched(DATA_SET_ID)
    service.damage = True
    with pytest.raises(DamagedFile):
        fetched(DATA_SET_ID, again=True)
    assert saved.find_damage() is None


def test_a_file_of_the_catalogue_is_fetched_by_its_own_id(service: EesService, fetched: Fetched) -> None:
    saved = fetched(FILE_ID)
    assert saved.sidecar.url == f"{service.base_url}/data-catalogue/data-set/{FILE_ID}/csv"
    assert saved.sidecar.version == f"sha256-{saved.sidecar.sha256[:12]}"
    assert not fetched(FILE_ID).new


def test_a_corrected_file_of_the_catalogue_is_kept_beside_the_first(service: EesService, fetched: Fetched) -> None:
    first = fetched(FILE_ID)
    service.csv = service.csv.replace(b",7\n", b",8\n")
    assert not fetched(FILE_ID).new
    second = fetched(FILE_ID, again=True)
    assert first.folder != second.folder
    assert first.find_damage() is None
    assert fetched(FILE_ID).folder == second.folder


def test_an_id_nobody_knows_says_that_both_were_tried(fetched: Fetched) -> None:
    with pytest.raises(NotThere, match="is neither a data set of the API nor a file of the data catalogue"):
        fetched(records.make_id(9))


def test_a_version_nobody_knows_is_not_looked_for_in_the_catalogue(service: EesService, fetched: Fetched) -> None:
    with pytest.raises(NotThere, match=r"versions/7\.0 answered 404"):
        fetched(DATA_SET_ID, version="7.0")
    assert service.asked("data-catalogue") == []


def test_an_id_nobody_knows_with_a_version_is_not_looked_for_in_the_catalogue(
    service: EesService, fetched: Fetched
) -> None:
    with pytest.raises(NotThere):
        fetched(FILE_ID, version="1.0")
    assert service.asked("data-catalogue") == []


def test_a_data_set_the_publisher_replaced_is_fetched_with_a_note(service: EesService, fetched: Fetched) -> None:
    service.data_sets = [records.data_set(status="Deprecated", supersedingDataSetId=records.make_id(4))]
    assert fetched(DATA_SET_ID).sidecar.notes == (
        f"The publisher marks this data set as deprecated; use {records.make_id(4)}",
    )


def test_a_data_set_without_a_public_version_says_so(service: EesService, fetched: Fetched) -> None:
    service.data_sets = [records.data_set(status="Withdrawn", latestVersion=None)]
    with pytest.raises(FetchError, match="has no public version: it is withdrawn"):
        fetched(DATA_SET_ID)


def test_one_of_our_sources_is_fetched_by_its_own_name(fetched: Fetched, tmp_path: Path) -> None:
    saved = fetched("plans-by-need", catalogue=catalogue_of(make_source()))
    assert saved.folder.parent == tmp_path / "education-health-and-care-plans" / "plans-by-need"
    assert (saved.sidecar.source, saved.sidecar.file_id) == ("plans-by-need", FILE_ID)
    assert not fetched(make_source()).new


def test_a_copy_fetched_by_id_or_given_by_hand_does_not_stand_in_for_the_source(
    fetched: Fetched, tmp_path: Path
) -> None:
    by_hand = tmp_path / "download.csv"
    by_hand.write_bytes(b"time_period,plans\n202425,1\n")
    take_file(by_hand, into=tmp_path, wanted=make_source())
    fetched(FILE_ID)
    assert fetched(make_source()).new


def test_a_source_the_service_does_not_hold_says_how_to_get_it(fetched: Fetched) -> None:
    source = make_source(ees_data_set_file_id=None, not_here="Ask the tribunals service for table 7.")
    with pytest.raises(FetchError, match=r"Ask the tribunals service for table 7\. Any file can also be given by hand"):
        fetched(source)


def test_no_version_can_be_chosen_for_a_file_of_the_catalogue(fetched: Fetched) -> None:
    with pytest.raises(FetchError, match="Leave --version out"):
        fetched(make_source(), version="1.*")


def test_a_name_we_do_not_know_names_the_nearest(fetched: Fetched) -> None:
    with pytest.raises(UnknownName, match="Did you mean plans-by-need"):
        fetched("plan-by-need", catalogue=catalogue_of(make_source()))


def test_two_fetches_of_one_data_set_do_not_write_over_each_other(fetched: Fetched, tmp_path: Path) -> None:
    held = Drawer(tmp_path, "explore-education-statistics", "plans-by-need-22222222")
    with held.locked(), pytest.raises(FetchBusy, match="Wait until it has finished"):
        fetched(DATA_SET_ID)
    assert fetched(DATA_SET_ID).new


def test_a_folder_that_cannot_be_written_is_told_plainly(fetched: Fetched, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FetchError, match="cannot be written or read: Not a directory"):
        fetched(DATA_SET_ID, into=tmp_path / "file")


def test_a_title_made_to_climb_out_of_the_folder_stays_inside(
    service: EesService, fetched: Fetched, tmp_path: Path
) -> None:
    service.data_sets = [records.data_set(title="../../../etc/Passwd & co")]
    assert fetched(DATA_SET_ID).folder.parent.parent == tmp_path / "explore-education-statistics"


def test_what_was_saved_can_be_told_to_a_machine(fetched: Fetched) -> None:
    saved = fetched(DATA_SET_ID)
    told = json.loads(json.dumps(saved.as_json()))
    assert (told["file"], told["version"], told["new"]) == (str(saved.path), "1.1", True)

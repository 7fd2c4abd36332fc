"""An address pinned to a build that an older version of the software made, or that is damaged: gone, in words, and not 503."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from django.test import Client

from goldenthread.warehouse.store.folder import build_path, current_build
from tests.hub.reading import PageText

OLDER, JUNK, CUT = "0123456789ab", "aaaaaaaaaaaa", "bbbbbbbbbbbb"


@pytest.fixture
def site_with_an_older_build(tmp_path: Path, store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A visitor of a site that keeps, beside the build in force, one with tables of another version."""
    folder = tmp_path / "store"
    folder.mkdir()
    in_force = current_build(store_folder)
    (folder / in_force.name).symlink_to(in_force)
    shutil.copy(store_folder / "current", folder / "current")
    with duckdb.connect(str(build_path(folder, OLDER))) as con:
        con.execute(f"CREATE TABLE build AS SELECT '{OLDER}' AS id, 'pack' AS made_from, 0 AS schema_version")
    build_path(folder, JUNK).write_bytes(b"junk")
    whole = in_force.read_bytes()
    build_path(folder, CUT).write_bytes(whole[: len(whole) // 2])
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(folder))
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "address", ["/", "/dashboards/twenty-weeks/", "/boroughs/E09000007/", "/indicators/ehc-plans/"]
)
def test_a_page_pinned_to_it_is_gone_and_leads_to_the_figures_in_force(
    site_with_an_older_build: Client, address: str
) -> None:
    response = site_with_an_older_build.get(f"{address}?build={OLDER}")
    page = PageText(response.content.decode())
    assert response.status_code == 410
    assert OLDER in page.words
    assert "keeps, but which were made by an older version of its software and can no longer be read" in page.words
    assert "goldenthread build" not in page.words
    assert page.links["See this page with the figures now in force"] == address
    assert site_with_an_older_build.get(address).status_code == 200


def test_the_api_answers_likewise_with_a_problem(site_with_an_older_build: Client) -> None:
    response = site_with_an_older_build.get(f"/api/v1/indicators?build={OLDER}")
    assert response.status_code == 410
    assert response["Content-Type"].startswith("application/problem+json")
    assert "made by an older version of the software and can no longer be read" in response.json()["detail"]
    assert "Leave 'build' out" in response.json()["detail"]


def test_a_chart_on_another_site_says_so_too(site_with_an_older_build: Client) -> None:
    response = site_with_an_older_build.get(f"/embed/dashboards/twenty-weeks/1/?build={OLDER}")
    assert response.status_code == 410
    assert f"build {OLDER}) can no longer be read" in PageText(response.content.decode()).words


@pytest.mark.parametrize("build", [JUNK, CUT])
def test_a_damaged_build_is_no_damage_to_the_figures_in_force(site_with_an_older_build: Client, build: str) -> None:
    for address in ("/dashboards/dsg/", "/indicators/ehc-plans.csv"):
        response = site_with_an_older_build.get(f"{address}?build={build}")
        page = PageText(response.content.decode())
        assert response.status_code == 410
        assert "which this site keeps, but which are damaged on its disk and can no longer be read" in page.words
        assert page.links["See this page with the figures now in force"] == address
    problem = site_with_an_older_build.get(f"/api/v1/indicators?build={build}")
    assert problem.status_code == 410
    assert "is damaged on the disk" in problem.json()["detail"]
    framed = site_with_an_older_build.get(f"/embed/dashboards/twenty-weeks/1/?build={build}")
    assert framed.status_code == 410
    assert f"build {build}) can no longer be read" in PageText(framed.content.decode()).words
    assert "frame-ancestors *" in framed["Content-Security-Policy"]


def test_a_build_that_is_gone_is_still_called_no_longer_kept(site_with_an_older_build: Client) -> None:
    response = site_with_an_older_build.get("/?build=cccccccccccc")
    assert response.status_code == 410
    assert "does not keep, or not any more" in PageText(response.content.decode()).words


def test_the_foot_of_a_kept_page_names_its_own_build_and_whichever_is_in_force_now(
    site_with_an_older_build: Client, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    first = current_build(folder)
    kept, newer = (build_path(folder, name) for name in ("dddddddddddd", "eeeeeeeeeeee"))
    for path in (kept, newer):
        shutil.copy(first, path)
        with duckdb.connect(str(path)) as con:
            con.execute("UPDATE build SET id = ?", [path.stem.removeprefix("build-")])
    for in_force in (path.stem.removeprefix("build-") for path in (first, newer)):
        (folder / "current").write_text(in_force)
        page = site_with_an_older_build.get("/dashboards/inspections/?build=dddddddddddd").content.decode()
        assert f"Figures: build dddddddddddd; now in force: build {in_force}" in PageText(page).words

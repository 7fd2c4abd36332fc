from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.test import Client

from goldenthread.hub.evidence import queries
from goldenthread.hub.evidence.interface import make_ready
from goldenthread.warehouse.faults import StoreOutdated
from tests.hub.reading import PageText

PAGES = ["/", "/indicators/", "/indicators/ehc-plans/", "/indicators/ehc-plans.csv", "/amendments/", "/about/data/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_site_without_figures_says_what_to_run(empty_site: Client, address: str) -> None:
    response = empty_site.get(address)
    assert response.status_code == 503
    assert "goldenthread build" in PageText(response.content.decode()).words


def test_it_does_not_tell_visitors_where_on_the_machine_the_store_is(empty_site: Client, tmp_path: Path) -> None:
    assert str(tmp_path) not in empty_site.get("/").content.decode()


def test_the_server_starts_without_figures(empty_site: Client) -> None:
    make_ready()


@pytest.fixture
def damaged_site(tmp_path: Path, store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A visitor of a site whose store has figures and a pointer that points nowhere."""
    store = tmp_path / "store"
    shutil.copytree(store_folder, store)
    (store / "current").write_bytes(b"\x00\x00\x00\x00")
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(store))
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", PAGES)
def test_a_damaged_store_is_called_so_and_not_an_empty_one(damaged_site: Client, address: str, tmp_path: Path) -> None:
    response = damaged_site.get(address)
    assert response.status_code == 503
    words = PageText(response.content.decode()).words
    assert "The store of figures is damaged" in words
    assert "no figures" not in words
    assert "goldenthread build --data DIR" in words
    assert str(tmp_path) not in words


def test_a_chart_on_another_site_says_in_its_frame_that_there_are_no_figures(damaged_site: Client) -> None:
    response = damaged_site.get("/embed/dashboards/twenty-weeks/1/")
    assert response.status_code == 503
    assert "no figures to draw it from at the moment" in PageText(response.content.decode()).words
    assert "frame-ancestors *" in response["Content-Security-Policy"]


def test_a_build_cut_short_on_the_disk_is_damage_too(damaged_site: Client, tmp_path: Path, store_folder: Path) -> None:
    (tmp_path / "store" / "current").write_bytes((store_folder / "current").read_bytes())
    [build] = (tmp_path / "store").glob("build-*.duckdb")
    build.write_bytes(build.read_bytes()[:5000])
    assert "The store of figures is damaged" in PageText(damaged_site.get("/").content.decode()).words


def test_figures_of_another_version_are_to_be_built_again(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise StoreOutdated("made by another version")

    monkeypatch.setattr(queries, "current_store", refuse)
    response = site.get("/")
    assert response.status_code == 503
    assert "The figures need to be built again" in PageText(response.content.decode()).words


def test_figures_appear_without_a_restart(empty_site: Client, tmp_path: Path, store_folder: Path) -> None:
    assert empty_site.get("/").status_code == 503
    (tmp_path / "store").symlink_to(store_folder)
    assert empty_site.get("/").status_code == 200


def test_a_page_that_does_not_exist_is_still_not_found(empty_site: Client) -> None:
    assert empty_site.get("/nowhere/").status_code == 404

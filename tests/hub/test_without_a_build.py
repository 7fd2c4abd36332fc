from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from goldenthread.hub.evidence.interface import make_ready
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


def test_figures_appear_without_a_restart(empty_site: Client, tmp_path: Path, store_folder: Path) -> None:
    assert empty_site.get("/").status_code == 503
    (tmp_path / "store").symlink_to(store_folder)
    assert empty_site.get("/").status_code == 200


def test_a_page_that_does_not_exist_is_still_not_found(empty_site: Client) -> None:
    assert empty_site.get("/nowhere/").status_code == 404

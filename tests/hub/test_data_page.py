from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.warehouse import Store
from tests.hub.reading import PageText

pytestmark = pytest.mark.usefixtures("fresh_caches")


@pytest.fixture
def page(site: Client) -> PageText:
    """'About the data'."""
    return PageText(site.get("/about/data/").content.decode())


def test_each_release_is_listed_with_its_publication_and_the_id_a_command_takes(page: PageText, store: Store) -> None:
    releases = page.tables[0]
    for release in store.releases():
        publication = store.catalogue.publications[release.publication].title
        assert releases[f"{publication}: {release.title}"][0] == release.id


def test_each_file_is_listed_with_its_publication_and_release(page: PageText, store: Store) -> None:
    rows = [(heading, *cells) for heading, cells in page.tables[1].items()]
    for file in store.files():
        publication = store.catalogue.publications[store.catalogue.sources[file.source].publication].title
        same = [file for row in rows if row[0] == file.source_title and row[1] == publication]
        assert same, file
        assert file.release in page.words


def test_the_command_shown_really_compares_two_releases(page: PageText, store: Store) -> None:
    _, _, older, newer, *_ = page.words[page.words.index("goldenthread changes") :].split()
    store.changes(older, newer)


def test_every_cell_is_named_by_its_column_for_a_screen_too_narrow_for_columns(page: PageText) -> None:
    named = {attrs["data-column"] for tag, attrs in page.elements if tag == "td"}
    assert {"Release id", "Publication", "File", "Rows", "SHA-256 begins", "Publisher", "Published"} <= named

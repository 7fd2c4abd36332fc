"""The pairs of a store and its oracle that the tests here ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.warehouse.definitions import load_catalogue

from .pairs import Pair, build_pair, open_pair
from .wider_country import write_wider_country


@pytest.fixture(scope="package")
def wider(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """The wider sample country."""
    return build_pair(write_wider_country(tmp_path_factory.mktemp("wider")))


@pytest.fixture(scope="package")
def real(data: Path, data_store_folder: Path) -> Pair:
    """The published files."""
    return open_pair(data, data_store_folder, load_catalogue())

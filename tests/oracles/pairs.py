"""A store and the plain reading of the same files, side by side."""

from __future__ import annotations

from pathlib import Path

from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.store.build import build_store
from goldenthread.warehouse.store.folder import current_build
from tests.sample.country import SampleCountry

from .plain_evidence import PlainEvidence
from .wider_country import without_rules

Pair = tuple[Store, PlainEvidence]


def open_pair(data: Path, store: Path, catalogue: Catalogue) -> Pair:
    """The store in force, and the plain reading of the data folder it was built from."""
    return Store(current_build(store), catalogue), PlainEvidence(catalogue, data)


def build_pair(country: SampleCountry) -> Pair:
    """The two ways to ask a made-up country."""
    catalogue = without_rules(country.catalogue())
    build_store(country.data, country.store, catalogue=catalogue)
    return open_pair(country.data, country.store, catalogue)

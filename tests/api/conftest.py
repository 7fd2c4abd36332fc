"""The API as a program sees it: the shipped figures in force, and a full bucket of questions for every test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from tests.functional.conftest import address as address
from tests.functional.conftest import site_var as site_var
from tests.hub.conftest import _collected as _collected
from tests.hub.conftest import empty_site as empty_site
from tests.hub.conftest import site as site
from tests.hub.conftest import store as store

API = "/api/v1/"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True)
def _full_buckets() -> None:
    caches["limits"].clear()


@pytest.fixture
def ask(site: Client) -> Ask:
    """Asks the API and reads its answer, which must have the status expected (200 unless said)."""

    def asked(path: str, expected: int = 200, **query: Any) -> dict[str, Any]:
        response = site.get(path if path.startswith("/") else API + path, query)
        assert response.status_code == expected, response.content[:500]
        told: dict[str, Any] = response.json()
        return told

    return asked

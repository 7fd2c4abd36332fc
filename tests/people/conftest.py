"""The site as tests of people see it: static files collected, mails kept in memory, nothing counted before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from tests.hub.conftest import _collected as _collected  # static files are collected once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> Iterator[None]:
    """No attempt of an earlier test counts."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    """Somebody before sign-in."""
    return Client()

"""The worked example in a test's database."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import transaction
from django.test import override_settings

from goldenthread.hub.people.interface import SignIn, ensure_organisations
from goldenthread.hub.plans.example import make_example
from goldenthread.warehouse.definitions.examples import Example


def an_example() -> tuple[Example, tuple[SignIn, ...]]:
    """The example made, and the ways to sign in. Needs example mode and the shipped figures in force."""
    ensure_organisations()
    return make_example()


@contextlib.contextmanager
def the_example() -> Iterator[tuple[Example, tuple[SignIn, ...]]]:
    """The example for many tests that only read it: made once in a transaction that is never kept."""
    with override_settings(EXAMPLE=True), transaction.atomic():
        yield an_example()
        transaction.set_rollback(True)

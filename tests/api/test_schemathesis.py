"""Hundreds of odd questions, made from the API's own description, and never a fault of ours."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from goldenthread.hub.evidence.interface import api

PLAIN = {
    "Host": "localhost",
    "Accept-Encoding": "identity",
}  # the site answers to no other name; nothing is unpacked here
_handler = functools.cache(WSGIHandler)


def site(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The site as a server runs it, put together at the first question: the tests' static files are there by then."""
    return _handler()(environ, start_response)


schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
schema.app = site


@pytest.fixture(scope="module", autouse=True)
def _figures_in_force(_collected: None, store_folder: Path) -> Iterator[None]:
    """The shipped figures, and no end of questions allowed."""
    for signal in (request_started, request_finished):  # no test of these opens a database, and none may close one
        signal.disconnect(close_old_connections)
    with pytest.MonkeyPatch.context() as patch, override_settings(API_BURST=10**9):
        patch.setenv("GOLDENTHREAD_STORE", str(store_folder))
        yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=30, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_every_odd_question_has_an_answer_that_the_description_foresees(case: schemathesis.Case) -> None:
    # Names are checked against the build, which the description cannot know: most made-up ones are refused.
    case.call_and_validate(headers=PLAIN, excluded_checks=[positive_data_acceptance])

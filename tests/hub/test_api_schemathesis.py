"""Questions by the thousand, made from the API's own description: each gets an answer that the description allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, negative_data_rejection,
]  # fmt: skip

EXAMPLES = 40


def uncompressed(environ: dict[str, Any], start_response: Any) -> Any:
    """The site, asked by a program that cannot unpack what is compressed, as Schemathesis cannot."""
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    return get_wsgi_application()(environ, start_response)


@pytest.fixture(scope="module")
def described(store_folder: Path) -> Any:
    """The API with the shipped figures, as it describes itself."""
    with pytest.MonkeyPatch.context() as patch, override_settings(API_BURST=1_000_000):
        patch.setenv("GOLDENTHREAD_STORE", str(store_folder))
        yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", uncompressed)


def test_every_answer_is_one_that_the_description_allows(described: Any) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == 12
    for operation in operations:
        asked = 0

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def answers_as_described(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(checks=CHECKS)

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
        def refuses_as_described(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(checks=CHECKS)

        answers_as_described()
        refuses_as_described()
        assert asked > EXAMPLES / 2, operation.path

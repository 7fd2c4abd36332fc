"""A member before the pages of Camden's assessment."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.made.maturity import CAMDEN, PLAN
from tests.made.people import a_person, signed_in

HOME = f"/maturity/{CAMDEN}/"
STATEMENT = f"{HOME}statements/{PLAN}/"


def member(role: str = "contributor", organisation: str = "camden", second_factor: bool = True) -> Client:
    client = Client(raise_request_exception=False)
    return signed_in(client, a_person(role, organisation, second_factor), second_factor)


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def send(client: Client, path: str, **values: Any) -> Any:
    return client.post(path, values)


def judgement(**values: Any) -> dict[str, Any]:
    return {"level": "2", "confidence": "medium", "rationale": "We saw it.", "version": "0", **values}

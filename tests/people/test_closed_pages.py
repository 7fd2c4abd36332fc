"""Every page of the members' rooms is closed to visitors, and a partnership's pages to people of other partnerships."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.made.people import a_person, signed_in

pytestmark = pytest.mark.django_db
ROOMS = ("goldenthread.hub.people", "goldenthread.hub.maturity", "goldenthread.hub.plans")
SAMPLES = {"int": "1", "slug": "camden", "str": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}
OPEN = {"invitation", "invitation-forgotten"}  # the link itself is the key; the other forgets it in one browser
OWN = {"members", "second-step", "account", "own-audit", "own-data", "own-data-file", "account-close", "join",
       "application-withdrawn", "role-end", "across-london"}  # fmt: skip


def pages(patterns: Any = None, before: str = "/") -> Iterator[tuple[str, str, bool]]:
    """Name, a sample address and whether it is a partnership's, of every page of the members' rooms."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        address = before + sample(each)
        if isinstance(each, URLResolver):
            yield from pages(each.url_patterns, address)
        elif isinstance(each, URLPattern) and each.callback.__module__.startswith(ROOMS):
            yield each.name or "", address, "E09000007" in address


def sample(pattern: Any) -> str:
    """A pattern with a value in each gap."""
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        value = "E09000007" if name == "code" else SAMPLES.get(kind, "x")
        for written in (f"<{kind}:{name}>", f"<{name}>"):
            route = route.replace(written, value)
    return route


PAGES = sorted(set(pages()))


def status(client: Client, address: str) -> tuple[int, str]:
    """The answer to reading, or to sending where a page cannot be read."""
    answer = client.get(address)
    if answer.status_code == 405:
        answer = client.post(address)
    return answer.status_code, answer.get("Location", "")


def test_the_walk_finds_pages_of_every_room() -> None:
    names = {name for name, _, _ in PAGES}
    assert {"members", "organisation", "partnership-audit", "plan"} <= names
    assert not any("<" in address for _, address, _ in PAGES)


@pytest.mark.parametrize("name, address, of_partnership", [page for page in PAGES if page[0] not in OPEN])
def test_a_visitor_is_led_to_sign_in(visitor: Client, name: str, address: str, of_partnership: bool) -> None:
    code, location = status(visitor, address)
    assert code == 302, (name, code)
    assert location.startswith("/account/login/"), (name, location)


@pytest.mark.parametrize("name, address, of_partnership", [page for page in PAGES if page[2]])
@pytest.mark.parametrize("role, organisation", [("approver", "barnet"), ("administrator", "bexley"), ("", "")])
def test_people_of_other_partnerships_are_refused(
    visitor: Client, name: str, address: str, of_partnership: bool, role: str, organisation: str
) -> None:
    signed_in(visitor, a_person(role, organisation))
    for answer in (visitor.get(address), visitor.post(address)):
        assert answer.status_code in (403, 405), (name, answer.status_code)


def test_somebody_without_an_organisation_is_led_to_asking_to_join_one(visitor: Client) -> None:
    plan = "/plans/E09000007/"
    alone = signed_in(visitor, a_person("")).get(plan).content.decode()
    assert "You belong to no organisation yet." in alone
    assert 'href="/members/join/"' in alone
    other = signed_in(Client(), a_person("approver", "barnet")).get(plan).content.decode()
    assert "Your role does not allow this." in other
    assert "Ask to join an organisation" not in other


@pytest.mark.parametrize("name, address, of_partnership", [p for p in PAGES if not p[2] and p[0] not in OPEN | OWN])
def test_pages_of_nobody_in_particular_are_refused_or_not_there(
    visitor: Client, name: str, address: str, of_partnership: bool
) -> None:
    signed_in(visitor, a_person("approver", "barnet"))
    assert status(visitor, address)[0] in (403, 404), name


@pytest.mark.parametrize("name, address, of_partnership", [page for page in PAGES if page[0] not in OPEN])
def test_no_page_of_members_is_kept_by_a_cache(visitor: Client, name: str, address: str, of_partnership: bool) -> None:
    signed_in(visitor, a_person("approver", "camden"))
    answer = visitor.get(address)
    if answer.status_code == 200:
        assert "no-store" in answer["Cache-Control"], name

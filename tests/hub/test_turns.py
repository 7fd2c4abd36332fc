"""What is sent is taken in before it is answered; who sends slowly keeps nobody waiting."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from goldenthread.hub.config.turns import AT_ONCE, COMING_IN, OF_ONE_ADDRESS, take_turns
from goldenthread.hub.evidence.interface import asker

FORM = "application/x-www-form-urlencoded"


def sent(address: str = "10.0.0.1") -> HttpRequest:
    request = RequestFactory().post("/account/login/", "a=b", content_type=FORM, REMOTE_ADDR=address)
    request.user = AnonymousUser()
    return request


@pytest.fixture
def turns(site: Client) -> take_turns:
    """The middleware before a view that says what it was sent."""
    return take_turns(lambda request: HttpResponse(request.POST["a"]))


def test_one_address_has_so_many_places_and_another_its_own(turns: take_turns) -> None:
    with ExitStack() as on_the_way:
        for _ in range(OF_ONE_ADDRESS):
            assert on_the_way.enter_context(turns._place(asker(sent())))
        refused = turns(sent())
        assert refused.status_code == 503
        assert refused["Retry-After"] == "5"
        assert "Nothing was changed" in refused.content.decode()
        assert turns(sent("10.0.0.2")).content == b"b"
    assert turns(sent()).content == b"b"
    assert not turns.coming


def test_however_many_addresses_send_there_are_hands_left_for_readers(turns: take_turns) -> None:
    turns.coming.update({str(n): OF_ONE_ADDRESS for n in range(COMING_IN // OF_ONE_ADDRESS)})
    assert turns(sent("10.0.0.9")).status_code == 503
    turns.answer = lambda request: HttpResponse("page")
    assert turns(RequestFactory().get("/")).content == b"page"


@pytest.mark.parametrize("length", ["9", "0000000000009", "000000000000009", " 9 "])
def test_what_is_sent_waits_for_no_turn_however_its_length_is_written(turns: take_turns, length: str) -> None:
    """The lengths that `refuse_large_requests` lets through are those that are taken in first."""
    read: list[bool] = []
    turns.answer = lambda request: HttpResponse(str(read.append(hasattr(request, "_body"))))
    request = RequestFactory().post("/", b'{"a": 1} ', content_type="application/json")
    request.META["CONTENT_LENGTH"] = length
    turns(request)
    assert read == [True]


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("2001:db8:1:2:3::4", "2001:db8:1:2::9", True),
        ("2001:db8:1:2::4", "2001:db8:1:3::4", False),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("10.0.0.1", "10.0.0.1", True),
        ("a:b", "a:c", False),
    ],
)
def test_a_household_that_changes_its_ipv6_address_is_one_asker(one: str, other: str, are_one: bool) -> None:
    assert (asker(sent(one)) == asker(sent(other))) is are_one


def test_a_page_that_is_only_asked_for_needs_no_place(turns: take_turns) -> None:
    turns.answer = lambda request: HttpResponse("page")
    turns.coming[asker(sent())] = OF_ONE_ADDRESS
    assert turns(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")).content == b"page"


def test_no_more_are_answered_at_once_than_a_worker_has_hands(turns: take_turns) -> None:
    inside, most, lock = 0, 0, threading.Lock()
    everybody = threading.Barrier(AT_ONCE)

    def answer(request: HttpRequest) -> HttpResponse:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        everybody.wait(5)
        with lock:
            inside -= 1
        return HttpResponse()

    turns.answer = answer
    hands = [threading.Thread(target=turns, args=(sent(f"10.0.0.{n}"),)) for n in range(3 * AT_ONCE)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(10)
    assert most == AT_ONCE


def test_what_is_wrong_with_a_form_is_told_by_whoever_asks_for_it(turns: take_turns, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2
    question = RequestFactory().post("/", "{}}", content_type="application/json")
    turns.answer = lambda request: HttpResponse(str(len(request.body)))
    with pytest.raises(RequestDataTooBig):
        turns(question)
    assert not turns.coming

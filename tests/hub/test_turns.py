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

from goldenthread.hub.config.turns import AT_ONCE, OF_ONE_ADDRESS, take_turns
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

"""A service that is busy, broken for a moment or away."""

from __future__ import annotations

import socket

import pytest

from goldenthread.warehouse.fetchers import Addresses, EesClient, Patience, Transport
from goldenthread.warehouse.fetchers import transport as transport_module
from goldenthread.warehouse.fetchers.faults import ServiceRefused, ServiceUnreachable, TooLarge
from tests.fakes import ees_records as records
from tests.fakes.ees_records import DATA_SET_ID
from tests.fakes.ees_service import EesService
from tests.fakes.web_server import Reply, json_reply

from .conftest import QUICK

BUSY = records.problem(429, "Too Many Requests")
BROKEN = records.problem(500, "Internal Server Error")


def busy(seconds: int) -> Reply:
    return json_reply(BUSY, 429, {"Retry-After": str(seconds)})


def test_a_busy_service_is_asked_again_after_the_time_it_names(
    service: EesService, client: EesClient, waits: list[float]
) -> None:
    service.once = [("/data-sets", busy(7)), ("/data-sets", busy(3))]
    assert client.get_data_set(DATA_SET_ID).title == "Plans by need"
    assert waits == [7, 3]


def test_a_busy_service_cannot_make_anybody_wait_for_hours(
    service: EesService, client: EesClient, waits: list[float]
) -> None:
    service.once = [("/data-sets", busy(86_400))]
    client.get_data_set(DATA_SET_ID)
    assert waits == [QUICK.longest_wait_seconds]


def test_a_query_is_tried_again_as_well_since_it_changes_nothing(
    service: EesService, client: EesClient, waits: list[float]
) -> None:
    service.once = [("/query", busy(2)), ("/query", json_reply(BROKEN, 500))]
    assert len(list(client.query(DATA_SET_ID, {}))) == 3
    assert waits == [2]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_service_that_is_broken_once_is_asked_again(status: int, service: EesService, client: EesClient) -> None:
    service.once = [("/data-sets", json_reply(BROKEN, status))]
    assert client.get_data_set(DATA_SET_ID).title == "Plans by need"
    assert len(service.requests) == 2


def test_waits_grow_when_the_service_names_none(service: EesService, waits: list[float]) -> None:
    service.once = [("/data-sets", json_reply(BROKEN, 500))] * 3
    with Transport(Patience(tries=4, backoff_factor=0.5)) as transport:
        EesClient(Addresses.choose(service.base_url), transport).get_data_set(DATA_SET_ID)
    assert waits == [1, 2]  # the second try comes at once


def test_a_service_that_stays_busy_is_left_alone_with_advice(
    service: EesService, client: EesClient, waits: list[float]
) -> None:
    service.once = [("/data-sets", busy(1))] * 5
    with pytest.raises(ServiceRefused, match=r"answered 429: Too Many Requests\. .* Wait a few minutes"):
        client.get_data_set(DATA_SET_ID)
    assert len(service.requests) == 1 + QUICK.tries


def test_a_service_that_stays_broken_says_how_to_go_on_without_it(service: EesService, client: EesClient) -> None:
    service.once = [("/data-sets", json_reply(BROKEN, 503))] * 5
    with pytest.raises(ServiceRefused, match=r"answered 503.* given by hand: .*goldenthread build --data"):
        client.get_data_set(DATA_SET_ID)


def test_a_mistake_in_the_call_is_not_tried_again(service: EesService, client: EesClient) -> None:
    service.once = [("/data-sets", json_reply(records.problem(400, "Bad Request"), 400))] * 2
    with pytest.raises(ServiceRefused, match="answered 400"):
        client.get_data_set(DATA_SET_ID)
    assert len(service.requests) == 1


def test_without_a_network_the_message_says_so_within_seconds_and_how_to_go_on(waits: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Transport(Patience()) as transport, pytest.raises(ServiceUnreachable) as fault:
        EesClient(Addresses.choose(nobody), transport).get_data_set(DATA_SET_ID)
    assert str(fault.value).startswith(
        f"{nobody}/v1/data-sets/{DATA_SET_ID} could not be reached: nothing answers there."
    )
    assert "goldenthread build --data FOLDER" in str(fault.value)
    assert waits == [1]


def test_a_name_that_cannot_be_looked_up_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **named: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with Transport(QUICK) as transport, pytest.raises(ServiceUnreachable, match="its name could not be looked up"):
        EesClient(Addresses.choose("https://no.such.host.example"), transport).get_data_set(DATA_SET_ID)


def test_a_service_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        patience = Patience(tries=0, timeout_seconds=0.05)
        with Transport(patience) as transport, pytest.raises(ServiceUnreachable, match="took too long"):
            EesClient(Addresses.choose(address), transport).get_data_set(DATA_SET_ID)


def test_an_answer_cut_short_is_no_answer(service: EesService, client: EesClient) -> None:
    service.once = [("/data-sets", Reply(200, b'{"id":', {"Content-Type": "application/json"}, claim_bytes=900))]
    with pytest.raises(ServiceUnreachable, match="stopped half-way"):
        client.get_data_set(DATA_SET_ID)


def test_an_answer_without_end_is_not_read_to_its_end(
    service: EesService, client: EesClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "MAX_JSON_BYTES", 100)
    with pytest.raises(TooLarge, match="Ask for fewer results"):
        client.get_data_set(DATA_SET_ID)

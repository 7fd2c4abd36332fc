"""Questions that never end, sent to the site as it is really served."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import urllib3

from goldenthread.hub.config.turns import OF_ONE_ADDRESS

BEGUN = (
    b"POST /api/v1/observations/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b'Content-Length: 2000\r\n\r\n{"in'
)


def test_whoever_sends_slowly_keeps_no_reader_waiting(address: str) -> None:
    where = urlsplit(address)
    with ExitStack() as open_sockets:
        for _ in range(2 * OF_ONE_ADDRESS):
            sender = open_sockets.enter_context(socket.create_connection((where.hostname, where.port)))  # type: ignore[arg-type]
            sender.sendall(BEGUN)
        assert urllib3.request("GET", f"{address}/reference/", timeout=10, retries=False).status == 200
        question = {"indicator": ["ehc-plans"], "area": ["Camden"]}
        answer = urllib3.request(
            "POST", f"{address}/api/v1/observations/query", json=question, timeout=10, retries=False
        )
        assert answer.status == 503
        assert answer.headers["Content-Type"].startswith("application/problem+json")
    for _ in range(100):  # the site learns a moment later that they have gone
        answer = urllib3.request("POST", f"{address}/api/v1/observations/query", json=question, timeout=10)
        if answer.status == 200:
            break
        time.sleep(0.1)
    assert answer.status == 200

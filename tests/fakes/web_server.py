"""A web server on this machine for tests: asks a function for each answer, and can break answers off."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Request:
    """What a caller sent. `target` is the address as written, which names a host when sent to a proxy."""

    method: str
    target: str
    headers: dict[str, str]
    body: Any = None

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query)


@dataclass
class Reply:
    """`claim_bytes` is a Content-Length that need not be true (-1: none is sent); `cut_after` hangs up early."""

    status: int
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    claim_bytes: int | None = None
    cut_after: int | None = None


def json_reply(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    kind = "application/json" if status < 400 else "application/problem+json"
    return Reply(status, json.dumps(body).encode(), {"Content-Type": kind, **(headers or {})})


class WebServer:
    """Serves while it is entered. `requests` are all that came, oldest first."""

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        self.requests: list[Request] = []
        self._answer = answer

    def __enter__(self) -> WebServer:
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = _read(self.rfile.read(length), headers.get("content-type", "")) if length else None
                request = Request(self.command, self.path, headers, body)
                server.requests.append(request)
                _send(self, server._answer(request))

            do_POST = do_CONNECT = do_GET

            def log_message(self, *args: Any) -> None:
                """Tests read no log."""

        return Handler


def _read(body: bytes, kind: str) -> Any:
    return parse_qs(body.decode()) if kind.startswith("application/x-www-form-urlencoded") else json.loads(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is no fault of the service; anything else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    claimed = len(reply.content) if reply.claim_bytes is None else reply.claim_bytes
    if claimed >= 0:
        handler.send_header("Content-Length", str(claimed))
    handler.end_headers()
    handler.wfile.write(reply.content[: reply.cut_after])

"""Calls over HTTP: urllib3 tries again, waits as told and goes through the proxy; here failures become plain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout
from urllib3 import exceptions as http

from ... import __version__
from .addresses import shown
from .faults import BY_HAND, NotThere, ServiceRefused, ServiceUnreachable, TooLarge, UnknownAnswer
from .limits import Patience
from .proxies import open_manager, proxy_for

MAX_JSON_BYTES = 100_000_000  # 10,000 results, the most on one page, come to under 10 MB
MAX_PROBLEM_BYTES = 100_000

_ADVICE = {
    400: "Correct what was asked.",
    403: "That version is withdrawn or not yet public.",
    404: "Check the id and the version. The id of a file in the data catalogue is not the id of an API data set.",
    429: "The service asks for fewer calls. Wait a few minutes and run the same command again.",
}


class Transport:
    """One caller's connections. Use as a context manager, so that they are closed."""

    def __init__(self, patience: Patience = Patience()) -> None:  # noqa: B008 - frozen
        self.retry = Retry(
            total=patience.tries,
            connect=min(2, patience.tries),  # a machine without a network is told so within seconds
            other=min(2, patience.tries),
            allowed_methods={"GET", "POST"},  # the only POST is a query, which changes nothing
            status_forcelist={429, 500, 502, 503, 504},
            backoff_factor=patience.backoff_factor,
            backoff_max=patience.longest_wait_seconds,
            retry_after_max=patience.longest_wait_seconds,
            raise_on_status=False,
        )
        self._timeout = Timeout(connect=min(10, patience.timeout_seconds), read=patience.timeout_seconds)
        self._managers: dict[str | None, PoolManager] = {}

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *fault: object) -> None:
        for manager in self._managers.values():
            manager.clear()

    def get_json(self, url: str) -> Any:
        """The JSON at an address. Raises ServiceUnreachable, ServiceRefused or UnknownAnswer."""
        return self._read_json(url, self.open(url))

    def post_json(self, url: str, body: Mapping[str, Any]) -> Any:
        """The JSON answer to a JSON question. Raises as `get_json`."""
        return self._read_json(url, self.open(url, method="POST", body=body))

    def open(
        self, url: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: Any = None
    ) -> BaseHTTPResponse:
        """An answer whose content is still to be read; the caller closes it.

        Raises ServiceUnreachable, ServiceRefused (NotThere for 404). 416 is returned, being an answer to Range.
        """
        sent = {"User-Agent": f"goldenthread/{__version__}", "Accept-Encoding": "gzip", **(headers or {})}
        try:
            response = self._manager(url).request(
                method, url, headers=sent, json=body, retries=self.retry, preload_content=False
            )
        except http.HTTPError as fault:
            raise ServiceUnreachable(f"{shown(url)} could not be reached: {_why(fault)} {BY_HAND}") from fault
        if response.status >= 400 and response.status != 416:
            raise _refusal(url, response)
        return response

    def _manager(self, url: str) -> PoolManager:
        proxy = proxy_for(url)
        if proxy not in self._managers:
            self._managers[proxy] = open_manager(proxy, timeout=self._timeout)
        return self._managers[proxy]

    def _read_json(self, url: str, response: BaseHTTPResponse) -> Any:
        raw = _read(url, response, MAX_JSON_BYTES)
        if len(raw) > MAX_JSON_BYTES:
            raise TooLarge(
                f"{shown(url)} answered with more than {MAX_JSON_BYTES / 1e6:,.0f} MB. Ask for fewer results."
            )
        try:
            return json.loads(raw)
        except ValueError as fault:
            raise UnknownAnswer(f"{shown(url)} did not answer with JSON. Check the address (--base-url).") from fault


def _read(url: str, response: BaseHTTPResponse, most: int) -> bytes:
    """The content, unpacked, up to one byte more than `most`."""
    try:
        return response.read(most + 1, decode_content=True)
    except http.HTTPError as fault:
        raise ServiceUnreachable(f"{shown(url)} stopped half-way: {_why(fault)} {BY_HAND}") from fault
    finally:
        response.close()


def _why(fault: http.HTTPError) -> str:
    """The cause in plain words, as a sentence."""
    reason = fault.reason if isinstance(fault, http.MaxRetryError) else fault
    if isinstance(reason, http.ProxyError):
        return "the proxy named in HTTPS_PROXY or HTTP_PROXY refused or did not answer. Check its address and password."
    if isinstance(reason, http.NameResolutionError):
        return "its name could not be looked up. Check the network connection."
    if isinstance(reason, http.SSLError):
        return (
            "its certificate was not accepted. If your network inspects traffic, name its certificate in SSL_CERT_FILE."
        )
    if isinstance(reason, http.NewConnectionError):
        return "nothing answers there. Check the address and the network connection."
    if isinstance(reason, http.TimeoutError):
        return "it took too long to answer. Try again later."
    return f"the connection failed ({reason}). Try again later."


def _refusal(url: str, response: BaseHTTPResponse) -> ServiceRefused:
    """The problem details of an answer as an error that says what, where and what to do."""
    status = response.status
    advice = _ADVICE.get(status) or (
        f"The service is out of order; try again later. {BY_HAND}" if status >= 500 else ""
    )
    found = _problem(_read(url, response, MAX_PROBLEM_BYTES)) or str(response.reason or "no reason given")
    message = f"{shown(url)} answered {status}: {found.rstrip('.')}. {advice}".rstrip()
    return (NotThere if status == 404 else ServiceRefused)(message, status=status, address=shown(url))


def _problem(raw: bytes) -> str:
    """Title, detail and each error of a problem-details document; empty when the content is none."""
    try:
        document = json.loads(raw)
    except ValueError:
        return ""
    if not isinstance(document, dict):
        return ""
    told = [str(document[name]) for name in ("title", "detail") if document.get(name)]
    errors = document.get("errors")
    for error in errors if isinstance(errors, list) else []:
        if isinstance(error, dict):
            place = f"{error['path']}: " if error.get("path") else ""
            told.append(f"{place}{error.get('message') or error.get('code') or error}")
    return "; ".join(part.rstrip(".") for part in told)

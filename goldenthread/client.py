"""A small client of the public API, for notebooks and programs.

from goldenthread.client import Client
client = Client("https://…")
for figure in client.observations(indicator="ehc-plans", area="Camden"):
    print(figure.period, figure.value, figure.absence)
"""

from __future__ import annotations

import functools
import json
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3

PATIENCE = 5  # times that a question is asked again
LONGEST_PAUSE = 60  # seconds, whatever the site says
PAGE = 1_000
CHUNK = 65_536  # bytes
MOST = 100_000_000  # bytes of one answer, unpacked: far more than any page has
STRANGE = "The answer is not one of this API's lists."
MANY = 100  # areas: a longer list is sent in the body of a question, not in its address


class Problem(Exception):
    """The question has no answer. `detail`: why, and what to do instead. `status`: the HTTP status; 0 where the site
    did not answer as the API does, or was not asked."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status, self.detail = status, detail


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation. `value` is None exactly where `absence` says why; `record` is all that the API said."""

    indicator: str
    area_code: str
    area_name: str
    period: str
    breakdown: str
    value: float | None
    absence: str | None
    numerator: float | None
    denominator: float | None
    amendment: str | None
    release: str | None
    build: str
    record: dict[str, Any]


class Client:
    """Asks one site. Every figure of one call is from one build, however many pages it takes."""

    def __init__(self, address: str, seconds: float = 30.0) -> None:
        """`address`: the site's, such as 'http://127.0.0.1:8000'. `seconds`: how long an answer may take to begin, and
        then to end."""
        self.address, self._seconds = address.rstrip("/") + "/", seconds
        # Who asks too fast is told with Retry-After how long to wait, and that is waited.
        retries = urllib3.Retry(
            PATIENCE, backoff_factor=0.3, status_forcelist=(429,), raise_on_status=False, retry_after_max=LONGEST_PAUSE,
            allowed_methods=("GET", "POST"),  # what is posted is a question too, and may be asked again
        )  # fmt: skip
        self._pool = urllib3.PoolManager(timeout=seconds, retries=retries)

    def get(self, path: str, **asked: Any) -> dict[str, Any]:
        """One answer of the API: `get("indicators/ehc-plans")`. Lists are repeated. Raises Problem."""
        told = _named(asked)
        query = f"?{urlencode(told, doseq=True)}" if told else ""
        return self._fetch(urljoin(self.address, f"api/v1/{path.strip('/')}{query}"))

    def items(self, path: str, **asked: Any) -> Iterator[dict[str, Any]]:
        """Every item of a list, page after page, all of one build. Raises Problem."""
        page = self.get(path, **{"limit": PAGE, **asked})
        yield from _every(page, str, lambda following: self._fetch(self._here(following)))

    def posted(self, path: str, **asked: Any) -> Iterator[dict[str, Any]]:
        """As `items`, for a question that is too long for an address. Raises Problem."""
        ask = functools.partial(self._fetch, urljoin(self.address, f"api/v1/{path}"))
        yield from _every(ask({"limit": PAGE, **_named(asked)}), dict, ask)

    def indicators(self, **asked: Any) -> Iterator[dict[str, Any]]:
        """Every indicator; `theme`, `q`."""
        return self.items("indicators", **asked)

    def areas(self, **asked: Any) -> Iterator[dict[str, Any]]:
        """Every area; `level`, `in_`."""
        return self.items("areas", **asked)

    def observations(self, indicator: str | list[str], **asked: Any) -> Iterator[Figure]:
        """Figures. Places by `area` (one or a list, which may be long), `level` or `in_`.

        Periods by `period`, by `period_from` and `period_to`, or by year with `from_` and `to`. `breakdown`:
        'age=age-10', 'age:*' for every age, '*' for every item of every topic. And `figures`, `release`, `sort`.
        """
        return map(_figure, self._figures(indicator, asked))

    def _figures(self, indicator: str | list[str], asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if isinstance(asked.get("area"), str) or len(asked.get("area") or ()) <= MANY:
            return self.items("observations", indicator=indicator, **asked)
        lists = {name: _list(asked[name]) for name in ("area", "period") if asked.get(name)}
        return self.posted("observations/query", **{**asked, **lists, "indicator": _list(indicator)})

    def frame(self, indicator: str | list[str], **asked: Any) -> Any:
        """`observations` as a pandas DataFrame, without `record`. Needs pandas, which the package itself does not."""
        try:
            import pandas
        except ImportError as fault:
            raise ImportError(
                "frame needs pandas, which is not installed: pip install pandas, or use observations."
            ) from fault
        names = [name for name in Figure.__slots__ if name != "record"]
        figures = self.observations(indicator, **asked)
        return pandas.DataFrame([[getattr(figure, name) for name in names] for figure in figures], columns=names)

    def _fetch(self, url: str, question: dict[str, Any] | None = None) -> dict[str, Any]:
        """The answer at an address; to a question in the body where there is one."""
        method, headers = "GET" if question is None else "POST", {"Accept": "application/json"}
        asked: dict[str, Any] = {"headers": headers, "json": question, "preload_content": False, "redirect": False}
        try:
            with self._pool.request(method, url, **asked) as answer:
                told = _read(self._body(answer))
        except urllib3.exceptions.HTTPError as fault:
            raise Problem(0, f"{self.address} did not answer in full: {fault}") from fault
        if answer.status >= 400:
            raise Problem(answer.status, (told or {}).get("detail", "The site did not say why."))
        if answer.status >= 300:
            raise Problem(
                answer.status, f"{self.address} leads to {answer.headers.get('Location')}. If you trust it, ask there."
            )
        if told is None:
            raise Problem(
                0, f"{self.address} answered with something else than the API's answer. Is it the right address?"
            )
        return told

    def _body(self, answer: urllib3.BaseHTTPResponse) -> bytes:
        """The whole body. Raises Problem for one that comes too slowly, each piece in time and no end, or is too long."""
        parts, size, end = [], 0, time.monotonic() + self._seconds
        while part := answer.read1(CHUNK, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > MOST:
                raise Problem(
                    0, f"{self.address} answered with more than {MOST:,} bytes, which no page of this API has."
                )
            if time.monotonic() > end:
                raise Problem(0, f"{self.address} took more than {self._seconds:g} seconds to answer.")
        return b"".join(parts)

    def _here(self, following: str) -> str:
        """The address of the next page. Raises Problem unless it is on the same site."""
        try:
            address = urljoin(self.address, following)
            if urlsplit(address)[:2] == urlsplit(self.address)[:2]:
                return address
        except ValueError:  # such as "http://["
            pass
        raise Problem(0, f"The next page is said to be at {following!r}, which is not on {self.address}.")


def _every(page: dict[str, Any], kind: type, ask: Callable[[Any], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The items of a page and of all that follow it. `kind`: what `next` is; `ask` fetches it. Raises Problem."""
    build, seen = page.get("build"), set[str]()
    while True:
        _check(page, build, kind)
        yield from ({**item, "build": build} for item in page["items"])
        if page["next"] is None:
            return
        if (told := json.dumps(page["next"], sort_keys=True)) in seen:
            raise Problem(0, "The next page leads to one that was read already, so the list would have no end.")
        seen.add(told)
        page = ask(page["next"])


def _check(page: dict[str, Any], build: str | None, kind: type) -> None:
    """Raises Problem unless this is a page of items of this build."""
    items = page.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Problem(0, STRANGE)
    if not isinstance(page.get("next", 0), kind | None):
        raise Problem(0, STRANGE)
    if page.get("build") != build:
        raise Problem(
            0, "New figures were published while these were read, so they would not belong together. Ask again."
        )


def _figure(item: dict[str, Any]) -> Figure:
    """An item of the API's as a figure. Raises Problem for one that is none."""
    try:
        absence = item["absence"]
        return Figure(
            indicator=item["indicator"], area_code=item["area"]["code"], area_name=item["area"]["name"],
            period=item["period"], breakdown=item["breakdown"], value=item["value"],
            absence=absence["meaning"] if absence else None, numerator=item["numerator"],
            denominator=item["denominator"], amendment=item["amendment"], release=item["release"],
            build=item["build"], record=item,
        )  # fmt: skip
    except (KeyError, TypeError) as fault:
        raise Problem(0, f"An item of the answer is not a figure as this API tells it: {fault!r}.") from fault


def _named(asked: dict[str, Any]) -> dict[str, Any]:
    """What is asked by the API's names. Raises Problem for an empty list, which would ask for everything."""
    named = {name.rstrip("_"): value for name, value in asked.items() if value is not None}
    for name, value in named.items():
        if isinstance(value, Collection) and not isinstance(value, str) and not value:
            raise Problem(0, f"`{name}` is an empty list, which asks for nothing. Leave it out to ask for every one.")
    return {name: value for name, value in named.items() if value != ""}


def _list(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) else list(value)


def _read(body: bytes) -> dict[str, Any] | None:
    """The JSON object there; None where there is none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):  # no JSON, or thousands of lists in each other
        return None
    return told if isinstance(told, dict) else None

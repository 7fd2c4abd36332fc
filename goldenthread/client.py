"""A small client of the public API, for notebooks and programs.

from goldenthread.client import Client
client = Client("https://…")
for figure in client.observations(indicator="ehc-plans", area="Camden"):
    print(figure.period, figure.value, figure.absence)
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin

import urllib3

PATIENCE = 5  # times that a question is asked again
LONGEST_PAUSE = 60  # seconds, whatever the site says
PAGE = 1_000


class Problem(Exception):
    """The API refused a question. `status`: the HTTP status; `detail`: why, and what to ask instead."""

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
        """`address`: the site's, such as 'http://127.0.0.1:8000'. `seconds`: how long to wait for one answer."""
        self.address = address.rstrip("/") + "/"
        # Who asks too fast is told with Retry-After how long to wait, and that is waited.
        retries = urllib3.Retry(
            PATIENCE, backoff_factor=0.3, status_forcelist=(429,), raise_on_status=False, retry_after_max=LONGEST_PAUSE
        )
        self._pool = urllib3.PoolManager(timeout=seconds, retries=retries)

    def get(self, path: str, **asked: Any) -> dict[str, Any]:
        """One answer of the API: `get("indicators/ehc-plans")`. Lists are repeated. Raises Problem."""
        told = {name.rstrip("_"): value for name, value in asked.items() if value not in (None, "", [])}
        query = f"?{urlencode(told, doseq=True)}" if told else ""
        return self._fetch(urljoin(self.address, f"api/v1/{path.strip('/')}{query}"))

    def items(self, path: str, **asked: Any) -> Iterator[dict[str, Any]]:
        """Every item of a list, page after page, all of one build. Raises Problem."""
        page = self.get(path, **{"limit": PAGE, **asked})
        while True:
            for item in page["items"]:
                yield {**item, "build": page["build"]}
            if page["next"] is None:
                return
            page = self._fetch(urljoin(self.address, page["next"]))

    def indicators(self, **asked: Any) -> Iterator[dict[str, Any]]:
        """Every indicator; `theme`, `q`."""
        return self.items("indicators", **asked)

    def areas(self, **asked: Any) -> Iterator[dict[str, Any]]:
        """Every area; `level`, `in_`."""
        return self.items("areas", **asked)

    def observations(self, indicator: str | list[str], **asked: Any) -> Iterator[Figure]:
        """Figures. `area`, `level` or `in_`; `period` or `from_` and `to`; `breakdown`, `figures`, `release`, `sort`."""
        for item in self.items("observations", indicator=indicator, **asked):
            absence = item["absence"]
            yield Figure(
                indicator=item["indicator"], area_code=item["area"]["code"], area_name=item["area"]["name"],
                period=item["period"], breakdown=item["breakdown"], value=item["value"],
                absence=absence["meaning"] if absence else None, numerator=item["numerator"],
                denominator=item["denominator"], amendment=item["amendment"], release=item["release"],
                build=item["build"], record=item,
            )  # fmt: skip

    def frame(self, indicator: str | list[str], **asked: Any) -> Any:
        """`observations` as a pandas DataFrame, without `record`. Needs pandas, which the package itself does not."""
        import pandas

        names = [name for name in Figure.__slots__ if name != "record"]
        figures = self.observations(indicator, **asked)
        return pandas.DataFrame([[getattr(figure, name) for name in names] for figure in figures], columns=names)

    def _fetch(self, url: str) -> dict[str, Any]:
        answer = self._pool.request("GET", url, headers={"Accept": "application/json"})
        told = _read(answer.data)
        if answer.status >= 400:
            raise Problem(answer.status, told.get("detail", "The site did not say why."))
        return told


def _read(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}

"""A small Explore Education Statistics service on this machine, which can also misbehave as real ones do.

It answers by the service's own OpenAPI file, which a test makes sure of. One server holds both the API
(under /v1) and the data catalogue.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from . import ees_records as records
from .ees_records import Body
from .web_server import Reply, Request, WebServer, json_reply

CSV = "\ufefftime_period,new_la_code,plans\n" + "".join(
    f"202425,E0900{number:04d},{number}\n" for number in range(4_000)
)

NOT_FOUND = json_reply(records.problem(404, "Not Found"), 404)


@dataclass
class EesService:
    """The service's content and its moods. Use as a context manager; `base_url` is its address."""

    publications: list[Body] = field(default_factory=lambda: [records.publication()])
    data_sets: list[Body] = field(default_factory=lambda: [records.data_set()])
    versions: list[Body] = field(default_factory=lambda: [records.version(n) for n in ("2.0", "1.1", "1.0")])
    rows: list[Body] = field(default_factory=lambda: [records.row(number) for number in range(3)])
    csv: bytes = CSV.encode()
    packed: bool = True  # whether the CSV comes with Content-Encoding: gzip
    ranges: bool = True  # whether the rest of a file can be asked for
    tag: str | None = '"first"'  # the ETag of the CSV
    drop_after: list[int] = field(default_factory=list)  # break off the next downloads after so many bytes
    claim_bytes: int | None = None  # a Content-Length that is not true; -1 sends none
    damage: bool = False  # the packed file fails its own checksum
    file_type: str = "text/csv"
    once: list[tuple[str, Reply]] = field(default_factory=list)  # (part of the path, reply), each used once

    def __enter__(self) -> EesService:
        self._server = WebServer(self._answer).__enter__()
        return self

    def __exit__(self, *fault: object) -> None:
        self._server.__exit__(*fault)

    @property
    def base_url(self) -> str:
        return self._server.url

    @property
    def requests(self) -> list[Request]:
        """All that was asked, oldest first."""
        return self._server.requests

    @property
    def file_bytes(self) -> bytes:
        """The bytes of a download as they go over the wire."""
        if not self.packed:
            return self.csv
        whole = gzip.compress(self.csv, mtime=0)
        return whole[:-8] + b"\x00" * 8 if self.damage else whole

    def asked(self, part: str) -> list[Request]:
        return [request for request in self.requests if part in request.path]

    def _answer(self, request: Request) -> Reply:
        for index, (part, reply) in enumerate(self.once):
            if part in request.path:
                del self.once[index]
                return reply
        for pattern, method in _ROUTES:
            found = re.fullmatch(pattern, request.path)
            if found and request.method == ("POST" if method is EesService._query else "GET"):
                return method(self, request, *found.groups())
        return NOT_FOUND

    def _list_publications(self, request: Request) -> Reply:
        search = request.query.get("search", [""])[0].lower()
        return _paged([p for p in self.publications if search in p["title"].lower()], request, 20, 40)

    def _publication(self, request: Request, publication_id: str) -> Reply:
        return _found([p for p in self.publications if p["id"] == publication_id])

    def _list_data_sets(self, request: Request, publication_id: str) -> Reply:
        return _paged(self.data_sets, request, 10, 20)

    def _data_set(self, request: Request, data_set_id: str) -> Reply:
        return _found([d for d in self.data_sets if d["id"] == data_set_id])

    def _meta(self, request: Request, data_set_id: str) -> Reply:
        wanted = request.query.get("types", ["Filters", "Indicators", "Locations", "TimePeriods"])
        kept = {name: part if name[0].upper() + name[1:] in wanted else [] for name, part in records.meta().items()}
        return json_reply(kept)

    def _list_versions(self, request: Request, data_set_id: str) -> Reply:
        return _paged(self.versions, request, 10, 20)

    def _version(self, request: Request, data_set_id: str, number: str) -> Reply:
        return _found(self._matching(number))

    def _changes(self, request: Request, data_set_id: str, number: str) -> Reply:
        found = self._matching(number)
        return json_reply(records.changes(found[0]["version"])) if found else NOT_FOUND

    def _matching(self, number: str) -> list[Body]:
        start = number.split("*")[0]
        whole = "*" not in number
        return [v for v in self.versions if (v["version"] == number if whole else v["version"].startswith(start))]

    def _query(self, request: Request, data_set_id: str) -> Reply:
        size, number = request.body.get("pageSize", 1000), request.body.get("page", 1)
        if not 1 <= size <= 10_000:
            wrong = {"message": "Must be between 1 and 10000.", "code": "InclusiveBetween", "path": "pageSize"}
            return json_reply(records.problem(400, "One or more validation errors occurred.", [wrong]), 400)
        wanted = (request.body.get("criteria") or {}).get("filters", {}).get("in")
        found = [r for r in self.rows if wanted is None or r["filters"]["ff001"] in wanted]
        warnings: list[Body] = []
        unknown = [option for option in wanted or () if option not in records.FILTER_OPTIONS]
        if unknown:
            warnings.append(
                {
                    "message": "One or more filters could not be found.",
                    "code": "FiltersNotFound",
                    "path": "criteria.filters.in",
                    "detail": {"items": unknown},
                }
            )
        if not found:
            warnings.append({"message": "No results matched the query criteria.", "code": "QueryNoResults"})
        return json_reply({**records.page(found, number, size), "warnings": warnings})

    def _csv_of_version(self, request: Request, data_set_id: str) -> Reply:
        number = request.query.get("dataSetVersion", ["*"])[0]
        known = [d for d in self.data_sets if d["id"] == data_set_id]
        return self._file(request) if known and self._matching(number) else NOT_FOUND

    def _catalogue_file(self, request: Request, file_id: str) -> Reply:
        return self._file(request) if file_id == records.FILE_ID else Reply(404, b"<!DOCTYPE html><p>Not here</p>")

    def _file(self, request: Request) -> Reply:
        whole = self.file_bytes
        headers = {"Content-Type": self.file_type, **({"ETag": self.tag} if self.tag else {})}
        if self.packed:
            headers["Content-Encoding"] = "gzip"
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("range", ""))
        same = request.headers.get("if-range") in (None, self.tag)
        cut = self.drop_after.pop(0) if self.drop_after else None
        if not (asked and self.ranges and same):
            return Reply(200, whole, headers, claim_bytes=self.claim_bytes, cut_after=cut)
        start = int(asked[1])
        if start >= len(whole):
            return Reply(416, b"", {**headers, "Content-Range": f"bytes */{len(whole)}"})
        headers["Content-Range"] = f"bytes {start}-{len(whole) - 1}/{len(whole)}"
        return Reply(206, whole[start:], headers, cut_after=cut)


_ID = "([0-9a-f-]{36})"
_ROUTES: list[tuple[str, Callable[..., Reply]]] = [
    (r"/v1/publications", EesService._list_publications),
    (rf"/v1/publications/{_ID}", EesService._publication),
    (rf"/v1/publications/{_ID}/data-sets", EesService._list_data_sets),
    (rf"/v1/data-sets/{_ID}", EesService._data_set),
    (rf"/v1/data-sets/{_ID}/meta", EesService._meta),
    (rf"/v1/data-sets/{_ID}/versions", EesService._list_versions),
    (rf"/v1/data-sets/{_ID}/versions/([0-9.*]+)", EesService._version),
    (rf"/v1/data-sets/{_ID}/versions/([0-9.*]+)/changes", EesService._changes),
    (rf"/v1/data-sets/{_ID}/query", EesService._query),
    (rf"/v1/data-sets/{_ID}/csv", EesService._csv_of_version),
    (rf"/data-catalogue/data-set/{_ID}/csv", EesService._catalogue_file),
]


def _found(matching: list[Body]) -> Reply:
    return json_reply(matching[0]) if matching else NOT_FOUND


def _paged(found: list[Body], request: Request, default: int, most: int) -> Reply:
    size = int(request.query.get("pageSize", [str(default)])[0])
    if not 1 <= size <= most:
        wrong = {"message": f"Must be between 1 and {most}.", "code": "InclusiveBetween", "path": "pageSize"}
        return json_reply(records.problem(400, "One or more validation errors occurred.", [wrong]), 400)
    return json_reply(records.page(found, int(request.query.get("page", ["1"])[0]), size))

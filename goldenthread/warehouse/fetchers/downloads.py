"""Brings a file's bytes into a `.part`, carrying on where an earlier attempt stopped if the server allows it."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from urllib3 import BaseHTTPResponse
from urllib3 import exceptions as http

from .addresses import shown
from .faults import BY_HAND, DownloadInterrupted, TooLarge, UnknownAnswer
from .limits import CHUNK_BYTES, Limits, Progress
from .transport import Transport


@dataclass(frozen=True)
class Wanted:
    """A file to download. `immutable` says that the address will only ever give the same bytes."""

    url: str
    part: Path
    label: str
    immutable: bool


@dataclass(frozen=True)
class _Begun:
    """What is known of a `.part`: where it comes from, and the server's mark of that very content."""

    url: str
    mark: str | None


def download(wanted: Wanted, transport: Transport, *, limits: Limits, progress: Progress) -> None:
    """Leaves the whole file at `wanted.part`.

    Raises TooLarge, UnknownAnswer, DownloadInterrupted (the part is kept, and the same call carries on),
    ServiceUnreachable or ServiceRefused. An OSError of the disk is passed on, the part kept too.
    """
    retry = transport.retry
    while True:
        try:
            return _attempt(wanted, transport, limits, progress)
        except http.HTTPError as drop:
            # urllib3 tries a call again but not a body that stops half-way, so its own counter is used for that.
            try:
                retry = retry.increment("GET", wanted.url, error=_as_read_fault(drop))
            except http.HTTPError as fault:
                raise _interrupted(wanted, drop) from fault
            retry.sleep()


def remove_part(part: Path) -> None:
    """Forgets an unfinished download, so that the next one starts afresh."""
    part.unlink(missing_ok=True)
    _note_path(part).unlink(missing_ok=True)


def _attempt(wanted: Wanted, transport: Transport, limits: Limits, progress: Progress) -> None:
    have, headers = _resume_from(wanted)
    response = transport.open(wanted.url, headers=headers)
    try:
        if response.status == 416:
            if have and response.headers.get("Content-Range") == f"bytes */{have}":
                return  # all of it came last time
            response.close()
            remove_part(wanted.part)  # it is no beginning of what is there now
            have, response = 0, transport.open(wanted.url)
        start = _start_of(response, have, wanted)
        total = start + _length(response)
        _refuse_size(total, limits, wanted)
        if start == 0:
            _note(wanted, response)
        _append(response, wanted, start, total, limits, progress)
    finally:
        response.close()


def _resume_from(wanted: Wanted) -> tuple[int, dict[str, str]]:
    """Bytes already here that may be kept, and the headers that ask for the rest."""
    begun = _read_note(wanted.part)
    have = wanted.part.stat().st_size if wanted.part.exists() else 0
    if have == 0 or begun is None or begun.url != wanted.url or not (begun.mark or wanted.immutable):
        remove_part(wanted.part)
        return 0, {}
    condition = {"If-Range": begun.mark} if begun.mark else {}
    return have, {"Range": f"bytes={have}-", **condition}


def _start_of(response: BaseHTTPResponse, have: int, wanted: Wanted) -> int:
    """Where the bytes of this answer belong: after those we have, or at the beginning if the server starts again."""
    if response.status != 206:
        return 0
    found = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    if found is None or int(found[1]) != have:
        remove_part(wanted.part)
        raise http.ProtocolError("the server sent another part of the file than was asked for")
    return have


def _append(
    response: BaseHTTPResponse, wanted: Wanted, start: int, total: int, limits: Limits, progress: Progress
) -> None:
    done = start
    with wanted.part.open("ab") as handle:  # a fresh start has removed what was there
        for chunk in response.stream(CHUNK_BYTES, decode_content=False):
            handle.write(chunk)
            done += len(chunk)
            _refuse_size(done, limits, wanted)
            progress(done, max(done, total) if total > start else 0, wanted.label)
        handle.flush()
        os.fsync(handle.fileno())


def _refuse_size(size: int, limits: Limits, wanted: Wanted) -> None:
    if size > limits.download_bytes:
        remove_part(wanted.part)
        raise TooLarge(
            f"{shown(wanted.url)} is larger than the {limits.download_bytes / 1e6:,.0f} MB allowed for a download. {BY_HAND}"
        )


def _length(response: BaseHTTPResponse) -> int:
    """The bytes that the server says it is sending; 0 when it does not say."""
    text = response.headers.get("Content-Length", "")
    return int(text) if text.isdigit() else 0


def _note(wanted: Wanted, response: BaseHTTPResponse) -> None:
    """Writes down what the part is the beginning of; refuses a web page sent in place of a file."""
    kind = response.headers.get("Content-Type", "").lower()
    if kind.startswith("text/html"):
        raise UnknownAnswer(f"{shown(wanted.url)} answered with a web page, not a file. Check the address. {BY_HAND}")
    tag = response.headers.get("ETag")
    weak = tag is not None and tag.startswith("W/")  # a weak tag does not promise the same bytes
    mark = response.headers.get("Last-Modified") if tag is None or weak else tag
    wanted.part.unlink(missing_ok=True)
    _note_path(wanted.part).write_text(json.dumps(asdict(_Begun(wanted.url, mark))), encoding="utf-8")


def _read_note(part: Path) -> _Begun | None:
    try:
        return _Begun(**json.loads(_note_path(part).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _note_path(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _as_read_fault(drop: http.HTTPError) -> http.HTTPError:
    return drop if isinstance(drop, http.ProtocolError | http.ReadTimeoutError) else http.ProtocolError(str(drop))


def _interrupted(wanted: Wanted, drop: http.HTTPError) -> DownloadInterrupted:
    size = wanted.part.stat().st_size if wanted.part.exists() else 0
    return DownloadInterrupted(
        f"{shown(wanted.url)} kept breaking off ({drop}). {size / 1e6:,.1f} MB are kept in {wanted.part}; "
        f"run the same command again to carry on. {BY_HAND}"
    )

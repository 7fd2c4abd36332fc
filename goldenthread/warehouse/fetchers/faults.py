"""What can go wrong when a file is fetched or taken by hand; each message says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ..faults import WarehouseError

BY_HAND = (
    "Any file can also be given by hand: put it in your data folder and run `goldenthread build --data FOLDER`, "
    "or let `goldenthread fetch --given FILE` record where it came from."
)


class FetchError(WarehouseError):
    """A file could not be fetched, taken or kept."""


class ServiceUnreachable(FetchError):
    """The service, or the proxy in between, gave no answer at all."""


class ServiceRefused(FetchError):
    """The service answered that it will not do what was asked. `status` is the HTTP status."""

    def __init__(self, message: str, *, status: int, address: str) -> None:
        super().__init__(message)
        self.status, self.address = status, address


class NotThere(ServiceRefused):
    """The service knows nothing by that id or version."""


class UnknownAnswer(FetchError):
    """The service answered in a form that this version does not know."""


class QueryWarned(FetchError):
    """A query was answered with warnings, such as ids it does not know: its results are not to be trusted.

    `codes` are the service's own, in its order.
    """

    def __init__(self, message: str, *, codes: Sequence[str]) -> None:
        super().__init__(message)
        self.codes = tuple(codes)


class QueryNoResults(QueryWarned):
    """A query in good order matched nothing."""


class DownloadInterrupted(FetchError):
    """The connection dropped too often. What came is kept, so the same command carries on."""


class TooLarge(FetchError):
    """A file is larger than allowed, as it came or once unpacked."""


class DamagedFile(FetchError):
    """A file is not what it should be: cut short, failing its own checksum, or no table at all."""


class UnsafeArchive(FetchError):
    """A zip that would write outside its folder, hides what it holds, or is no ordinary archive."""


class FetchBusy(FetchError):
    """Another fetch is writing the same data set."""

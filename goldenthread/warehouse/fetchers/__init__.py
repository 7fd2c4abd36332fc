"""Fetchers: the publisher's bytes, untouched, in a folder, with a note of where they came from.

    from goldenthread.warehouse.fetchers import fetch, take_file
    saved = fetch("49e7efca-f010-4044-9f70-578032a23cf7", into=Path("data"))
    saved.path, saved.sidecar.sha256

Nothing here reads what a file says; that is for the ingestors.
"""

from .addresses import Addresses
from .ees import EesClient
from .faults import FetchError
from .given import take_file
from .limits import Limits, Patience, Progress
from .service import fetch
from .sidecars import Saved, Sidecar, list_saved
from .transport import Transport

__all__ = [
    "Addresses", "EesClient", "FetchError", "Limits", "Patience", "Progress", "Saved", "Sidecar", "Transport",
    "fetch", "list_saved", "take_file",
]  # fmt: skip

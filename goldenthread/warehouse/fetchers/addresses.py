"""Where the service is: as the caller says, else as the environment says, else its public address."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from urllib3.util import Url, parse_url

from .faults import FetchError

PUBLIC_API = "https://api.education.gov.uk/statistics"
PUBLIC_CATALOGUE = "https://explore-education-statistics.service.gov.uk"
API_VARIABLE = "GOLDENTHREAD_EES_URL"
CATALOGUE_VARIABLE = "GOLDENTHREAD_EES_CATALOGUE_URL"

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_VERSION = re.compile(r"v?(\d+|\*)(\.(\d+|\*)){0,2}")


@dataclass(frozen=True)
class Addresses:
    """Base addresses, without a slash at the end: `api` for data sets, `catalogue` for single files."""

    api: str
    catalogue: str

    @classmethod
    def choose(cls, base_url: str | None = None, catalogue_url: str | None = None) -> Addresses:
        """A `base_url` alone stands for both. Raises FetchError for an address that is no web address."""
        api = base_url or os.environ.get(API_VARIABLE) or PUBLIC_API
        catalogue = catalogue_url or base_url or os.environ.get(CATALOGUE_VARIABLE) or PUBLIC_CATALOGUE
        return cls(_checked(api), _checked(catalogue))

    def of_call(self, path: str, **query: str | int | bool | tuple[str, ...] | None) -> str:
        """The address of an API call; a parameter that is None or empty is left out."""
        given = {name: _as_text(value) for name, value in query.items() if value not in (None, ())}
        return f"{self.api}/v1/{path}" + (f"?{urlencode(given, doseq=True)}" if given else "")

    def of_catalogue_file(self, file_id: str) -> str:
        """The address of one file of the data catalogue. Its id is not an API data set's id."""
        return f"{self.catalogue}/data-catalogue/data-set/{checked_id(file_id)}/csv"


def is_id(text: str) -> bool:
    """Whether the text has the form of the service's ids."""
    return _ID.fullmatch(text) is not None


def checked_id(text: str) -> str:
    """The id, safe to put in an address; raises FetchError for anything else."""
    if not is_id(text):
        raise FetchError(f"'{text}' is no id of the service. An id looks like 49e7efca-f010-4044-9f70-578032a23cf7.")
    return text.lower()


def checked_version(text: str) -> str:
    """A version such as 2.0, or 1.* for the newest 1; raises FetchError for anything else."""
    if _VERSION.fullmatch(text) is None:
        raise FetchError(f"'{text}' is no version. Write 1.2 for that version, or 1.* for the newest version 1.")
    return text


def shown(url: str) -> str:
    """The address without any user name and password, for messages and records."""
    parts = parse_url(url)
    return Url(parts.scheme, None, parts.host, parts.port, parts.path, parts.query).url


def _as_text(value: str | int | bool | tuple[str, ...] | None) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _checked(url: str) -> str:
    url = url.strip().rstrip("/")
    try:
        parts = parse_url(url)
    except ValueError:
        parts = Url()
    if parts.scheme not in ("http", "https") or not parts.host:
        raise FetchError(f"'{url}' is no web address. It must begin with https:// (see --base-url and {API_VARIABLE}).")
    return url

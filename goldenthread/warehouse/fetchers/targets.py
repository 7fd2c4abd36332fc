"""What a caller means by a name: one of our sources, or an id of the service."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from ..definitions import Catalogue, load_catalogue
from ..definitions.sources import Source
from ..faults import UnknownName
from .addresses import is_id
from .drawers import slug

SERVICE = "explore-education-statistics"  # stands for the publication, which the API does not tell of a data set


@dataclass(frozen=True)
class Target:
    """One data set: where it is kept and which ids are known. An id of unknown kind is in `any_id`."""

    publication: str
    data_set: str
    title: str | None = None
    source: Source | None = None
    any_id: str | None = None

    @property
    def file_id(self) -> str | None:
        """The id to ask the data catalogue for, if there is one."""
        return self.source.ees_data_set_file_id if self.source else self.any_id


def find_target(wanted: str | Source, catalogue: Catalogue | None = None) -> Target:
    """The source or id that is meant. Raises UnknownName, naming near spellings, for a name that is neither."""
    if isinstance(wanted, Source):
        return _of_source(wanted)
    if is_id(wanted):
        return Target(SERVICE, wanted.lower(), any_id=wanted.lower())
    sources = (catalogue or load_catalogue()).sources
    if wanted in sources:
        return _of_source(sources[wanted])
    near = difflib.get_close_matches(wanted, sources, n=3)
    hint = f" Did you mean {', '.join(near)}?" if near else ""
    raise UnknownName(f"'{wanted}' is neither one of our sources nor an id of the service.{hint}")


def name_drawer(title: str, known_id: str) -> str:
    """A folder's name that a person can read and that two data sets never share."""
    return f"{slug(title)[:60].strip('-')}-{known_id[:8]}"


def _of_source(source: Source) -> Target:
    return Target(source.publication, source.id, title=source.title, source=source)

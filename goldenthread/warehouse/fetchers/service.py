"""Fetches one data set from the service: finds what is asked for, downloads it if it is not here, keeps it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..definitions import Catalogue
from ..definitions.sources import Source
from .addresses import Addresses, checked_version, shown
from .downloads import Wanted, download
from .drawers import Drawer, telling_disk_faults
from .ees import EesClient
from .ees_records import DataSet, DataSetVersion
from .faults import BY_HAND, FetchError, NotThere
from .limits import Limits, Patience, Progress, be_silent
from .sidecars import Saved, list_saved
from .targets import SERVICE, Target, find_target, name_drawer
from .transport import Transport


@dataclass(frozen=True)
class Plan:
    """One download: from where, into which drawer, as which version, and what the sidecar shall say.

    Without a `version` the publisher numbers none, and the address may give other bytes another day.
    """

    url: str
    drawer: Drawer
    version: str | None
    facts: dict[str, Any] = field(default_factory=dict)


def fetch(
    wanted: str | Source,
    *,
    into: Path,
    version: str | None = None,
    base_url: str | None = None,
    catalogue_url: str | None = None,
    again: bool = False,
    progress: Progress | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    patience: Patience = Patience(),  # noqa: B008 - frozen
    catalogue: Catalogue | None = None,
) -> Saved:
    """Saves a data set's file, untouched, with its sidecar; a file that is here already and sound is not fetched.

    `wanted`: the id of one of our sources (or the source), of an API data set, or of a file in the data catalogue.
    `version`: of an API data set only: 1.2, or 1.* for the newest 1; the latest without it. The sidecar
    has the exact one. The data catalogue gives the newest file under an id: `again` asks for it anew.
    Raises UnknownName, or a FetchError whose message says what to do.
    """
    addresses, target = Addresses.choose(base_url, catalogue_url), find_target(wanted, catalogue)
    if version is not None:
        checked_version(version)
    with telling_disk_faults(into), Transport(patience) as transport:
        here = None if again else _find_here(into, target, version)
        if here is not None and here.find_damage() is None:
            return here
        plan = _plan(target, into, version, addresses, EesClient(addresses, transport))
        try:
            return _carry_out(plan, transport, limits, progress or be_silent, again=again)
        except NotThere as fault:
            if target.any_id is None:
                raise
            both = f"{target.any_id} is neither a data set of the API nor a file of the data catalogue. {fault}"
            raise NotThere(both, status=fault.status, address=fault.address) from fault


def _find_here(into: Path, target: Target, version: str | None) -> Saved | None:
    """What is saved already and can be known to be what is asked for without asking the service."""
    if target.file_id is None:
        return None
    for saved in reversed(list_saved(into)):
        known = saved.sidecar
        if known.origin == "given by hand" or (target.source and known.source != target.source.id):
            continue
        by_file = version is None and known.data_set_id is None and known.file_id == target.file_id.lower()
        by_version = version is not None and known.data_set_id == target.any_id and known.version == version
        if by_file or by_version:
            return saved
    return None


def _plan(target: Target, into: Path, version: str | None, addresses: Addresses, client: EesClient) -> Plan:
    if target.source is not None:
        return _plan_source(target, target.source, into, version, addresses)
    assert target.any_id is not None  # a target is a source or an id
    try:
        data_set = client.get_data_set(target.any_id)
    except NotThere:
        if version is not None:
            raise
        return _plan_file(target.any_id, Drawer(into, SERVICE, target.data_set), addresses)
    return _plan_version(data_set, client.get_version(data_set.id, version or _latest(data_set)), version, into, client)


def _plan_source(target: Target, source: Source, into: Path, version: str | None, addresses: Addresses) -> Plan:
    if source.ees_data_set_file_id is None:
        how = source.not_here or f"It is published at the page of {source.publication}."
        raise FetchError(f"The source {source.id} cannot be fetched, as the service does not hold it. {how} {BY_HAND}")
    if version is not None:
        raise FetchError(
            f"No version can be chosen for the source {source.id}: the data catalogue only gives the newest file. "
            "Leave --version out, or name an API data set by its id."
        )
    drawer = Drawer(into, target.publication, target.data_set)
    return _plan_file(source.ees_data_set_file_id, drawer, addresses, source=source.id, title=target.title)


def _plan_file(file_id: str, drawer: Drawer, addresses: Addresses, **facts: Any) -> Plan:
    return Plan(addresses.of_catalogue_file(file_id), drawer, None, {"file_id": file_id.lower(), **facts})


def _plan_version(data_set: DataSet, exact: DataSetVersion, asked: str | None, into: Path, client: EesClient) -> Plan:
    notes = []
    if data_set.status != "Published" or data_set.superseding_data_set_id:
        successor = data_set.superseding_data_set_id
        notes.append(
            f"The publisher marks this data set as {data_set.status.lower()}"
            + (f"; use {successor}" if successor else "")
        )
    facts = {
        "title": data_set.title, "data_set_id": data_set.id, "file_id": exact.file.id, "version_asked": asked,
        "published": exact.published, "release": exact.release.title, "notes": notes,
    }  # fmt: skip
    drawer = Drawer(into, SERVICE, name_drawer(data_set.title, data_set.id))
    return Plan(client.csv_address(data_set.id, exact.version), drawer, exact.version, facts)


def _latest(data_set: DataSet) -> str:
    if data_set.latest_version is None:
        raise FetchError(f"The data set '{data_set.title}' has no public version: it is {data_set.status.lower()}.")
    return data_set.latest_version.version


def _carry_out(plan: Plan, transport: Transport, limits: Limits, progress: Progress, *, again: bool) -> Saved:
    with plan.drawer.locked():
        here = plan.drawer.find(plan.version) if plan.version is not None else None
        damage = here.find_damage() if here else None
        if here is not None and damage is None and not again:
            return here
        part = plan.drawer.part(plan.version or "file")
        wanted = Wanted(
            plan.url, part, f"{plan.drawer.data_set} {plan.version or ''}".rstrip(), plan.version is not None
        )
        download(wanted, transport, limits=limits, progress=progress)
        notes = [*plan.facts.get("notes", ()), *([f"Fetched again: {damage}"] if damage else [])]
        return plan.drawer.keep(
            part, limits=limits, progress=progress, version=plan.version, origin="fetched",
            url=shown(plan.url), fetched_at=dt.datetime.now(dt.UTC), **{**plan.facts, "notes": tuple(notes)},
        )  # fmt: skip

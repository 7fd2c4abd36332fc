"""Reads `goldenthread/definitions/` into one frozen catalogue. The only reader of those files."""

from __future__ import annotations

import csv
import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from ..faults import UnknownName
from .agreements import Agreement
from .amendments import Amendment
from .areas import Area, Membership, Neighbour
from .indicators import Indicator
from .sources import Publication, Source
from .vocabularies import Vocabulary

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
# How figures are shown, judged and planned with changes none of them, so a build need not be made again.
NOT_FIGURES = ("access", "dashboards", "example", "frameworks", "pages", "plan", "words")

Model = TypeVar("Model", bound=BaseModel)


class DefinitionError(ValueError):
    """A definition file is wrong; the message names the file and the field."""


@dataclass(frozen=True, eq=False)  # one catalogue equals another only if it is the same one
class Catalogue:
    """Every definition, by id. `sha256` changes whenever any definition file does."""

    publications: Mapping[str, Publication]
    sources: Mapping[str, Source]
    indicators: Mapping[str, Indicator]
    vocabularies: Mapping[str, Vocabulary]
    amendments: Mapping[str, Amendment]
    agreements: Mapping[str, Agreement]
    areas: Mapping[str, Area]
    memberships: tuple[Membership, ...]
    neighbours: tuple[Neighbour, ...]
    sha256: str
    folder: Path

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator. Raises UnknownName with near spellings."""
        found = self.indicators.get(indicator_id)
        if found is None:
            import difflib

            near = difflib.get_close_matches(indicator_id, self.indicators, n=3)
            hint = f" Did you mean {', '.join(near)}?" if near else " The catalogue of indicators lists them all."
            raise UnknownName(f"There is no indicator '{indicator_id}'.{hint}")
        return found


def load_catalogue(folder: Path = DEFINITIONS) -> Catalogue:
    """Loads and cross-checks every definition; raises DefinitionError at the first fault."""
    return _load(folder, _fingerprint(folder))


@functools.cache
def shipped_catalogue() -> Catalogue:
    """The definitions that came with the code, read once in the life of a process: a running site has no others."""
    return load_catalogue()


@functools.lru_cache(maxsize=4)
def _load(folder: Path, sha256: str) -> Catalogue:
    catalogue = Catalogue(
        publications=by_id(yaml_files(folder / "publications"), Publication),
        sources=by_id(yaml_files(folder / "sources"), Source),
        indicators=by_id(yaml_files(folder / "indicators"), Indicator),
        vocabularies=by_id(yaml_files(folder / "vocabularies"), Vocabulary),
        amendments=by_id(yaml_files(folder / "amendments"), Amendment),
        agreements=by_id(yaml_files(folder / "agreements"), Agreement),
        areas={area.code: area for area in _rows(folder / "areas" / "areas.csv", _area)},
        memberships=tuple(_rows(folder / "areas" / "memberships.csv", _membership)),
        neighbours=tuple(_rows(folder / "areas" / "neighbours.csv", _neighbour)),
        sha256=sha256,
        folder=folder,
    )
    from .crosscheck import crosscheck

    crosscheck(catalogue)
    return catalogue


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".csv")):
        if path.relative_to(folder).parts[0] in NOT_FIGURES:
            continue
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def yaml_files(folder: Path) -> Iterable[Path]:
    """Every YAML file in a folder and those below it, in order of name."""
    return sorted(folder.rglob("*.yaml"))


class _UniqueKeyLoader(yaml.CSafeLoader):
    """Refuses a key written twice in one mapping, which YAML would silently let the last one win."""


def _mapping_without_repeats(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> dict[object, object]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    repeated = {key for key in keys if keys.count(key) > 1}
    if repeated:
        raise yaml.constructor.ConstructorError(None, None, f"repeats {sorted(map(str, repeated))}", node.start_mark)
    return {loader.construct_object(k, deep=True): loader.construct_object(v, deep=True) for k, v in node.value}


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_repeats)


def by_id(paths: Iterable[Path], model: type[Model]) -> dict[str, Model]:
    """The definitions in these files by id. Raises DefinitionError for an id that is not the file's name."""
    found: dict[str, Model] = {}
    for path in paths:
        definition = read_yaml(path, model)
        definition_id: str = definition.id  # type: ignore[attr-defined]
        if definition_id != path.stem:
            raise DefinitionError(f"{path.name}: the id '{definition_id}' must be the file's name")
        if definition_id in found:
            raise DefinitionError(f"{path.name}: the id '{definition_id}' is used twice")
        found[definition_id] = definition
    return found


def read_yaml(path: Path, model: type[Model]) -> Model:
    """One definition. Raises DefinitionError naming the file and the field at fault."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeyLoader)  # noqa: S506 - a safe loader
        return model.model_validate(content)
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise DefinitionError(f"{path}: cannot be read: {fault}") from fault
    except ValidationError as fault:
        raise DefinitionError(f"{path}: {_plain(fault)}") from fault


def _plain(fault: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in fault.errors())


def _rows(path: Path, make: Callable[[dict[str, str]], Model]) -> list[Model]:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    made = []
    for number, row in enumerate(rows, start=2):
        try:
            made.append(make(row))
        except ValidationError as fault:
            raise DefinitionError(f"{path} row {number}: {_plain(fault)}") from fault
    return made


def _split(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def _area(row: dict[str, str]) -> Area:
    lists = {name: _split(row.pop(name)) for name in ("former_codes", "other_names")}
    return Area.model_validate({**{k: v or None for k, v in row.items()}, **lists})


def _membership(row: dict[str, str]) -> Membership:
    return Membership.model_validate({k: v or None for k, v in row.items()})


def _neighbour(row: dict[str, str]) -> Neighbour:
    return Neighbour.model_validate({**row, "rank": int(row["rank"])})

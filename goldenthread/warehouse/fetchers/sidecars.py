"""The note beside every saved file: where its bytes came from, which version they are, and their checksum."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from .limits import CHUNK_BYTES

SIDECAR = "provenance.json"


class SavedFile(BaseModel):
    """One file: its path beside the sidecar, with / between folders."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    sha256: str
    bytes: int


class Sidecar(BaseModel):
    """What is known of a saved file. The first group describes the publisher's bytes, untouched.

    `version` is exact: the publisher's number, or the first letters of the checksum where it gives none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    sha256: str
    bytes: int
    unpacked: tuple[SavedFile, ...] = ()  # what the publisher packed, so that it can be read

    origin: Literal["fetched", "given by hand"]
    fetched_at: dt.datetime
    url: str | None = None
    original_name: str | None = None  # of a file given by hand

    publication: str
    data_set: str
    title: str | None = None
    source: str | None = None  # our own definition it is meant for
    data_set_id: str | None = None
    file_id: str | None = None
    version: str
    version_asked: str | None = None
    published: dt.datetime | None = None
    release: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[SavedFile, ...]:
        """Every file the sidecar vouches for."""
        return (SavedFile(path=self.path, sha256=self.sha256, bytes=self.bytes), *self.unpacked)


@dataclass(frozen=True)
class Saved:
    """A file in the folder with its sidecar. `new` is False when it was there already and still sound."""

    folder: Path
    sidecar: Sidecar
    new: bool = False

    @property
    def path(self) -> Path:
        """The one CSV there is to read, unpacked if it came packed; for a zip of several, the zip itself."""
        return self.tables[0] if len(self.tables) == 1 else self.folder / self.sidecar.path

    @property
    def tables(self) -> tuple[Path, ...]:
        """Every CSV that can be read."""
        files = self.sidecar.unpacked or self.sidecar.files
        return tuple(self.folder / file.path for file in files if file.path.lower().endswith(".csv"))

    def find_damage(self) -> str | None:
        """What no longer agrees with the sidecar, as a phrase; None when every file is as it was saved."""
        for file in self.sidecar.files:
            path = self.folder / file.path
            if not path.is_file():
                return f"{path} is missing"
            if path.stat().st_size != file.bytes or checksum(path) != file.sha256:
                return f"{path} is not as it was saved (its checksum differs)"
        return None

    def as_json(self) -> dict[str, object]:
        """For machines: the sidecar, with where the files are and whether they are new."""
        return {
            **self.sidecar.model_dump(mode="json", exclude={"path"}),
            "file": str(self.path),
            "folder": str(self.folder),
            "tables": [str(path) for path in self.tables],
            "new": self.new,
        }


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def read_saved(folder: Path) -> Saved | None:
    """What is saved in this folder; None without a sidecar that can be read."""
    try:
        return Saved(folder, Sidecar.model_validate_json((folder / SIDECAR).read_bytes()))
    except (OSError, ValidationError):
        return None


def list_saved(folder: Path) -> list[Saved]:
    """Everything fetched or given into this folder, oldest first. A sidecar that cannot be read is passed over."""
    found = [read_saved(path.parent) for path in folder.glob(f"*/*/*/{SIDECAR}")]
    return sorted((saved for saved in found if saved), key=lambda saved: saved.sidecar.fetched_at)

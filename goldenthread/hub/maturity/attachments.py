"""Where attached files are kept: each once, under the digest of its bytes, in a folder that is never served."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from .file_types import Refused, file_type
from .models import Evidence


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was taken."""

    name: str
    digest: str
    size: int


def keep(upload: UploadedFile[Any]) -> Kept:
    """Keeps an uploaded file. Raises Refused, and then nothing is kept."""
    most = int(settings.ATTACHMENT_MOST_BYTES)
    if (upload.size or 0) > most:
        raise Refused(
            f"The file is too large: at most {most // (1024 * 1024)} MB. Make it smaller, or add a link to it."
        )
    content = upload.read(most + 1)
    name = plain_name(upload.name or "")
    file_type(name, content)
    digest = hashlib.sha256(content).hexdigest()
    _write(path_of(digest), content)
    return Kept(name, digest, len(content))


def path_of(digest: str) -> Path:
    """Where a file with this digest is."""
    return Path(settings.ATTACHMENTS) / digest[:2] / digest


def forget(digest: str) -> None:
    """Removes a file that no evidence holds any more."""
    if digest and not Evidence.objects.filter(file_digest=digest).exists():
        path_of(digest).unlink(missing_ok=True)


def plain_name(name: str) -> str:
    """The file's own name without folders and without letters that a header or a file system takes amiss."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = PurePosixPath("".join(c for c in last if c.isprintable() and c not in '<>:"/\\|?*;') or "file")
    return f"{plain.stem.strip()[:120] or 'file'}{plain.suffix[:10]}"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all; readable by the site alone."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(draft).unlink()

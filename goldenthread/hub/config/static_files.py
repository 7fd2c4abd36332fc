"""Collects and compresses the files browsers fetch, only when one of them has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static_files() -> bool:
    """Makes STATIC_ROOT current; True when it had to be written."""
    root = Path(settings.STATIC_ROOT)
    stamp, wanted = root / "collected", _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted, encoding="ascii")
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([".*"]), key=lambda found: found[0]):
            with storage.open(name) as file:
                digest.update(name.encode() + file.read())
    return digest.hexdigest()

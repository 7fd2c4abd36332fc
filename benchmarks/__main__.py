"""`python -m benchmarks [NAME …]`: prints one JSON object with what was measured and the limit it is held to."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import building, documents, load, pages, plans, querying, readings, rereading, writing

ROOT = Path(__file__).resolve().parents[1]
MEASURES: dict[str, Callable[[Path], object]] = {
    "query": querying.measure,
    "page": pages.measure,
    "load": load.measure,
    "documents": documents.measure,
    "plans": plans.measure,
    "readings": readings.measure,
    "rereading": rereading.measure,
    "writing": writing.measure,
}


def data_folder() -> Path | None:
    """The folder of published files, if this machine has one."""
    named = os.environ.get("GOLDENTHREAD_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None


def main(names: list[str]) -> int:
    """Runs the benchmarks named, or all; exit code 1 when a limit is missed."""
    data = data_folder()
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store"
        found: dict[str, object] = {"machine": {"python": platform.python_version(), "cores": os.cpu_count()}}
        found["build"] = (
            building.measure(data, store) if data else {"skipped": "the folder of published files is not here"}
        )
        if data is None:
            building.load_pack(store)
        for name, measure in MEASURES.items():
            if not names or name in names:
                found[name] = measure(store)
    found["missed"] = sorted(_missed(found))
    print(json.dumps(found, indent=2))
    return 1 if found["missed"] else 0


def _missed(found: dict[str, object], path: str = "") -> list[str]:
    """Names of the figures that are over their limit."""
    missed = []
    for name, value in found.items():
        if isinstance(value, dict):
            if "limit" in value and value["value"] > value["limit"]:
                missed.append(path + name)
            missed += _missed(value, f"{path}{name}.")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A program for a child process: builds a sample country and prints what came of it, how long it took and how much memory."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.faults import WarehouseError
from goldenthread.warehouse.store.build import build_store


def own_peak() -> int:
    """The most memory this program held, in kilobytes; getrusage would count what its parent held as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))


if __name__ == "__main__":
    definitions, data, store = map(Path, sys.argv[1:4])
    started = time.monotonic()
    try:
        said = build_store(data, store, catalogue=load_catalogue(definitions)).build
    except WarehouseError as fault:
        said = str(fault)
    seconds = time.monotonic() - started
    memory = max(own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024
    print(json.dumps({"said": said, "seconds": seconds, "memory_bytes": memory}))

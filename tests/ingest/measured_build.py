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

if __name__ == "__main__":
    definitions, data, store = map(Path, sys.argv[1:4])
    started = time.monotonic()
    try:
        said = build_store(data, store, catalogue=load_catalogue(definitions)).build
    except WarehouseError as fault:
        said = str(fault)
    seconds = time.monotonic() - started
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * 1024
    print(json.dumps({"said": said, "seconds": seconds, "memory_bytes": memory}))

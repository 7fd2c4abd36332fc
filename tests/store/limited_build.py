"""A program for a child process: builds with a limit on the size of files, one line of JSON a limit."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.faults import WarehouseError
from goldenthread.warehouse.store.build import build_store

if __name__ == "__main__":
    definitions, data, store = map(Path, sys.argv[1:4])
    catalogue = load_catalogue(definitions)
    for limit in map(int, sys.argv[4:]):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            said = build_store(data, store, catalogue=catalogue).build
        except WarehouseError as fault:
            said = str(fault)
        pointer = (store / "current").read_text()
        print(json.dumps({"said": said, "names": sorted(path.name for path in store.iterdir()), "pointer": pointer}))

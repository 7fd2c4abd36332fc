"""Pages of a plan of 18 sections, 40 actions and 60 measures: server time of the plan's page and of every section's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from .timing import held_to

LIMIT_MS = 150


def measure(store: Path) -> dict[str, object]:
    """Milliseconds and queries, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.planning", str(store.resolve())]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(answer.stdout.splitlines()[-1])
    pages = found["pages"]
    sections = {name: page["median"] for name, page in pages.items() if name.startswith("section ")}
    slowest = max(sections, key=lambda name: sections[name])
    return {
        "plan_page": held_to(pages["plan"]["median"], LIMIT_MS, "ms"),
        "slowest_section_page": {**held_to(sections[slowest], LIMIT_MS, "ms"), "which": slowest},
        "queries": {name: page["queries"] for name, page in pages.items()},
        "pages": pages,
    }

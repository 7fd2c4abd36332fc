"""A running site with a large plan in it, and tabs of its people."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

HOME = "/plans/E09000007/"


@dataclass(frozen=True)
class Served:
    """Session keys by name, ids by kind, and the site's address."""

    address: str
    sessions: dict[str, str]
    ids: dict[str, int]

    def as_(self, page: Page, who: str) -> Page:
        """The tab with somebody's session."""
        page.context.add_cookies([{"name": "sessionid", "value": self.sessions[who], "url": self.address}])
        return page

    def pages(self) -> dict[str, str]:
        """Every kind of page about writing a plan."""
        ids = self.ids
        return {
            "plan": HOME,
            "no plan": "/plans/E09000003/",
            "title": f"{HOME}title/",
            "section": f"{HOME}sections/assessment/",
            "section without figures": f"{HOME}sections/delivery/",
            "text of a section": f"{HOME}sections/assessment/write/",
            "new priority": f"{HOME}priorities/new/?section=assessment",
            "priority": f"{HOME}priorities/{ids['priority']}/",
            "change of a priority": f"{HOME}priorities/{ids['priority']}/change/",
            "first action": f"{HOME}priorities/{ids['priority']}/actions/first/",
            "action": f"{HOME}actions/{ids['action']}/",
            "change of an action": f"{HOME}actions/{ids['action']}/change/",
            "measure": f"{HOME}measures/{ids['measure']}/",
            "local measure": f"{HOME}measures/{ids['local']}/",
            "new measure": f"{HOME}actions/{ids['action']}/measures/new/",
            "new local measure": f"{HOME}actions/{ids['action']}/measures/local/",
            "history": f"{HOME}history/",
            "history of an action": f"{HOME}history/action/{ids['action']}/",
        }


@functools.cache
def served(address: str, var: Path, store: Path) -> Served:
    """Fills the running site, once for all who ask."""
    environment = {
        **os.environ, "GOLDENTHREAD_VAR": str(var), "GOLDENTHREAD_STORE": str(store),
        "DJANGO_SETTINGS_MODULE": "goldenthread.hub.config.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.made.served_plan"]
    made = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout.splitlines()[-1])
    return Served(address, told["sessions"], told["ids"])

"""`goldenthread follow` and `goldenthread digest`, as somebody runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.made.builds import Builds
from tests.plans.following import BEFORE_2024, in_2024

MAKE_A_PLAN = """
import django
django.setup()
from django.core.management import call_command
from goldenthread.hub.config.serve import prepare_database
prepare_database()
from tests.made.people import a_person
from tests.made.plans import a_measure, a_plan, a_priority, an_action
a_measure(an_action(a_priority(a_plan())))
a_person("viewer", email="viewer@example.org")
"""


class Site:
    """A site in a folder of its own, spoken to by the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")},
            "GOLDENTHREAD_VAR": str(folder / "var"),
            "GOLDENTHREAD_STORE": str(folder / "store"),
            "DJANGO_SETTINGS_MODULE": "goldenthread.hub.config.settings",
        }

    def run(self, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Runs Python with these arguments in the site."""
        told = {**self.environment, **settings}
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=told, capture_output=True, text=True, check=False
        )

    def mails(self) -> list[str]:
        """The mails that were written to the site's folder."""
        return [path.read_text() for path in sorted((self.folder / "var" / "mail").glob("*"))]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "var").mkdir()
    return Site(tmp_path)


def test_new_figures_are_followed_once_and_told_once_by_mail(site: Site, store_folder: Path) -> None:
    builds = Builds(store_folder, site.folder / "store")
    builds.publish(BEFORE_2024)
    made = site.run("-c", MAKE_A_PLAN)
    assert made.returncode == 0, made.stderr
    build = builds.publish(in_2024(97.4))

    followed = site.run("-m", "goldenthread", "follow")
    assert (followed.returncode, followed.stderr) == (0, "")
    assert followed.stdout == f"Read 1 plan again from build {build}: 1 reading written, 1 notice made.\n"
    again = site.run("-m", "goldenthread", "follow", "--store", str(builds.folder), GOLDENTHREAD_STORE="/nowhere")
    assert again.stdout == f"Every plan was last read from build {build} already.\n"

    refused = site.run("-m", "goldenthread", "digest", GOLDENTHREAD_MAIL="smtp://127.0.0.1:9")
    assert refused.returncode == 1
    assert "could not be sent (ConnectionRefusedError: Connection refused)" in refused.stderr
    assert "Traceback" not in refused.stderr
    sent = site.run("-m", "goldenthread", "digest")
    assert sent.returncode == 0, sent.stderr
    assert "97.4% in 2024, up from 96.6% in 2023" in " ".join(" ".join(site.mails()).split())
    count = len(site.mails())
    nothing = site.run("-m", "goldenthread", "digest")
    assert nothing.stdout == "There is nothing to tell, so no mail was sent.\n"
    assert len(site.mails()) == count


def test_without_figures_following_ends_with_4_and_says_what_to_run(site: Site) -> None:
    outcome = site.run("-m", "goldenthread", "follow")
    assert outcome.returncode == 4
    assert "Run `goldenthread build`" in outcome.stderr

"""A running process keeps the definitions that it started with, whatever is put on the disk beneath it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import goldenthread.warehouse.definitions.load as load

AFTER_AN_UPDATE = """
import shutil
import goldenthread.warehouse.definitions.load as load
from goldenthread.warehouse.definitions.pages import read_shipped
read_shipped()
shutil.rmtree(load.DEFINITIONS)
from goldenthread.warehouse.definitions import shipped_catalogue
from goldenthread.warehouse.definitions.borough import load_borough_page
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from goldenthread.warehouse.definitions.permissions import load_permissions
from goldenthread.warehouse.definitions.plan_templates import load_plan_templates
from goldenthread.warehouse.definitions.words import load_words
catalogue = shipped_catalogue()
print(len(load_borough_page(catalogue).headlines) > 0, len(load_dashboards(catalogue).pages) > 0)
print(len(load_plan_templates(catalogue)) > 0, bool(load_words(catalogue)), len(load_permissions()) > 0)
"""


def test_pages_read_nothing_more_from_the_disk_once_the_site_has_started(tmp_path: Path) -> None:
    code = tmp_path / "goldenthread"
    for name in ("warehouse", "definitions"):
        shutil.copytree(load.DEFINITIONS.parent / name, code / name, ignore=shutil.ignore_patterns("__pycache__"))
    (code / "__init__.py").write_text((load.DEFINITIONS.parent / "__init__.py").read_text())
    told = subprocess.run(
        [sys.executable, "-c", AFTER_AN_UPDATE], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert told.stdout.split() == ["True"] * 5, told.stderr

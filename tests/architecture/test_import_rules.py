"""The import rules are kept, and the checker really catches a breach."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
CHECKER = Path(sys.executable).with_name("lint-imports")


def test_every_room_keeps_its_import_rules() -> None:
    done = subprocess.run([CHECKER, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_planted_breach_is_caught(tmp_path: Path) -> None:
    planted = _copy_of_the_package(tmp_path)
    room = planted / "goldenthread" / "warehouse" / "answers.py"
    room.write_text(room.read_text(encoding="utf-8") + "\nfrom goldenthread.hub import ui\n", encoding="utf-8")
    done = subprocess.run(
        [CHECKER, "--no-cache"], cwd=planted, capture_output=True, text=True, check=False, env={"PYTHONPATH": "."}
    )
    assert done.returncode != 0
    assert "goldenthread.warehouse.answers -> goldenthread.hub" in done.stdout


def test_a_room_without_a_place_in_the_order_is_caught(tmp_path: Path) -> None:
    planted = _copy_of_the_package(tmp_path)
    (planted / "goldenthread" / "hub" / "gossip").mkdir()
    (planted / "goldenthread" / "hub" / "gossip" / "__init__.py").write_text("", encoding="utf-8")
    done = subprocess.run(
        [CHECKER, "--no-cache"], cwd=planted, capture_output=True, text=True, check=False, env={"PYTHONPATH": "."}
    )
    assert done.returncode != 0
    assert "gossip" in done.stdout


def test_rooms_are_imported_only_through_their_interface() -> None:
    graph = grimp.build_graph("goldenthread")
    breaches = []
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            if not imported.startswith("goldenthread.hub."):
                continue
            room, *rest = imported.removeprefix("goldenthread.hub.").split(".")
            inside = importer.startswith(f"goldenthread.hub.{room}")
            front_door = importer.startswith(("goldenthread.hub.config", "goldenthread.command", "goldenthread.docs"))
            if not inside and not front_door and rest[:1] != ["interface"]:
                breaches.append(f"{importer} -> {imported}")
    assert breaches == []


def _copy_of_the_package(folder: Path) -> Path:
    shutil.copytree(
        ROOT / "goldenthread", folder / "goldenthread", ignore=shutil.ignore_patterns("__pycache__", "pack")
    )
    shutil.copy(ROOT / ".importlinter", folder)
    return folder

"""Small maturity frameworks for tests, and as files of a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from goldenthread.warehouse.definitions.frameworks import Framework

LEVELS = ("Emerging", "Developing", "Established", "Leading")
TWO_PILLARS = {"leading": ("one-plan", "one-board", "one-voice", "one-purse"), "helping": ("early", "near")}


def framework_values(
    pillars: Mapping[str, Sequence[str]] = TWO_PILLARS,
    version: str = "1",
    upgrades: Sequence[dict[str, Any]] = (),
    met_percent: int = 75,
    levels: Sequence[str] = LEVELS,
    framework: str = "made",
) -> dict[str, Any]:
    """A framework as its file tells it: pillars with the ids of their statements."""
    return {
        "id": framework,
        "version": version,
        "title": "A made framework",
        "about": "Made for tests alone.",
        "source": "Nobody uses this one.",
        "met_percent": met_percent,
        "levels": [
            {"level": place, "title": title, "meaning": f"What {title.lower()} means."}
            for place, title in enumerate(levels, start=1)
        ],
        "pillars": [
            {
                "id": pillar,
                "title": pillar.capitalize(),
                "about": f"About {pillar} as a pillar.",
                "statements": [
                    {
                        "id": name,
                        "title": name.replace("-", " ").capitalize(),
                        "levels": [f"{name} looks like {level.lower()}." for level in levels],
                    }
                    for name in names
                ],
            }
            for pillar, names in pillars.items()
        ],
        "upgrades": list(upgrades),
    }


def a_framework(*given: Any, **named: Any) -> Framework:
    """The framework of `framework_values`."""
    return Framework.model_validate(framework_values(*given, **named))


def write_framework(folder: Path, **named: Any) -> Path:
    """Its file in a folder of frameworks."""
    told = framework_values(**named)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{told['id']}-{told['version']}.yaml"
    path.write_text(yaml.safe_dump(told), encoding="utf-8")
    return path

"""The frameworks that partnerships are judged by: the shipped ones, and an installation's own."""

from __future__ import annotations

import re

from django.conf import settings

from goldenthread.warehouse.definitions import shipped_catalogue
from goldenthread.warehouse.definitions.frameworks import Framework, load_frameworks

from .models import Cycle

DEFAULT = "london-send-maturity"


def known() -> dict[tuple[str, str], Framework]:
    """Every version of every framework by (id, version)."""
    return load_frameworks(shipped_catalogue(), settings.MORE_FRAMEWORKS)


def of_cycle(cycle: Cycle) -> Framework:
    """The version a cycle is judged by. KeyError where its file is gone: frameworks are never taken away."""
    return known()[cycle.framework, cycle.framework_version]


def newest(framework: str = DEFAULT) -> Framework:
    """The newest version of a framework."""
    return max((each for each in known().values() if each.id == framework), key=order_of)


def statement_ids() -> frozenset[str]:
    """Ids of every statement of every version."""
    return frozenset(name for each in known().values() for name in each.statements)


def order_of(framework: Framework) -> list[tuple[int, str]]:
    """Versions in the order people count them: '2' before '10'."""
    parts = re.split(r"(\d+)", framework.version)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts if part]

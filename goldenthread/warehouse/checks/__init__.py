"""What must be true of the figures before a build may be published."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import duckdb

from ..definitions import Catalogue
from .agreement import check_agreements
from .authorities import check_no_authority_vanished
from .continuity import check_breaks_are_declared, check_jumps
from .parts import check_parts_add_up
from .percents import check_percents
from .releases import check_newer_releases_are_whole
from .results import CheckResult
from .rules import check_rules_are_about_something
from .sums import check_areas_add_up

if TYPE_CHECKING:
    from ..store.loading import LoadedFile

__all__ = ["CheckResult", "run_checks"]


OF_A_FILE = (check_no_authority_vanished, check_areas_add_up, check_parts_add_up, check_percents)


def run_checks(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, loaded: list[LoadedFile]) -> list[CheckResult]:
    """Every check over a build in the making. Errors stop it; warnings are kept and shown."""

    def check_file(file: LoadedFile) -> list[CheckResult]:
        cursor = con.cursor()  # a connection is for one thread; each sees the same tables
        cursor.execute("SET search_path = 'built.main,memory.main'")
        return [result for check in OF_A_FILE for result in check(cursor, catalogue, file)]

    with ThreadPoolExecutor(2) as hands:
        results = [result for found in hands.map(check_file, loaded) for result in found]
    results += check_rules_are_about_something(catalogue)
    results += check_breaks_are_declared(con, catalogue)
    results += check_agreements(con, catalogue)
    results += check_jumps(con)
    results += check_newer_releases_are_whole(con)
    return results

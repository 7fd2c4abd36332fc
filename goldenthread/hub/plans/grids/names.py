"""Names of rows, years and tables, as they are written in many ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from goldenthread.warehouse.definitions.plan_templates import PlanTable, PlanTemplate

WITHOUT, WITH = "without-plan", "with-plan"
SCENARIO_WORDS = {WITHOUT: "without the plan", WITH: "with the plan"}
YEAR = re.compile(
    r"(20[0-9]{2})(?:\.0+)?(?:\s*\([^)]*\))?(?:[\s,:–—-]*(without|with)(?:\s+(?:the\s+)?plan)?)?", re.IGNORECASE
)
TABLE = re.compile(r"(?:table\s*)?([0-9]{1,2}(?:\.[0-9]{1,2})?)(?![0-9.])(?:\D.*)?", re.IGNORECASE | re.DOTALL)
HOW_TO = "How to fill it in"  # the sheet of our own workbooks that holds no table
TOTAL_ROW, TOTAL_WORDS = "*", "all rows together"  # in the place of a row: the total of a table whose rows add up
TOTALS = {"total", "totals", "all", "total plans", "total requests", "total assessments", "grand total", "sum"}


def plain_name(text: str) -> str:
    """A name without what people write differently: case, dashes, punctuation, spaces. '5–10' is '5 to 10'."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"([0-9])\s*[-\u2010-\u2015\u2212]\s*([0-9])", r"\1 to \2", text).replace("&", " and ")
    text = re.sub(r"[^\w]+", " ", text.replace("_", " "))
    return " ".join(text.split())


def rows_by_name(table: PlanTable) -> dict[str, str]:
    """Every way a row is named, by its id: its title, its id, and its title before the first comma or bracket."""
    found: dict[str, str] = {}
    short: dict[str, list[str]] = {}
    for row in table.rows:
        found[plain_name(row.title)] = row.id
        short.setdefault(plain_name(re.split(r"[,(]", row.title)[0]), []).append(row.id)
    for row in table.rows:
        found.setdefault(plain_name(row.id), row.id)
    for name, ids in short.items():
        if len(ids) == 1:
            found.setdefault(name, ids[0])
    return found


def is_total(text: str) -> bool:
    """Whether a row is the sum of the others."""
    return plain_name(text.split("(")[0]) in TOTALS


def heading(text: str, scenario: str) -> tuple[int, str] | None:
    """'2025', '2025 with the plan', '2025 (January 2026)' as (year, scenario); None for what is no year."""
    found = YEAR.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    word = (found[2] or "").casefold()
    return int(found[1]), {"without": WITHOUT, "with": WITH}.get(word, scenario)


def write_heading(year: int, scenario: str) -> str:
    """'2025 with the plan'."""
    return f"{year} {SCENARIO_WORDS[scenario]}"


def table_named(template: PlanTemplate, text: str) -> PlanTable | None:
    """The table that a sheet's name or a title names: 'Table 5.1', '5.1 EHC plans by age', 'table-5-1'."""
    text = " ".join(text.split())
    exact = next((each for each in template.tables if plain_name(each.title) == plain_name(text)), None)
    by_id = next((each for each in template.tables if each.id == text.casefold()), None)
    found = TABLE.fullmatch(text)
    by_number = next((each for each in template.tables if found and each.number == found[1]), None)
    return by_id or exact or by_number


def tables_with_rows(template: PlanTemplate, names: Iterable[str]) -> list[PlanTable]:
    """The tables that have the most of these row names; none where no table has half of its rows among them."""
    plain = {plain_name(name) for name in names}
    shares = [
        (len({row for name, row in rows_by_name(each).items() if name in plain}), each) for each in template.tables
    ]
    most = max((count for count, _ in shares), default=0)
    return [each for count, each in shares if count == most and most * 2 >= len(each.rows)]

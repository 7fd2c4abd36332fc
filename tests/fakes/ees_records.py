"""Bodies in the form of the Explore Education Statistics API, made up for tests."""

from __future__ import annotations

import uuid
from typing import Any

Body = dict[str, Any]

PUBLICATION_ID = "11111111-1111-4111-8111-111111111111"
DATA_SET_ID = "22222222-2222-4222-8222-222222222222"
FILE_ID = "33333333-3333-4333-8333-333333333333"
FILTER_OPTIONS = ("aa001", "aa002")
INDICATOR = "bb001"


def make_id(number: int) -> str:
    return str(uuid.UUID(int=number, version=4))


def publication(number: int = 0, **changed: Any) -> Body:
    return {
        "id": make_id(number) if number else PUBLICATION_ID,
        "title": f"Plans and pupils {number}",
        "slug": f"plans-and-pupils-{number}",
        "summary": "Made-up figures about plans.",
        "lastPublished": "2026-06-25T08:30:00+00:00",
        **changed,
    }


def _contents(version: str, rows: int) -> Body:
    return {
        "version": version,
        "totalResults": rows,
        "file": {"id": FILE_ID},
        "timePeriods": {"start": "2023/24", "end": "2024/25"},
        "geographicLevels": ["National", "Local authority"],
        "filters": ["Type of need"],
        "indicators": ["Number of plans"],
    }


def data_set(number: int = 0, *, version: str = "1.1", rows: int = 3, **changed: Any) -> Body:
    return {
        "id": make_id(number) if number else DATA_SET_ID,
        "title": "Plans by need",
        "summary": "Made-up plans by need.",
        "status": "Published",
        "supersedingDataSetId": None,
        "latestVersion": {"published": "2026-06-25T08:30:00+00:00", **_contents(version, rows)},
        **changed,
    }


def version(number: str, *, rows: int = 3, **changed: Any) -> Body:
    return {
        **_contents(number, rows),
        "type": "Major" if number.endswith(".0") else "Minor",
        "status": "Published",
        "published": "2026-06-25T08:30:00+00:00",
        "withdrawn": None,
        "notes": "",
        "release": {"title": "Reporting year 2026", "slug": "2026"},
        **changed,
    }


def meta() -> Body:
    return {
        "filters": [
            {
                "id": "ff001",
                "column": "need",
                "label": "Type of need",
                "hint": "",
                "options": [{"id": option, "label": f"Need {option}"} for option in FILTER_OPTIONS],
            }
        ],
        "indicators": [
            {"id": INDICATOR, "column": "plans", "label": "Number of plans", "unit": "", "decimalPlaces": 0}
        ],
        "geographicLevels": [{"code": "NAT", "label": "National"}, {"code": "LA", "label": "Local authority"}],
        "locations": [
            {
                "level": {"code": "NAT", "label": "National"},
                "options": [{"id": "ll001", "label": "England", "code": "E92000001"}],
            },
            {
                "level": {"code": "LA", "label": "Local authority"},
                "options": [{"id": "ll002", "label": "Newham", "code": "E09000025", "oldCode": "316"}],
            },
        ],
        "timePeriods": [{"code": "AY", "period": "2024/2025", "label": "2024/25"}],
    }


def changes(number: str) -> Body:
    level = {"code": "REG", "label": "Regional"}
    option = {"id": "aa003", "label": "Need aa003"}
    major: Body = {"geographicLevels": [{"previousState": level, "currentState": None}]}
    minor: Body = {
        "filterOptions": [
            {
                "filter": {"id": "ff001", "column": "need", "label": "Type of need", "hint": ""},
                "options": [{"currentState": option}],
            }
        ]
    }
    return {"versionNumber": number, "notes": "A level left out.", "majorChanges": major, "minorChanges": minor}


def row(number: int, *, need: str = FILTER_OPTIONS[0], level: str = "LA") -> Body:
    """One result; the first value is a withheld figure, since every value is text."""
    return {
        "timePeriod": {"code": "AY", "period": "2024/2025"},
        "geographicLevel": level,
        "locations": {"NAT": "ll001", "LA": "ll002"},
        "filters": {"ff001": need},
        "values": {INDICATOR: "x" if number == 0 else str(number)},
    }


def problem(status: int, title: str, errors: list[Body] | None = None) -> Body:
    body: Body = {"type": f"https://tools.ietf.org/html/rfc9110#{status}", "title": title, "status": status}
    return {**body, "errors": errors} if errors else body


def page(found: list[Body], number: int, size: int) -> Body:
    total_pages = max(1, -(-len(found) // size))
    paging = {"page": number, "pageSize": size, "totalResults": len(found), "totalPages": total_pages}
    return {"paging": paging, "results": found[(number - 1) * size : number * size]}

"""The plan as a workbook: numbers as numbers, absences as words, no cell a formula."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter

from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.outputs.letters import harmless
from goldenthread.hub.plans.outputs.parts.cover import cover

from .about import about
from .actions import actions, milestones, priorities
from .checks import checks
from .figures import figures
from .measures import measures, readings
from .sheets import Book
from .tables import cells, tables

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def as_excel(given: Inputs) -> bytes:
    """The workbook. The same plan gives the same cells."""
    made = io.BytesIO()
    work = xlsxwriter.Workbook(made, dict(OPTIONS))
    told = cover(given)
    work.set_properties({
        "title": harmless(told.title), "subject": told.state, "author": f"{given.area} local area partnership",
        "created": dt.datetime.combine(given.made_on, dt.time()),
    })  # fmt: skip
    sheets = [
        priorities(given), actions(given), milestones(given), measures(given), readings(given), figures(given),
        *tables(given), cells(given), *checks(given),
    ]  # fmt: skip
    book = Book(work)
    book.words("Read me", about(given, told, sheets))
    for sheet in sheets:
        book.sheet(sheet)
    work.close()
    return made.getvalue()

"""The columns of actions in a spreadsheet: what the plan's workbook writes and what the import of a plan reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionColumn:
    """A column. `heading`: as the workbook writes it; `also`: other headings by which an import knows it."""

    id: str
    heading: str
    also: tuple[str, ...] = ()


PRIORITY = ActionColumn("priority", "Priority", ("Objective", "Outcome", "Aim"))
SECTION = ActionColumn("section", "Section")
THEME = ActionColumn("theme", "Theme")
TITLE = ActionColumn("title", "Action", ("Title", "Activity", "Task"))
ABOUT = ActionColumn("about", "About the action", ("Description", "Detail", "Details"))
LEAD = ActionColumn("lead", "Lead", ("Owner", "Lead officer", "Responsible"))
PARTNERS = ActionColumn("partners", "Partners", ("Partner", "Who else"))
STARTS = ActionColumn("starts_on", "Starts", ("Start", "Start date", "From"))
ENDS = ActionColumn("ends_on", "Ends", ("End", "End date", "Due", "Due date", "By when", "Deadline"))
COST = ActionColumn("cost_pounds", "Cost in pounds", ("Cost", "Cost (£)", "Budget"))
FUNDING = ActionColumn("funding_source", "Funding source", ("Funding", "Funded by"))
STATUS = ActionColumn("status", "Status", ("Progress",))
RAG = ActionColumn("rag", "Rating", ("RAG", "RAG rating"))
RISK = ActionColumn("risk", "Risk", ("Risk rating",))
MEASURE = ActionColumn("measure", "Success measure", ("Measure", "Success measures", "KPI"))

ACTION_COLUMNS = (
    PRIORITY, SECTION, THEME, TITLE, ABOUT, LEAD, PARTNERS, STARTS, ENDS, COST, FUNDING, STATUS, RAG, RISK, MEASURE,
)  # fmt: skip
NEEDED = (PRIORITY, TITLE)  # without these a row is no action

NOT_SET = "not set"  # what the workbook writes where there is nothing, and what the import reads as nothing
BETWEEN_MEASURES = "; "

"""What an examination of the plan found, a row each."""

from __future__ import annotations

from goldenthread.hub.plans.checks.findings import SEVERITIES, Finding
from goldenthread.hub.plans.outputs.inputs import Inputs

from .sheets import Sheet


def checks(given: Inputs) -> list[Sheet]:
    """The sheet; none where the plan was not examined."""
    if given.findings is None:
        return []
    about = "What a critical reader would ask, as it was found on the day of this file."
    if not given.findings:
        about += " Nothing was found."
    headings = ("How grave", "Where", "What was found", "What mends it")
    return [Sheet("Checks", about, headings, tuple(map(_row, given.findings)))]


def _row(finding: Finding) -> tuple[str, ...]:
    return (SEVERITIES[finding.severity], finding.place.title, finding.text, finding.how)

"""The outcome of a check, and the declared exceptions that a source may have from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..definitions import Catalogue
from ..definitions.sources import Source


@dataclass(frozen=True)
class CheckResult:
    """One check of one thing. A failed error stops the build; a failed warning is shown with it."""

    name: str
    severity: Literal["error", "warning"]
    passed: bool
    message: str


def passed(name: str, message: str) -> CheckResult:
    """A check that held."""
    return CheckResult(name, "error", True, message)


def failed(name: str, message: str) -> CheckResult:
    """A check that did not hold."""
    return CheckResult(name, "error", False, message)


@dataclass(frozen=True)
class Finding:
    """One departure that a check found: where it is, and how to say it."""

    area_code: str
    period: str
    breakdown: str
    measure: str
    message: str


def judge(
    catalogue: Catalogue, source: Source, check: str, name: str, findings: list[Finding], held: str
) -> list[CheckResult]:
    """Failures for the findings that no declared exception covers; one pass when there are none."""
    undeclared = [f for f in findings if not is_declared(catalogue, source, check, f)]
    declared = len(findings) - len(undeclared)
    if undeclared:
        return [failed(name, f.message) for f in undeclared]
    return [passed(name, held + (f" ({declared:,} declared exceptions)" if declared else ""))]


def is_declared(catalogue: Catalogue, source: Source, check: str, finding: Finding) -> bool:
    """Whether an exception of the source covers the finding. An exception for an authority covers
    the larger areas it belongs to, since their sums carry its fault."""
    topics = {part.split("=")[0] for part in finding.breakdown.split(",")}
    for exception in source.exceptions:
        if exception.check != check:
            continue
        areas = {*exception.areas, *(larger for code in exception.areas for larger in larger_areas(catalogue, code))}
        if (
            (not exception.areas or finding.area_code in areas)
            and (not exception.periods or finding.period in exception.periods)
            and (not exception.measures or finding.measure in exception.measures)
            and (not exception.topics or topics & set(exception.topics))
        ):
            return True
    return False


def larger_areas(catalogue: Catalogue, code: str) -> set[str]:
    """The areas an authority belongs to or has belonged to, whatever the date."""
    return {m.group_code for m in catalogue.memberships if m.area_code == code}

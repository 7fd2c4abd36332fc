"""The page of an examination, and its one line for the plan's own page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.hub.plans.checks.findings import SEVERITIES, Finding, Place
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

KINDS = {"fault": "bad", "gap": "warn", "look": "quiet"}
WHOLE = "plan"  # the choice of what belongs to no section
PAGES = {
    "section": "plan-section", "question": "plan-section", "priority": "plan-priority", "action": "plan-action",
    "measure": "plan-measure", "table": "plan-table",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding. `button`: what the site can do, '' where it cannot; `where`: words of the link."""

    key: str
    text: str
    how: str
    where: str
    href: str
    severity: str
    kind: str
    button: str


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one section."""

    title: str
    findings: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """Everything of the page. `counts`: (title, number, kind); `choices`: (value, title, is chosen) of sections."""

    counts: tuple[tuple[str, int, str], ...]
    groups: tuple[Group, ...]
    choices: tuple[tuple[str, str, bool], ...]
    words: str
    is_filtered: bool


def checks_page(
    findings: Sequence[Finding], template: PlanTemplate, code: str, plan_id: int, section: str, may_edit: bool
) -> ChecksPage:
    """The findings of one section or of all, by section; what belongs to none comes last."""
    wanted = [each for each in findings if section in ("", each.place.section or WHOLE)]
    counted = Counter(each.severity for each in wanted)
    titles = [(each.id, f"{each.number} {each.title}") for each in template.sections] + [(WHOLE, "The whole plan")]
    groups = []
    for name, title in titles:
        own = [each for each in wanted if (each.place.section or WHOLE) == name]
        if own:
            groups.append(Group(title, tuple(_shown(each, code, plan_id, may_edit) for each in own)))
    return ChecksPage(
        tuple((title, counted[severity], KINDS[severity]) for severity, title in SEVERITIES.items()),
        tuple(groups), tuple((name, title, name == section) for name, title in titles), in_words(wanted), bool(section),
    )  # fmt: skip


def in_words(findings: Iterable[Finding]) -> str:
    """'12 things found: 2 do not fit together, 7 are missing, 3 are worth a look.'"""
    counted: Counter[str] = Counter(each.severity for each in findings)
    if not counted:
        return "Nothing was found."
    parts = []
    for severity, one, many in (
        ("fault", "does not fit together", "do not fit together"),
        ("gap", "is missing", "are missing"),
        ("look", "is worth a look", "are worth a look"),
    ):
        if counted[severity]:
            parts.append(f"{counted[severity]:,} {one if counted[severity] == 1 else many}")
    return f"{wording.counted(sum(counted.values()), 'thing')} found: {wording.listed(parts)}."


def _shown(finding: Finding, code: str, plan_id: int, may_edit: bool) -> Shown:
    return Shown(
        finding.key, finding.text, finding.how, finding.place.title, address(finding.place, code, plan_id),
        SEVERITIES[finding.severity], KINDS[finding.severity], finding.mend.words if finding.mend and may_edit else "",
    )  # fmt: skip


def address(place: Place, code: str, plan_id: int) -> str:
    """Where something was found."""
    of_plan = f"?plan={plan_id}"
    if place.kind == "signatures":
        return f"{reverse('plan-sign-off', args=[code])}{of_plan}#signatures"
    if place.kind == "maturity":
        return reverse("maturity", args=[code])
    if place.kind == "question":
        return f"{reverse('plan-section', args=[code, place.section])}{of_plan}#question-{place.id}"
    named = int(place.id) if place.kind in ("priority", "action", "measure") else place.id
    page = reverse(PAGES[place.kind], args=[code, named])
    return page if isinstance(named, int) else f"{page}{of_plan}"

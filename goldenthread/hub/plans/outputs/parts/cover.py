"""The title page: whose plan it is, how it stands, and what nobody may overlook."""

from __future__ import annotations

from goldenthread.hub.plans.outputs import said
from goldenthread.hub.plans.outputs.blocks import Cover
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.ui.interface import wording

EXAMPLE = "Example: the judgements, answers and actions are made up. The published figures are real."
NOT_FILED = "This document prepares and evidences the plan. The plan itself is filed in the Department’s own service."


def cover(given: Inputs) -> Cover:
    """The title page."""
    plan = given.plan
    warnings = [EXAMPLE] if plan.is_example else []
    if not given.sees_costs:
        warnings.append("Costs are left out, because whoever made this document may not see them.")
    warnings += [given.figures_note] if given.figures_note else []
    return Cover(
        title=plan.title or f"{given.area}: {given.template.title}",
        subtitle=f"{given.template.title}, {given.area} local area partnership",
        state=said.state(plan.state),
        warnings=tuple(warnings),
        facts=(
            ("Partnership", f"{given.area} ({plan.partnership})"),
            ("Written by template", f"{given.template.title}, version {given.template.version}"),
            ("Wording", "as it was submitted" if given.is_frozen else "as it stood on the day below"),
            ("Made on", wording.day(given.made_on)),
            ("Figures", f"build {given.build}" if given.build else "no build of figures was in force"),
            ("What it is", NOT_FILED),
        ),
    )

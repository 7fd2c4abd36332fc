"""What is planned across London, read in a fixed number of queries, however many plans there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from goldenthread.hub.people.interface import names_of
from goldenthread.hub.plans.models import Plan, Priority, Reading, SectionText, SuccessMeasure
from goldenthread.hub.plans.tracking import track_of
from goldenthread.warehouse.definitions import load_catalogue

from .whole import whole_measure

ON, OFF = ("met", "on-track"), ("off-track",)


@dataclass(frozen=True, slots=True)
class Counted:
    """Measures on track or met, off track, and those of which it cannot be told."""

    on: int = 0
    off: int = 0
    untold: int = 0

    def plus(self, other: Counted) -> Counted:
        """Both together."""
        return Counted(self.on + other.on, self.off + other.off, self.untold + other.untold)


@dataclass(frozen=True, slots=True)
class Planned:
    """A priority of a plan, with how its measures stand."""

    id: int
    partnership: str
    title: str
    theme: str
    measures: Counted
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class Across:
    """The plans looked at and their priorities. `plans`: one for each partnership, the live one before any other."""

    plans: tuple[Plan, ...]
    priorities: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Contactable:
    """A priority of another partnership that allows contact. Nothing else of its plan leaves it. `contact`: '' for no name."""

    partnership: str
    title: str
    theme: str
    contact: str


def across(areas: Collection[str]) -> Across:
    """What the partnerships of these authorities plan; four queries."""
    plans = _chosen(Plan.objects.filter(partnership__in=list(areas)).exclude(state="superseded").defer("frozen"))
    whose = {plan.pk: plan for plan in plans}
    counted = _counted(list(whose))
    found = Priority.objects.filter(plan__in=list(whose)).order_by("theme", "title", "id")
    priorities = tuple(
        Planned(p.pk, plan.partnership, p.title, p.theme, counted[p.pk], plan.is_example)
        for p, plan in ((each, whose[each.plan_id]) for each in found)
    )
    return Across(tuple(sorted(plans, key=lambda plan: plan.partnership)), priorities)


def contactable(own: Collection[str], themes: Collection[str]) -> tuple[Contactable, ...]:
    """Priorities with these themes of other partnerships whose every plan in use allows contact; four queries."""
    plans = list(
        Plan.objects.exclude(partnership__in=list(own))
        .exclude(state="superseded")
        .filter(is_example=False)
        .defer("frozen")
    )
    refusing = {plan.partnership for plan in plans if not plan.allows_contact}
    chosen = {plan.pk: plan.partnership for plan in _chosen(plans) if plan.partnership not in refusing}
    found = list(Priority.objects.filter(plan__in=list(chosen), theme__in=list(themes)).exclude(theme=""))
    assigned = {
        (text.plan_id, text.section): text.assigned_to
        for text in SectionText.objects.filter(plan__in=list(chosen)).exclude(assigned_to="")
    }
    leads = {p.pk: p.assigned_to or assigned.get((p.plan_id, p.section), "") for p in found}
    names = names_of(filter(None, leads.values()))
    made = (Contactable(chosen[p.plan_id], p.title, p.theme, names.get(leads[p.pk], "")) for p in found)
    return tuple(sorted(made, key=lambda each: (each.theme, each.partnership, each.title)))


def own_themes(own: Collection[str]) -> tuple[str, ...]:
    """The themes of the plans in use of these partnerships."""
    plans = Plan.objects.filter(partnership__in=list(own)).exclude(state="superseded")
    found = Priority.objects.filter(plan__in=plans).exclude(theme="").order_by("theme")
    return tuple(found.values_list("theme", flat=True).distinct())


def icbs() -> dict[str, tuple[str, tuple[str, ...]]]:
    """London's integrated care boards by code: name, and the authorities in it today."""
    catalogue = load_catalogue()
    found = {}
    for area in catalogue.areas.values():
        if area.code.startswith("icb-") and area.to_date is None and area.region_code == "E12000007":
            members = (m.area_code for m in catalogue.memberships if m.group_code == area.code and m.to_date is None)
            found[area.code] = (area.name, tuple(members))
    return found


def _chosen(plans: Iterable[Plan]) -> list[Plan]:
    """Of each partnership the live plan, else the newest; the worked example where there is no other."""
    found: dict[str, Plan] = {}
    for plan in sorted(plans, key=lambda each: (not each.is_example, each.state == "live", each.started_at, each.pk)):
        found[plan.partnership] = plan
    return list(found.values())


def _counted(plans: list[int]) -> dict[int, Counted]:
    """How the measures of each priority stand."""
    readings: dict[int, list[Reading]] = defaultdict(list)
    for reading in Reading.objects.filter(measure__action__priority__plan__in=plans):
        readings[reading.measure_id].append(reading)
    found: dict[int, Counted] = defaultdict(Counted)
    for measure in SuccessMeasure.objects.filter(action__priority__plan__in=plans).select_related("action"):
        kind = track_of(whole_measure(measure, readings[measure.pk])).kind
        one = Counted(int(kind in ON), int(kind in OFF), int(kind not in (*ON, *OFF)))
        found[measure.action.priority_id] = found[measure.action.priority_id].plus(one)
    return found

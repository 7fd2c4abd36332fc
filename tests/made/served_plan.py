"""Writes a large plan of Camden into a running site's database and prints who can sign in: `python -m tests.made.served_plan`.

The site's settings say which database. Barnet has people and no plan.
"""

from __future__ import annotations

import json

import django


def main() -> None:
    """Prints session keys by name and ids of things by kind as JSON."""
    django.setup()
    from django.test import Client

    from goldenthread.hub.people.interface import actor_for
    from goldenthread.hub.plans.actions.comments import comment
    from goldenthread.hub.plans.models import Action, Priority, SuccessMeasure
    from tests.made.people import a_person, signed_in
    from tests.made.plans import a_full_plan

    approver = a_person("approver", name="Amara Osei", email="amara.plan@example.org")
    writer = a_person("contributor", name="Ben Carter", email="ben.plan@example.org")
    viewer = a_person("viewer", name="Vera Lund", email="vera.plan@example.org", second_factor=False)
    beginner = a_person("contributor", "barnet", name="Nia Young", email="nia.plan@example.org")
    regional = a_person("regional_team", "london-regional-team", name="Rosa Diaz", email="rosa.plan@example.org")
    people = {"regional": regional, "approver": approver, "writer": writer, "viewer": viewer, "beginner": beginner}
    actor = actor_for(approver, True)
    plan = a_full_plan(actor)
    comment(plan, by=actor_for(writer, True), kind="section", object_id="assessment", text="And the **reviews**?")
    told = {name: str(signed_in(Client(), person).cookies["sessionid"].value) for name, person in people.items()}
    first = {
        "priority": Priority.objects.filter(plan=plan).order_by("pk")[0].pk,
        "action": Action.objects.filter(priority__plan=plan).order_by("pk")[0].pk,
        "local": SuccessMeasure.objects.filter(action__priority__plan=plan, indicator="").order_by("pk")[0].pk,
        "measure": SuccessMeasure.objects.filter(action__priority__plan=plan)
        .exclude(indicator="")
        .order_by("pk")[0]
        .pk,
    }
    print(json.dumps({"sessions": told, "ids": first}))


if __name__ == "__main__":
    main()

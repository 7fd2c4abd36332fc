"""An answer and a gap in maturity make one priority of a plan each, however often somebody presses the button."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def keep_the_first(apps: Any, schema_editor: Any) -> None:
    """Later ones of the same origin stay as they are, as priorities written by hand."""
    priorities = apps.get_model("plans", "Priority").objects
    known = set()
    for each in priorities.filter(origin__in=("answer", "gap")).exclude(origin_id="").order_by("pk").iterator():
        origin = (each.plan_id, each.origin, each.origin_id)
        if origin in known:
            priorities.filter(pk=each.pk).update(origin="own", origin_id="")
        known.add(origin)


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_notice_sent_to")]  # noqa: RUF012 - as Django has it

    operations = [  # noqa: RUF012
        migrations.RunPython(keep_the_first, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.UniqueConstraint(
                condition=models.Q(("origin__in", ("answer", "gap")), models.Q(("origin_id", ""), _negated=True)),
                fields=("plan", "origin", "origin_id"),
                name="one_priority_of_an_answer_or_gap",
            ),
        ),
    ]

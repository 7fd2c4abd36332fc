"""People and an assessment in the database of a running site, and the cookies that are signed in as them.

`python -m tests.made.served` writes to GOLDENTHREAD_VAR and prints session keys by role as JSON.
"""

from __future__ import annotations

import json

import django
from django.test import Client

PARTNERSHIP = "E09000007"
WHO = {
    "approver": ("approver", "camden"),
    "contributor": ("contributor", "camden"),
    "viewer": ("viewer", "camden"),
    "forum": ("contributor", "camden-parent-carer-forum"),
    "region": ("regional_team", "london-regional-team"),
}


def main() -> None:
    """Makes them and prints the keys."""
    django.setup()
    from django.conf import settings

    from tests.made.people import a_person, signed_in

    keys = {}
    for name, (role, organisation) in WHO.items():
        person = a_person(role, organisation, name=name.capitalize(), email=f"{name}-of-maturity@example.org")
        keys[name] = signed_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value
    _an_assessment()
    print(json.dumps(keys))


def _an_assessment() -> None:
    """A cycle that is closed, and the next one half judged."""
    from tests.made.maturity import BOARD, DATA, a_closed_cycle, agreed, an_actor, an_open_cycle, judged, some_evidence

    a_closed_cycle(PARTNERSHIP, 1, title="Spring 2026")
    cycle = an_open_cycle(PARTNERSHIP, title="Autumn 2026")
    some_evidence(PARTNERSHIP, statements=(BOARD,), title="An audit of forty plans", about="It shows **quality**.")
    some_evidence(PARTNERSHIP, statements=(BOARD,), title="A review", classification="restricted")
    agreed(cycle, 2, BOARD, target_level=4)
    for level in (1, 3):
        judged(cycle, an_actor(), level, DATA, rationale="We saw it.")


if __name__ == "__main__":
    main()

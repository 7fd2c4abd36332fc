"""The assessment of the worked example: marked as such, and gone with the example's people."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from django.db import transaction

from goldenthread.hub.people.interface import Actor

from .actions.cycles import open_cycle
from .attachments import forget
from .models import Cycle, Evidence


def make_example_cycle(*, by: Actor, partnership: str, title: str) -> Cycle | None:
    """Opens the example's cycle; None where the partnership has an assessment of its own, which stays as it is."""
    if Cycle.objects.filter(partnership=partnership).exists():
        return None
    return open_cycle(by=by, partnership=partnership, title=title, is_example=True)[0]


def remove_example_cycles(keys: Iterable[str]) -> None:
    """Removes the example's cycles with their judgements, and the evidence that the people with these keys gave."""
    Cycle.objects.filter(is_example=True).delete()
    given = Evidence.objects.filter(contributor__in=list(keys))
    files = set(given.values_list("file_digest", flat=True))
    given.delete()
    for each in files:
        transaction.on_commit(functools.partial(forget, each))

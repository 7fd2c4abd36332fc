"""Example mode: the worked example with people to sign in as, on this machine alone."""

from __future__ import annotations

from goldenthread.hub.people.interface import NotPossible, SignIn
from goldenthread.hub.plans.interface import make_example, remove_example
from goldenthread.warehouse import StoreMissing

from .serve import CannotServe


def example_or_none() -> str:
    """In example mode makes the example and says how to sign in; else removes what an earlier run may have left.

    Raises CannotServe where somebody outside the example has an address of its people.
    """
    from django.conf import settings

    if not settings.EXAMPLE:
        remove_example()
        return ""
    try:
        example, ways = make_example()
    except StoreMissing as fault:
        return str(fault)
    except NotPossible as fault:
        raise CannotServe(str(fault)) from fault
    return "\n".join(
        ["", example.title, "Sign in at /account/login/ with one of these; each code works once.", *_table(ways), ""]
    )


def _table(ways: tuple[SignIn, ...]) -> list[str]:
    wide = max(len(way.email) for way in ways)
    lines = [f"  password of all of them: {ways[0].password}"] if ways else []
    return [*lines, *(f"  {way.email:<{wide}}  {' '.join(way.codes)}  {way.name} ({way.organisation})" for way in ways)]

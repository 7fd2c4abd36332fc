"""Who may do what, written down once more by hand and tried with everybody, everywhere, with and without a second step.

One letter an action, in the order of the headings:

.  may not, whatever they do
r  in their own partnership
w  in their own partnership, in a session with a second step
o  in their own organisation          O  the same, with a second step
l  all over London                    L  the same, with a second step
"""

from __future__ import annotations

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from goldenthread.hub.people.actors import Actor, Role
from goldenthread.hub.people.organisations import ROLES_IN
from goldenthread.hub.people.policies import SecondFactorNeeded, demand, may, needs_second_factor
from goldenthread.warehouse.definitions import DefinitionError
from goldenthread.warehouse.definitions.permissions import COLUMNS, load_permissions

HEADINGS = {
    "plan": "view edit comment export start review submit publish sign map_return",
    "plan_costs": "view",
    "assessment": "view judge agree open share moderate",
    "evidence": "view add",
    "restricted_evidence": "view add",
    "london": "find_others overview",
    "audit": "view",
    "members": "view manage",
    "organisations": "manage",
}
GRID = """
                               plan        costs  assessment  evidence  restricted  london  audit  members  organisations
authority  viewer              r.wr......  .      r.....      r.        ..          l.      .      o.       .
authority  contributor         rwwrww...w  w      rw....      rw        ww          l.      .      o.       .
authority  approver            rwwrwwwwww  w      rwwww.      rw        ww          l.      w      o.       .
authority  commissioner        rwwr......  w      rw....      rw        ww          l.      .      o.       .
authority  finance             rwwr....ww  w      rw....      rw        ww          l.      .      o.       .
authority  administrator       r.........  .      r.....      r.        ..          ..      w      oO       .
icb        viewer              r.wr......  .      r.....      r.        ..          l.      .      o.       .
icb        contributor         rwwrww...w  w      rw....      rw        ww          l.      .      o.       .
icb        approver            rwwrww..ww  w      rwww..      rw        ww          l.      w      o.       .
icb        commissioner        rwwr......  w      rw....      rw        ww          l.      .      o.       .
icb        finance             rwwr....ww  w      rw....      rw        ww          l.      .      o.       .
icb        administrator       r.........  .      r.....      r.        ..          ..      w      oO       .
forum      viewer              r.wr......  .      r.....      r.        ..          l.      .      o.       .
forum      contributor         r.wr......  .      rw....      rw        ..          l.      .      o.       .
forum      approver            r.wr....w.  .      rw....      rw        ..          l.      .      o.       .
forum      administrator       r.........  .      r.....      r.        ..          ..      .      oO       .
setting    viewer              r.wr......  .      r.....      r.        ..          l.      .      o.       .
setting    contributor         r.wr......  .      rw....      rw        ..          l.      .      o.       .
setting    administrator       r.........  .      r.....      r.        ..          ..      .      oO       .
region     regional_team       r.wr......  w      r....w      r.        ..          lL      .      o.       .
region     administrator       r.........  .      r.....      r.        ..          ..      w      lL       L
"""
LINES = {tuple(line.split()[:2]): line.split()[2:] for line in GRID.strip().splitlines()[1:]}
OWN, ELSEWHERE = "E09000007", "E09000002"
ABROAD = "E08000025"  # Birmingham, which is nobody's


def an_actor(kind: str, role: str, second_factor: bool) -> Actor:
    held = Role("own", "Own", kind, role, frozenset([OWN, ELSEWHERE] if kind == "region" else [OWN]))
    return Actor("1", "Ada", "ada@example.org", (held,), second_factor)


def expected(letter: str, own: bool, second_factor: bool) -> bool:
    """What a letter of the grid says about one attempt."""
    if letter == ".":
        return False
    if letter in "wOL" and not second_factor:
        return False
    return own or letter in "lL"


def test_the_grid_has_every_role_of_every_kind_and_everything_that_can_be_done() -> None:
    assert set(LINES) == {(kind, role) for kind, roles in ROLES_IN.items() for role in roles}
    told = {(thing, action) for thing, actions in HEADINGS.items() for action in actions.split()}
    assert told == {(grant.thing, grant.action) for grant in load_permissions()}


@pytest.mark.parametrize("kind, role", LINES)
def test_everybody_may_do_what_the_grid_says_and_nothing_else(kind: str, role: str) -> None:
    faults = []
    for (thing, actions), letters in zip(HEADINGS.items(), LINES[kind, role], strict=True):
        assert len(actions.split()) == len(letters), (kind, role, thing)
        tries = itertools.product(zip(actions.split(), letters, strict=True), (True, False), (True, False))
        for (action, letter), own, second_factor in tries:
            code = OWN if own else ABROAD if kind == "region" else ELSEWHERE
            actor = an_actor(kind, role, second_factor)
            place = {"partnership": code, "organisation": "own" if own else "other"}
            if may(actor, action, thing, **place) != expected(letter, own, second_factor):
                faults.append((action, thing, "own" if own else "other", second_factor))
    assert not faults, f"{role} in {kind}: {faults}"


@pytest.mark.parametrize("kind, role", LINES)
def test_whoever_may_with_a_second_step_alone_is_told_so(kind: str, role: str) -> None:
    for (thing, actions), letters in zip(HEADINGS.items(), LINES[kind, role], strict=True):
        for action, letter in zip(actions.split(), letters, strict=True):
            place = {"partnership": OWN, "organisation": "own"}
            sure, unsure = an_actor(kind, role, True), an_actor(kind, role, False)
            if letter == ".":
                with pytest.raises(PermissionDenied, match="Your role does not allow this"):
                    demand(sure, action, thing, **place)
            else:
                demand(sure, action, thing, **place)
            if letter in "wOL":
                with pytest.raises(SecondFactorNeeded):
                    demand(unsure, action, thing, **place)


@pytest.mark.parametrize("kind, role", LINES)
def test_a_second_step_is_asked_of_whoever_has_a_use_for_it(kind: str, role: str) -> None:
    has_use = bool(set("".join(LINES[kind, role])) & set("wOL"))
    assert needs_second_factor(an_actor(kind, role, False)) == has_use


def test_somebody_without_a_role_may_nothing() -> None:
    nobody = Actor("1", "Ada", "ada@example.org", (), True)
    for thing, actions in HEADINGS.items():
        assert not any(may(nobody, action, thing, partnership=OWN, organisation="own") for action in actions.split())


def test_roles_add_up() -> None:
    both = Actor("1", "Ada", "a@example.org", (
        Role("own", "Own", "authority", "viewer", frozenset([OWN])),
        Role("other", "Other", "authority", "contributor", frozenset([ELSEWHERE])),
    ), True)  # fmt: skip
    assert may(both, "edit", "plan", partnership=ELSEWHERE)
    assert not may(both, "edit", "plan", partnership=OWN)
    assert may(both, "view", "plan", partnership=OWN)


def test_nothing_of_no_partnership_is_open() -> None:
    assert not may(an_actor("authority", "approver", True), "view", "plan", partnership="")
    assert not may(an_actor("authority", "administrator", True), "manage", "members", organisation="")


@pytest.mark.parametrize(
    "row, said",
    [
        ("plan,view,reader,*,partnership,no", "'reader' is not one of"),
        ("plan,view,viewer,school,partnership,no", "'school' is not one of"),
        ("plan,view,viewer,*,world,no", "'world' is not one of"),
        ("plan,view,viewer,*,partnership,maybe", "'maybe' is not one of"),
        (",view,viewer,*,partnership,no", "thing and action must be said"),
        ("plan,view,viewer;viewer,*,partnership,no", "granted twice"),
    ],
)
def test_a_row_at_fault_is_named(tmp_path, row: str, said: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "access").mkdir()
    (tmp_path / "access" / "permissions.csv").write_text(f"{','.join(COLUMNS)}\n{row}\n")
    load_permissions.cache_clear()
    with pytest.raises(DefinitionError, match=said):
        load_permissions(tmp_path)
    load_permissions.cache_clear()

"""The reference page of who may do what, made from the one table of permissions."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.warehouse.definitions.permissions import KINDS, Grant, load_permissions

ROLES = {
    "viewer": "viewer", "contributor": "contributor", "approver": "approver", "commissioner": "commissioner",
    "finance": "finance lead", "regional_team": "regional team", "administrator": "administrator",
}  # fmt: skip
KIND_NAMES = {
    "authority": "local authorities", "region": "the regional team", "icb": "integrated care boards",
    "forum": "parent carer forums", "setting": "schools and other settings",
}  # fmt: skip
REACH = {
    "organisation": "their own organisation",
    "partnership": "their own partnership",
    "london": "all of London",
}


def permissions_reference() -> Iterator[str]:
    """The page's lines: each thing with what may be done to it, by whom, where, and whether a second step is needed."""
    grants = load_permissions()
    yield from (
        "# Who may do what",
        "",
        "Every action on the site asks this table (`definitions/access/permissions.csv`). What it does not grant, "
        "nobody may do. A person with several roles may do what any of them may.",
        "",
        "A partnership is an authority with its parent carer forum, its integrated care board and its settings; "
        "the regional team belongs to all of them. *Second step*: only in a session opened with a passkey, or with a "
        "code beside the password.",
        "",
    )
    for thing in dict.fromkeys(grant.thing for grant in grants):
        yield from (
            f"## {thing.replace('_', ' ').capitalize()}",
            "",
            "| Action | Who | Where | Second step |",
            "|---|---|---|---|",
        )
        yield from _rows([grant for grant in grants if grant.thing == thing])
        yield ""


def _rows(grants: list[Grant]) -> Iterator[str]:
    """Grants that differ in their role or kind alone are told in one row."""
    told: dict[tuple[str, str, bool], dict[str, list[str]]] = {}
    for grant in grants:
        kinds = told.setdefault((grant.action, grant.reach, grant.second_factor), {})
        kinds.setdefault(grant.role, []).append(grant.kind)
    for (action, reach, second_factor), roles in told.items():
        yield f"| {action.replace('_', ' ')} | {_who(roles)} | {REACH[reach]} | {'yes' if second_factor else 'no'} |"


def _who(roles: dict[str, list[str]]) -> str:
    """Roles with the same kinds of organisation, told together."""
    by_kinds: dict[tuple[str, ...], list[str]] = {}
    for role, kinds in roles.items():
        by_kinds.setdefault(tuple(sorted(kinds, key=KINDS.index)), []).append(ROLES[role])
    return "; ".join(f"{', '.join(names)} {_where(kinds)}" for kinds, names in by_kinds.items())


def _where(kinds: tuple[str, ...]) -> str:
    return "anywhere" if kinds == KINDS else f"in {' and '.join(KIND_NAMES[kind] for kind in kinds)}"

"""Events in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.hub.audit.interface import Event

from ..actors import names_of
from ..models import ROLES

# What was done, where the words of the code would not do. {fields}: what the event names; {thing}: its kind.
WORDS = {
    "signed_in": "signed in",
    "signed_out": "signed out",
    "signed_up": "registered",
    "sign_in_failed": "an attempt to sign in was refused",
    "second_step_refused": "an attempt at the second step was refused",
    "password_changed": "changed the password",
    "address_confirmed": "confirmed an e-mail address",
    "address_changed": "changed the e-mail address",
    "second_factor_added": "set up a second step at sign-in",
    "second_factor_removed": "took a second step at sign-in away",
    "role_given": "gave the role {fields}",
    "role_ended": "ended the role {fields}",
    "asked_to_join": "asked to join as {fields}",
    "application_refused": "refused the wish to join as {fields}",
    "application_withdrawn": "took the wish to join back",
    "invited": "invited somebody as {fields}",
    "invitation_withdrawn": "withdrew an invitation",
    "organisation_added": "added the organisation {object}",
    "account_changed": "changed their own {fields}",
    "account_exported": "took a copy of everything about themselves",
    "account_closed": "closed their account",
    "created": "began a {thing}",
    "changed": "changed a {thing}: {fields}",
    "removed": "removed a {thing}",
    "exported": "took away {fields} of the {thing}",
    "uploaded": "uploaded a file of a {thing}",
    "placed": "placed a {thing} under statements",
    "copied": "copied a {thing} into the next draft",
    "carried_over": "carried a {thing} over from the last cycle",
    "opened": "opened a {thing}",
    "closed": "closed a {thing}",
    "judged": "judged: {fields}",
    "agreed": "agreed: {fields}",
    "moderated": "moderated a {thing}",
    "shared": "shared a {thing} in London’s comparison",
    "withdrew": "withdrew a {thing} from London’s comparison",
    "read_in": "typed in a reading of a {thing}",
    "read_again": "read a {thing} again from new figures",
    "added": "added a {thing}",
    "signed": "signed the {thing} as {fields}",
    "withdrew_signature": "withdrew a signature of the {thing} as {fields}",
    "send-to-partners": "sent the {thing} to the partners",
    "take-back": "took the {thing} back to draft",
    "set-aside": "set a draft of the {thing} aside",
    "last-signature": "gave the last signature of the {thing}",
    "signature-withdrawn": "left the {thing} waiting for a signature again",
    "submit": "submitted the {thing}",
    "go-live": "put the {thing} into force",
    "revise": "began a new draft of the {thing}",
    "replaced": "replaced the {thing} by a later one",
    "commented": "commented on a plan",
    "settled": "settled a {thing}",
    "reopened": "opened a {thing} again",
    "read": "read a {thing} that is restricted",
}
KINDS = {  # what a thing is called, where its kind's own name would not do
    "agreement": "agreed level",
    "cycle": "cycle of maturity",
    "evidence": "piece of evidence",
    "milestone": "step of an action",
    "returntemplate": "template of the quarterly return",
    "sectiontext": "section of the plan",
    "successmeasure": "success measure",
    "tablevalue": "number of a table",
}
REFUSED = ("sign_in_failed", "second_step_refused")
ROLE_NAMES = {role: name.lower() for role, name in ROLES}


@dataclass(frozen=True, slots=True)
class Line:
    """One event: when, who, what, and to whom where that is somebody else."""

    at: Any
    who: str
    what: str
    about: str


def lines(events: Sequence[Event]) -> tuple[Line, ...]:
    """Events as lines, their names read in one query."""
    names = names_of({each.actor for each in events} | {each.about for each in events if each.about})
    return tuple(
        Line(each.at, names[each.actor], _words(each), names[each.about] if _another(each) else "") for each in events
    )


def _another(event: Event) -> bool:
    return bool(event.about) and event.about != event.actor and event.action not in REFUSED


def _words(event: Event) -> str:
    thing = KINDS.get(event.kind, event.kind.replace("_", " "))
    fields = ", ".join(ROLE_NAMES.get(name, name.replace("_", " ")) for name in event.fields)
    pattern = WORDS.get(event.action.replace(" ", "_"), "{action} ({thing})")
    action = event.action.replace("_", " ")
    words = pattern.format(thing=thing, fields=fields or "nothing named", object=event.object_id, action=action)
    return words.replace(" a e", " an e").replace(" a a", " an a").replace(" a o", " an o")

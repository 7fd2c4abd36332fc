"""What a writer sees when somebody else wrote the same at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BoundField

from goldenthread.hub.audit.interface import Conflict
from goldenthread.hub.people.interface import names_of
from goldenthread.hub.plans.differences import Part, by_word
from goldenthread.hub.plans.forms.versioned import THEIRS, VersionedForm

from .wordings import CHOICES, field_title, value_text


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that both changed. `changes`: theirs word by word, on what stood there before."""

    title: str
    theirs: str
    yours: str
    changes: tuple[Part, ...]
    field: BoundField | None
    keep_name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The conflict page. `others`: fields that nobody else touched, sent along as typed."""

    who: str
    clashes: tuple[Clash, ...]
    others: tuple[BoundField, ...]
    form: VersionedForm
    action: str
    theirs_value: str


def typed(sent: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was typed, by the fields' names, for somebody whose form has no place to be saved any more."""
    own = ("csrfmiddlewaretoken", "version", "kind", "object_id", "as_it_is", "settled", "agreed")
    return tuple(
        (field_title(name.rsplit("-", 1)[-1]), value)
        for name, value in sent.items()
        if value.strip() and name.rsplit("-", 1)[-1] not in own and not name.startswith("keep-")
    )


def conflict_of(form: VersionedForm, conflict: Conflict, action: str) -> Shown:
    """Both texts of every field that clashes, and a form with everything that was typed."""
    keys = [str(d.theirs) for d in conflict.differences if d.field == "assigned_to"]
    keys += [str(d.yours) for d in conflict.differences if d.field == "assigned_to"]
    people = names_of([conflict.changed_by, *keys])
    left_alone = {name: getattr(conflict.thing, name) for name in conflict.thing.TRACKED if name not in conflict.mine}
    again = form.opened_on(conflict.version, left_alone)
    choices = {**CHOICES, **again.choices()}
    clashes = []
    for each in conflict.differences:
        before, theirs, yours = (
            value_text(each.field, v, people, choices) for v in (each.before, each.theirs, each.yours)
        )
        field = again[each.field] if each.field in again.fields else None
        keep = f"keep-{again.add_prefix(each.field)}"
        clashes.append(Clash(field_title(each.field), theirs, yours, by_word(before, theirs), field, keep))
    named = {each.field for each in conflict.differences}
    others = tuple(field for field in again.visible_fields() if field.name not in named)
    return Shown(people[conflict.changed_by], tuple(clashes), others, again, action, THEIRS)

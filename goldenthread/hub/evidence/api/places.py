"""Which places a question is about."""

from __future__ import annotations

from goldenthread.warehouse import Store

from .problems import Problem
from .schemas import MOST_PLACES, MOST_PLACES_POSTED, ObservationQuestion, PostedQuestion


def places(store: Store, asked: ObservationQuestion) -> tuple[str, ...]:
    """Codes of every place asked for, each once. Raises Problem, and UnknownName as the store does."""
    told = [name for name, value in (("area", asked.area), ("level", asked.level), ("in", asked.within)) if value]
    if asked.area and len(told) > 1:
        raise Problem(400, f"The question names places in two ways, by {' and by '.join(told)}. Keep one of them.")
    if asked.within and asked.level:
        return of_level(store, asked.within, asked.level, and_former=True)
    if asked.within:
        # Former authorities too: they have the figures of their time, which a total of then counts.
        return (*inside(store, asked.within, and_former=True), store.area(asked.within).code)
    if asked.level:
        return tuple(area.code for area in store.areas(asked.level))
    is_posted = isinstance(asked, PostedQuestion)
    most = MOST_PLACES_POSTED if is_posted else MOST_PLACES
    if len(asked.area) > most:
        longer = "" if is_posted else f", or POST a list of up to {MOST_PLACES_POSTED:,} to observations/query"
        count = f"The question names {len(asked.area):,} areas; at most {most:,} at once."
        raise Problem(400, f"{count} Ask by 'level' or 'in'{longer}.")
    if asked.area:
        return tuple(dict.fromkeys(store.area(text).code for text in asked.area))
    return tuple(area.code for area in store.areas() if area.level != "group")


def of_level(store: Store, text: str, level: str, and_former: bool = False) -> tuple[str, ...]:
    """The codes of the areas of one level in a larger area, without itself. Raises Problem where there is none."""
    found = inside(store, text, and_former)
    if level != "authority":
        larger, those = store.area(text), set(inside(store, text))
        members = {each.code: set(store.members(each.code)) for each in store.areas(level) if each.code != larger.code}
        found = tuple(code for code, its in members.items() if its and its <= those)
    if not found:
        raise Problem(400, f"There is no {level} in {store.area(text).name}. Leave 'level' out, or ask for another.")
    return found


def inside(store: Store, text: str, and_former: bool = False) -> tuple[str, ...]:
    """The codes of the authorities in a larger area. Raises Problem for an authority, UnknownName for no area."""
    larger = store.area(text)
    if larger.level == "authority":
        raise Problem(400, f"{larger.name} is one authority, with nothing in it. Ask for it by itself.")
    return store.members(larger.code, and_former)

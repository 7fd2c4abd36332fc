"""Which area a row is about: by code, by old number or by name; an area nobody knows stops the load."""

from __future__ import annotations

import difflib
import functools

from ..definitions import Catalogue
from ..definitions.sources import AreaLayout

Names = dict[str, str]
NAMING = {  # the columns that say which area a row of these kinds is about
    "ees": ("geographic_level", "country_code", "region_code", "new_la_code"),
    "ees-name": ("geographic_level", "region_name", "la_name"),
}


def fold_name(name: str) -> str:
    """How published names are compared: lower case, '&' as 'and', no stops, single spaces."""
    return " ".join(name.lower().replace("&", " and ").replace(".", "").replace(",", " ").replace("-", " ").split())


@functools.lru_cache(maxsize=4)
def code_index(catalogue: Catalogue) -> Names:
    """Every code, former codes included → the area's code now."""
    index = {former: area.code for area in catalogue.areas.values() for former in area.former_codes}
    return index | {code: code for code in catalogue.areas}


@functools.lru_cache(maxsize=4)
def old_code_index(catalogue: Catalogue) -> Names:
    """Three-digit authority number → the area's code now."""
    return {area.old_code: area.code for area in catalogue.areas.values() if area.old_code}


@functools.lru_cache(maxsize=4)
def name_index(catalogue: Catalogue) -> Names:
    """Folded name → code. Our own groups are left out: no publisher means them."""
    index: Names = {}
    for area in catalogue.areas.values():
        if area.level == "group":
            continue
        for name in (area.name, *area.other_names):
            index[fold_name(name)] = area.code
    return index


class UnknownArea(LookupError):
    """No area has this code or name. `column` is where it stood; `hint` may name a near one."""

    def __init__(self, column: str, published: str, hint: str) -> None:
        said = f"'{published}' is no area we know." if published else "no area is named here."
        super().__init__(
            said + (hint or " Correct the file or, if the area is new, add it to the areas of the definitions.")
        )
        self.column = column


def find_area(catalogue: Catalogue, layout: AreaLayout, cells: dict[str, str]) -> str | None:
    """The area's code, or None when the layout says to skip the row. Raises UnknownArea.

    `cells` holds the row's area columns as published, blanks as ''.
    """
    column, published, index = _place(catalogue, layout, cells)
    if published in layout.skip:
        return None
    if published in layout.aliases:
        code = layout.aliases[published]
        if code not in catalogue.areas:
            raise UnknownArea(column, code, f" The source's definition gives it as an alias of '{published}'.")
        return code
    folded = fold_name(published) if index is name_index(catalogue) else published
    if folded in index:
        return index[folded]
    near = (
        difflib.get_close_matches(folded, index, n=1) if index is name_index(catalogue) else []
    )  # codes all look alike
    hint = (
        f" Is it {catalogue.areas[index[near[0]]].name} ({index[near[0]]})? If so, correct it or add an alias."
        if near and published
        else ""
    )
    raise UnknownArea(column, published, hint)


def _place(catalogue: Catalogue, layout: AreaLayout, cells: dict[str, str]) -> tuple[str, str, Names]:
    if layout.kind == "ees":
        return _ees_place(catalogue, cells)
    if layout.kind == "ees-name":
        column = {"National": "", "Regional": "region_name"}.get(_cell(cells, "geographic_level"), "la_name")
        return column or "geographic_level", _cell(cells, column) if column else "England", name_index(catalogue)
    column = layout.column or ""
    index = {"code": code_index, "old-code": old_code_index, "name": name_index}[layout.kind](catalogue)
    published = cells[column].removesuffix(".0") if layout.kind == "old-code" else cells[column]
    return column, published, index


def _cell(cells: dict[str, str], column: str) -> str:
    if column not in cells:
        raise UnknownArea(column, "", " The file lacks this column. Download it again.")
    return cells[column]


def _ees_place(catalogue: Catalogue, cells: dict[str, str]) -> tuple[str, str, Names]:
    level = _cell(cells, "geographic_level")
    column = {"National": "country_code", "Regional": "region_code", "Local authority": "new_la_code"}.get(level)
    if column is None:
        raise UnknownArea("geographic_level", level, " Leave such rows out with 'keep'.")
    return column, _cell(cells, column), code_index(catalogue)

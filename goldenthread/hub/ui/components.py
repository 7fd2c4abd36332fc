"""The shapes that component templates draw: plain dataclasses with text, never markup."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. `about` says where `href` leads, for those who cannot see the table around it."""

    text: str
    href: str = ""
    about: str = ""
    numeric: bool = False
    absent: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its heading, then its cells. `mark` and `kind` set it apart in words and in looks."""

    heading: str
    cells: tuple[Cell, ...]
    mark: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, column headings (text, numeric) and the notes that explain what occurs in it."""

    caption: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def entries(self) -> list[tuple[Row, list[tuple[str, Cell]]]]:
        """Each row with its cells beside the names of their columns, for a table that stacks on a narrow screen."""
        names = [text for text, _ in self.columns[1:]]
        return [(row, list(zip(names, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of a summary list: a name and one or more values, the first of which may be a link."""

    name: str
    values: tuple[str, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select or a pair of switches. Options of a select that follow each other share a `group`."""

    value: str
    text: str
    selected: bool = False
    href: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Select:
    """A labelled select of a form."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What every page tells the base template. `crumbs` are (title, address) pairs, home first."""

    title: str
    description: str = ""
    crumbs: tuple[tuple[str, str], ...] = field(default=())

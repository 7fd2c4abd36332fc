"""Figures as an OpenDocument spreadsheet. Text is marked as text, so no cell can be a formula.

Its parts are written as text: building them as a tree of objects took a hundred times as long for 5,000 rows.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from .tables import SHOWN_AS_FIGURES, Look, Table
from .taken import Taken
from .widths import ABOUT_WIDTHS, sheet_names, width_of

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{short}="{address}"'
    for short, address in {
        **{name: f"{OASIS}:{name}:1.0" for name in ("office", "table", "text", "style", "meta", "config")},
        "number": f"{OASIS}:datastyle:1.0",
        "fo": f"{OASIS}:xsl-fo-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
STYLES = """<office:styles><style:style style:name="Default" style:family="table-cell"/></office:styles>"""
CELLS = """<style:style style:name="heading" style:family="table-cell"><style:table-cell-properties fo:background-color="#14304a"/>
<style:text-properties fo:color="#ffffff" fo:font-weight="bold"/></style:style>
<style:style style:name="label" style:family="table-cell"><style:table-cell-properties style:vertical-align="top"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="words" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>"""
CENTIMETRES = 0.22  # a character's width


def written(taken: Taken) -> bytes:
    """The spreadsheet. The same figures of the same build give the same bytes."""
    names = sheet_names(taken.tables)
    parts = {
        "mimetype": MIMETYPE,
        "content.xml": "".join(_content(taken, names)),
        "styles.xml": _document("styles", STYLES),
        "meta.xml": _document("meta", _meta(taken)),
        "settings.xml": _document("settings", _settings(names)),
        "META-INF/manifest.xml": MANIFEST,
    }
    made = io.BytesIO()
    when = dt.datetime.fromisoformat(taken.made_at).timetuple()[:6]
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, when)
            # Readers tell the kind of file by its first entry, which must therefore stand there as it is.
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(entry, text)
    return made.getvalue()


def _document(part: str, content: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-{part} {NAMESPACES} office:version="1.3">'
        f"{content}</office:document-{part}>\n"
    )


def _meta(taken: Taken) -> str:
    when = dt.datetime.fromisoformat(taken.made_at).replace(tzinfo=None).isoformat()
    return (
        f"<office:meta><dc:title>{escape(taken.title)}</dc:title><dc:creator>Golden Thread</dc:creator>"
        f"<meta:creation-date>{when}</meta:creation-date><dc:date>{when}</dc:date><dc:language>en-GB</dc:language></office:meta>"
    )


def _settings(names: Iterable[str]) -> str:
    """The first row of each sheet of figures stays in sight."""
    frozen = (("HorizontalSplitMode", 0), ("VerticalSplitMode", 2), ("VerticalSplitPosition", 1), ("PositionBottom", 1))
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{"short" if name.endswith("Mode") else "int"}">{value}</config:config-item>'
        for name, value in frozen
    )
    sheets = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(n)}>{items}</config:config-item-map-entry>"
        for n in names
    )
    return (
        '<office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{sheets}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>"
    )  # fmt: skip


def _content(taken: Taken, names: list[str]) -> Iterator[str]:
    looks = {look: f"figure{n}" for n, look in enumerate(dict.fromkeys(look for t in taken.tables for look in t.looks))}
    widths = sorted(
        {*ABOUT_WIDTHS, *(width_of(table, place) for table in taken.tables for place in range(len(table.columns)))}
    )
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES} office:version="1.3"><office:automatic-styles>'
    yield (
        "".join(map(_column_style, widths)) + CELLS + "".join(_number_style(look, name) for look, name in looks.items())
    )
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    yield from _about(taken)
    for name, table in zip(names, taken.tables, strict=True):
        yield from _sheet(name, table, looks)
    yield "<table:database-ranges>" + "".join(
        _filter(n, name, table) for n, (name, table) in enumerate(zip(names, taken.tables, strict=True))
    )
    yield "</table:database-ranges></office:spreadsheet></office:body></office:document-content>\n"


def _column_style(width: int) -> str:
    size = f'<style:table-column-properties style:column-width="{width * CENTIMETRES:.2f}cm"/>'
    return f'<style:style style:name="w{width}" style:family="table-column">{size}</style:style>'


def _number_style(look: Look, name: str) -> str:
    before = f"<number:text>{escape(look.before)}</number:text>" if look.before else ""
    after = f"<number:text>{escape(look.after)}</number:text>" if look.after else ""
    places = f'number:decimal-places="{look.decimals}" number:min-decimal-places="{look.decimals}"'
    return (
        f'<number:number-style style:name="n-{name}">{before}<number:number {places} number:min-integer-digits="1" '
        f'number:grouping="true"/>{after}</number:number-style>'
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="n-{name}"/>'
    )


def _about(taken: Taken) -> Iterator[str]:
    yield '<table:table table:name="About">' + "".join(
        f'<table:table-column table:style-name="w{width}"/>' for width in ABOUT_WIDTHS
    )
    for label, text in taken.about:
        yield f"<table:table-row>{_text(label, 'label')}{_text(text, 'words')}</table:table-row>"
    yield "</table:table>"


def _sheet(name: str, table: Table, looks: dict[Look, str]) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(name)}>"
    yield "".join(
        f'<table:table-column table:style-name="w{width_of(table, place)}"/>' for place in range(len(table.columns))
    )
    yield "<table:table-header-rows><table:table-row>" + "".join(
        _text(column.name, "heading") for column in table.columns
    )
    yield "</table:table-row></table:table-header-rows>"
    figures = [column.name in SHOWN_AS_FIGURES for column in table.columns]
    for values, look in zip(table.rows, table.looks, strict=True):
        cells = (
            _cell(value, looks[look] if is_figure else "") for value, is_figure in zip(values, figures, strict=True)
        )
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
    yield "</table:table>"


def _cell(value: Any, style: str) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return _text("yes" if value else "no")
    if isinstance(value, int | float):
        look = f' table:style-name="{style}"' if style else ""
        return f'<table:table-cell{look} office:value-type="float" office:value="{value!r}"/>'
    return _text(value)


def _text(text: str, style: str = "") -> str:
    """A cell of text. Spaces that XML would swallow do not occur in names and sentences."""
    look = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell{look} office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def _filter(number: int, name: str, table: Table) -> str:
    """Buttons to filter by in the heading row."""
    last = _letters(len(table.columns))
    area = f"'{name}'.A1:'{name}'.{last}{max(len(table.rows), 1) + 1}"
    return f'<table:database-range table:name="figures{number}" table:target-range-address={quoteattr(area)} table:display-filter-buttons="true"/>'


def _letters(count: int) -> str:
    """The name of a column by its number, from 1: 'A', 'AB'."""
    letters = ""
    while count:
        count, place = divmod(count - 1, 26)
        letters = chr(65 + place) + letters
    return letters

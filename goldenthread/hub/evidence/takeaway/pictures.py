"""Charts that stand alone: the drawing of a page with its title above, its key, and where its figures come from below."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import vl_convert

from goldenthread.hub.evidence.charts import marks, palette
from goldenthread.hub.evidence.presenters.comparison import Chart

from .swatches import swatch

SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", SVG)
FONT = "Arial, 'Helvetica Neue', 'Liberation Sans', sans-serif"
MARGIN, LEAST_WIDTH = 24, 640
SIGNATURE = b"\x89PNG\r\n\x1a\n"
SCALE = 2  # of a PNG: sharp on good screens and on paper


@dataclass(frozen=True, slots=True)
class Style:
    """How a block of text is set: sizes in pixels."""

    size: int
    height: int
    bold: bool = False
    ink: str = palette.TEXT

    def drawn(self, x: float, middle: float, words: str) -> str:
        """One line of words."""
        return marks.text(x, middle, words, self.size, self.ink, bold=self.bold)

    def lines(self, words: str, width: float) -> Iterator[str]:
        """The words in lines that are no wider."""
        line = ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if line and marks.width_of(longer, self.size, self.bold) > width:
                yield line
                longer = word
            line = longer
        yield line


FINDING, TITLE, KEY, NOTE = Style(21, 27, bold=True), Style(16, 22), Style(15, 24), Style(13, 18, ink=palette.QUIET)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with what must be said beside it. `source`: the lines at its foot."""

    finding: str
    chart: Chart
    source: tuple[str, ...]


def as_svg(picture: Picture) -> str:
    """A file of its own: white ground, its own typeface, named and described."""
    drawn, description = _without_name(str(picture.chart.wide))
    wide, high = _size(drawn, picture.chart)
    width = max(wide, LEAST_WIDTH) + 2 * MARGIN
    column = _Column(width - 2 * MARGIN)
    column.text(picture.finding, FINDING)
    column.text(picture.chart.title, TITLE)
    column.key(picture.chart.key)
    column.drawing(drawn, wide, high)
    for note in picture.chart.notes:
        column.text(note, NOTE)
    for line in picture.source:
        column.text(line, NOTE)
    height = column.bottom + MARGIN - 6
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="{SVG}" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="title description" font-family="{FONT}">'
        f'<title id="title">{escape(picture.finding)}</title>'
        f'<desc id="description">{escape(f"{picture.chart.title}. {description}")}</desc>'
        f'<rect width="100%" height="100%" fill="{palette.PAPER}"/>{"".join(column.parts)}</svg>\n'
    )


def as_png(svg: str) -> bytes:
    """The picture in dots, twice the size."""
    return _packed(vl_convert.svg_to_png(svg, scale=SCALE))


def _packed(png: bytes) -> bytes:
    """The same picture with its dots compressed as a file to send deserves: a third of the size."""
    chunks, place = [], len(SIGNATURE)
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        chunks.append((kind, png[place + 8 : place + 8 + length]))
        place += length + 12
    dots = zlib.compress(zlib.decompress(b"".join(content for kind, content in chunks if kind == b"IDAT")))
    kept = [(kind, content) for kind, content in chunks if kind != b"IDAT"]
    return SIGNATURE + b"".join(_chunk(*each) for each in (*kept[:-1], (b"IDAT", dots), kept[-1]))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content), kind) + content + struct.pack(">I", zlib.crc32(kind + content))


def _without_name(drawn: str) -> tuple[ElementTree.Element, str]:
    """The drawing without what names it inside a page, and its description."""
    root = ElementTree.fromstring(drawn)  # noqa: S314 - drawn here
    description = root.findtext(f"{{{SVG}}}desc") or ""
    for name in ("title", "desc"):
        for element in root.findall(f"{{{SVG}}}{name}"):
            root.remove(element)
    for element in root.iter():
        if element.tag == f"{{{SVG}}}a":  # its address leads nowhere from a file
            element.tag = f"{{{SVG}}}g"
            element.attrib.pop("href", None)
        for attribute in OF_THE_PAGE:
            element.attrib.pop(attribute, None)
    return root, description


OF_THE_PAGE = ("class", "role", "aria-labelledby", "aria-label", "aria-hidden", "focusable", "tabindex")


def _size(drawn: ElementTree.Element, chart: Chart) -> tuple[float, float]:
    """Width and height in pixels: the drawing's own, but a map is as wide as the narrowest picture."""
    wide, high = (float(side) for side in drawn.get("viewBox", "0 0 600 300").split()[2:])
    return (float(LEAST_WIDTH), high * LEAST_WIDTH / wide) if chart.map else (wide, high)


class _Column:
    """What stands below each other, from the top. `bottom`: how far down it reaches."""

    def __init__(self, width: float) -> None:
        self.width, self.bottom, self.parts = width, float(MARGIN - 4), list[str]()

    def text(self, words: str, style: Style) -> None:
        """A paragraph, in as many lines as it needs."""
        for line in style.lines(words, self.width):
            self.parts.append(style.drawn(MARGIN, self.bottom + style.height / 2, line))
            self.bottom += style.height
        self.bottom += 5

    def drawing(self, drawn: ElementTree.Element, width: float, height: float) -> None:
        """The chart itself."""
        place = {"x": float(MARGIN), "y": self.bottom + 6, "width": width, "height": height}
        for name, pixels in place.items():
            drawn.set(name, f"{pixels:g}")
        self.parts.append(ElementTree.tostring(drawn, encoding="unicode"))
        self.bottom += height + 18

    def key(self, entries: Iterable[tuple[str, str]]) -> None:
        """Looks and words, as many to a line as there is room for."""
        x = self.width + MARGIN
        for look, words in entries:
            needed = 60 + marks.width_of(words, KEY.size)
            if x + needed > self.width + MARGIN:
                x, self.bottom = float(MARGIN), self.bottom + KEY.height
            middle = self.bottom - KEY.height / 2
            self.parts += [swatch(look, x, middle), KEY.drawn(x + 36, middle, words)]
            x += needed
        self.bottom += 6


def height_of(chart: Chart) -> int:
    """Pixels that the drawing is high on a wide screen."""
    drawn, _ = _without_name(str(chart.wide))
    return round(_size(drawn, chart)[1])

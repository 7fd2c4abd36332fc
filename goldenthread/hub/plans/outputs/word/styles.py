"""The styles of the document: changed here alone, so that who works on it changes one style and not a hundred places."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from .xml import add, new, parsed

FONT = "Arial"
INK = RGBColor(0x0B, 0x0C, 0x0C)
# Style, size in points, bold, points before, points after
Sizes = tuple[tuple[str, float, bool, float, float], ...]
SIZES: Sizes = (
    ("Normal", 11, False, 0, 6),
    ("Title", 28, True, 0, 12),
    ("Subtitle", 14, False, 0, 18),
    ("Heading 1", 20, True, 24, 8),
    ("Heading 2", 15, True, 18, 6),
    ("Heading 3", 12, True, 12, 4),
    ("Caption", 11, True, 12, 4),
    ("List Bullet", 11, False, 0, 3),
    ("List Number", 11, False, 0, 3),
    ("Quote", 11, False, 6, 6),
)
OWN: Sizes = (
    ("Note", 9.5, False, 2, 4),
    ("Table text", 9.5, False, 2, 2),
    ("Lead", 11, True, 6, 4),
    ("State", 16, True, 6, 12),
)
TABLE_STYLE = "PlanTable"


def styles(word: WordDocument) -> None:
    """Sets typeface, sizes and language, and adds the styles that the template lacks."""
    for name, size, bold, before, after in SIZES:
        _set(word.styles[name], size, bold, before, after)
    for name, size, bold, before, after in OWN:
        _set(word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), size, bold, before, after)
    warning = word.styles.add_style("Warning", WD_STYLE_TYPE.PARAGRAPH)
    _set(warning, 12, True, 6, 12)
    warning.element.get_or_add_pPr().append(
        parsed(
            '<w:pBdr {w}><w:left w:val="single" w:sz="48" w:space="8" w:color="B10E1E"/></w:pBdr>'
        )
    )  # fmt: skip
    contents = word.styles.add_style("TOC 1", WD_STYLE_TYPE.PARAGRAPH)
    _set(contents, 11, False, 0, 4)
    for name in ("Caption", "Lead", "Heading 1", "Heading 2", "Heading 3"):
        word.styles[name].paragraph_format.keep_with_next = True
    word.styles["Heading 1"].paragraph_format.page_break_before = True
    _language(word)
    word.styles.element.append(_table_style())
    word.styles.element.append(_link_style())


def _set(style: ParagraphStyle, size: float, bold: bool, before: float, after: float) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic, style.font.color.rgb = False, INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for place in list(fonts.attrib):
        if "Theme" in place:
            del fonts.attrib[place]
    for place in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{place}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for border in style.element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)


def _language(word: WordDocument) -> None:
    """British English everywhere, so that a screen reader pronounces it so."""
    for language in word.styles.element.xpath("//w:lang"):
        language.getparent().remove(language)
    defaults = word.styles.element.xpath("./w:docDefaults/w:rPrDefault/w:rPr")[0]
    add(defaults, "lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA")
    for theme in word.settings.element.xpath("./w:themeFontLang"):
        theme.set(qn("w:val"), "en-GB")


def _table_style() -> object:
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B1B4B6"/>' for side in ("top", "bottom", "insideH")
    )
    return parsed(
        f'<w:style {{w}} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}"><w:name w:val="Plan table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edge}</w:tblBorders></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _link_style() -> object:
    style = new("style", type="character", styleId="Hyperlink")
    add(style, "name", val="Hyperlink")
    properties = add(style, "rPr")
    add(properties, "color", val="1D70B8")
    add(properties, "u", val="single")
    return style

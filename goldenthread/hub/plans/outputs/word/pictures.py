"""Pictures in dots, with what they show in words."""

from __future__ import annotations

import io

from docx.document import Document as WordDocument
from docx.shared import Cm

from goldenthread.hub.plans.outputs.blocks import Picture
from goldenthread.hub.plans.outputs.letters import harmless

from .words import Writer
from .xml import add, new

WIDE = Cm(16)


def picture(word: WordDocument, writer: Writer, drawn: Picture, png: bytes) -> None:
    """The caption and the picture under it."""
    writer.paragraph(drawn.caption, "Caption")
    made = new("p")
    height = round(WIDE * drawn.height / drawn.width)
    inline = word.part.new_pic_inline(io.BytesIO(png), WIDE, height)
    told = inline.docPr
    told.set("descr", harmless(drawn.alt))
    told.set("name", f"Chart {told.get('id')}")
    add(add(made, "r"), "drawing").append(inline)
    writer.put(made)

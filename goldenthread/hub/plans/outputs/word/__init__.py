"""The plan as a Word document with real styles, so that it can be worked on and is read out rightly."""

from __future__ import annotations

import io

import docx

from goldenthread.hub.plans.outputs.blocks import Document, Heading, Picture, Table, Words
from goldenthread.hub.plans.outputs.dots import as_png

from .contents import contents
from .cover import cover
from .frame import frame
from .pictures import picture
from .styles import styles
from .tables import table
from .words import Writer


def as_word(document: Document) -> bytes:
    """The document as .docx."""
    word = docx.Document()
    styles(word)
    frame(word, document)
    writer = Writer(word)
    cover(writer, document.cover)
    contents(writer, [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1])
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    dots = dict(zip(map(id, pictures), as_png([each.svg for each in pictures]), strict=True))
    for block in document.blocks:
        if isinstance(block, Picture):
            picture(word, writer, block, dots[id(block)])
        else:
            _write(writer, block)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _write(writer: Writer, block: Heading | Table | Words) -> None:
    if isinstance(block, Heading):
        writer.heading(block)
    elif isinstance(block, Table):
        table(writer, block)
    else:
        writer.words(block)

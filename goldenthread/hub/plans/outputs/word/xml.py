"""Elements of WordprocessingML. Written straight, because a large plan has thousands of them."""

from __future__ import annotations

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from lxml.etree import _Element

from goldenthread.hub.plans.outputs.letters import harmless

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add(parent: _Element, tag: str, **attributes: str) -> _Element:
    """A new last child. Attributes are of the w: namespace."""
    made: _Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made


def new(tag: str, **attributes: str) -> _Element:
    """An element without a parent yet."""
    made: _Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def parsed(text: str) -> _Element:
    """An element from its text; only for text of our own."""
    made: _Element = parse_xml(text.replace("{w}", nsdecls("w")))
    return made


def put_text(run: _Element, text: str) -> None:
    """The words of a run, with line ends as breaks."""
    for place, line in enumerate(harmless(text).split("\n")):
        if place:
            add(run, "br")
        if line:
            written = add(run, "t")
            written.text = line.replace("\t", " ")
            written.set(SPACE, "preserve")


def put_run(parent: _Element, text: str, bold: bool = False, italic: bool = False, style: str = "") -> _Element:
    """A run of words in one style."""
    run = add(parent, "r")
    if bold or italic or style:
        properties = add(run, "rPr")
        if style:
            add(properties, "rStyle", val=style)
        if bold:
            add(properties, "b")
        if italic:
            add(properties, "i")
    put_text(run, text)
    return run


def put_field(parent: _Element, code: str, shown: str) -> None:
    """A field with what it shows until a program works it out."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = add(parent, "r")
        if kind == "code":
            written = add(run, "instrText")
            written.text = f" {code} "
            written.set(SPACE, "preserve")
        elif kind == "shown":
            put_text(run, shown)
        else:
            add(run, "fldChar", fldCharType=kind)

"""The files that a plan becomes: what each holds, how it is made, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import slugify

from goldenthread.hub.ui.interface import wording

from .document import document
from .excel import as_excel
from .inputs import Inputs
from .pdf import as_pdf
from .word import as_word


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `holds`: what is in it and what it is good for. `examines`: it tells what an examination found."""

    id: str
    title: str
    ending: str
    content_type: str
    holds: str
    make: Callable[[Inputs], bytes]
    examines: bool = False


KINDS = (
    Kind(
        "word", "Word document", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "The whole plan to read and to work on: every section with its figures, questions and answers, priorities, actions, "
        "success measures, the numbered tables, maturity, signatures, and the source of every figure. It has real headings "
        "and styles, and charts with their words.",
        lambda given: as_word(document(given)),
    ),
    Kind(
        "pdf", "PDF", "pdf", "application/pdf",
        "The same to read, print and send on. It is tagged for screen readers (PDF/UA-1).",
        lambda given: as_pdf(document(given)),
    ),
    Kind(
        "excel", "Excel workbook", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Priorities, actions, milestones, success measures with every reading, figures with their source cells, and each "
        "numbered table without and with the plan, and what an examination found. Its sheet “Actions” can be filled in and brought back in.",
        as_excel, examines=True,
    ),
)  # fmt: skip


def kind_named(name: str) -> Kind | None:
    """A kind by its id."""
    return next((kind for kind in KINDS if kind.id == name), None)


def file_name(given: Inputs, kind: Kind) -> str:
    """'camden-send-reform-plan-3-march-2026.docx'."""
    submitted = " submitted" if given.is_frozen else ""
    return f"{slugify(f'{given.area} send reform plan{submitted} {wording.day(given.made_on)}')}.{kind.ending}"

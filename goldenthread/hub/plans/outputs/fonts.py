"""The typeface of documents, brought at set-up."""

from __future__ import annotations

import functools
from pathlib import Path

import typst
from django.conf import settings

FAMILY = "Source Sans 3"
MISSING = f"The typeface {FAMILY} is not installed on this site (`make assets` brings it), so another one stands in."


def is_there() -> bool:
    """Whether set-up brought the typeface."""
    return any(Path(settings.DOCUMENT_FONTS).glob("SourceSans3_*.ttf"))


def typefaces() -> typst.Fonts:
    """The site's own typeface and those that come with typst, but none of the machine: files look the same everywhere."""
    return _typefaces(str(settings.DOCUMENT_FONTS), is_there())


@functools.lru_cache(maxsize=2)
def _typefaces(folder: str, there: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[folder] if there else [])

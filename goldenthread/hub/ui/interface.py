"""What other rooms may use of the look of the site."""

from . import wording
from .components import Cell, Choice, Page, Row, Select, Summary, Table

__all__ = ["Cell", "Choice", "Page", "Row", "Select", "Summary", "Table", "wording"]

"""What other rooms may use of the look of the site."""

from . import markdown, wording
from .components import Cell, Choice, Page, Row, Select, Summary, Table
from .form_fields import ChoiceField, DateField, LineField, NumberField, TextField

__all__ = [
    "Cell",
    "Choice",
    "ChoiceField",
    "DateField",
    "LineField",
    "NumberField",
    "Page",
    "Row",
    "Select",
    "Summary",
    "Table",
    "TextField",
    "markdown",
    "wording",
]

"""Everything that pages are made by, read at once: a running site keeps the definitions that it started with."""

from __future__ import annotations

from .borough import load_borough_page
from .dashboards import load_dashboards
from .load import shipped_catalogue
from .outlines import load_outlines
from .permissions import load_permissions
from .plan_templates import load_plan_templates
from .tiles import load_tiles
from .words import load_words


def read_shipped() -> None:
    """Reads them, so that an update of the files beneath a running process changes nothing until it starts anew.

    Each is kept by its loader. Raises DefinitionError at the first fault.
    """
    catalogue = shipped_catalogue()
    load_permissions()
    for load in (load_borough_page, load_dashboards, load_words, load_tiles, load_outlines, load_plan_templates):
        load(catalogue)

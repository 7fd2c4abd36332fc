"""What a site that starts does for its plans, beside its first readers."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection

from goldenthread.hub.evidence.interface import readings
from goldenthread.hub.people.interface import london
from goldenthread.warehouse import WarehouseError

from .actions.following import follow_all
from .templates_in_force import NoTemplate, newest_template

log = logging.getLogger(__name__)


def begin() -> None:
    """Reads plans again from newer figures, and ahead the figures that every plan shows.

    A fault is logged: opening a plan tries again.
    """
    try:
        follow_all()
        template = newest_template()
        readings(london()[0], [(f.indicator, f.key) for section in template.sections for f in section.indicators])
    except (WarehouseError, DatabaseError, NoTemplate):
        log.exception("plans could not be made ready")
    finally:
        connection.close()  # of this thread alone

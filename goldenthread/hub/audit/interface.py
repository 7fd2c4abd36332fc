"""What other rooms may use of the audit."""

from .events import events_of_partnership, events_of_person, record, record_reads
from .models import Event, Versioned
from .own import OwnVersion, own_versions
from .versions import Conflict, Difference, Gone, Step, change, create, create_many, history, kind_of, remove
from .written import Written, written

__all__ = [
    "Conflict",
    "Difference",
    "Event",
    "Gone",
    "OwnVersion",
    "Step",
    "Versioned",
    "Written",
    "change",
    "create",
    "create_many",
    "events_of_partnership",
    "events_of_person",
    "history",
    "kind_of",
    "own_versions",
    "record",
    "record_reads",
    "remove",
    "written",
]

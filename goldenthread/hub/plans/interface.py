"""What other rooms may use of the plans."""

from __future__ import annotations

from .actions.digest import Sent, send_digest
from .actions.following import Followed, follow_all
from .example import make_example, remove_example
from .starting import begin
from .work import Work, assigned_to

__all__ = [
    "Followed",
    "Sent",
    "Work",
    "assigned_to",
    "begin",
    "follow_all",
    "make_example",
    "remove_example",
    "send_digest",
]

"""What other rooms may use of the plans."""

from __future__ import annotations

from .actions.digest import Sent, send_digest
from .actions.following import Followed, follow_all
from .example import make_example, remove_example
from .starting import begin

__all__ = ["Followed", "Sent", "begin", "follow_all", "make_example", "remove_example", "send_digest"]

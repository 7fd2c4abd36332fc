"""What other rooms may use of the plans."""

from __future__ import annotations

from .actions.digest import Sent, send_digest
from .actions.following import Followed, follow_all, follow_at_start

__all__ = ["Followed", "Sent", "follow_all", "follow_at_start", "send_digest"]

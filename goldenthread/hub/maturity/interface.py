"""What other rooms may use of the maturity of partnerships."""

from __future__ import annotations

__all__: list[str] = []

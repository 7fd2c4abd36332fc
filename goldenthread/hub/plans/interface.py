"""What other rooms may use of the plans."""

from __future__ import annotations

__all__: list[str] = []

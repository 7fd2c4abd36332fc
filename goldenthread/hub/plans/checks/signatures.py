"""Signatures that no longer count for what the plan says."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import Examined, Finding, Place


def find(examined: Examined) -> Iterator[Finding]:
    """Signatures out of date."""
    titles = {slot.id: slot.title for slot in examined.template.sign_offs}
    for signature in examined.plan.signatures:
        if not signature.is_current:
            title = titles.get(signature.slot, signature.slot)
            yield Finding(
                "signature-out-of-date", "fault", Place("signatures", signature.slot, title),
                f"The plan was changed since “{title}” signed, so the signature does not count for it as it stands.",
                "Ask for it to be signed again.",
            )  # fmt: skip

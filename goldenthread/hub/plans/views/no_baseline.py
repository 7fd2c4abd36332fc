"""Says before it is saved that a measure would have nothing to start from."""

from __future__ import annotations

from typing import Any

from django.forms import Form

from goldenthread.hub.evidence.interface import readings
from goldenthread.hub.plans.actions.measures import baseline_of

from .here import Here

NO_START = (
    "There is no figure of this indicator here in any period, so the measure would have no baseline and nobody could say "
    "whether it is on track. Choose another indicator, or a local measure; or add it all the same and nothing is lost."
)


def no_start(here: Here, indicator: str, breakdown: str) -> bool:
    """Whether a measure would have no baseline, and the writer was not told so yet."""
    if here.request.POST.get("no_baseline"):
        return False
    figure = readings(here.code, [(indicator, breakdown)]).get((indicator, breakdown))
    return figure is not None and baseline_of(figure) is None


def warned(here: Here, form: Form, name: str, pk: int) -> dict[str, Any]:
    """The form again with a warning; what is sent from there is saved."""
    return {
        "form": form, "button": "Add it all the same", "action": here.url(name, pk), "note": NO_START,
        "sent": [("no_baseline", "yes")],
    }  # fmt: skip

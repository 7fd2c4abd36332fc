"""The room as Django knows it."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Reform plans of partnerships."""

    name = "goldenthread.hub.plans"
    label = "plans"

    def ready(self) -> None:
        """The pages of gaps in maturity lead to the priorities that came from them."""
        from goldenthread.hub.maturity.interface import answered_by

        from .queries.gaps import priorities_of_gaps

        answered_by(priorities_of_gaps)

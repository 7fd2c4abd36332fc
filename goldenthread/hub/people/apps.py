"""The room as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who is who."""

    name = "goldenthread.hub.people"
    label = "people"

    def ready(self) -> None:
        """Listens to what allauth tells."""
        from . import signals  # noqa: F401

"""The room as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who is who."""

    name = "goldenthread.hub.people"
    label = "people"

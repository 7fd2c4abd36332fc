"""The room as Django knows it."""

from django.apps import AppConfig


class MaturityConfig(AppConfig):
    """Judged maturity of partnerships."""

    name = "goldenthread.hub.maturity"
    label = "maturity"

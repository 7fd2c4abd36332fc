"""The room as Django knows it."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Reform plans of partnerships."""

    name = "goldenthread.hub.plans"
    label = "plans"

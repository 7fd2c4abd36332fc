"""The room as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what."""

    name = "goldenthread.hub.audit"
    label = "audit"

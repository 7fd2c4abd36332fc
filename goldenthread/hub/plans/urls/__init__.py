"""Addresses of the plans' room."""

from __future__ import annotations

from . import checking, following, london, outputs, tables, writing

urlpatterns = [
    *writing.urlpatterns,
    *tables.urlpatterns,
    *checking.urlpatterns,
    *following.urlpatterns,
    *outputs.urlpatterns,
    *london.urlpatterns,
]

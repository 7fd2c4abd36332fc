"""Addresses of the numbered tables and the quarterly return."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

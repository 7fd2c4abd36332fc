"""Addresses of the examination of a plan, its states, signatures and imports."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

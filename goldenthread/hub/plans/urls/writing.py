"""Addresses of the plan, its sections, priorities, actions and measures."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses of what is planned across London."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.hub.plans.views import london

urlpatterns: list[URLPattern] = [path("across-london/", london.across_london, name="across-london")]

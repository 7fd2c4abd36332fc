"""Addresses of what new figures did to a plan."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.hub.plans.views import following

urlpatterns: list[URLPattern] = [path("plans/<slug:code>/changes/", following.plan_changes, name="plan-changes")]

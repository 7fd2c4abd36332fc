"""Addresses of the documents made of a plan."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.hub.plans.views import outputs

urlpatterns: list[URLPattern] = [
    path("plans/<slug:code>/documents/", outputs.plan_outputs, name="plan-outputs"),
    path("plans/<slug:code>/documents/<slug:kind>/", outputs.plan_document, name="plan-document"),
    path("plans/<slug:code>/documents/submission/<slug:kind>/", outputs.plan_submission, name="plan-submission"),
]

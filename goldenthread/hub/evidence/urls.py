"""Addresses of the evidence room."""

from __future__ import annotations

from django.urls import path

from . import views

TIMELINESS = "ehc-plans-issued-in-20-weeks"

urlpatterns = [
    path("", views.headline, name="headline"),
    path("dashboards/", views.dashboards, name="dashboards"),
    path("dashboards/<slug:page>/", views.dashboard, name="dashboard"),
    path("indicators/", views.indicators, name="indicators"),
    path(f"indicators/{TIMELINESS}/", views.benchmark, {"indicator_id": TIMELINESS}, name="timeliness"),
    path("indicators/<slug:indicator_id>.csv", views.download, name="download"),
    path("indicators/<slug:indicator_id>/", views.benchmark, name="benchmark"),
    path("figures/<slug:indicator_id>/<slug:area_code>/<slug:period>/", views.figure, name="figure"),
    path("amendments/", views.amendments, name="amendments"),
    path("about/data/", views.data, name="data"),
]

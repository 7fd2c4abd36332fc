"""Addresses of the evidence room."""

from __future__ import annotations

from django.urls import include, path

from . import borough_views, london_views, reference_views, views
from .api.developers import developers

TIMELINESS = "ehc-plans-issued-in-20-weeks"

urlpatterns = [
    path("", views.headline, name="headline"),
    path("london/", london_views.london, name="london"),
    path("dashboards/", views.dashboards, name="dashboards"),
    path("dashboards/<slug:page>/", views.dashboard, name="dashboard"),
    path("boroughs/", borough_views.boroughs, name="boroughs"),
    path("boroughs/<str:code>/", borough_views.borough, name="borough"),
    path("indicators/", views.indicators, name="indicators"),
    path(f"indicators/{TIMELINESS}/", views.benchmark, {"indicator_id": TIMELINESS}, name="timeliness"),
    path("", include("goldenthread.hub.evidence.takeaway.urls")),
    path("indicators/<slug:indicator_id>/", views.benchmark, name="benchmark"),
    path("figures/<slug:indicator_id>/<slug:area_code>/<slug:period>/", views.figure, name="figure"),
    path("amendments/", views.amendments, name="amendments"),
    path("about/data/", views.data, name="data"),
    path("search/", reference_views.search, name="search"),
    path("reference/", reference_views.reference, name="reference"),
    path("reference/catalogue/", reference_views.catalogue, name="catalogue"),
    path("reference/releases/", reference_views.releases, name="releases"),
    path("reference/releases/<slug:older>/<slug:newer>/", reference_views.release_changes, name="release-changes"),
    path("reference/api/", developers, name="developers"),
    path("reference/symbols/", reference_views.symbols, name="symbols"),
    path("reference/glossary/", reference_views.glossary, name="glossary"),
    path("reference/quality/", reference_views.quality, name="quality"),
]

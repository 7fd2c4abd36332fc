"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

from goldenthread.hub.evidence.interface import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("goldenthread.hub.people.urls")),
    path("", include("goldenthread.hub.maturity.urls")),
    path("", include("goldenthread.hub.plans.urls")),
    path("", include("goldenthread.hub.evidence.urls")),
]

handler400 = "goldenthread.hub.config.faults.bad_request"
handler403 = "goldenthread.hub.config.faults.not_allowed"
handler404 = "goldenthread.hub.config.faults.not_found"

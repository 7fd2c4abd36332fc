"""Addresses of what is taken away."""

from __future__ import annotations

from django.urls import path

from . import embedding, views

urlpatterns = [
    path("dashboards/<slug:page>.<str:ending>", views.dashboard_file, name="dashboard_file"),
    path("dashboards/<slug:page>/<int:number>.<str:ending>", views.dashboard_picture, name="dashboard_picture"),
    path("boroughs/<str:code>.<str:ending>", views.borough_file, name="borough_file"),
    path(
        "figures/<slug:indicator_id>/<slug:area_code>/<slug:period>.<str:ending>", views.figure_file, name="figure_file"
    ),
    path("indicators/<slug:indicator_id>.<str:ending>", views.indicator_file, name="indicator_file"),
    path("indicators/<slug:indicator_id>/<slug:chart>.<str:ending>", views.indicator_picture, name="indicator_picture"),
    path("london/<slug:indicator_id>/<slug:chart>.<str:ending>", views.london_picture, name="london_picture"),
    path("embed/dashboards/<slug:page>/<int:number>/", embedding.dashboard_embed, name="dashboard_embed"),
    path("embed/dashboards/<slug:page>/<int:number>/code/", embedding.dashboard_code, name="dashboard_code"),
    path("embed/indicators/<slug:indicator_id>/<slug:chart>/", embedding.indicator_embed, name="indicator_embed"),
    path("embed/indicators/<slug:indicator_id>/<slug:chart>/code/", embedding.indicator_code, name="indicator_code"),
    path("embed/london/<slug:indicator_id>/<slug:chart>/", embedding.london_embed, name="london_embed"),
    path("embed/london/<slug:indicator_id>/<slug:chart>/code/", embedding.london_code, name="london_code"),
]

"""Addresses of the people's room."""

from __future__ import annotations

from django.urls import include, path

from . import views

urlpatterns = [
    path("members/", views.members, name="members"),
    path("account/", include("allauth.urls")),
]

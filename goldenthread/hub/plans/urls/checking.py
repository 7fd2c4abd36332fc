"""Addresses of the examination of a plan, its states, signatures and imports."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.hub.plans.views import checking, importing, sign_off

urlpatterns: list[URLPattern] = [
    path("plans/<slug:code>/checks/", checking.plan_checks, name="plan-checks"),
    path("plans/<slug:code>/checks/mend/", checking.plan_mend, name="plan-mend"),
    path("plans/<slug:code>/import/", importing.plan_import, name="plan-import"),
    path("plans/<slug:code>/import/confirm/", importing.plan_import_confirm, name="plan-import-confirm"),
    path("plans/<slug:code>/sign-off/", sign_off.plan_sign_off, name="plan-sign-off"),
    path("plans/<slug:code>/sign-off/step/", sign_off.plan_step, name="plan-step"),
    path("plans/<slug:code>/sign-off/sign/", sign_off.plan_sign, name="plan-sign"),
]

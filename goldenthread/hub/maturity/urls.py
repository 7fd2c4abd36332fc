"""Addresses of the maturity room."""

from __future__ import annotations

from django.urls import path

from .views import comparing, cycles, evidence, judging, overview

urlpatterns = [
    path("maturity/london/", comparing.all_of_london, name="maturity-london"),
    path("maturity/<slug:code>/", overview.assessment, name="maturity"),
    path("maturity/<slug:code>/history/", overview.history, name="maturity-history"),
    path("maturity/<slug:code>/comparison/", comparing.comparison, name="maturity-comparison"),
    path("maturity/<slug:code>/open/", cycles.open_cycle, name="maturity-open"),
    path("maturity/<slug:code>/close/", cycles.close_cycle, name="maturity-close"),
    path("maturity/<slug:code>/reopen/", cycles.reopen_cycle, name="maturity-reopen"),
    path("maturity/<slug:code>/moderated/", cycles.finish_moderation, name="maturity-moderated"),
    path("maturity/<slug:code>/share/", cycles.share, name="maturity-share"),
    path("maturity/<slug:code>/statements/<slug:statement>/", judging.statement, name="maturity-statement"),
    path("maturity/<slug:code>/statements/<slug:statement>/agree/", judging.agree, name="maturity-agree"),
    path("maturity/<slug:code>/statements/<slug:statement>/moderate/", judging.moderate, name="maturity-moderate"),
    path("maturity/<slug:code>/statements/<slug:statement>/figure/", evidence.add_figure, name="maturity-figure"),
    path("maturity/<slug:code>/statements/<slug:statement>/attach/", evidence.attach, name="maturity-attach"),
    path("maturity/<slug:code>/evidence/", evidence.evidence, name="maturity-evidence"),
    path("maturity/<slug:code>/evidence/add/", evidence.add, name="maturity-evidence-add"),
    path("maturity/<slug:code>/evidence/<int:pk>/", evidence.change, name="maturity-evidence-item"),
    path("maturity/<slug:code>/evidence/<int:pk>/place/", evidence.place, name="maturity-place"),
    path("maturity/<slug:code>/evidence/<int:pk>/remove/", evidence.remove, name="maturity-evidence-remove"),
    path("maturity/<slug:code>/evidence/<int:pk>/file/", evidence.file, name="maturity-file"),
]

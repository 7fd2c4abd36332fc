"""The page that tells people how programs may ask for figures."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.hub.evidence.presenters.reference import crumbs
from goldenthread.hub.ui.interface import Page

from .answers import MOST, USUAL
from .gate import PREFIX

# What to try first: words and a question.
EXAMPLES = (
    ("EHC plans issued in 20 weeks, London’s boroughs, 2024, highest first",
     "observations?indicator=ehc-plans-issued-in-20-weeks&in=London&period=2024&sort=-value"),
    ("EHC plans in Newham every year, as published", "observations?indicator=ehc-plans&area=Newham&figures=published"),
    ("EHC plans in Camden at every age, 2023 to 2025",
     "observations?indicator=ehc-plans&area=Camden&breakdown=age:*&period_from=2023&period_to=2025"),
    ("What an indicator means, and which breakdowns and years it has", "indicators/ehc-plans"),
    ("Camden and its statistical neighbours", "areas/E09000007"),
    ("Every release that is loaded", "releases"),
    ("The amendments ledger", "amendments"),
)  # fmt: skip


@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    """How to ask the API, with questions to try."""
    told = {
        "page": Page("For developers", crumbs=crumbs("For developers")),
        "start": PREFIX,
        "site": request.build_absolute_uri("/").rstrip("/"),
        "examples": [(words, f"{PREFIX}{question}") for words, question in EXAMPLES],
        "usual": USUAL, "most": f"{MOST:,}", "per_second": settings.API_PER_SECOND, "burst": settings.API_BURST,
    }  # fmt: skip
    return render(request, "evidence/developers.html", told)

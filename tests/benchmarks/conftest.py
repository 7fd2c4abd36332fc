"""Benchmarks before the shipped figures."""

from __future__ import annotations

from tests.plans.conftest import figures as figures

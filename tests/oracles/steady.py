"""Hypothesis settings that make the same choices in every run, so that a failure is the code's and not the day's."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

STEADY = settings(deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
NOT_SHRUNK = settings(STEADY, phases=[Phase.generate])  # for examples that cost too much to be made small

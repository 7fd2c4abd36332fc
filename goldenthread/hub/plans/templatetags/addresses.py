"""Addresses of the plan that a page is about, so that a link leads on in the same plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: Mapping[str, Any], name: str, *args: object, **query: object) -> str:
    """`{% address "plan-section" section.id %}`: a page of `here`'s plan; what is named goes into the query."""
    return str(context["here"].url(name, *args, **query))

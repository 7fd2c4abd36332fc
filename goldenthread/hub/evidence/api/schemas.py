"""Shapes of questions and answers, for the OpenAPI description and for reading questions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from .answers import FURTHEST, MOST, USUAL

Name = Annotated[str, Field(min_length=1, max_length=200)]
Names = Annotated[list[Name], Field(max_length=1_000)]  # more than are answered, so that the refusal is our own
Build = Annotated[
    str, Field(pattern="^([0-9a-f]{12})?$", description="the id of a kept build; the one in force when left out")
]


class ProblemDetails(Schema):
    """A fault, as RFC 9457 describes it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class Question(Schema):
    """What every question may say. A name that is not known is refused."""

    model_config = ConfigDict(extra="forbid")
    build: Build = ""


class ListQuestion(Question):
    """What every question for a list may say."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = USUAL
    offset: Annotated[int, Field(ge=0, le=FURTHEST)] = 0


class IndicatorQuestion(ListQuestion):
    """Indicators of one theme, or with these words in their title or definition."""

    theme: Annotated[str, Field(max_length=60)] = ""
    q: Annotated[str, Field(max_length=200)] = ""


class AreaQuestion(ListQuestion):
    """Areas of one level, or the authorities of a larger area."""

    level: Literal["", "country", "region", "sub-region", "authority", "group"] = ""
    within: Annotated[str, Field(alias="in", max_length=60)] = ""


class ObservationQuestion(ListQuestion):
    """Figures. Without places: every authority, region and England."""

    indicator: Annotated[list[Name], Field(min_length=1, max_length=10)]
    area: Names = Field(default_factory=list)
    level: Literal["", "country", "region", "sub-region", "authority", "group"] = ""
    within: Annotated[
        str, Field(alias="in", max_length=60, description="the authorities of this larger area, and itself")
    ] = ""
    period: Names = Field(default_factory=list)
    from_year: Annotated[int | None, Field(alias="from", ge=1900, le=2100)] = None
    to_year: Annotated[int | None, Field(alias="to", ge=1900, le=2100)] = None
    breakdown: Annotated[
        str, Field(max_length=200, description="total, or topic=item for each topic with commas between")
    ] = "total"
    figures: Literal["amended", "published"] = "amended"
    release: Annotated[str, Field(max_length=100)] = ""
    sort: Annotated[
        str,
        Field(
            pattern="^(-?(indicator|area|name|period|value))(,-?(indicator|area|name|period|value))*$", max_length=80
        ),
    ] = "indicator,period,area"
    format: Literal["json", "csv"] = "json"


class Listing(Schema):
    """A page of a list. `next`: the address of the next page, null on the last."""

    build: str
    total: int
    limit: int
    offset: int
    next: str | None
    items: list[dict[str, Any]]


class Thing(Schema):
    """One thing with its build and more."""

    model_config = ConfigDict(extra="allow")
    build: str

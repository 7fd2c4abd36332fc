"""What each address may be asked. `records` says what it answers."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from .answers import FURTHEST, MOST, USUAL

MOST_PLACES, MOST_PLACES_POSTED = 200, 1_000  # the second is more than there are areas

Name = Annotated[str, Field(min_length=1, max_length=200)]
Names = Annotated[list[Name], Field(max_length=200)]
Build = Annotated[
    str, Field(pattern="^([0-9a-f]{12})?$", description="the id of a kept build; the one in force when left out")
]


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
    """Areas of one level, the authorities of a larger area, or with both the areas of that level in it."""

    level: Literal["", "country", "region", "sub-region", "authority", "group"] = ""
    within: Annotated[str, Field(alias="in", max_length=60)] = ""


class ObservationQuestion(ListQuestion):
    """Figures. Without places: every authority, region and England."""

    indicator: Annotated[list[Name], Field(min_length=1, max_length=10, examples=[["ehc-plans"]])]
    area: Annotated[
        # Who names more is told so in our own words.
        list[Name], Field(json_schema_extra={"maxItems": MOST_PLACES})
    ] = Field(default_factory=list, description="codes, numbers or names", examples=[["E09000007", "E12000007"]])
    level: Literal["", "country", "region", "sub-region", "authority", "group"] = ""
    within: Annotated[
        str,
        Field(
            alias="in",
            max_length=60,
            description="the authorities of this larger area, those of the period that have since ended too, and itself; "
            "with `level`, the areas of that level in it alone",
        ),
    ] = ""
    period: Names = Field(default_factory=list, examples=[["2024"]])
    from_year: Annotated[int | None, Field(alias="from", ge=1900, le=2100)] = None
    to_year: Annotated[int | None, Field(alias="to", ge=1900, le=2100)] = None
    period_from: Annotated[
        str, Field(max_length=20, description="the first period, as indicators/ID has it", examples=["2023-24"])
    ] = ""
    period_to: Annotated[str, Field(max_length=20, description="the last period, which is answered too")] = ""
    breakdown: Annotated[
        str,
        Field(
            max_length=200,
            description="total; topic=item for each topic with commas between; topic:* for every item; * for every "
            "item of every topic",
        ),
    ] = "total"
    figures: Literal["amended", "published"] = "amended"
    release: Annotated[str, Field(max_length=100)] = ""
    sort: Annotated[
        str,
        Field(
            description="in which order; a minus turns it round; figures that are absent stand last by value",
            pattern="^(-?(indicator|breakdown|area|name|period|value))(,-?(indicator|breakdown|area|name|period|value))*$",
            max_length=100,
        ),
    ] = "indicator,breakdown,period,area"
    format: Annotated[
        Literal["", "json", "csv"],
        Field(description="csv: every figure as CSV, or so many as 'limit' says; as Accept says when left out"),
    ] = ""


class PostedQuestion(ObservationQuestion):
    """The same question as JSON, for lists of places that are too long for an address."""

    area: Annotated[list[Name], Field(json_schema_extra={"maxItems": MOST_PLACES_POSTED})] = Field(
        default_factory=list, description="codes, numbers or names", examples=[["E09000007", "E12000007"]]
    )

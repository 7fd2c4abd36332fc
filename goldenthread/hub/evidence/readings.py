"""Figures of one borough as other rooms need them: a value with its trend, its neighbours, London, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A value at one time. `value` is None exactly when `status` is not 'ok'; `text` says either in words."""

    period: str
    label: str
    value: float | None
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator's newest figure of one area, with what a reader needs beside it.

    `latest`: the newest period there is anything for; None when the build has no figure of it at all.
    `trend`: every period, oldest first, `latest` the last of them. `neighbours`: the median of the statistical
    neighbours that have a figure, `neighbours_count` how many they are. `sentence` states the figure, its change, and
    how it stands to London, without claiming more than chance allows. `href`: About this figure; `page`: the indicator.
    `amended`: whether an amendment moved it. `build`: the build it was read from.
    """

    indicator: str
    breakdown: str
    area_code: str
    title: str
    unit: str
    decimals: int
    direction: str
    latest: Point | None
    previous: Point | None
    trend: tuple[Point, ...]
    neighbours: Point | None
    neighbours_count: int
    london: Point | None
    england: Point | None
    sentence: str
    amended: bool
    release: str
    build: str
    href: str
    page: str

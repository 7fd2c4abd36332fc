"""Records of the API, made from what the warehouse answers."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any

from goldenthread.hub.evidence import links, queries
from goldenthread.hub.evidence.presenters import absence
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import AreaRecord, Change, FileRecord, Observation, ReleaseRecord
from goldenthread.warehouse.definitions.crosscheck import measures_of
from goldenthread.warehouse.definitions.dashboards import Dashboard
from goldenthread.warehouse.definitions.indicators import Indicator

Record = dict[str, Any]


def observation(o: Observation, published: bool, indicator: Indicator) -> Record:
    """One figure, or why there is none. `value` is null exactly where `absence` is given."""
    return {
        "indicator": o.indicator,
        "area": {"code": o.area_code, "name": o.area_name, "level": o.area_level},
        "period": o.period,
        "period_label": o.period_label,
        "published_period": o.published_period,
        "breakdown": o.breakdown,
        "breakdown_label": o.breakdown_label,
        "value": o.value,
        "absence": _absence(o, indicator),
        "numerator": o.numerator,
        "denominator": o.denominator,
        "denominator_period": o.denominator_period,
        "published_value": o.published_value,
        "published_absence": _absence(replace(o, value=o.published_value, status=o.published_status), indicator),
        "amendment": o.amendment,
        "amendment_left_out": o.left_out,
        "calculated": o.calculated,
        "small_denominator": o.small_denominator,
        "coverage": _coverage(o),
        "release": o.release or None,
        "cells": {
            role: {
                "source": c.source,
                "file": c.file,
                "row": c.row,
                "column": c.column,
                "value": c.value,
                "status": c.status,
            }
            for role, c in o.cells.items()
        },
        "about": links.figure(o.indicator, o.area_code, o.period, o.breakdown, published),
    }


def _absence(o: Observation, indicator: Indicator) -> Record | None:
    if o.status == "ok":
        return None
    return {"status": o.status, "meaning": absence.words(o, indicator), "why": absence.why(o, indicator)}


def _coverage(o: Observation) -> Record | None:
    if o.coverage is None:
        return None
    excluded = [
        {"name": name, "status": status, "meaning": wording.NO_FIGURE[status]} for name, status in o.coverage.excludes
    ]
    return {
        "present": o.coverage.present,
        "expected": o.coverage.expected,
        "basis": o.coverage.basis,
        "excludes": excluded,
    }


def indicator(i: Indicator) -> Record:
    """An indicator in a list."""
    return {
        "id": i.id, "title": i.title, "short_title": i.short_title, "theme": i.theme, "unit": i.unit, "decimals": i.decimals,
        "direction": i.direction, "definition": i.definition, "href": f"/api/v1/indicators/{i.id}",
        "page": links.benchmark(i.id),
    }  # fmt: skip


def indicator_in_full(store: Store, i: Indicator) -> Record:
    """An indicator with all that its page says."""
    return {
        **indicator(i),
        "build": store.build.id,
        "question": i.question,
        "why_it_matters": i.why_it_matters,
        "direction_note": i.direction_note,
        "method": i.method,
        "caveats": list(i.caveats),
        "breaks": [each.model_dump(mode="json") for each in i.breaks],
        "minimum_denominator": i.small_denominator.minimum if i.small_denominator else None,
        "topics": [list(topics) for topics in i.breakdowns],
        "breakdowns": list(queries.breakdowns_on_offer(store, i)),
        "periods": list(queries.periods(store, i.id)),
        "sources": _sources(store, i),
        "observations": f"/api/v1/observations?indicator={i.id}",
    }


_measures_of = functools.lru_cache(maxsize=2)(measures_of)


def _sources(store: Store, i: Indicator) -> list[Record]:
    """The data sets of the build that the indicator's measures are read from."""
    held = {file.source for file in store.files()}
    measures = [part.measure for part in (i.value, i.minus, i.numerator, i.denominator) if part]
    names = {name for measure in measures for name in _measures_of(store.catalogue).get(measure, ()) if name in held}
    return [
        {
            "id": name,
            "title": store.catalogue.sources[name].title,
            "publication": store.catalogue.sources[name].publication,
        }
        for name in sorted(names)
    ]


def area(a: AreaRecord) -> Record:
    """An area in a list."""
    return {
        "code": a.code, "name": a.name, "level": a.level, "number": a.old_code, "region": a.region_code,
        "href": f"/api/v1/areas/{a.code}",
    }  # fmt: skip


def area_in_full(store: Store, a: AreaRecord) -> Record:
    """An area with its authorities, or an authority with its statistical neighbours, nearest first."""
    return {
        **area(a),
        "build": store.build.id,
        "authorities": list(store.members(a.code)) if a.level != "authority" else [],
        "neighbours": [
            {"code": n.neighbour_code, "rank": n.rank, "closeness": n.closeness} for n in store.neighbours(a.code)
        ],
    }


def release(r: ReleaseRecord) -> Record:
    """A release in a list."""
    return {
        "id": r.id, "publication": r.publication, "title": r.title, "published": r.published_date, "date_note": r.date_note,
        "cells": r.observations, "href": f"/api/v1/releases/{r.id}",
    }  # fmt: skip


def file(f: FileRecord) -> Record:
    """A file of a release."""
    return {
        "source": f.source, "title": f.source_title, "file": f.path, "sha256": f.sha256, "size_bytes": f.size_bytes, "rows": f.rows,
        "standing": f.standing,
    }  # fmt: skip


def change(c: Change) -> Record:
    """A cell that differs between two releases."""
    return {
        "source": c.source, "measure": c.measure, "breakdown": c.breakdown, "area": {"code": c.area_code, "name": c.area_name},
        "period": c.period, "kind": c.kind, "old": {"value": c.old_value, "status": c.old_status, "row": c.old_row},
        "new": {"value": c.new_value, "status": c.new_status, "row": c.new_row}, "column": c.column,
    }  # fmt: skip


def dashboard(d: Dashboard) -> Record:
    """A dashboard in a list."""
    return {
        "id": d.id, "number": d.number, "title": d.title, "group": d.group, "question": d.question, "about": d.about,
        "href": f"/api/v1/dashboards/{d.id}", "page": links.dashboard(d.id),
    }  # fmt: skip


def dashboard_in_full(store: Store, d: Dashboard) -> Record:
    """A dashboard with its panels."""
    return {
        **dashboard(d),
        "build": store.build.id,
        **d.model_dump(mode="json", include={"panels", "notes"}),
        "missing": [{"what": one.what, "advice": one.advice} for one in d.missing],
    }

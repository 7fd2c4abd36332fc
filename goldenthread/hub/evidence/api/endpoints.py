"""Addresses of the API."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, get_origin

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from ninja import Body, NinjaAPI, Path, Query
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from goldenthread import __version__
from goldenthread.hub.evidence import forms, queries
from goldenthread.hub.evidence.asked import refuse_repeated
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store, StoreMissing, UnknownName
from goldenthread.warehouse.definitions.dashboards import load_dashboards

from . import csv_answers, observations, places, records, schemas, shapes
from .answers import answered, etag, in_json, page, unchanged
from .problems import TYPE, Problem, problem

NAME: dict[str, Any] = {"min_length": 1, "max_length": 120, "pattern": "^[A-Za-z0-9._-]+$"}
IndicatorId = Annotated[str, Path(**NAME, examples=["ehc-plans"])]
AreaCode = Annotated[str, Path(**NAME, examples=["E09000007"])]
DashboardId = Annotated[str, Path(**NAME, examples=["placements"])]
OlderId = Annotated[str, Path(**NAME, examples=["ehc-plans-2025-first"])]
ReleaseId = Annotated[str, Path(**NAME, examples=["ehc-plans-2025-corrected"])]
FAULTS = dict.fromkeys((400, 404, 410, 422, 429, 503), records.ProblemDetails)


def told(shape: Any) -> dict[Any, Any]:
    """What an address may answer with: this shape or a fault."""
    return {200: shape, **FAULTS}


class DescribedAPI(NinjaAPI):
    """Says what the framework leaves out or would say wrongly."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function, which is short and stays."""
        return operation.view_func.__name__

    def get_openapi_schema(self, *asked: Any, **more: Any) -> OpenAPISchema:
        """The description, version 3.1."""
        description = super().get_openapi_schema(*asked, **more)
        for operation in (each for path in description["paths"].values() for each in path.values()):
            for parameter in operation["parameters"]:
                parameter.pop("examples", None)  # its schema has them; here they would have to be written another way
            for code, response in operation["responses"].items():
                if int(code) >= 400:
                    response["content"] = {TYPE: response["content"]["application/json"]}
                elif operation["operationId"] in ("figures", "figures_posted"):
                    response["content"][csv_answers.TYPE] = {"schema": {"type": "string"}}
        for name, schema in description["components"]["schemas"].items():
            if not name.endswith("Question"):
                schema.pop("additionalProperties", None)  # later answers may say more
        return description


api = DescribedAPI(
    title="Golden Thread", version=__version__, docs_url=None, openapi_url="/openapi.json", urls_namespace="api",
    description="Figures about special educational needs and disabilities in London and England, each with its source. "
    "Read only, open to all, without a key. Open Government Licence v3.0. An address of more than 65,534 characters is "
    "refused by the server itself (414, without a body): POST such a question to /observations/query.",
)  # fmt: skip


def _store(request: HttpRequest, asked: schemas.Question) -> Store:
    """The build asked for. Raises Problem for a name that no such question has: a misspelt filter must not go unseen.

    BadRequest for a filter that takes one value and is given several.
    """
    fields = {field.alias or name: field for name, field in type(asked).model_fields.items()}
    unknown = sorted(set(request.GET) - set(fields))
    if unknown:
        raise Problem(400, _no_filter(unknown[0], list(fields)))
    refuse_repeated(request.GET, [name for name, field in fields.items() if get_origin(field.annotation) is not list])
    return queries.store_named(asked.build)


def _no_filter(name: str, known: Sequence[str]) -> str:
    return f"{forms.near('filter', name, known)} There are here: {', '.join(known)}."


@api.get("/", response=told(records.Start), summary="What there is, and which build is in force")
def start(request: HttpRequest, asked: Query[schemas.Question]) -> HttpResponse:
    """Addresses of everything else."""
    store = _store(request, asked)
    lists = ("indicators", "areas", "observations", "releases", "dashboards", "amendments", "openapi.json")
    return answered(request, store, lambda: {
        "build": store.build.id, "made": store.build.made_at, "observations": store.build.observations,
        "licence": "Open Government Licence v3.0", "links": {name: f"/api/v1/{name}" for name in lists},
    })  # fmt: skip


@api.get("/indicators", response=told(records.Listing[records.Indicator]), summary="Indicators")
def indicators(request: HttpRequest, asked: Query[schemas.IndicatorQuestion]) -> HttpResponse:
    """Every indicator, of one theme or with words in its title or definition."""
    store, words = _store(request, asked), asked.q.lower().split()
    known = store.catalogue.indicators.values()
    if asked.theme and asked.theme not in {i.theme for i in known}:
        raise Problem(
            400, f"There is no theme '{asked.theme}'. There are: {', '.join(sorted({i.theme for i in known}))}."
        )
    kept = [
        i for i in known
        if asked.theme in ("", i.theme) and all(word in f"{i.title} {i.short_title} {i.definition}".lower() for word in words)
    ]  # fmt: skip
    return answered(request, store, lambda: page(request, store, kept, asked.limit, asked.offset, shapes.indicator))


@api.get("/indicators/{indicator_id}", response=told(records.IndicatorInFull), summary="One indicator")
def indicator(request: HttpRequest, indicator_id: IndicatorId, asked: Query[schemas.Question]) -> HttpResponse:
    """Its definition, caveats, breakdowns and periods."""
    store = _store(request, asked)
    found = store.catalogue.indicator(indicator_id)
    return answered(request, store, lambda: shapes.indicator_in_full(store, found))


@api.get("/areas", response=told(records.Listing[records.Area]), summary="Areas")
def areas(request: HttpRequest, asked: Query[schemas.AreaQuestion]) -> HttpResponse:
    """Every area, of one level, in a larger area, or of one level in a larger area."""
    store = _store(request, asked)
    if asked.level and asked.within:
        kept = [store.area(code) for code in places.of_level(store, asked.within, asked.level)]
    elif asked.within:
        kept = [store.area(code) for code in places.inside(store, asked.within)]
    else:
        kept = list(store.areas(asked.level or None))
    return answered(request, store, lambda: page(request, store, kept, asked.limit, asked.offset, shapes.area))


@api.get("/areas/{code}", response=told(records.AreaInFull), summary="One area")
def area(request: HttpRequest, code: AreaCode, asked: Query[schemas.Question]) -> HttpResponse:
    """Its authorities, or its statistical neighbours. A former code or a number finds it too."""
    store = _store(request, asked)
    found = store.area(code)
    return answered(request, store, lambda: shapes.area_in_full(store, found))


@api.get("/observations", response=told(records.Listing[records.Observation]), summary="Figures")
def figures(request: HttpRequest, asked: Query[schemas.ObservationQuestion]) -> HttpResponseBase:
    """Figures with their parts, coverage, amendments and source cells; absences with their meaning."""
    store = _store(request, asked)
    tag = etag(request, store, str(csv_answers.wants_csv(request, asked)))
    response = unchanged(request, tag) or _figures(request, store, asked)
    response["ETag"] = tag
    patch_vary_headers(response, ("Accept",))
    return response


@api.post(
    "/observations/query", response={**told(records.PostedListing), 413: records.ProblemDetails}, summary="Figures, asked by POST"
)  # fmt: skip
def figures_posted(request: HttpRequest, asked: Body[schemas.PostedQuestion]) -> HttpResponseBase:
    """The same question as JSON, for up to 1,000 areas; `next` is the question for the next page. It keeps nothing."""
    if request.GET:
        raise Problem(400, "The address has filters. Put the whole question in the body, as JSON.")
    store = queries.store_named(asked.build)
    question = {**asked.model_dump(mode="json", by_alias=True, exclude_unset=True), "build": store.build.id}
    response = _figures(request, store, asked, lambda offset: {**question, "offset": offset})
    response["ETag"] = etag(request, store, f"{csv_answers.wants_csv(request, asked)} {question}")
    patch_vary_headers(response, ("Accept",))
    return response


def _figures(
    request: HttpRequest, store: Store, asked: schemas.ObservationQuestion, next_of: Callable[[int], Any] | None = None
) -> HttpResponseBase:
    """A page as JSON, or CSV. `next_of` as in `page`."""
    found = observations.found(store, asked)
    if csv_answers.wants_csv(request, asked):
        return csv_answers.streamed(request, found, asked)
    published = asked.figures == "published"
    return in_json(
        page(
            request,
            store,
            found,
            asked.limit,
            asked.offset,
            lambda o: shapes.observation(o, published, store.catalogue.indicators[o.indicator]),
            next_of,
        )
    )


@api.get("/releases", response=told(records.Listing[records.Release]), summary="Releases")
def releases(request: HttpRequest, asked: Query[schemas.ListQuestion]) -> HttpResponse:
    """Every release of the build."""
    store = _store(request, asked)
    return answered(
        request, store, lambda: page(request, store, store.releases(), asked.limit, asked.offset, shapes.release)
    )


@api.get("/releases/{release_id}", response=told(records.ReleaseInFull), summary="One release")
def release(request: HttpRequest, release_id: ReleaseId, asked: Query[schemas.Question]) -> HttpResponse:
    """Its files, with their fingerprints."""
    store = _store(request, asked)
    known = {each.id: each for each in store.releases()}
    if release_id not in known:
        raise Problem(404, forms.near("release", release_id, known))
    files = [shapes.file(each) for each in store.files() if each.release == release_id]
    in_full = {**shapes.release(known[release_id]), "build": store.build.id, "files": files}
    return answered(request, store, lambda: in_full)


@api.get(
    "/releases/{older}/changes/{newer}",
    response=told(records.Listing[records.Change]),
    summary="What changed between two releases",
)
def changes(request: HttpRequest, older: OlderId, newer: ReleaseId, asked: Query[schemas.ListQuestion]) -> HttpResponse:
    """Every published cell that differs, in order of source, measure, breakdown, period and area."""
    store = _store(request, asked)
    return answered(
        request,
        store,
        lambda: page(request, store, queries.changes(store, older, newer), asked.limit, asked.offset, shapes.change),
    )


@api.get("/dashboards", response=told(records.Listing[records.Dashboard]), summary="Dashboards")
def dashboards(request: HttpRequest, asked: Query[schemas.ListQuestion]) -> HttpResponse:
    """Every dashboard."""
    store = _store(request, asked)
    pages = list(load_dashboards(store.catalogue).pages.values())
    return answered(
        request, store, lambda: page(request, store, pages, asked.limit, asked.offset, shapes.dashboard), str(pages)
    )


@api.get("/dashboards/{dashboard_id}", response=told(records.DashboardInFull), summary="One dashboard")
def dashboard(request: HttpRequest, dashboard_id: DashboardId, asked: Query[schemas.Question]) -> HttpResponse:
    """Its panels, with the indicators and breakdowns they show."""
    store = _store(request, asked)
    pages = load_dashboards(store.catalogue).pages
    if dashboard_id not in pages:
        raise Problem(404, forms.near("dashboard", dashboard_id, pages))
    found = pages[dashboard_id]
    return answered(request, store, lambda: shapes.dashboard_in_full(store, found), str(found))


@api.get("/amendments", response=told(records.Listing[records.Amendment]), summary="The amendments ledger")
def amendments(request: HttpRequest, asked: Query[schemas.ListQuestion]) -> HttpResponse:
    """Published figures that the partnership replaced or withheld, with reasons, evidence and approvals."""
    store = _store(request, asked)
    entries = list(store.catalogue.amendments.values())
    return answered(
        request,
        store,
        lambda: page(request, store, entries, asked.limit, asked.offset, lambda each: each.model_dump(mode="json")),
    )


# ------------------------------------------------------------------ faults


@api.exception_handler(Problem)
def _told(request: HttpRequest, fault: Problem) -> HttpResponse:
    return problem(request, fault.status, fault.detail)


@api.exception_handler(UnknownName)
def _unknown(request: HttpRequest, fault: UnknownName) -> HttpResponse:
    """An address that names what there is not leads nowhere; a question that does is a bad one."""
    is_in_address = bool(request.resolver_match and request.resolver_match.kwargs)
    return problem(request, 404 if is_in_address else 400, str(fault))


@api.exception_handler(BadRequest)
def _bad(request: HttpRequest, fault: BadRequest) -> HttpResponse:
    return problem(request, 400, str(fault))


GONE = (
    (queries.BuildUnreadable, "was made by an older version of the software and can no longer be read"),
    (queries.BuildDamaged, "is damaged on the disk and can no longer be read"),
)


@api.exception_handler(queries.BuildGone)
def _gone(request: HttpRequest, fault: queries.BuildGone) -> HttpResponse:
    why = next((words for kind, words in GONE if isinstance(fault, kind)), "is not kept, or not any more")
    return problem(request, 410, f"Build {fault} {why}. Leave 'build' out for the figures in force.")


@api.exception_handler(StoreMissing)
def _no_figures(request: HttpRequest, fault: StoreMissing) -> HttpResponse:
    of_build = queries.whose_fault(fault, request)
    if isinstance(of_build, queries.BuildGone):
        return _gone(request, of_build)
    return problem(request, 503, "There are no figures to answer with at the moment. Ask again in a few minutes.")


@api.exception_handler(RequestDataTooBig)
def _too_long(request: HttpRequest, fault: RequestDataTooBig) -> HttpResponse:
    return problem(request, 413, "The question is too long. Ask for fewer areas, or by 'level' or 'in'.")


@api.exception_handler(HttpError)
def _unread(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """The framework's own fault, which is about bodies alone."""
    return problem(request, fault.status_code, "The body is not JSON. Send the question as one JSON object.")


def _place(path: Sequence[str | int]) -> str:
    """Where in a question a fault is, in the asker's own words: 'area', 'area, 1st'; the whole is the body."""
    names = [part for part in path if part not in ("body", "query", "path", "asked")]
    told = [wording.ordinal(part + 1) if isinstance(part, int) else f"'{part}'" for part in names]
    return ", ".join(told) or "the body, which must be one JSON object"


@api.exception_handler(ValidationError)
def _malformed(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    known = [field.alias or name for name, field in schemas.PostedQuestion.model_fields.items()]
    faults = [
        _no_filter(str(each["loc"][-1]), known)
        if each["type"] == "extra_forbidden"
        else f"{_place(each['loc'])}: {each['msg']}"
        for each in fault.errors[:5]
    ]
    return problem(request, 422, f"The question cannot be read. {'; '.join(each.rstrip('.') for each in faults)}.")

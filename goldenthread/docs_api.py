"""The reference page of the API, made from its own description."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

PREFIX = "/api/v1/"
Described = dict[str, Any]


def api_reference() -> Iterator[str]:
    """The page's lines: every address with what it may be asked, then the shape of every answer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
    from goldenthread.hub.evidence.interface import api

    description = api.get_openapi_schema(path_prefix=PREFIX)
    yield from ("# The API", "", description["info"]["description"], "")
    yield from (
        f"How to use it: [use the figures from a program](../how-to/use-the-api.md). The same for tools: `{PREFIX}openapi.json`.",
        "",
        "Field names and addresses stay; later versions may add fields.",
        "",
    )
    for address, methods in description["paths"].items():
        for method, asked in methods.items():
            yield from _address(f"{method.upper()} {address}", asked)
    yield from ("## Shapes of answers", "")
    shapes = description["components"]["schemas"]
    for name in sorted(shapes):
        if not name.endswith("Question") and not name.startswith("Listing_"):
            yield from _shape(name, shapes[name])


def _address(address: str, asked: Described) -> Iterator[str]:
    yield from (f"## `{address}`", "", str(asked.get("description", asked["summary"])), "")
    if "requestBody" in asked:
        yield from ("The body is a JSON object with the filters of `GET /api/v1/observations` by name.", "")
    else:
        yield from _filters(asked["parameters"])
    faults = ", ".join(str(code) for code in asked["responses"] if int(code) >= 400)
    kinds = asked["responses"][200]["content"]
    answer = _kind(kinds["application/json"]["schema"]) + (" or CSV" if "text/csv" in kinds else "")
    yield from (f"Answers {answer}; faults ({faults}) are `ProblemDetails`.", "")


def _filters(parameters: list[Described]) -> Iterator[str]:
    yield from ("| Name | What it may be | Unless said |", "|---|---|---|")
    for parameter in parameters:
        schema = parameter["schema"]
        told = "required" if parameter["required"] else f"`{schema['default']}`" if schema.get("default") else ""
        about = f"{parameter['description']}: " if parameter.get("description") else ""
        yield f"| `{parameter['name']}` | {about}{_kind(schema)} | {told} |"
    yield ""


def _shape(name: str, schema: Described) -> Iterator[str]:
    yield from (
        f"### {name}",
        "",
        " ".join(schema.get("description", "").split()),
        "",
        "| Field | What it is |",
        "|---|---|",
    )
    for field, kind in schema["properties"].items():
        yield f"| `{field}` | {_kind(kind)} |"
    yield ""


def _kind(schema: Described) -> str:
    """A schema in words: 'text', 'number or null', 'list of `Cell`'."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"a page of `{name[8:-1]}`" if name.startswith("Listing_") else f"`{name}`"
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"] if value)
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}" + (
            f", at most {schema['maxItems']:,}" if "maxItems" in schema else ""
        )
    if schema.get("type") == "object":
        return f"{_kind(schema['additionalProperties'])} by name"
    return _word(schema)


def _word(schema: Described) -> str:
    words = {
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "true or false",
        "null": "null",
    }
    word = "date" if schema.get("format") == "date" else words[schema["type"]]
    if "maximum" in schema:
        is_year = schema["minimum"] == 1900
        word += (
            f" from {schema['minimum']} to {schema['maximum']}"
            if is_year
            else f" from {schema['minimum']:,} to {schema['maximum']:,}"
        )
    return word

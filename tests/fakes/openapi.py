"""Checks exchanges against an OpenAPI 3.0 document: the parts of the schema language that the service's file uses.

No validator is among the project's dependencies, so this is a small one. `allOf` is read as one object
with the properties of all its parts, which is what the service means by it.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]
KNOWN = {
    "$ref", "additionalProperties", "allOf", "default", "description", "enum", "example", "format", "items",
    "maxLength", "maximum", "minItems", "minLength", "minimum", "nullable", "oneOf", "properties", "readOnly",
    "required", "type",
}  # fmt: skip
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


class OpenApi:
    """The document; each method returns the faults it finds, so none is a pass."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def operation(self, method: str, path: str) -> dict[str, Any]:
        """The operation that a request's path belongs to; KeyError if the service has no such call."""
        for template, methods in self._document["paths"].items():
            pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
            if re.fullmatch(pattern, path) and method.lower() in methods:
                found: dict[str, Any] = methods[method.lower()]
                return found
        raise KeyError(f"{method} {path}")

    def request_faults(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> list[str]:
        operation = self.operation(method, path)
        named = {p["name"]: p["schema"] for p in operation.get("parameters", []) if p["in"] == "query"}
        faults = [f"parameter {name} is not in the document" for name in query if name not in named]
        for name, texts in query.items():
            if name in named:
                faults += self.faults(_from_text(texts, named[name]), named[name], name)
        if body is not None:
            schemas = [c["schema"] for c in operation["requestBody"]["content"].values()]
            faults += self.faults(body, schemas[0], "body")
        return faults

    def response_faults(self, method: str, path: str, status: int, body: Any) -> list[str]:
        responses = self.operation(method, path)["responses"]
        if str(status) not in responses:
            return [f"status {status} is not in the document"]
        (content,) = responses[str(status)]["content"].values()
        return self.faults(body, content["schema"], "$")

    def faults(self, value: Any, schema: Schema, at: str) -> list[str]:
        """What is wrong with a value, each fault with its place."""
        schema = self._flat(schema)
        unknown = set(schema) - KNOWN
        assert not unknown, f"the checker does not know {unknown}"
        if value is None and schema.get("nullable"):
            return []
        if "oneOf" in schema:
            fitting = [option for option in schema["oneOf"] if not self.faults(value, option, at)]
            return [] if len(fitting) == 1 else [f"{at}: fits {len(fitting)} of the alternatives, not one"]
        kind = schema.get("type")
        if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
            return [f"{at}: {value!r} is no {kind}"]
        if "enum" in schema and value not in schema["enum"]:
            return [f"{at}: {value!r} is none of the allowed values"]
        return [
            *_format_faults(value, schema, at),
            *_size_faults(value, schema, at),
            *self._object_faults(value, schema, at),
            *self._item_faults(value, schema, at),
        ]

    def _object_faults(self, value: Any, schema: Schema, at: str) -> list[str]:
        if not isinstance(value, dict):
            return []
        faults = [f"{at}: '{name}' is missing" for name in schema.get("required", []) if name not in value]
        properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        for name, part in value.items():
            if name in properties:
                faults += self.faults(part, properties[name], f"{at}.{name}")
            elif others is False:
                faults.append(f"{at}: '{name}' is not in the document")
            elif isinstance(others, dict):
                faults += self.faults(part, others, f"{at}.{name}")
        return faults

    def _item_faults(self, value: Any, schema: Schema, at: str) -> list[str]:
        if not isinstance(value, list) or "items" not in schema:
            return []
        return [fault for n, item in enumerate(value) for fault in self.faults(item, schema["items"], f"{at}[{n}]")]

    def _flat(self, schema: Schema) -> Schema:
        """The schema with references followed and the parts of allOf put together."""
        if "$ref" in schema:
            return self._flat(self._document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
        if "allOf" not in schema:
            return schema
        parts = [self._flat(part) for part in schema["allOf"]] + [{k: v for k, v in schema.items() if k != "allOf"}]
        merged: Schema = {}
        for part in parts:
            required = [*merged.get("required", []), *part.get("required", [])]
            properties = {**merged.get("properties", {}), **part.get("properties", {})}
            merged = {**merged, **part, **({"required": required} if required else {})}
            merged |= {"properties": properties} if properties else {}
        return merged


def _format_faults(value: Any, schema: Schema, at: str) -> list[str]:
    readers: dict[str, Callable[[str], object]] = {"uuid": uuid.UUID, "date-time": dt.datetime.fromisoformat}
    reader = readers.get(schema.get("format", ""))
    if reader is None or not isinstance(value, str):
        return []
    try:
        reader(value)
    except ValueError:
        return [f"{at}: {value!r} is no {schema['format']}"]
    return []


def _size_faults(value: Any, schema: Schema, at: str) -> list[str]:
    size = len(value) if isinstance(value, str | list) else value
    if not isinstance(size, int | float):
        return []
    least = schema.get("minimum", schema.get("minLength", schema.get("minItems")))
    most = schema.get("maximum", schema.get("maxLength"))
    small, large = least is not None and size < least, most is not None and size > most
    return [f"{at}: {value!r} is too {'small' if small else 'large'}"] if small or large else []


def _from_text(texts: list[str], schema: Schema) -> Any:
    """A query parameter as the value its schema speaks of."""
    if schema.get("type") == "array":
        return texts
    text = texts[0]
    if schema.get("type") == "integer":
        return int(text) if text.isdigit() else text
    return {"true": True, "false": False}.get(text, text) if schema.get("type") == "boolean" else text

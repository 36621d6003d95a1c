"""Small documents, repaired."""

from __future__ import annotations

from typing import Any

from pipeline.repairs import repair
from pipeline.validate import validate

NULL = {"type": "null"}


def document(schemas: Any = None, operation: Any = None, **fields: Any) -> dict[str, Any]:
    answer = {"responses": {"200": {"description": "OK"}}}
    return {
        "openapi": "3.0.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {**answer, **(operation or {})}}},
        "components": {"schemas": schemas or {}},
        **fields,
    }


def mended(schema: Any, **others: Any) -> Any:
    """Return a property's schema after the repairs; the whole has to be valid then."""
    holder = {"type": "object", "properties": {"p": schema}}
    found = repair(document({"Holder": holder, **others}))
    validate(found, "x")
    return found["components"]["schemas"]["Holder"]["properties"]["p"]


def operation_of(found: Any, path: str = "/a") -> Any:
    validate(found, "x")
    return found["paths"][path]["get"]
